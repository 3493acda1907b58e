"""The tables of rich text: their columns are told by where the cells end across the page."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.readers.flow import Cell, Paragraph, Row
from ingest.readers.merged_cells import merge_down

_SAME_EDGE = 40  # twips (a twentieth of a point): edges that were meant to be one


@dataclass(slots=True)
class CellForm:
    """What a row says of one cell before it comes: how it is merged, and where it ends, in twips."""

    begins: bool = False  # merged downwards from here
    goes_on: bool = False  # merged with the cell above
    joined: bool = False  # merged with the cell to its left
    end: int = 0


@dataclass(slots=True)
class _Placed:
    column: int
    columns: int
    begins: bool
    goes_on: bool
    paragraphs: list[Paragraph]
    rows: int = 1


@dataclass(slots=True)
class TableMaker:
    """Gathers the rows of one table."""

    _rows: list[tuple[list[list[Paragraph]], list[CellForm], bool]] = field(default_factory=list)

    def add(self, cells: list[list[Paragraph]], forms: Sequence[CellForm], *, heads: bool) -> None:
        """Add a row: the paragraphs of each cell, and the forms of the cells as far as they are told."""
        known = [CellForm(each.begins, each.goes_on, each.joined, each.end) for each in forms[: len(cells)]]
        last = known[-1].end if known else 0
        extra = len(cells) - len(known)
        self._rows.append((cells, known + [CellForm(end=last + 1000 * (i + 1)) for i in range(extra)], heads))

    def __bool__(self) -> bool:
        return bool(self._rows)

    def take(self) -> list[Row]:
        """Return the rows, and forget them."""
        edges = _edges(form.end for _, forms, _ in self._rows for form in forms)
        placed = [self._placed(cells, forms, edges) for cells, forms, _ in self._rows]
        heads = [row_heads for _, _, row_heads in self._rows]
        self._rows = []
        return [
            Row([Cell(cell.paragraphs, cell.columns, cell.rows) for cell in row], heads=row_heads)
            for row, row_heads in zip(merge_down(placed), heads, strict=True)
        ]

    @staticmethod
    def _placed(cells: list[list[Paragraph]], forms: list[CellForm], edges: list[int]) -> list[_Placed]:
        row: list[_Placed] = []
        column = 0
        for paragraphs, form in zip(cells, forms, strict=True):
            end = max(column + 1, bisect_left(edges, form.end - _SAME_EDGE) + 1)
            if form.joined and row:
                row[-1].columns += end - column
            else:
                row.append(_Placed(column, end - column, form.begins, form.goes_on, paragraphs))
            column = end
        return row


def _edges(ends: Iterable[int]) -> list[int]:
    """Return the distinct places where cells end, those that are nearly one taken as one."""
    edges: list[int] = []
    for end in sorted(set(ends)):
        if not edges or end - edges[-1] > _SAME_EDGE:
            edges.append(end)
    return edges
