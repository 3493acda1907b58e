"""Rows that a file or its rules take for one, though each column holds figures one under another."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.readers.pdf.lines import Line, text_of

_SAME_HEIGHT = 0.35  # em
_FEWEST = 2  # columns of figures that agree
FIGURE = re.compile(r"^[(£$€+–-]*\d[\d,]*\.?\d*%?\)?$")

Cells = Mapping[int, Sequence[Line]]


def figures_in(lines: Sequence[Line]) -> int:
    """Return how many figures stand by themselves in a cell."""
    return sum(bool(FIGURE.match(text_of(piece))) for line in lines for piece in line.pieces)


def several_rows(cells: Cells) -> list[dict[int, list[Line]]]:
    """Part the lines of a row's cells (by column) into the rows that they make; mostly it is one.

    They make several where two or more columns hold as many figures, at the same heights, and nothing
    else, and the other cells have words beside each of them.
    """
    whole = [{column: list(lines) for column, lines in cells.items()}]
    heights: list[_Heights] = [_Heights.of(lines) for lines in cells.values() if _all_figures(lines)]
    several = [each for each in heights if len(each.ys) > 1]
    if len(several) < _FEWEST or len(several) < len(heights) or not all(map(several[0].agrees, several)):
        return whole
    rows: list[dict[int, list[Line]]] = [{} for _ in several[0].ys]
    for column, lines in cells.items():
        for line in lines:
            rows[several[0].nearest(line)].setdefault(column, []).append(line)
    first = min(cells)
    return rows if all(first in row for row in rows) else whole


def _all_figures(lines: Sequence[Line]) -> bool:
    return all(FIGURE.match(line.text) for line in lines)


@dataclass(frozen=True, slots=True)
class _Heights:
    """The heights ``ys`` (points, from the top) at which a cell's lines of ``size`` points stand."""

    ys: tuple[float, ...]
    size: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "_Heights":
        return cls(tuple(line.y for line in lines), lines[0].size)

    def agrees(self, other: "_Heights") -> bool:
        return len(self.ys) == len(other.ys) and all(
            abs(one - two) <= _SAME_HEIGHT * self.size for one, two in zip(self.ys, other.ys, strict=True)
        )

    def nearest(self, line: Line) -> int:
        """Return the height ``line`` stands at or nearest to; the upper of two, where it is between."""
        return min(range(len(self.ys)), key=lambda at: (round(abs(self.ys[at] - line.y)), at))
