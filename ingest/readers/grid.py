"""A table as its author set it - cells that span rows and columns, marked headings - to table rows.

The cells are laid on a grid. A short cell that spans rows stands in each of them, for a row is read on
its own; a heading that spans columns names each of them, and headings one under another are joined
("2017/18" over "Q1" names "2017/18 Q1").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.documents import Block, BlockKind
from ingest.readers.cell_values import has_figures
from ingest.readers.table_headers import RowLook, header_rows

WIDEST = 300  # columns: a file may say that a cell spans a thousand million
_TALLEST = 5_000  # rows that one cell may span
_REPEATED = 250  # characters: a longer cell that spans rows stands in the first only
_MOST_MARKED = 4  # more rows marked as headings than these are a body that was marked by mistake


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: how many columns and rows it spans (from 1), and whether it is marked as a heading.

    ``strong`` says that it stands out (bold, shaded) though nothing marks it.
    """

    text: str
    columns: int = 1
    rows: int = 1
    heads: bool = False
    strong: bool = False
    links: tuple[tuple[str, str], ...] = ()
    struck: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of cells from left to right, on 1-based page ``page``; ``heads``: it names the columns.

    A row of one cell over all columns frames a heading or prose; it has ``blocks`` and no cells.
    """

    cells: tuple[GridCell, ...]
    page: int
    heads: bool = False
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A row laid on the grid: its texts by column, and what each column is named where it is a heading."""

    texts: tuple[str, ...]
    names: tuple[str, ...]
    row: GridRow

    @property
    def filled(self) -> list[GridCell]:
        return [cell for cell in self.row.cells if cell.text]

    @property
    def marked(self) -> bool:
        return self.row.heads or (bool(self.filled) and all(cell.heads for cell in self.filled))

    @property
    def strong(self) -> bool:
        return bool(self.filled) and all(cell.strong or cell.heads for cell in self.filled)


def grid_blocks(rows: Sequence[GridRow], header: tuple[str, ...] | None = None) -> Iterator[Block]:
    """Yield a block for each row under the headings, and one after it for its struck-out words.

    Columns that are empty in all rows are left out - but not where a ``header`` is given: it names the
    columns of rows that have no headings of their own.
    """
    lines = _laid(rows)
    if header is None:
        lines = _without_empty_columns(lines)
    body = [line for line in lines if not line.row.blocks and any(line.texts)]
    groups = _heading_groups(body)
    names = _joined(groups[0]) if groups else header or ()
    begins = {id(group[0]): group for group in groups}
    headings = {id(line) for group in groups for line in group}
    for line in lines:
        if id(line) in begins:
            names = _joined(begins[id(line)])
        if line.row.blocks:
            yield from line.row.blocks
        elif any(line.texts) and id(line) not in headings:
            links = tuple(link for cell in line.row.cells for link in cell.links)
            yield Block(BlockKind.TABLE_ROW, "", line.row.page, cells=line.texts, header=names, links=links)
        struck = " ".join(cell.struck for cell in line.row.cells if cell.struck)
        if struck:
            yield Block(BlockKind.STRUCK, struck, line.row.page)


def _laid(rows: Sequence[GridRow]) -> list[_Line]:
    """Lay the cells on the grid; cells that span rows reach down into the rows that follow."""
    reaching: dict[int, tuple[int, str]] = {}  # column → (rows still to fill, text)
    lines: list[_Line] = []
    for row in rows:
        texts: dict[int, str] = {}
        names: dict[int, str] = {}
        below: dict[int, tuple[int, str]] = {}
        column = 0
        for cell in row.cells:
            while column in reaching:
                column += 1
            columns = min(max(1, cell.columns), WIDEST - column)
            if columns < 1:
                break
            texts[column] = cell.text
            repeated = cell.text if len(cell.text) <= _REPEATED else ""
            for spanned in range(column, column + columns):
                names[spanned] = repeated
                if cell.rows > 1:
                    below[spanned] = (
                        min(cell.rows, _TALLEST) - 1,
                        repeated if spanned == column else "",
                    )
            column += columns
        for spanned, (left, text) in reaching.items():
            texts[spanned] = names[spanned] = text
            if left > 1:
                below[spanned] = (left - 1, text)
        reaching = below
        width = max([*texts, *names], default=-1) + 1
        lines.append(
            _Line(
                tuple(texts.get(column, "") for column in range(width)),
                tuple(names.get(column, "") for column in range(width)),
                row,
            )
        )
    return lines


def _without_empty_columns(lines: Sequence[_Line]) -> list[_Line]:
    """Give all rows one width, and leave out the columns that are empty in all of them."""
    width = max((len(line.texts) for line in lines), default=0)
    kept = [
        column
        for column in range(width)
        if any(line.texts[column] for line in lines if column < len(line.texts))
    ]

    def keep(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(texts[column] if column < len(texts) else "" for column in kept)

    return [_Line(keep(line.texts), keep(line.names), line.row) for line in lines]


def _heading_groups(body: Sequence[_Line]) -> list[Sequence[_Line]]:
    """Return the rows that name the columns: the first ones, and again where they are printed again.

    Where only the last of them comes again, the ones over it may have changed ("2022" for "2023").
    """
    count = _heading_count(body)
    if not count:
        return []
    last = body[count - 1].texts
    groups: list[Sequence[_Line]] = []
    for position, line in enumerate(body):
        if line.texts != last or position < count - 1:
            continue
        first = position
        while position - first < count - 1 and not has_figures(body[first - 1].texts):
            first -= 1
        groups.append(body[first : position + 1])
    return groups


def _heading_count(body: Sequence[_Line]) -> int:
    """Return how many of the first rows name the columns; never all of them."""
    marked = next((index for index, line in enumerate(body) if not line.marked), len(body))
    most = min(_MOST_MARKED, len(body) - 1)
    if not 1 <= marked <= most:
        looks = [RowLook(bold=line.strong) for line in body]
        marked = header_rows([line.texts for line in body], looks).count
    # A name that spans rows tells that those rows hold names, too, of the columns beside it.
    reach = max(
        (index + cell.rows for index, line in enumerate(body[:marked]) for cell in line.row.cells), default=0
    )
    return reach if marked < reach <= most else marked


def _joined(headings: Sequence[_Line]) -> tuple[str, ...]:
    """Join the names that stand one under another; what spans rows or is said twice is said once."""
    if not headings:
        return ()
    columns: list[str] = []
    for column in range(len(headings[0].names)):
        parts: list[str] = []
        for line in headings:
            name = line.names[column].replace("\n", " ")
            if name and name not in parts:
                parts.append(name)
        columns.append(" ".join(parts))
    return tuple(columns)
