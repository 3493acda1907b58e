"""A ruled grid and the runs that stand in it → the rows of a table."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.readers.pdf.lines import Line, lines_of
from ingest.readers.pdf.paragraphs import cell_text
from ingest.readers.pdf.runs import Run
from ingest.readers.pdf.tables.finding import (
    REPEATED,
    Columns,
    Part,
    TablePage,
    TableRow,
    is_bold,
    table_parts,
)
from ingest.readers.pdf.tables.grids import Grid
from ingest.readers.pdf.tables.several_rows import figures_in, several_rows
from ingest.readers.table_headers import RowLook

_MOST_SEVERAL = 0.25  # of the cells that hold figures
_OVER_EDGE = 2.0  # points that a word may reach over a ruled line

_Place = tuple[int, int]  # row and column, from 0


def grid_parts(grid: Grid, runs: Sequence[Run], page: TablePage) -> Iterator[Part]:
    """Yield the rows of a ruled grid as tables; a row of one cell frames prose, and is read so.

    A short cell that spans rows ("Kent") stands in each of them, for a row is read on its own.
    """
    lines: dict[_Place, list[Line]] = {}
    for place, inside in _cells(grid, runs).items():
        lines.update(_set_apart(grid, place, lines_of(inside)))
    rows: list[TableRow] = []
    for row in range(len(grid.rows) - 1):
        here = {place[1]: some for place, some in sorted(lines.items()) if place[0] == row}
        for some in several_rows(here) if here else ():
            rows.append(_row(grid, row, some, lines, page))
    yield from table_parts(rows, Columns(tuple(pairwise(grid.columns))), page.number)


def _row(
    grid: Grid,
    row: int,
    here: Mapping[int, Sequence[Line]],
    lines: Mapping[_Place, Sequence[Line]],
    page: TablePage,
) -> TableRow:
    """Return the row ``row`` of ``grid`` whose cells hold the lines ``here``, by column."""
    places = [(row, at) if at in here else grid.span[row, at] for at in range(len(grid.columns) - 1)]
    held = {place: lines.get(place, ()) for place in places if place[0] < row}
    held.update({(row, at): some for at, some in here.items()})
    texts = {place: cell_text(some, page.words) for place, some in held.items() if some}
    shades = {place: page.shade_of(some[0].runs[0]) for place, some in held.items() if some}
    only = (row, next(iter(here))) if len(texts) == 1 else None
    spanned = places.count(only) if only else 0
    return TableRow(
        cells=tuple(_said(texts, row, at, place) for at, place in enumerate(places)),
        names=tuple(texts.get(place, "") for place in places),
        look=RowLook(
            bold=is_bold(line for some in here.values() for line in some),
            shades=tuple(shades.get(place) for place in places),
            reach=max(_reach(grid, (row, at)) for at in here),
        ),
        prose=tuple(page.prose(here[only[1]])) if only else (),
        over=only is not None and only[1] > 0 and spanned > 1,
    )


def frames_figures(grid: Grid, runs: Sequence[Run]) -> bool:
    """Whether cells of ``grid`` hold several figures each: then it does not rule each row and column."""
    counts = [figures_in(lines_of(inside)) for inside in _cells(grid, runs).values()]
    return sum(count > 1 for count in counts) > _MOST_SEVERAL * sum(count > 0 for count in counts)


def _cells(grid: Grid, runs: Sequence[Run]) -> dict[_Place, list[Run]]:
    """Return the runs by the cell that they stand in, parted where they run on over a ruled line."""
    cells: dict[_Place, list[Run]] = defaultdict(list)
    for run in runs:
        for part in _parted(grid, run):
            place = grid.cell_of(part)
            if place is not None:
                cells[place].append(part)
    return cells


def _parted(grid: Grid, run: Run) -> Iterator[Run]:
    """Yield ``run``, parted at a blank where a ruled upright line goes through it.

    Where its letters stand is not known: each is taken to be as wide as the others.
    """
    place = grid.cell_of(run)
    edge = None
    if place is not None and " " in run.text:
        edge = next((x for x in grid.edges_at(run.y + 0.3 * run.size) if _through(run, x)), None)
    if edge is None:
        yield run
        return
    wide = (run.x1 - run.x0) / len(run.text)
    blanks = [index for index, letter in enumerate(run.text) if letter == " "]
    at = min(blanks, key=lambda index: abs(run.x0 + (index + 0.5) * wide - edge))
    left, right = run.text[:at], run.text[at + 1 :]
    near = abs(run.x0 + (at + 0.5) * wide - edge) <= run.size
    if not (near and left.strip() and right.strip()):
        yield run
        return
    yield replace(run, text=left, x1=min(run.x0 + at * wide, edge))
    yield from _parted(grid, replace(run, text=right, x0=max(run.x0 + (at + 1) * wide, edge)))


def _through(run: Run, x: float) -> bool:
    return run.x0 + _OVER_EDGE < x < run.x1 - _OVER_EDGE


def _set_apart(grid: Grid, place: _Place, lines: Sequence[Line]) -> dict[_Place, list[Line]]:
    """Return the lines of a cell that spans columns by where they stand, if their pieces keep to the columns.

    So it is where a row's cells are parted by nothing but blanks, as they are in a total's or a header's.
    """
    wide = 1
    while grid.span.get((place[0], place[1] + wide)) == place:
        wide += 1
    edges = grid.columns[place[1] : place[1] + wide + 1]
    if wide == 1 or not any(len(line.pieces) > 1 for line in lines):
        return {place: list(lines)}
    apart: dict[_Place, list[Run]] = defaultdict(list)
    for line in lines:
        pieces = _pieces_by_column(line, edges)
        if pieces is None:
            return {place: list(lines)}
        for column, runs in pieces.items():
            apart[place[0], place[1] + column] += runs
    return {each: lines_of(runs) for each, runs in apart.items()}


def _pieces_by_column(line: Line, edges: Sequence[float]) -> dict[int, list[Run]] | None:
    """Return the pieces of ``line`` by the column, from 0, that each stands in; None where they cross edges.

    The first, a label, may run on over columns in which nothing else stands.
    """
    found: dict[int, list[Run]] = {}
    pieces = [part for piece in line.pieces for part in _at_edge(piece, edges)]
    if 3 * (len(pieces) - len(line.pieces)) > len(pieces):
        return None  # words that flow over the edges
    for piece in pieces:
        x0, x1 = piece[0].x0, max(run.x1 for run in piece)
        column = max((at for at, edge in enumerate(edges[:-1]) if edge <= x0 + _OVER_EDGE), default=0)
        if column in found or (found and x1 > edges[column + 1] + _OVER_EDGE):
            return None
        if any(run.x1 > edges[column] + _OVER_EDGE for runs in found.values() for run in runs):
            return None
        found[column] = list(piece)
    return found


def _at_edge(piece: Sequence[Run], edges: Sequence[float]) -> Iterator[Sequence[Run]]:
    """Yield ``piece``, parted between two runs where an edge goes through the gap."""
    start = 0
    for at, (run, other) in enumerate(pairwise(piece), start=1):
        if any(run.x1 - _OVER_EDGE <= edge <= other.x0 + _OVER_EDGE for edge in edges):
            yield piece[start:at]
            start = at
    yield piece[start:]


def _said(texts: dict[_Place, str], row: int, column: int, place: _Place) -> str:
    """Return what a row says of a column: a cell that spans columns is said once, in the first of them."""
    text = texts.get(place, "")
    return text if place[1] == column and (place[0] == row or len(text) <= REPEATED) else ""


def _reach(grid: Grid, place: _Place) -> int:
    """Return how many rows the cell at ``place`` spans."""
    reach = 1
    while grid.span.get((place[0] + reach, place[1])) == place:
        reach += 1
    return reach
