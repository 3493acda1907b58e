"""What the fields of a decision form say: its title, its body, its sums, who may read it."""

import re
from collections.abc import Iterator, Sequence

from ingest.documents import Block
from ingest.kinds.decisions.amounts import amounts_in, amounts_in_row, distinct
from ingest.kinds.decisions.form_fields import Field
from ingest.kinds.decisions.form_labels import Label, is_form_title
from ingest.kinds.decisions.recipients import recipients_in
from ingest.kinds.enumerations import mark_of
from ingest.kinds.paper import Line, Paper
from ingest.kinds.yes_no import is_public, yes_or_no
from ingest.passages import row_lines
from ingest.records import Amount

_ABOUT_MONEY = (Label.TITLE, Label.SUMMARY, Label.RECOMMENDED, Label.DECISION, Label.FINANCE)
INSTRUCTION = re.compile(
    r"^\W*(?:delete|tick|circle|complete|please|insert|strike)\b[^.]*\W*$", re.IGNORECASE
)
_REFERENCE = re.compile(
    r"(?:[A-Za-z]{1,8}[ /._-]{0,2}){0,4}\d{1,6}(?:\s?[/._-]\s?[A-Za-z0-9]{1,8}){0,4}(?:\s?\([a-z]\))?"
)
_TITLE_WORDS = 20


def has(form: Sequence[Field], label: Label) -> bool:
    """Whether a form asks for ``label``."""
    return any(field.label is label for field in form)


def text_of(form: Sequence[Field], *labels: Label) -> str:
    """Return the first text that answers one of ``labels``, in the order of these."""
    return next((f.text for label in labels for f in form if f.label is label and f.text), "")


def wording_lines(field: Field) -> list[str]:
    """Return the lines that answer a field, without the form's instructions."""
    lines = [field.said, *(value.text for value in field.values)]
    return [line for line in lines if line and not INSTRUCTION.match(line)]


def reference_in(text: str) -> str | None:
    """Return the reference on the first line of ``text``: "28/2021", "PCC/18/022"."""
    match = _REFERENCE.search(text.split("\n", maxsplit=1)[0])
    return re.sub(r"\s*/\s*", "/", match[0]).strip() if match else None


def title_of(form: Sequence[Field], paper: Paper, wording: str) -> str:
    """Return what the decision is about: as the form says, as a heading of it does, or as it begins."""
    stated = text_of(form, Label.TITLE).split("\n")[0]
    if stated:
        return stated
    before = form[: next(at for at, field in enumerate(form) if field.label is Label.DECISION)]
    headings = [
        f.asked for f in before if f.label is None and not is_form_title(f.asked) and len(f.asked.split()) > 2
    ]
    whole = form[0].label is None and not form[0].asked
    candidates = [
        *headings[::-1],
        *([paper.facts.title] if whole and not is_form_title(paper.facts.title) else []),
    ]
    line = next((line for line in wording.split("\n") if not line.endswith(":")), wording)
    mark = mark_of(line)
    return candidates[0] if candidates else " ".join(line[mark.width if mark else 0 :].split()[:_TITLE_WORDS])


def body_of(form: Sequence[Field], paper: Paper) -> str | None:
    """Return the body whose form it is: "EXSHIRE COUNTY COUNCIL – RECORD OF DECISION" says it."""
    before = re.split(r"\s[–—-]\s|:\s", form[0].asked)[0] if is_form_title(form[0].asked) else ""
    if len(before.split()) > 1 and not is_form_title(before):
        return before.title() if before.isupper() else before
    return text_of(form, Label.BODY).split("\n")[0] or paper.facts.body


def amounts_of(form: Sequence[Field], paper: Paper) -> tuple[Amount, ...]:
    """Return the sums that the decision is about, each once; what other fields name is context."""
    fields = (field for field in form if field.label in _ABOUT_MONEY)
    return distinct(amount for field in fields for amount in _amounts(field, paper))


def _amounts(field: Field, paper: Paper) -> Iterator[Amount]:
    yield from amounts_in(field.said)
    for value in field.values:
        rows = _rows(value.line, paper)
        if rows:
            for row in rows:
                yield from amounts_in_row(row)
        else:
            yield from amounts_in(value.text)


def _rows(line: Line, paper: Paper) -> list[Block]:
    return [
        row for row in paper.rows if line.is_row and row.header and "; ".join(row_lines(row)) == line.text
    ]


def recipients_of(form: Sequence[Field]) -> tuple[str, ...]:
    """Return who is to receive what was decided: as a field says, else as the wording does."""
    stated = text_of(form, Label.RECIPIENTS)
    if stated:
        return tuple(line.strip() for line in stated.split("\n"))
    texts = (
        text_of(form, label)
        for label in (Label.TITLE, Label.DECISION, Label.RECOMMENDED, Label.SUMMARY, Label.FINANCE)
    )
    return tuple(dict.fromkeys(name for text in texts for name in recipients_in(text)))


def is_confidential(form: Sequence[Field]) -> bool | None:
    """Return whether the form says that it is not for everybody; None where it does not ask."""
    asked = yes_or_no(text_of(form, Label.CONFIDENTIAL))
    if asked is not None:
        return asked
    public = is_public(text_of(form, Label.FOR_PUBLICATION), asked=True)
    if public is None:
        public = is_public(text_of(form, Label.MARKING), asked=False)
    return None if public is None else not public
