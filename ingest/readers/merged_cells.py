"""Cells merged downwards, as Word and RTF write them: the first begins, those below say that they go on."""

from collections.abc import Sequence
from typing import Protocol, TypeVar


class _Placed(Protocol):
    """A cell in grid column ``column``, from 0; ``rows`` says how many rows it spans."""

    column: int
    begins: bool
    goes_on: bool
    rows: int


CellT = TypeVar("CellT", bound=_Placed)


def merge_down(rows: Sequence[Sequence[CellT]]) -> list[list[CellT]]:
    """Return the rows without the cells that go on with one above, which then tells how far it reaches.

    A cell that would go on with nothing stays a cell of its own.
    """
    below: dict[int, CellT] = {}  # column → the merged cell that reaches down to here
    merged: list[list[CellT]] = []
    for row in rows:
        reached: dict[int, CellT] = {}
        kept: list[CellT] = []
        for cell in row:
            above = below.get(cell.column) if cell.goes_on else None
            if above is not None:
                above.rows += 1
                reached[cell.column] = above
            else:
                kept.append(cell)
                if cell.begins:
                    reached[cell.column] = cell
        below = reached
        merged.append(kept)
    return merged
