"""Ruled lines → grids: where the rows and columns of a ruled table are."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import neg

from ingest.readers.pdf.rules import Fill, Rule, edges_of
from ingest.readers.pdf.runs import Run

_TOUCH = 3.0  # points: rules nearer than this meet
_LOWEST_ROW = 5.0  # points: nothing stands in a lower one: the frames of two boxes lie so near
_MOST_PAIRS = 1_000_000  # rules beyond this are a drawing


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its column edges from left to right, its row edges from top to bottom.

    ``span`` maps each base cell (row, column) to the first base cell of the cell it belongs to.
    """

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    span: dict[tuple[int, int], tuple[int, int]]

    def cell_of(self, run: Run) -> tuple[int, int] | None:
        """Return the (row, column) that ``run`` stands in, both from 0; None where it is outside."""
        x, y = (run.x0 + run.x1) / 2, run.y + 0.3 * run.size
        if not (self.columns[0] - 1 <= x <= self.columns[-1] + 1 and self.rows[-1] <= y <= self.rows[0]):
            return None
        column = max(0, bisect_right(self.columns, x, hi=len(self.columns) - 1) - 1)
        return self.span[self._row_at(y), column]

    def _row_at(self, y: float) -> int:
        """Return the row, from 0, at the height ``y``: the first of all that is above the table."""
        return max(0, bisect_right(self.rows, -y, hi=len(self.rows) - 1, key=neg) - 1)

    def edges_at(self, y: float) -> list[float]:
        """Return the column edges between two cells of the row at the height ``y``, from left to right."""
        row = self._row_at(y)
        return [
            self.columns[column]
            for column in range(1, len(self.columns) - 1)
            if self.span[row, column] != self.span[row, column - 1]
        ]

    def has_columns_of(self, other: "Grid") -> bool:
        """Whether ``other`` has the same column edges."""
        return len(self.columns) == len(other.columns) and all(
            abs(one - two) <= _TOUCH for one, two in zip(self.columns, other.columns, strict=True)
        )

    def frames(self, fill: Fill) -> bool:
        """Whether ``fill`` lies inside the table: as the shade of cells, or behind words of one."""
        return (
            self.columns[0] - _TOUCH <= fill.x0
            and fill.x1 <= self.columns[-1] + _TOUCH
            and self.rows[-1] - _TOUCH <= fill.y0
            and fill.y1 <= self.rows[0] + _TOUCH
        )


def find_grids(rules: Sequence[Rule], fills: Sequence[Fill] = ()) -> list[Grid]:
    """Return the grids of two or more columns that ``rules`` draw, or the edges of ``fills``.

    Inside a table that is ruled, a fill shades a cell or marks its words: its edges, a little inside
    the cell's own or round each line of it, are no cells' borders. A white one has no edges to be seen.
    """
    ruled = _grids_of(rules)
    alone = [fill for fill in fills if not fill.is_white and not any(grid.frames(fill) for grid in ruled)]
    return _grids_of([*rules, *(edge for fill in alone for edge in edges_of(fill))]) if alone else ruled


def _grids_of(rules: Sequence[Rule]) -> list[Grid]:
    level = _merged([(rule.y0, rule.x0, rule.x1) for rule in rules if rule.is_level])
    upright = _merged([(rule.x0, rule.y0, rule.y1) for rule in rules if not rule.is_level])
    if len(level) * len(upright) > _MOST_PAIRS:
        return []
    grids = (_grid(*component) for component in _components(level, upright))
    return [grid for grid in grids if grid is not None]


_Stroke = tuple[float, float, float]  # where it lies, from, to


def _merged(strokes: Iterable[_Stroke]) -> list[_Stroke]:
    """Join strokes that lie on one line and touch: cells are often drawn one border at a time."""
    merged: list[_Stroke] = []
    lane: list[_Stroke] = []
    for stroke in sorted(strokes):
        if lane and stroke[0] - lane[0][0] > 1.5:
            merged += _joined_lane(lane)
            lane = []
        lane.append(stroke)
    return merged + _joined_lane(lane)


def _joined_lane(lane: list[_Stroke]) -> list[_Stroke]:
    joined: list[_Stroke] = []
    for at, start, end in sorted(lane, key=lambda stroke: stroke[1]):
        if joined and start - joined[-1][2] <= _TOUCH:
            joined[-1] = (joined[-1][0], joined[-1][1], max(joined[-1][2], end))
        else:
            joined.append((at, start, end))
    # A stroke of a few points is part of a letter, a tick box or a bullet.
    return [stroke for stroke in joined if stroke[2] - stroke[1] > 5]


def _components(
    level: Sequence[_Stroke], upright: Sequence[_Stroke]
) -> list[tuple[list[_Stroke], list[_Stroke]]]:
    """Part the strokes into those that hang together."""
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, (y, left, right) in enumerate(level):
        for j, (x, bottom, top) in enumerate(upright):
            if left - _TOUCH <= x <= right + _TOUCH and bottom - _TOUCH <= y <= top + _TOUCH:
                parent[root(i)] = root(len(level) + j)
    groups: dict[int, tuple[list[_Stroke], list[_Stroke]]] = {}
    for i, stroke in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(stroke)
    for j, stroke in enumerate(upright):
        groups.setdefault(root(len(level) + j), ([], []))[1].append(stroke)
    return list(groups.values())


def _edges(strokes: Sequence[_Stroke], near: float) -> list[float]:
    """Return where ``strokes`` lie; those within ``near`` points of one another are one edge."""
    edges: list[float] = []
    for at, _, _ in sorted(strokes):
        if not edges or at - edges[-1] > near:
            edges.append(at)
    return edges


def _grid(level: list[_Stroke], upright: list[_Stroke]) -> Grid | None:
    columns, rows = _edges(upright, _TOUCH), _edges(level, _LOWEST_ROW)[::-1]
    if len(columns) < 3 or len(rows) < 2 or len(columns) * len(rows) > 20_000:
        return None
    return Grid(tuple(columns), tuple(rows), _spans(columns, rows, level, upright))


def _spans(
    columns: list[float], rows: list[float], level: list[_Stroke], upright: list[_Stroke]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Join base cells between which no line is ruled; each group is known by its first cell."""
    span: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(rows) - 1):
        middle_y = (rows[row] + rows[row + 1]) / 2
        for column in range(len(columns) - 1):
            middle_x = (columns[column] + columns[column + 1]) / 2
            if column and not _ruled(upright, columns[column], middle_y, _TOUCH):
                span[row, column] = span[row, column - 1]
            elif row and not _ruled(level, rows[row], middle_x, _LOWEST_ROW):
                span[row, column] = span[row - 1, column]
            else:
                span[row, column] = (row, column)
    return span


def _ruled(strokes: Sequence[_Stroke], at: float, across: float, near: float) -> bool:
    return any(abs(stroke[0] - at) <= near and stroke[1] <= across <= stroke[2] for stroke in strokes)
