"""Lists of records as their pages show them: what may be chosen, a picture, and the rows.

The templates only print what is prepared here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from retrieval.answering.answer import Citation, CitedPart
from retrieval.records import Catalogue, Entry, RecordFilters
from service.page_links import citation_href
from service.record_lists import LISTINGS, Listing
from service.source_lines import part_line
from service.strings import text
from service.web.record_beside import Beside, beside
from service.web.record_cells import COLUMNS, GROUPED_BY, Cell, Column
from service.web.record_choices import Asked, Choice, choices, chosen, keeps_papers_together
from service.web.record_pictures import Bars, Timeline, ratings_by_theme, timeline
from service.wording import long_date, pages_of, unbroken

ROWS_A_SCREEN = 50
# The lists that the navigation at the head of every page names; the others are named on the lists' pages.
IN_NAVIGATION = ("decisions", "actions", "measures", "meetings")
_DATED = frozenset({"decisions", "resolutions", "recommendations", "meetings"})

Cited = tuple[Entry, Citation]


@dataclass(frozen=True, slots=True)
class Row:
    """A record: its cells, and where it stands; ``paper`` is "" where a heading or a cell names it.

    ``beside`` leads to what answered it, or does not agree with it.
    """

    id: str
    cells: tuple[Cell, ...]
    href: str
    paper: str
    place: str
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that one heading stands over; ``heading`` is "" where there is none.

    ``paper`` is the title of the paper where the heading says something else, ``href`` its address.
    """

    rows: tuple[Row, ...]
    heading: str = ""
    paper: str = ""
    href: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordsView:
    """One screen of a list."""

    listing: Listing
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    found: int
    total: int
    choices: tuple[Choice, ...]
    asked: Asked
    screens: int
    timeline: Timeline | None
    bars: Bars | None
    others: tuple[tuple[Listing, int], ...]

    @property
    def narrowed(self) -> tuple[tuple[str, str], ...]:
        """By what the list is narrowed, as (label, words): told beside the count, and on paper."""
        about = ((text("records.about"), self.asked.about),) if self.asked.about else ()
        chosen_words = (
            (choice.label, words)
            for choice in self.choices
            for value, words, _ in choice.options
            if value == choice.chosen != "" and choice.name != "sort"
        )
        return (*about, *chosen_words)


def view(listing: Listing, catalogue: Catalogue, asked: Asked) -> RecordsView:
    """Return the screen that is asked for; one past the last is the last."""
    every = catalogue.entries(listing.record_type)
    found = chosen(listing, every, asked)
    screens = max(1, -(-len(found) // ROWS_A_SCREEN))
    screen = min(max(asked.screen, 1), screens)
    shown = list(catalogue.cited(found[(screen - 1) * ROWS_A_SCREEN : screen * ROWS_A_SCREEN]))
    is_grouped = listing.name in GROUPED_BY and keeps_papers_together(listing, asked)
    columns = _columns(listing, shown, is_grouped=is_grouped)
    groups = _groups(listing, shown, columns) if is_grouped else _whole(shown, columns)
    told = beside([entry for entry, _ in shown], catalogue)
    return RecordsView(
        listing=listing,
        columns=tuple(columns),
        groups=tuple(
            replace(group, rows=tuple(replace(row, beside=told.get(row.id)) for row in group.rows))
            for group in groups
        ),
        found=len(found),
        total=len(every),
        choices=tuple(choices(listing, every, asked)),
        asked=asked.model_copy(update={"screen": screen}),
        screens=screens,
        timeline=timeline(found) if listing.name in _DATED else None,
        bars=ratings_by_theme(found),
        others=tuple(
            (other, len(catalogue.entries(other.record_type)))
            for other in LISTINGS.values()
            if other.name not in IN_NAVIGATION
        ),
    )


def counts_of(catalogue: Catalogue, document_id: str) -> tuple[tuple[Listing, int], ...]:
    """Return how many records of each list stand in a paper; lists without any are left out."""
    wanted = RecordFilters(documents=frozenset([document_id]))
    counts = (
        (listing, len(catalogue.entries(listing.record_type, filters=wanted)))
        for listing in LISTINGS.values()
    )
    return tuple((listing, count) for listing, count in counts if count)


def _columns(listing: Listing, shown: Sequence[Cited], *, is_grouped: bool) -> list[Column]:
    """Return the columns in which something stands."""
    offered = [column for column in COLUMNS[listing.name] if not (is_grouped and column.of_group)]
    return [column for column in offered if any(not column.cell(entry).is_empty for entry, _ in shown)]


def _whole(shown: Sequence[Cited], columns: Sequence[Column]) -> Iterator[Group]:
    """Yield the rows under no heading; each names its paper."""
    if shown:
        yield Group(tuple(_row(entry, citation, columns, names_paper=True) for entry, citation in shown))


def _groups(listing: Listing, shown: Sequence[Cited], columns: Sequence[Column]) -> Iterator[Group]:
    """Yield the rows under headings that say once what neighbours share."""
    field = GROUPED_BY[listing.name]
    for head, members in groupby(shown, key=lambda cited: _head(cited[0], cited[1], field)):
        rows = [_row(*cited, columns, names_paper=False) for cited in members]
        yield replace(head, rows=tuple(_said_once(rows)))


def _head(entry: Entry, citation: Citation, field: str | None) -> Group:
    """Return the heading of a record, without rows: the words of its ``field``, else its paper's title."""
    title = entry.document.facts.title
    heading = (getattr(entry.record, field) if field else None) or title
    facts = (
        _part_fact(citation.part, heading) if citation.part else None,
        entry.body if entry.body and entry.body not in title else None,
        unbroken(long_date(entry.date)) if entry.date else None,
    )
    return Group(
        rows=(),
        heading=heading,
        paper="" if heading == title else title,
        href=f"/documents/{entry.document.id}",
        facts=tuple(fact for fact in facts if fact),
    )


def _part_fact(part: CitedPart, heading: str) -> str | None:
    """Return what a part of a pack is called, but for the words that the heading says."""
    if part.title != heading:
        return part_line(part)
    return text("place.item", item=part.item) if part.item else None


def _said_once(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows without those lines that the row before has said, but for the last of a cell."""
    for before, row in zip((None, *rows), rows, strict=False):
        yield replace(row, cells=tuple(map(_new_lines, row.cells, before.cells))) if before else row


def _new_lines(cell: Cell, before: Cell) -> Cell:
    lines = tuple(line for line in cell.lines if line not in before.lines) or cell.lines
    return replace(cell, lines=lines, named=cell.named and lines[0] == cell.lines[0])


def _row(entry: Entry, citation: Citation, columns: Sequence[Column], *, names_paper: bool) -> Row:
    cells = tuple(column.cell(entry) for column in columns)
    pages = pages_of(citation.page_start, citation.page_end)
    title = citation.document.title
    is_named = any(cell.named and cell.lines[0] == title for cell in cells)
    return Row(
        id=entry.id,
        cells=cells,
        href=citation_href(citation),
        paper=title if names_paper and not is_named else "",
        place=f"{part_line(citation.part)}, {pages}" if citation.part and names_paper else pages,
    )
