"""The columns of each list of records, and what stands in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ingest.documents import Rating
from ingest.records import Action, Decision, DecisionOutcome, Measure, Meeting, Recommendation, Resolution
from retrieval.records import Entry
from service.web.wording import long_date, sentence_case, unbroken

_CLIPPED = 60  # words: the page that a row leads to holds the rest
_LONGEST_NAME = 20  # words: more than these in bold are hard to read


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column: a ``tag`` as (class, words), then ``lines``; the first may be a name."""

    lines: tuple[str, ...] = ()
    tag: tuple[str, str] | None = None
    named: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.lines and self.tag is None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; one that is ``of_group`` is left out where a heading says it for many rows."""

    name: str
    cell: Callable[[Entry], Cell]
    of_group: bool = False


def said(*lines: str | None) -> Cell:
    """Return a cell of those lines that say something, long ones clipped."""
    return Cell(tuple(_clipped(line) for line in lines if line))


def _named(name: str | None, *lines: str | None) -> Cell:
    """Return a cell that begins with a name; one as long as a paragraph is not set as a name."""
    cell = said(name, *lines)
    return Cell(cell.lines, named=bool(name) and len((name or "").split()) <= _LONGEST_NAME)


def _clipped(text: str) -> str:
    words = text.split(" ")
    return text if len(words) <= _CLIPPED else f"{' '.join(words[:_CLIPPED])} …"


def _tagged(value: DecisionOutcome | Rating | None, *lines: str | None) -> Cell:
    return Cell(said(*lines).lines, (value.value, sentence_case(value)) if value else None)


def _labelled(label: str, text: str | None) -> str | None:
    return f"{label}: {text}" if text else None


def _field(name: str) -> Callable[[Entry], Cell]:
    """Return the cell of a field of text."""
    return lambda entry: said(getattr(entry.record, name))


def _people(name: str) -> Callable[[Entry], Cell]:
    """Return the cell of a field of names: all of them, since a list that is cut short misleads."""

    def cell(entry: Entry) -> Cell:
        names = "; ".join(getattr(entry.record, name))
        return Cell((names,) if names else ())

    return cell


def _day(entry: Entry) -> Cell:
    return said(unbroken(long_date(entry.date)) if entry.date else None)


def _body(entry: Entry) -> Cell:
    return said(entry.body)


def _area(entry: Entry) -> Cell:
    return said(entry.area)


def _rating(entry: Entry) -> Cell:
    return _tagged(entry.rating)


def _decision(entry: Entry) -> Cell:
    record = entry.record
    assert isinstance(record, Decision)
    return _named(record.title, record.wording if record.wording != record.title else None)


def _decision_outcome(entry: Entry) -> Cell:
    record = entry.record
    assert isinstance(record, Decision)
    return Cell(tag=("proposed", "Proposed")) if record.proposed else _tagged(record.outcome)


def _sums(entry: Entry) -> Cell:
    record = entry.record
    assert isinstance(record, Decision)
    return said("; ".join(dict.fromkeys(amount.text for amount in record.amounts)))


def _resolution(entry: Entry) -> Cell:
    record = entry.record
    assert isinstance(record, Resolution)
    item = " ".join(filter(None, (record.item, record.title)))
    return _named(item, record.wording) if item else said(record.wording)


def _votes(entry: Entry) -> Cell:
    record = entry.record
    assert isinstance(record, Resolution)
    counts = ("for", record.votes_for), ("against", record.votes_against), ("abstained", record.abstentions)
    return said("; ".join(f"{label} {number}" for label, number in counts if number is not None))


def _resolution_outcome(entry: Entry) -> Cell:
    return _tagged(entry.outcome)


def _recommendation(entry: Entry) -> Cell:
    record = entry.record
    assert isinstance(record, Recommendation)
    return said(f"{record.number} {record.wording}" if record.number else record.wording)


def _action(entry: Entry) -> Cell:
    record = entry.record
    assert isinstance(record, Action)
    return said(
        record.action,
        _labelled("Deliverable", record.deliverable if record.deliverable != record.action else None),
        _labelled("Progress", record.progress),
    )


def _action_rating(entry: Entry) -> Cell:
    record = entry.record
    assert isinstance(record, Action)
    return _tagged(record.rating, record.status)


def _value(entry: Entry) -> Cell:
    record = entry.record
    assert isinstance(record, Measure)
    has_unit = not record.unit or record.unit in record.value
    return said(record.value if has_unit else f"{record.value} {record.unit}")


def _meeting(entry: Entry) -> Cell:
    record = entry.record
    assert isinstance(record, Meeting)
    where = ", ".join(filter(None, (record.time, record.place)))
    return _named(entry.body, where, _labelled("Chair", record.chair))


COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "decisions": (
        Column("Date", _day),
        Column("Reference", _field("reference")),
        Column("Decision", _decision),
        Column("Body", _body),
        Column("Outcome", _decision_outcome),
        Column("Sums", _sums),
    ),
    "resolutions": (
        Column("Date", _day, of_group=True),
        Column("Resolution", _resolution),
        Column("Body", _body, of_group=True),
        Column("Outcome", _resolution_outcome),
        Column("Votes", _votes),
    ),
    "recommendations": (
        Column("Date", _day, of_group=True),
        Column("Report", _field("title"), of_group=True),
        Column("Recommendation", _recommendation),
        Column("Body", _body, of_group=True),
    ),
    "actions": (
        Column("Reference", _field("reference")),
        Column("Action", _action),
        Column("Theme", _field("theme"), of_group=True),
        Column("Lead", _field("lead")),
        Column("Timescale", _field("timescale")),
        Column("Rating", _action_rating),
    ),
    "measures": (
        Column("Measure", lambda entry: _named(getattr(entry.record, "name", None))),
        Column("Table", _field("table"), of_group=True),
        Column("Area", _area),
        Column("Period", _field("period")),
        Column("Value", _value),
        Column("Rating", _rating),
    ),
    "meetings": (
        Column("Date", _day),
        Column("Meeting", _meeting),
        Column("Present", _people("present")),
        Column("Apologies", _people("apologies")),
        Column("In attendance", _people("in_attendance")),
    ),
    "acronyms": (
        Column("Short form", lambda entry: _named(getattr(entry.record, "acronym", None))),
        Column("Stands for", _field("expansion")),
    ),
    "inconsistencies": (Column("What does not agree", _field("says")),),
}
# What the heading of a group of rows is, beside the paper: the field that says it.
GROUPED_BY: Mapping[str, str | None] = {
    "resolutions": None,
    "recommendations": "title",
    "actions": "theme",
    "measures": "table",
    "inconsistencies": None,
}
