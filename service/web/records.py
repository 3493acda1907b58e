"""Lists of records as their pages show them: what may be chosen, a picture, and the rows.

The templates only print what is prepared here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from ingest.documents import Rating
from ingest.records import (
    Acronym,
    Action,
    Decision,
    DecisionOutcome,
    Inconsistency,
    Measure,
    Meeting,
    Recommendation,
    Resolution,
)
from retrieval.answering.answer import Citation
from retrieval.records import Catalogue, Entry, RecordFilters
from service.page_links import citation_href
from service.record_lists import LISTINGS, Listing
from service.record_table import page_words
from service.source_lines import part_line
from service.web.record_pictures import Bars, Timeline, ratings_by_theme, timeline
from service.web.wording import long_date, sentence_case, unbroken

ROWS_A_SCREEN = 50
_CLIPPED = 70  # words
_DATED = frozenset({"decisions", "resolutions", "recommendations", "meetings"})
# Sorts that a list offers; each is stable, so that within one value the newest stay first.
_SORTS: Mapping[str, tuple[str, Callable[[Entry], tuple[object, ...]]]] = {
    "oldest": ("Oldest first", lambda e: (e.date is None, e.date and e.date.toordinal())),
    "area": ("Area", lambda e: ((e.area or "~").casefold(),)),
    "body": ("Body", lambda e: ((e.body or "~").casefold(),)),
    "amount": ("Largest sum", lambda e: (-(e.amount or 0),)),
    "rating": ("Rating", lambda e: (list(Rating).index(e.rating) if e.rating else len(Rating),)),
}
_SORTED_BY = {
    "decisions": ("oldest", "body", "area", "amount"),
    "actions": ("rating", "area", "oldest"),
    "measures": ("area", "rating"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for; "" for all. ``screen`` counts from 1."""

    about: str = ""
    area: str = ""
    body: str = ""
    year: str = ""
    outcome: str = ""
    rating: str = ""
    sort: str = ""
    screen: int = 1

    def filters(self) -> RecordFilters:
        """Return the filters; a value that is none of those offered keeps nothing."""
        return RecordFilters(
            about=self.about,
            areas=frozenset([self.area] if self.area else []),
            bodies=frozenset([self.body] if self.body else []),
            outcomes=frozenset(o for o in DecisionOutcome if o.value == self.outcome),
            ratings=frozenset(r for r in Rating if r.value == self.rating),
        )

    def query(self, screen: int | None = None) -> str:
        """Return the choice as the query of an address; that of another ``screen`` where it is given."""
        chosen = {name: getattr(self, name) for name in self.__slots__ if name != "screen"}
        if screen is not None:
            chosen["page"] = str(screen)
        return urlencode({name: value for name, value in chosen.items() if value})


@dataclass(frozen=True, slots=True)
class Choice:
    """A field of the form: its name, its label, and its options as (value, words, how many)."""

    name: str
    label: str
    options: tuple[tuple[str, str, int], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column: its ``lines``, the first in bold where it is a name; ``tag`` is a class."""

    lines: tuple[str, ...]
    tag: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A record: its cells, and where it stands."""

    id: str
    cells: tuple[Cell, ...]
    href: str
    paper: str
    place: str


@dataclass(frozen=True, slots=True)
class RecordsView:
    """One screen of a list."""

    listing: Listing
    about: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    found: int
    total: int
    choices: tuple[Choice, ...]
    asked: Asked
    screens: int
    timeline: Timeline | None
    bars: Bars | None
    others: tuple[Listing, ...]


def view(listing: Listing, catalogue: Catalogue, asked: Asked) -> RecordsView:
    """Return the screen that is asked for; one past the last is the last."""
    every = catalogue.entries(listing.record_type)
    wanted = asked.filters()
    # A year is chosen among the records' own years, so it is no bound of days.
    found = [e for e in every if wanted.keeps(e) and asked.year in ("", _year(e))]
    if asked.sort in _SORTS:
        found.sort(key=_SORTS[asked.sort][1])
    screens = max(1, -(-len(found) // ROWS_A_SCREEN))
    screen = min(max(asked.screen, 1), screens)
    shown = found[(screen - 1) * ROWS_A_SCREEN : screen * ROWS_A_SCREEN]
    columns, cells_of = _FORMS[listing.name]
    return RecordsView(
        listing=listing,
        about=listing.about,
        columns=columns,
        rows=tuple(_row(entry, citation, cells_of) for entry, citation in catalogue.cited(shown)),
        found=len(found),
        total=len(every),
        choices=tuple(_choices(listing, every, asked)),
        asked=replace(asked, screen=screen),
        screens=screens,
        timeline=timeline(found) if listing.name in _DATED else None,
        bars=ratings_by_theme(found),
        others=tuple(other for other in LISTINGS.values() if other.name != listing.name),
    )


def _choices(listing: Listing, entries: Sequence[Entry], asked: Asked) -> Iterable[Choice]:
    """Yield the fields that tell records apart, with how many each option keeps."""
    facets: tuple[tuple[str, str, Callable[[Entry], str | None], bool], ...] = (
        ("area", "Area", lambda e: e.area, False),
        ("body", "Body", lambda e: e.body, False),
        ("year", "Year", _year, True),
        ("outcome", "Outcome", lambda e: e.outcome, False),
        ("rating", "Rating", lambda e: e.rating, False),
    )
    for name, label, value_of, newest_first in facets:
        counts = Counter(str(value) for value in map(value_of, entries) if value)
        if len(counts) > 1:
            ordered = sorted(counts, reverse=newest_first)
            coded = name in ("outcome", "rating")
            options = tuple((v, sentence_case(v) if coded else v, counts[v]) for v in ordered)
            yield Choice(name, label, options, getattr(asked, name))
    if sorts := _SORTED_BY.get(listing.name):
        options = tuple((sort, _SORTS[sort][0], 0) for sort in sorts)
        yield Choice("sort", "Order", options, asked.sort)


def _year(entry: Entry) -> str:
    return str(entry.date.year) if entry.date else ""


def _row(entry: Entry, citation: Citation, cells_of: Callable[[Entry], tuple[Cell, ...]]) -> Row:
    part = f"{part_line(citation.part)}, " if citation.part else ""
    return Row(
        id=entry.id,
        cells=cells_of(entry),
        href=citation_href(citation),
        paper=citation.document.title,
        place=f"{part}{unbroken(page_words(citation))}",
    )


def _said(*lines: str | None, strong: bool = False) -> Cell:
    return Cell(tuple(_clipped(line) for line in lines if line), strong=strong)


def _clipped(text: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= _CLIPPED else f"{' '.join(words[:_CLIPPED])} …"


def _tag(value: DecisionOutcome | Rating | None, else_: str | None = None) -> Cell:
    if value is None:
        return _said(else_)
    return Cell((sentence_case(value),), tag=value.value)


def _day(entry: Entry) -> Cell:
    return _said(unbroken(long_date(entry.date)) if entry.date else None)


def _decision(entry: Entry) -> tuple[Cell, ...]:
    record = entry.record
    assert isinstance(record, Decision)
    sums = "; ".join(dict.fromkeys(amount.text for amount in record.amounts))
    tag = Cell(("Proposed",), tag="proposed") if record.proposed else _tag(record.outcome)
    named = _said(record.title, record.wording if record.wording != record.title else None, strong=True)
    return _day(entry), _said(record.reference), named, _said(entry.body), tag, _said(sums)


def _resolution(entry: Entry) -> tuple[Cell, ...]:
    record = entry.record
    assert isinstance(record, Resolution)
    item = " ".join(filter(None, (record.item, record.title)))
    votes = "; ".join(
        f"{label} {number}"
        for label, number in (
            ("for", record.votes_for),
            ("against", record.votes_against),
            ("abstained", record.abstentions),
        )
        if number is not None
    )
    words = _said(item or record.wording, record.wording if item else None, strong=bool(item))
    return _day(entry), words, _said(entry.body), _tag(record.outcome), _said(votes)


def _recommendation(entry: Entry) -> tuple[Cell, ...]:
    record = entry.record
    assert isinstance(record, Recommendation)
    numbered = f"{record.number} {record.wording}" if record.number else record.wording
    return _day(entry), _said(record.title, numbered, strong=bool(record.title)), _said(entry.body)


def _action(entry: Entry) -> tuple[Cell, ...]:
    record = entry.record
    assert isinstance(record, Action)
    words = _said(record.action, record.deliverable, record.progress, strong=True)
    return (
        _said(record.reference),
        words,
        _said(record.theme),
        _said(record.lead),
        _said(record.timescale),
        _tag(record.rating, record.status),
    )


def _measure(entry: Entry) -> tuple[Cell, ...]:
    record = entry.record
    assert isinstance(record, Measure)
    value = (
        f"{record.value} {record.unit}" if record.unit and record.unit not in record.value else record.value
    )
    return (
        _said(record.name, record.table, strong=True),
        _said(entry.area),
        _said(record.period),
        _said(value),
        _tag(record.rating),
    )


def _meeting(entry: Entry) -> tuple[Cell, ...]:
    record = entry.record
    assert isinstance(record, Meeting)
    where = ", ".join(filter(None, (record.time, record.place)))
    return (
        _day(entry),
        _said(entry.body, where, f"Chair: {record.chair}" if record.chair else None, strong=True),
        _said("; ".join(record.present)),
        _said("; ".join(record.apologies)),
        _said("; ".join(record.in_attendance)),
    )


def _acronym(entry: Entry) -> tuple[Cell, ...]:
    record = entry.record
    assert isinstance(record, Acronym)
    return _said(record.acronym, strong=True), _said(record.expansion)


def _inconsistency(entry: Entry) -> tuple[Cell, ...]:
    record = entry.record
    assert isinstance(record, Inconsistency)
    return (_said(record.says),)


_FORMS: Mapping[str, tuple[tuple[str, ...], Callable[[Entry], tuple[Cell, ...]]]] = {
    "decisions": (("Date", "Reference", "Decision", "Body", "Outcome", "Sums"), _decision),
    "resolutions": (("Date", "Resolution", "Body", "Outcome", "Votes"), _resolution),
    "recommendations": (("Date", "Recommendation", "Body"), _recommendation),
    "actions": (("Reference", "Action", "Theme", "Lead", "Timescale", "Rating"), _action),
    "measures": (("Measure", "Area", "Period", "Value", "Rating"), _measure),
    "meetings": (("Date", "Meeting", "Present", "Apologies", "In attendance"), _meeting),
    "acronyms": (("Short form", "Stands for"), _acronym),
    "inconsistencies": (("What does not agree",), _inconsistency),
}
