"""Who may see a paper, or a part of one, as its own lines say it: markings, and items closed to the public.

A marking is a line of its own: "NOT FOR PUBLICATION", "OFFICIAL-SENSITIVE", "By virtue of paragraph 3
of Part 1 of Schedule 12A". A sentence that only speaks of an exempt paper elsewhere marks nothing.
"""

import re
from collections.abc import Iterable

from ingest.documents import Block, BlockKind, Marking, Page

_LONGEST_LINE = 240
# How many blocks at the top and at the foot of a page are looked at: a marking stands at the edge.
_TOP, _FOOT = 4, 2
# Blocks at the top of a page that may be the title of what stands on it.
TITLE_BLOCKS = 2

_CLASSIFICATION = (
    r"(?:(?:government |security |protective )*(?:classification|marking)(?: of report)?\s*[:\-–]?\s*)?"
)
_WORDS = (
    r"official\s*[-–—:]?\s*sensitive(?:\s*[-–—:(\[]+\s*[a-z ]+[)\]]?)?"
    r"|restricted|(?:strictly |private (?:and|&) )?confidential"
    r"|not for publication|exempt(?: (?:item|information|report|appendix|paper|minutes))?"
)
# What may follow on the line: why, or what is marked. Anything else makes it a sentence about something.
_REASON = r"[\s\-–—:.,(\[]*(?:by virtue|paragraph|under|because|as it|schedule|part \d|local government).*"
_NAME = r"[\s\-–—:.,(\[]*(?:appendix|report|paper|document|item)\b.{0,60}?(?<!\.)"
_WORD = re.compile(
    rf"^[\[(*]*{_CLASSIFICATION}(?P<word>{_WORDS})(?:{_REASON}|{_NAME})?[\s\])*.]*$", re.IGNORECASE
)
_ENDS = re.compile(
    r"^(?:appendix|annexe?|item|report|part|schedule|minutes)\b.{0,120}[-–—:(\[]\s*"
    r"(?P<word>exempt|confidential|restricted|not for publication|official[- ]sensitive)\b[\s\])*.]*$",
    re.IGNORECASE,
)
_BY_LAW = re.compile(
    r"^(?:exempt |confidential |not for publication )?(?:by virtue of|under)\s+"
    r"(?:regulation|section|paragraphs?(?:\(s\))?)\b.{0,80}\bschedule\s+12\s*a\b|^document is restricted\b",
    re.IGNORECASE,
)
_SAYS_ITSELF = re.compile(
    r"^(?:(?:this|the following|the attached)\s+(?:report|paper|appendix|annex|item|document)"
    r"|part (?:2|ii|two|b) of this report)\b.{0,80}"
    r"\b(?:is (?:not for publication|exempt|confidential|restricted)"
    r"|contains? (?:exempt|confidential) information)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\bnot (?:exempt|confidential|restricted)\b|\bno (?:exempt|confidential)\b|\bdoes not\b", re.IGNORECASE
)
_BARE = re.compile(r"^\W*(?:restricted|confidential|exempt)\W*$", re.IGNORECASE)

_NO = frozenset({"no", "none", "n/a", "not applicable"})

_ORDER = (Marking.PUBLIC, Marking.RESTRICTED, Marking.CONFIDENTIAL, Marking.EXEMPT)


def marking_of_line(line: str, *, bare: bool = True, named: bool = True) -> Marking | None:
    """Return the marking that a line by itself gives, or None.

    Without ``bare``, a single word ("Restricted") counts only in capitals: it may be a heading. Without
    ``named``, "Appendix 2 – Exempt" does not count: it may be listed by a paper that is open.
    """
    line = line.strip()
    if len(line) > _LONGEST_LINE:
        return None
    if _SAYS_ITSELF.match(line) and not _DENIES.search(line):
        return _marking_in(line)
    if _BY_LAW.match(line):
        return Marking.EXEMPT
    match = _WORD.match(line) or (_ENDS.match(line) if named else None)
    if match is None or (not bare and _BARE.match(line) and not line.isupper()):
        return None
    return _marking_in(match["word"])


def marking_of_page(page: Page) -> Marking | None:
    """Return the marking at the top or the foot of a page, or None."""
    for at, block in enumerate(page.blocks):
        if at < _TOP or at >= len(page.blocks) - _FOOT:
            marking = marking_of_block(block, bare=False, named=at < TITLE_BLOCKS)
            if marking:
                return marking
    return None


def marking_of_block(block: Block, *, bare: bool = True, named: bool = True) -> Marking | None:
    """Return the marking that a block gives; a cell of a row may give it too, struck-out words never do."""
    if block.kind is BlockKind.STRUCK:
        return None
    if block.kind is not BlockKind.TABLE_ROW or not block.cells:
        return marking_of_line(block.text, bare=bare, named=named)
    if any(cell.strip().lower().rstrip(".") in _NO for cell in block.cells):
        return None  # "Exempt: no"
    found = (marking_of_line(cell, bare=False, named=False) for cell in block.cells)
    return next((marking for marking in found if marking), None)


def strictest(markings: Iterable[Marking]) -> Marking:
    """Return the strictest of ``markings``; public where there is none."""
    return max(markings, key=_ORDER.index, default=Marking.PUBLIC)


def _marking_in(words: str) -> Marking:
    words = words.lower()
    if "exempt" in words or "not for publication" in words:
        return Marking.EXEMPT
    return Marking.CONFIDENTIAL if "confidential" in words else Marking.RESTRICTED
