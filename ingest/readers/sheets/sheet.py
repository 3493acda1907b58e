"""A sheet - of a workbook, or a CSV file - to blocks: its titles, its tables and what stands between.

A sheet is one grid on which its author set titles, one table or several, and remarks, parted by blank
rows. A row with one filled cell is a title, the name of a section or a remark; the others are rows of
tables, whose headings are told as in any table. A table without headings goes on with those of the
table above it, where its columns lie under them.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.documents import Block, BlockKind
from ingest.normalise import BULLET
from ingest.readers.cell_values import has_figures
from ingest.readers.grid import WIDEST, GridCell, GridRow, grid_blocks
from ingest.readers.headings import numbered
from ingest.readers.wording import without_list_mark

MOST_COLUMNS = WIDEST
MOST_CELLS = 200_000  # filled cells of all sheets
MOST_TEXT = 20_000_000  # characters in them
_TITLE_LEVEL = 2
_SECTION_LEVEL = 5
_TITLE_WORDS = 14
_NO_TITLE_ENDS = (".", ";", ",")
_REMARK = re.compile(r"^(?:notes?|source|key)\b", re.I)
_ITEM_WORDS = 12
_MOST_HEADINGS = 3  # rows


@dataclass(slots=True)
class SheetCell:
    """A filled cell, and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1
    strong: bool = False
    struck: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Sheet:
    """A sheet's filled cells by row and column, from 1; ``heads`` are rows that are known to name columns."""

    name: str
    rows: dict[int, dict[int, SheetCell]] = field(default_factory=dict)
    heads: set[int] = field(default_factory=set)
    hidden_rows: int = 0
    hidden_columns: int = 0
    clipped: bool = False  # there was more than is read


@dataclass(slots=True)
class Budget:
    """How many cells and characters may still be read."""

    cells: int = MOST_CELLS
    text: int = MOST_TEXT

    def take(self, row: Collection[SheetCell]) -> bool:
        """Take a row out of the budget; False where there is no room for it."""
        cells, text = len(row), sum(len(cell.text) for cell in row)
        if cells > self.cells or text > self.text:
            self.cells = self.text = 0
            return False
        self.cells -= cells
        self.text -= text
        return True


def sheet_blocks(sheet: Sheet, page: int) -> list[Block]:
    """Return the blocks of a sheet on 1-based page ``page``; its name is not among them."""
    columns = sorted({column for row in sheet.rows.values() for column in row})
    if len(columns) == 1:
        return [block for _, row in sorted(sheet.rows.items()) for block in _remark(row[columns[0]], page)]
    runs = [_Run(sheet, numbers, columns, page) for numbers in _runs(sheet.rows)]
    blocks: list[Block] = []
    header: tuple[str, ...] = ()
    for position, run in enumerate(runs):
        follows = position + 1 < len(runs) and bool(runs[position + 1].tabled)
        for block in run.blocks(header, over_table=follows):
            blocks.append(block)
            header = block.header or header
    return blocks


def _runs(rows: Mapping[int, dict[int, SheetCell]]) -> Iterator[list[int]]:
    """Yield the numbers of rows that have no blank row between them, but one under a table's headings."""
    run: list[int] = []
    for number in sorted(rows):
        if run and number > run[-1] + 1:
            spaced = number == run[-1] + 2 and len(rows[number]) > 1
            if not (spaced and _has_figures(rows[number]) and _is_headings([rows[each] for each in run])):
                yield run
                run = []
        run.append(number)
    if run:
        yield run


def _is_headings(rows: Sequence[dict[int, SheetCell]]) -> bool:
    """Whether a run is only titles and then at most three rows of names, over figures that must follow."""
    full = [len(row) > 1 for row in rows]
    first = full.index(True) if True in full else len(rows)
    return 1 <= len(rows) - first <= _MOST_HEADINGS and not any(map(_has_figures, rows))


def _has_figures(row: dict[int, SheetCell]) -> bool:
    return has_figures([cell.text for cell in row.values()])


class _Run:
    """Rows without a blank row between them: titles, a table, remarks."""

    def __init__(self, sheet: Sheet, numbers: Sequence[int], columns: Sequence[int], page: int) -> None:
        self._sheet = sheet
        self._numbers = numbers
        self._columns = columns
        self._page = page
        self._covered: set[tuple[int, int]] = set()  # places under a cell that spans them
        self._left = min(min(sheet.rows[number]) for number in numbers)
        self.tabled: set[int] = set()
        for number in numbers:
            if self._is_table_row(number, sheet.rows[number]):
                self.tabled.add(number)

    def blocks(self, header: tuple[str, ...], *, over_table: bool) -> Iterator[Block]:
        """Yield the blocks; ``header`` names the columns above, ``over_table``: a table follows."""
        first_table = min(self.tabled, default=None)
        rows: list[GridRow] = []
        titled = False
        for number in self._numbers:
            row = self._sheet.rows[number]
            if number in self.tabled:
                rows.append(GridRow(self._cells(number, row), self._page, number in self._sheet.heads))
                continue
            cell = row[self._left]
            stands_over = number < first_table if first_table is not None else over_table
            level = 0
            if _is_short(cell.text):
                level = (0 if titled else _TITLE_LEVEL) if stands_over else _SECTION_LEVEL * bool(self.tabled)
            titled = titled or level == _TITLE_LEVEL
            rows.append(GridRow((), self._page, blocks=tuple(_remark(cell, self._page, level))))
        yield from grid_blocks(rows, header if self._lies_under(header) else ())

    def _is_table_row(self, number: int, row: dict[int, SheetCell]) -> bool:
        if number in self._sheet.heads or len(row) > 1 or self._left not in row:
            return True
        if len(self._numbers) == 1:
            return False
        # One cell alone, among rows of more, is a section's name or a remark where it looks like one; else
        # it is a row whose other cells are blank.
        cell = row[self._left]
        return bool(self.tabled) and not (
            cell.strong or cell.columns > 1 or cell.struck or not _is_short(cell.text)
        )

    def _lies_under(self, header: tuple[str, ...]) -> bool:
        """Whether the tables' cells lie under the names in ``header``, and under most of them."""
        used = {column for number in self.tabled for column in self._sheet.rows[number]}
        named = {column for column, name in zip(self._columns, header, strict=False) if name}
        return bool(used) and used <= named and len(used) * 2 >= len(named)

    def _cells(self, number: int, row: dict[int, SheetCell]) -> tuple[GridCell, ...]:
        cells: list[GridCell] = []
        for column in self._columns:
            if (number, column) in self._covered:
                continue
            cell = row.get(column)
            if cell is None:
                cells.append(GridCell(""))
                continue
            below = _within(self._numbers, number, cell.rows)
            beside = _within(self._columns, column, cell.columns)
            if len(below) > 1 or len(beside) > 1:
                self._covered |= {(each, other) for each in below for other in beside}
            cells.append(
                GridCell(
                    _cell_text(cell.text),
                    columns=len(beside),
                    rows=len(below),
                    strong=cell.strong,
                    links=cell.links,
                    struck=cell.struck.replace("\n", " "),
                )
            )
        return tuple(cells)


def _within(places: Sequence[int], first: int, count: int) -> Sequence[int]:
    """Return those of ``places``, in ascending order, that lie among ``count`` from ``first``."""
    return places[bisect_left(places, first) : bisect_left(places, first + count)]


def _is_short(text: str) -> bool:
    """Whether a line may be a title or the name of a section."""
    return (
        any(map(str.isalpha, text))
        and len(text.split()) <= _TITLE_WORDS
        and not text.endswith(_NO_TITLE_ENDS)
        and not _REMARK.match(text)
    )


def _remark(cell: SheetCell, page: int, level: int = 0) -> list[Block]:
    """Return a cell that stands alone as a heading of ``level``, or as a paragraph a line."""
    struck = [Block(BlockKind.STRUCK, cell.struck.replace("\n", " "), page)] if cell.struck else []
    if not any(map(str.isalnum, cell.text)):
        return struck
    if level:
        text = cell.text.replace("\n", " ").rstrip(":")
        return [Block(BlockKind.HEADING, text, page, level=level, links=cell.links), *struck]
    blocks: list[Block] = []
    for line in cell.text.split("\n"):
        number, text = numbered(line)
        item = without_list_mark(line) if number is None else None
        kind = BlockKind.LIST_ITEM if item is not None else BlockKind.PARAGRAPH
        blocks.append(Block(kind, item or text, page, number=number, links=cell.links))
    return blocks + struck


def _cell_text(text: str) -> str:
    """Return a cell's text: the items of a list, or long lines, on lines of their own, else one line."""
    lines = text.split("\n")
    if len(lines) == 1:
        return text
    marked = [without_list_mark(line) for line in lines]
    if any(mark is not None for mark in marked) or any(len(line.split()) > _ITEM_WORDS for line in lines):
        return "\n".join(
            f"{BULLET} {mark}" if mark is not None else line for line, mark in zip(lines, marked, strict=True)
        )
    return " ".join(lines)
