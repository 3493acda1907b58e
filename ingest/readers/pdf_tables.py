"""Tables of a page, ruled or tagged, → their rows, and which of these name the columns."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from ingest.readers.headings import numbered
from ingest.readers.pdf_blocks import Paragraph, Table, header_of
from ingest.readers.pdf_grids import Grid
from ingest.readers.pdf_lines import lines_of
from ingest.readers.pdf_paragraphs import cell_text, paragraphs, tagged_paragraphs
from ingest.readers.pdf_runs import Run
from ingest.readers.pdf_tags import Tag, Tags

_LONGEST_HEADER = 90  # characters of one cell
_REPEATED = 250  # characters: a longer cell that spans rows is not repeated in each
_SAME_COLUMNS = 4.0  # points
_FIGURE = re.compile(r"^[(£-]?\d[\d,]*\.?\d*%?\)?$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")

Row = tuple[str, ...]


def grid_parts(
    grid: Grid, runs: Sequence[Run], page: int, words: Counter[str]
) -> Iterator[Paragraph | Table]:
    """Yield the rows of a ruled grid as tables; a row of one cell frames prose, and is read so.

    A short cell that spans rows ("Kent") stands in each of them, for a row is read on its own.
    """
    cells: dict[tuple[int, int], list[Run]] = defaultdict(list)
    for run in runs:
        cell = grid.cell_of(run)
        if cell is not None:
            cells[cell].append(run)
    lines = {cell: lines_of(inside) for cell, inside in cells.items()}
    texts = {cell: cell_text(inside, words) for cell, inside in lines.items()}
    width = len(grid.columns) - 1
    rows: list[Row] = []
    bold: list[bool] = []

    def table() -> Iterator[Table]:
        if rows:
            yield table_of(rows, bold, grid.columns, page)
            rows.clear()
            bold.clear()

    for row in range(len(grid.rows) - 1):
        here = [cell for cell in texts if cell[0] == row]
        spanning = {grid.span[row, column] for column in range(width)} & texts.keys()
        if len(spanning) == 1 and here:
            yield from table()
            for part in paragraphs(lines[here[0]]):
                yield Paragraph(tuple(part), page)
        elif here:
            rows.append(tuple(_spanned(grid, texts, row, column) for column in range(width)))
            bold.append(all(line.bold for cell in here for line in lines[cell]))
    yield from table()


def frames_figures(grid: Grid, runs: Sequence[Run]) -> bool:
    """Whether cells of ``grid`` hold several figures each: then it does not rule each row and column."""
    figures: Counter[tuple[int, int]] = Counter()
    cells: set[tuple[int, int]] = set()
    for run in runs:
        cell = grid.cell_of(run)
        if cell is not None:
            cells.add(cell)
            figures[cell] += sum(bool(_FIGURE.match(word)) for word in run.text.split())
    return sum(count > 1 for count in figures.values()) > 0.2 * len(cells)


def _spanned(grid: Grid, texts: dict[tuple[int, int], str], row: int, column: int) -> str:
    first = grid.span[row, column]
    text = texts.get(first, "")
    return text if first[1] == column and (first[0] == row or len(text) <= _REPEATED) else ""


def table_of(rows: Sequence[Row], bold: Sequence[bool], columns: Sequence[float], page: int) -> Table:
    """Make a table of ``rows`` without the columns that are empty in all of them."""
    filled = [column for column in range(len(rows[0])) if any(row[column] for row in rows)]
    kept = tuple(tuple(row[column] for column in filled) for row in rows)
    return Table(kept, page, header_rows(kept, bold), tuple(columns[column] for column in filled))


@dataclass(slots=True)
class TaggedTables:
    """The tagged tables of one paper, as far as its pages were read."""

    tags: Tags
    _width: dict[int, int] = field(default_factory=dict)
    _texts: dict[tuple[int, int], dict[int, str]] = field(default_factory=dict)  # by (table, row), column

    def __post_init__(self) -> None:
        for tag in self.tags.by_mark.values():
            if tag.cell:
                self._width[tag.cell.table] = max(self._width.get(tag.cell.table, 0), tag.cell.column + 1)

    def parts(
        self, number: int, marked: Sequence[tuple[Run, Tag]], page: int, words: Counter[str]
    ) -> Iterator[Paragraph | Table]:
        """Yield what page ``page`` (1-based) holds of table ``number``: rows, and cells that are prose."""
        rows: dict[int, dict[int, list[tuple[Run, Tag]]]] = defaultdict(lambda: defaultdict(list))
        for run, tag in marked:
            if tag.cell:
                rows[tag.cell.row][tag.cell.column].append((run, tag))
        held: list[Row] = []
        bold: list[bool] = []
        heads: list[bool] = []
        first = not any(key[0] == number for key in self._texts)
        for row in sorted(rows):
            cells = {
                column: lines_of([run for run, _ in inside]) for column, inside in sorted(rows[row].items())
            }
            texts = {column: cell_text(lines, words) for column, lines in cells.items()}
            before = self._texts.setdefault((number, row), {})
            whole = [self._cell(number, row, column, texts, before) for column in range(self._width[number])]
            for column, text in texts.items():
                before[column] = f"{before.get(column, '')} {text}".strip()
            if sum(map(bool, whole)) < 2:
                if held:
                    yield _tagged_table(held, bold, heads, number, page, first=first)
                    held, bold, heads, first = [], [], [], False
                yield from _prose([pair for inside in rows[row].values() for pair in inside], page)
                continue
            held.append(tuple(whole))
            bold.append(all(line.bold for lines in cells.values() for line in lines))
            heads.append(
                all(
                    tag.cell is not None and tag.cell.heads
                    for inside in rows[row].values()
                    for _, tag in inside
                )
            )
        if held:
            yield _tagged_table(held, bold, heads, number, page, first=first)

    def _cell(self, table: int, row: int, column: int, here: dict[int, str], before: dict[int, str]) -> str:
        if column in here:
            return here[column]
        origin = self.tags.spans.get((table, row, column))
        text = before.get(column, "")  # this row began on an earlier page
        if not text and origin and origin[2] == column:
            text = self._texts.get((table, origin[1]), {}).get(column, "")
        return text if len(text) <= _REPEATED else ""


def _tagged_table(
    rows: list[Row], bold: list[bool], heads: list[bool], number: int, page: int, *, first: bool
) -> Table:
    marked = next((index for index, is_head in enumerate(heads) if not is_head), len(heads))
    if marked >= len(rows):  # a table whose every cell is marked as a heading
        marked = 0
    headers = marked or (header_rows(rows, bold) if first else 0)
    return Table(tuple(rows), page, headers, number=number)


def _prose(marked: Sequence[tuple[Run, Tag]], page: int) -> Iterator[Paragraph]:
    blocks: dict[int, list[Run]] = {}
    roles: dict[int, str] = {}
    for run, tag in marked:
        blocks.setdefault(tag.block, []).append(run)
        roles[tag.block] = tag.role
    for block, runs in blocks.items():
        for lines in tagged_paragraphs(lines_of(runs), roles[block]):
            yield Paragraph(tuple(lines), page, roles[block])


@dataclass(slots=True)
class Headers:
    """The column names of the tables met so far, so that a table that goes on over a page keeps them."""

    _by_number: dict[int, Row] = field(default_factory=dict)
    _last: Table | None = None
    _last_header: Row = ()

    def of(self, table: Table, *, tops_page: bool) -> Row:
        """Return the column names of ``table``; ``tops_page`` says that it is the first thing on its page."""
        if table.headers:
            header = header_of(table.rows, table.headers)
        elif table.number is not None and table.number in self._by_number:
            header = self._by_number[table.number]
        elif self._last is not None and _goes_on(table, self._last, tops_page=tops_page):
            header = self._last_header
        else:
            header = ()
        self._last, self._last_header = table, header
        if table.number is not None:
            self._by_number[table.number] = header
        return header


def _goes_on(table: Table, last: Table, *, tops_page: bool) -> bool:
    if len(table.rows[0]) != len(last.rows[0]):
        return False
    if table.number is not None or last.number is not None:
        return tops_page and table.page == last.page + 1
    return len(table.columns) == len(last.columns) and all(
        abs(one - other) <= _SAME_COLUMNS for one, other in zip(table.columns, last.columns, strict=True)
    )


def header_rows(rows: Sequence[Row], bold: Sequence[bool]) -> int:
    """Return how many of the first rows name the columns: 0 to 3.

    They do when they alone are bold, or when the first has a short name for each of three or more
    columns, over longer cells or figures. Two columns are as often a form (label, value) as a table,
    so need the bold.
    """
    if len(rows) < 2:
        return 0
    leading = next((index for index, is_bold in enumerate(bold) if not is_bold), len(bold))
    named = [all(len(cell) <= _LONGEST_HEADER for cell in row) and not _has_figures(row) for row in rows]
    if 1 <= leading <= 2 and all(named[:leading]) and sum(map(bool, rows[leading - 1])) >= 2:
        return leading
    first = rows[0]
    full = sum(map(bool, first)) >= max(3, len(first) - 1)
    # A row of single letters explains a rating ("G", "Implemented"), and names nothing.
    short = all(len(cell) != 1 and len(cell.split()) <= 6 and numbered(cell)[0] is None for cell in first)
    if not (full and short and (named[0] or not first[0]) and leading != len(bold) and _stands_out(rows)):
        return 0
    return 1 + sum(1 for _ in takewhile(_names_units, rows[1 : min(3, len(rows) - 1)]))


def _names_units(row: Row) -> bool:
    """Whether a row goes on with the column names: "Actual", "£m" over all columns but the first."""
    return (
        not row[0]
        and all(row[1:])
        and not any(map(str.isdigit, "".join(row)))
        and len("".join(row)) < 15 * len(row)
    )


def _stands_out(rows: Sequence[Row]) -> bool:
    """Whether the cells under the first row are longer than it, or figures."""
    body = [cell for row in rows[1:8] for cell in row if cell]
    first = [cell for cell in rows[0] if cell]
    figures = sum(bool(_FIGURE.match(cell)) for cell in body)
    longer = sum(map(len, body)) / max(1, len(body)) > 1.3 * sum(map(len, first)) / len(first)
    return longer or figures > 0.25 * len(body)


def _has_figures(row: Row) -> bool:
    return sum(bool(_FIGURE.match(cell)) and not _YEAR.match(cell) for cell in row) > len(row) / 3
