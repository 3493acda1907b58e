"""The columns of each list of records, and what stands in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ingest.documents import Rating
from ingest.records import Action, Decision, DecisionOutcome, Measure, Meeting, Recommendation, Resolution
from retrieval.records import Entry
from service.strings import text
from service.wording import long_date, name_of, unbroken

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
    """A column of a table; one that is ``of_group`` is left out where a heading says it for many rows.

    ``key`` names it in the style sheet, and what stands over it in the texts (``records.column_``).
    """

    key: str
    cell: Callable[[Entry], Cell]
    of_group: bool = False

    @property
    def name(self) -> str:
        """What stands over it."""
        return text(f"records.column_{self.key}")


def said(*lines: str | None) -> Cell:
    """Return a cell of those lines that say something, long ones clipped."""
    return Cell(tuple(_clipped(line) for line in lines if line))


def _named(name: str | None, *lines: str | None) -> Cell:
    """Return a cell that begins with a name; one as long as a paragraph is not set as a name."""
    cell = said(name, *lines)
    return Cell(cell.lines, named=bool(name) and len((name or "").split()) <= _LONGEST_NAME)


def _clipped(line: str) -> str:
    words = line.split(" ")
    return line if len(words) <= _CLIPPED else f"{' '.join(words[:_CLIPPED])} …"


def _tagged(value: DecisionOutcome | Rating | None, *lines: str | None) -> Cell:
    return Cell(said(*lines).lines, (value.value, name_of(value)) if value else None)


def _labelled(name: str, words: str | None) -> str | None:
    return text(f"records.{name}", words=words) if words else None


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
    return Cell(tag=("proposed", name_of("proposed"))) if record.proposed else _tagged(record.outcome)


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
    return said("; ".join(text(f"records.votes_{way}", n=n) for way, n in counts if n is not None))


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
        _labelled("deliverable", record.deliverable if record.deliverable != record.action else None),
        _labelled("progress", record.progress),
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
    return _named(entry.body, where, _labelled("chair", record.chair))


COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "decisions": (
        Column("date", _day),
        Column("reference", _field("reference")),
        Column("decision", _decision),
        Column("body", _body),
        Column("outcome", _decision_outcome),
        Column("sums", _sums),
    ),
    "resolutions": (
        Column("date", _day, of_group=True),
        Column("resolution", _resolution),
        Column("body", _body, of_group=True),
        Column("outcome", _resolution_outcome),
        Column("votes", _votes),
    ),
    "recommendations": (
        Column("date", _day, of_group=True),
        Column("report", _field("title"), of_group=True),
        Column("recommendation", _recommendation),
        Column("body", _body, of_group=True),
    ),
    "actions": (
        Column("reference", _field("reference")),
        Column("action", _action),
        Column("theme", _field("theme"), of_group=True),
        Column("lead", _field("lead")),
        Column("timescale", _field("timescale")),
        Column("rating", _action_rating),
    ),
    "measures": (
        Column("measure", lambda entry: _named(getattr(entry.record, "name", None))),
        Column("table", _field("table"), of_group=True),
        Column("area", _area),
        Column("period", _field("period")),
        Column("value", _value),
        Column("rating", _rating),
    ),
    "meetings": (
        Column("date", _day),
        Column("meeting", _meeting),
        Column("present", _people("present")),
        Column("apologies", _people("apologies")),
        Column("in_attendance", _people("in_attendance")),
    ),
    "acronyms": (
        Column("short_form", lambda entry: _named(getattr(entry.record, "acronym", None))),
        Column("stands_for", _field("expansion")),
    ),
    "inconsistencies": (Column("disagrees", _field("says")),),
}
# What the heading of a group of rows is, beside the paper: the field that says it.
GROUPED_BY: Mapping[str, str | None] = {
    "resolutions": None,
    "recommendations": "title",
    "actions": "theme",
    "measures": "table",
    "inconsistencies": None,
}
