"""A decision form read to its fields: each label with the lines that answer it.

A label stands before its value on a line ("SUBJECT: …"), above it as a heading or a line by itself, or
in the cell to its left. A field ends where the next label or heading begins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.kinds.decisions.form_labels import FoundLabel, Label, is_form_title, label_at
from ingest.kinds.paper import Line, Paper, once
from ingest.kinds.sections import sections

# Between the cells of a row, or between a column's name and its cell.
_SENTENCE_END = re.compile(r"(?<=[.;])\s+(?=[A-Z][\w ()/]{2,60}:)")  # "… station. Date of decision: 8 April"
_CELL_END = re.compile(r"[;:]\s+")


@dataclass(frozen=True, slots=True)
class Value:
    """A run of words that answers a label: ``line.text[start:end]``."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words."""
        return self.line.text[self.start : self.end].strip()


@dataclass(slots=True)
class Field:
    """A label and its values; ``asked`` is the label as printed, with what a heading says after it.

    ``label`` is None for what stands before the first label or under a heading that is none.
    """

    label: Label | None
    asked: str = ""
    said: str = ""  # the value that a heading itself gives
    values: list[Value] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What answers the label, each line on its own."""
        return "\n".join(part for part in (self.said, *(value.text for value in self.values)) if part)


@once
def fields_of(paper: Paper) -> tuple[Field, ...]:
    """Return the fields of a paper in reading order."""
    found: list[Field] = [Field(None)]
    for section in sections(paper):
        for heading in section.opened:
            _heading(found, heading)
        for line in section.lines:
            for value in _cells(line):
                _value(found, value)
    return tuple(found)


def _heading(found: list[Field], heading: str) -> None:
    label = label_at(heading)
    if label is None:
        # A page number set as a heading ends nothing.
        if any(c.isalpha() for c in heading):
            found.append(Field(None, asked=heading))
        return
    said = heading[label.end :].strip()
    # "APPROVAL BY: PCC/CHIEF EXECUTIVE" says who, not what.
    found.append(Field(label.label, asked=heading, said="" if label.label is Label.DECISION else said))


def _value(found: list[Field], value: Value) -> None:
    if is_form_title(value.text):
        found.append(Field(None, asked=value.text))
        return
    label = label_at(value.text)
    if label is None or _is_listed(found[-1], value):
        if value.text:
            found[-1].values.append(value)
        return
    start = _offset(value, label)
    found.append(Field(label.label, asked=value.text[: label.end]))
    inner = Value(value.line, start, value.end)
    if label_at(inner.text):  # "Signed … Date …"
        _value(found, inner)
    elif inner.text:
        found[-1].values.append(inner)


def _offset(value: Value, label: FoundLabel) -> int:
    blanks = len(value.line.text[value.start : value.end]) - len(
        value.line.text[value.start : value.end].lstrip()
    )
    return value.start + blanks + label.end


def _is_listed(current: Field, value: Value) -> bool:
    """Whether a line that looks like a label is an item of the decision's own list ("b) Approval …")."""
    return (
        current.label in (Label.DECISION, Label.RECOMMENDED, Label.OPTIONS)
        and re.match(r"\(?[a-z]\)", value.text) is not None
    )


def _cells(line: Line) -> Iterator[Value]:
    """Yield the parts of a line that begin with a label; a line without one is one part."""
    start = 0
    for gap in (_CELL_END if line.is_row else _SENTENCE_END).finditer(line.text):
        label = label_at(line.text[gap.end() :])
        if label and (line.is_row or label.label is not Label.OTHER):
            yield Value(line, start, gap.start())
            start = gap.end()
    yield Value(line, start, len(line.text))
