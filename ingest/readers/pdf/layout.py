"""A page's content → its parts in reading order: paragraphs, and tables.

Where a page is tagged throughout, its parts are those of the tags; else they are told from where
the runs stand and from the lines ruled round them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.readers.pdf.blocks import Paragraph, Table
from ingest.readers.pdf.furniture import MARGIN, PAGE_NUMBER, column_heads, furniture
from ingest.readers.pdf.line_numbers import line_numbers
from ingest.readers.pdf.lines import Line, lines_of, regions, trimmed
from ingest.readers.pdf.paragraphs import paragraphs, tagged_paragraphs
from ingest.readers.pdf.rules import Fill, Rule
from ingest.readers.pdf.runs import PageContent, Run
from ingest.readers.pdf.tables.columns import column_parts
from ingest.readers.pdf.tables.drafts import ColumnTable, Entry
from ingest.readers.pdf.tables.finding import TablePage
from ingest.readers.pdf.tables.grids import Grid, find_grids
from ingest.readers.pdf.tables.ruled import frames_figures, grid_parts
from ingest.readers.pdf.tables.split import joined
from ingest.readers.pdf.tables.tagged import TaggedTables
from ingest.readers.pdf.tables.trusted_tags import trusted_tags
from ingest.readers.pdf.tags import Tag, Tags
from ingest.readers.table_headers import Shade


@dataclass(frozen=True, slots=True)
class LaidPage:
    """A page's runs with their furniture gone, its grids, its tags by MCID, and text that runs another way.

    ``tags`` is empty unless the page is tagged throughout. ``struck`` are the lines of words that are
    struck out, which stand in ``runs`` no more.
    """

    number: int
    runs: tuple[Run, ...]
    grids: tuple[Grid, ...]
    tags: Mapping[int, Tag]
    bottom: float
    top: float
    aside: tuple[str, ...]
    struck: tuple[Line, ...] = ()
    rules: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()

    def shade_of(self, run: Run) -> Shade | None:
        """Return the colour behind the first letters of ``run``; None for white."""
        x, y = run.x0 + 0.3 * run.size, run.y + 0.3 * run.size
        behind = (
            fill for fill in reversed(self.fills) if fill.x0 <= x <= fill.x1 and fill.y0 <= y <= fill.y1
        )
        top = next(behind, None)
        return None if top is None or top.is_white else top.colour

    def tag_of(self, run: Run) -> Tag | None:
        """Return what ``run`` belongs to; None where the page does not say."""
        return self.tags.get(run.mcid) if run.mcid is not None else None


def lay_out(contents: Sequence[tuple[int, PageContent]], tags: Tags) -> list[LaidPage]:
    """Return the pages (number from 1, content) without their running headers and footers."""
    bodies = [_body(content) for _, content in contents]
    shown = [tuple(run for run in body if not run.struck) for body in bodies]
    ruled = [tuple(find_grids(content.rules, content.fills)) for _, content in contents]
    numbers = [number for number, _ in contents]
    found = trusted_tags(list(zip(numbers, shown, ruled, strict=True)), tags)
    pages: list[LaidPage] = []
    free: list[list[Line]] = []
    for (number, content), body, runs, grids, trusted in zip(
        contents, bodies, shown, ruled, found, strict=True
    ):
        struck = tuple(lines_of([run for run in body if run.struck]))
        aside = tuple(text for text in content.aside if not PAGE_NUMBER.match(text.strip()))
        page = LaidPage(
            number,
            runs,
            grids,
            trusted,
            content.bottom,
            content.top,
            aside,
            struck,
            content.rules,
            content.fills,
        )
        pages.append(page)
        # A table's header is printed again on each page, yet is no running header.
        free.append(lines_of([run for run in runs if not _in_table(run, page)]))
    dropped = furniture([(lines, page.bottom, page.top) for lines, page in zip(free, pages, strict=True)])
    laid: list[LaidPage] = []
    for page, lines, indexes in zip(pages, free, dropped, strict=True):
        gone = {id(run) for index in indexes for run in lines[index].runs}
        gone |= {id(run) for run in line_numbers([line for line in lines if id(line.runs[0]) not in gone])}
        kept = tuple(run for run in page.runs if id(run) not in gone)
        laid.append(replace(page, runs=kept))
    return laid


def _body(content: PageContent) -> list[Run]:
    """Return the runs of a page without those that the file itself marks as furniture.

    Only what stands near an edge is believed to be furniture, for some files mark a slide's text so
    too, and there only what heads no columns: a table's header, printed again, is marked so as well.
    """
    runs = trimmed(content.runs)
    margin = MARGIN * (content.top - content.bottom)
    marked = {
        id(run) for run in runs if run.artifact and not content.bottom + margin < run.y < content.top - margin
    }
    if marked:
        lines = lines_of(runs)
        suspects = [n for n, line in enumerate(lines) if all(id(run) in marked for run in line.runs)]
        marked -= {id(run) for head in column_heads(lines, suspects) for run in lines[head].runs}
    return [run for run in runs if id(run) not in marked]


def _in_table(run: Run, page: LaidPage) -> bool:
    tag = page.tag_of(run)
    return (tag is not None and tag.cell is not None) or any(grid.cell_of(run) for grid in page.grids)


@dataclass(slots=True)
class _Unit:
    """Runs that make one part: of a table, of a grid, of a tagged paragraph, or of none of them."""

    order: int
    table: int | None = None
    grid: Grid | None = None
    role: str | None = None
    runs: list[Run] = field(default_factory=list)


def parts_of(page: LaidPage, tables: TaggedTables, words: Counter[str]) -> Iterator[Paragraph | Table]:
    """Yield the paragraphs and tables of ``page`` in reading order.

    ``tables`` holds what earlier pages said of tables that go on here, so pages come in order.
    """
    yield from joined([list(_parts(unit, page, tables, words)) for unit in _units(page)])


def _parts(
    unit: "_Unit", page: LaidPage, tables: TaggedTables, words: Counter[str]
) -> Iterator[Paragraph | Table]:
    def prose(lines: Sequence[Line]) -> Iterator[Paragraph | Table]:
        return _untagged(lines, page, words)

    of_page = TablePage(page.number, words, page.shade_of, prose)
    if unit.table is not None:
        marked = [(run, tag) for run in unit.runs if (tag := page.tag_of(run))]
        yield from tables.parts(unit.table, marked, of_page)
    elif unit.grid is not None:
        yield from grid_parts(unit.grid, unit.runs, of_page)
    elif unit.role is not None:
        for lines in tagged_paragraphs(lines_of(unit.runs), unit.role):
            yield Paragraph(tuple(lines), page.number, unit.role)
    else:
        yield from _unframed(unit.runs, page, words)


def _unframed(runs: Sequence[Run], page: LaidPage, words: Counter[str]) -> Iterator[Paragraph | Table]:
    """Yield the paragraphs and tables that ``runs`` make, which are in the order that they are drawn in.

    Tables are looked for across the page first, for the cells of a row may be drawn far apart; what
    is between them is read region by region, each of which may hold a narrower table.
    """
    drawn = {id(run): index for index, run in enumerate(runs)}
    for part in column_parts(lines_of(runs), page.rules, words, lists=False):
        if isinstance(part, list):
            between = sorted((run for line in part for run in line.runs), key=lambda run: drawn[id(run)])
            for region in regions(between, page.top - page.bottom):
                yield from _untagged(lines_of(region), page, words)
        else:
            yield _told(part, page.number)


def _untagged(lines: Sequence[Line], page: LaidPage, words: Counter[str]) -> Iterator[Paragraph | Table]:
    for part in column_parts(lines, page.rules, words):
        if isinstance(part, list):
            yield from (Paragraph(tuple(some), page.number) for some in paragraphs(part))
        else:
            yield _told(part, page.number)


def _told(part: ColumnTable | Entry, page: int) -> Paragraph | Table:
    if isinstance(part, Entry):
        return Paragraph(part.lines, page)
    return Table(part.rows, page, columns=part.edges, header=part.header, sure=part.sure, spans=part.spans)


def _units(page: LaidPage) -> list[_Unit]:
    grid_of = _grids_of_runs(page)
    units: list[_Unit] = []
    known: dict[tuple[str, int], _Unit] = {}
    order = 0  # text without a tag follows what it was drawn after
    for run in page.runs:
        tag, grid = page.tag_of(run), grid_of.get(id(run))
        order = tag.order if tag else order
        if tag and tag.cell:
            key = ("table", tag.cell.table)
            unit = _Unit(order, table=tag.cell.table)
        elif grid is not None:
            key, unit = ("grid", grid), _Unit(order, grid=page.grids[grid])
        elif tag:
            key, unit = ("block", tag.block), _Unit(order, role=tag.role)
        else:
            key, unit = ("free", -1), _Unit(order)
            if units and units[-1].role is None and units[-1].table is None and units[-1].grid is None:
                known[key] = units[-1]
            else:
                known.pop(key, None)
        if key not in known:
            known[key] = unit
            units.append(unit)
        known[key].runs.append(run)
    return sorted(units, key=lambda unit: unit.order)


def _grids_of_runs(page: LaidPage) -> dict[int, int]:
    """Return the index of the grid that each run (by id) stands in.

    A grid round a tagged table is that table, and says nothing more. One whose cells hold several
    figures frames parts of a larger table, whose rows are not ruled; so do those with the same columns.
    """
    inside = [[run for run in page.runs if grid.cell_of(run)] for grid in page.grids]
    framing = [grid for grid, runs in zip(page.grids, inside, strict=True) if frames_figures(grid, runs)]
    found: dict[int, int] = {}
    for index, (grid, runs) in enumerate(zip(page.grids, inside, strict=True)):
        tagged = any((tag := page.tag_of(run)) and tag.cell for run in runs)
        if not tagged and not any(grid.has_columns_of(other) for other in framing):
            for run in runs:
                found.setdefault(id(run), index)
    return found
