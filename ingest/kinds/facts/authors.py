"""Who wrote a paper: the person or office that its form names, or who signed a letter."""

import re
from collections.abc import Iterator, Sequence

from ingest.documents import BlockKind, DocumentKind, Page
from ingest.kinds.facts.head import PaperHead, field_of, text_of

_LONGEST = 140
# The labels under which forms name the writer, the surest first.
_LABELS = [
    re.compile(r"(?:report )?authors?(?:\(s\))?|originator|written by|prepared by|report by|author/editor"),
    re.compile(r"from|report of|by|submitted by|presented by"),
    re.compile(r"(?:lead|responsible|contact|reporting) officers?(?:\(s\))?|report contact"),
]
_REPORT_OF = re.compile(
    r"^(?:joint |information )?report (?:of|by|from)\s+(?:the )?(?P<who>[A-Z].{3,140}?)(?: to (?:the )?[A-Z].*)?$", re.I
)  # fmt: skip
_CLOSING = re.compile(r"^yours (?:sincerely|faithfully|truly|ever)\W*$", re.I)
_NAME = re.compile(r"^(?:(?:(?:Rt\.? )?Hon|Dr|Mr|Mrs|Ms|Professor|Prof|Sir|Cllr)\.? )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}(?:,? [A-Z]{2,4})*$")  # fmt: skip
_PERSON = re.compile(r"\b[A-Z][a-z'’-]+ [A-Z][a-zA-Z'’-]+\b|\b[A-Z]\. ?[A-Z][a-z]+\b")


def author_of(head: PaperHead, kind: DocumentKind, pages: Sequence[Page]) -> str | None:
    """Return who wrote a paper, as it names them, or None."""
    for label in _LABELS:
        for value in head.values(label):
            if _PERSON.search(value) or label is _LABELS[0]:
                return value[:_LONGEST].strip(" ,;")
    for line in head.lines:
        match = _REPORT_OF.match(line.text)
        if match:
            return match["who"].strip(" ,;.")
    if kind is DocumentKind.LETTER:
        return _signed(pages)
    return None


def _signed(pages: Sequence[Page]) -> str | None:
    """Return the name under a letter, else the first name in its letterhead."""
    lines = list(_lines(pages))
    for at, line in enumerate(lines):
        if _CLOSING.match(line):
            return next((name for name in lines[at + 1 : at + 6] if _NAME.match(name)), None)
    last = [name for name in lines[-3:] if _NAME.match(name) and name.isupper()]
    return last[-1].title() if last else None


def _lines(pages: Sequence[Page]) -> Iterator[str]:
    for page in pages:
        for block in page.blocks:
            if block.kind is not BlockKind.TABLE_ROW and field_of(block.text) is None:
                yield text_of(block).strip()
