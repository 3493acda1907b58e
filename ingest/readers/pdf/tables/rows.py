"""Where one row of a table ends and the next begins, when no line is ruled round its cells.

Lines of a row need not stand level: a label may wrap, and figures stand beside its first, last or
middle line. So each column is looked at by itself. Two of its lines, one below the other, either
look like one cell or like two (a link's likeness); a row ends where most of the columns say so. Two
figures of one column are never one row.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.pdf.paragraphs import starts_bullet
from ingest.readers.pdf.tables.gutters import Cells
from ingest.readers.pdf.tables.pieces import Piece
from ingest.readers.pdf.tables.values import Kind, is_cut_date, kind_of

_MOST_NAMES = 4  # lines over a lone figure
_VALUES = 0.6  # of a column's cells: with more figures or dates it is a column of values
_USUAL_LEADING = 1.2  # em
_WIDE = 1.3  # times the usual leading: a wider step is a break
_WIDER = 1.9
_FULL = 0.5  # em: how much room a full line may leave beside the next line's first word
_NEAR_WIDEST = 2.5  # em
_FEWEST_NEAR = 3
_CLOSE = 4.0  # em
_LONG_LINE = 45  # characters
_SAME_SIZE = 0.08
_BREAK = 1.5  # a row ends, unasked, where so much speaks for it
_SIDE = 0.75  # em: lines nearer than that are parts of one row that do not stand level
_SIDE_BY_SIDE = 2.0  # how much that counts
_RULED = 0.7  # of what must be parted
_DENSE = 0.8  # of the lines
_STRIPS = 0.3  # of the rules
_ONE_CELL = 1.0  # two lines of a column that look so much like one cell go on
_MOST_LINES = 12  # of a row, where all that parts rows is rules
_USUAL = 0.75  # how much it counts where the rows of a table usually end
_ENDS_SENTENCE = re.compile(r"[.;:!?][”’\"')\]]?$")
_GOES_ON = re.compile(r"(?:[,&/–-]|\b(?:and|of|the|to|for|in|on|with|or|by|a|an|from|at|as))$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class _Link:
    """Two lines of one column, one below the other with none between; ``likeness`` > 0: they are one cell."""

    above: int
    below: int
    likeness: float
    changes_look: bool
    goes_on: bool
    forced: bool


def value_columns(cells: Sequence[Cells], columns: int) -> dict[int, Kind]:
    """Return which columns hold figures or dates, each with which, by what stands from their first on."""
    found: dict[int, Kind] = {}
    for column in range(columns):
        kinds = [kind_of(line[column].text) for line in cells if column in line]
        for wanted in (Kind.FIGURE, Kind.DATE, Kind.PERIOD, Kind.ORDINAL):
            first = next((index for index, kind in enumerate(kinds) if kind is wanted), None)
            if first is None:
                continue
            under = kinds[first:]
            values = sum(kind is not Kind.WORDS for kind in under)
            named = 0 < first <= _MOST_NAMES and wanted is Kind.FIGURE  # one is enough under a name
            if under.count(wanted) >= 0.5 * values and values >= max(1 if named else 2, _VALUES * len(under)):
                found[column] = wanted
                break
    return found


def row_breaks(
    cells: Sequence[Cells], heights: Sequence[float], values: set[int], ruled: set[int]
) -> list[int]:
    """Return after which lines (indexes) a row ends, but for the last.

    ``heights`` are the lines' baselines, ``values`` the columns of figures or dates, ``ruled`` the
    lines under which a line is ruled across the table.
    """
    near = [
        above - below < _SIDE * max(piece.size for piece in line.values())
        for (above, below), line in zip(pairwise(heights), cells, strict=False)
    ]
    seam = _Seams(_links(cells, heights, values), [*near, False], dense=_is_dense(cells))
    # A table that rules its rows needs no more breaks than its figures ask for.
    ruled_throughout = len(ruled) > 1 and seam.are_ruled(ruled)
    for at in ruled:
        seam.part(at)
    usual = seam.usual_end()
    for link in seam.forced():
        if link not in seam.parted:
            seam.part(seam.best(link, usual))
    for at in range(len(cells) - 1):
        unasked = seam.evidence(at) >= _BREAK and (not ruled_throughout or seam.changes_look(at))
        if at not in seam.breaks and unasked:
            seam.part(at)
    return sorted(seam.breaks)


def are_strips(cells: Sequence[Cells], heights: Sequence[float], ruled: set[int]) -> bool:
    """Whether the ``ruled`` lines are edges of strips, in which shading is often drawn: one a line of text.

    They part what goes on from one line to the next, and tell nothing of rows.
    """
    links = _links(cells, heights, set())
    joined = {at for link in links if link.likeness > _ONE_CELL for at in range(link.above, link.below)}
    return len(ruled & joined) > _STRIPS * len(ruled)


def goes_on(one: Piece, other: Piece, width: float) -> bool:
    """Whether ``other`` looks like the next line of a cell, ``width`` points wide, that holds ``one``."""
    step = (one.runs[0].y - other.runs[0].y) / max(one.size, other.size)
    return _likeness(one, other, step / _USUAL_LEADING, width) > 0


def _is_dense(cells: Sequence[Cells]) -> bool:
    """Whether nearly all lines fill all columns, as where each is a row: cells rarely wrap all at once."""
    columns = {column for line in cells for column in line}
    return sum(len(line) == len(columns) for line in cells) >= _DENSE * len(cells)


class _Seams:
    """The places between the lines of a table, what speaks for a row's end at each, and the ends chosen."""

    def __init__(self, links: Sequence[_Link], near: Sequence[bool], *, dense: bool) -> None:
        self._links = links
        self._dense = dense
        self._near = near  # whether a line and the one below stand side by side rather
        self._across: list[list[_Link]] = [[] for _ in near]
        for link in links:
            for at in range(link.above, link.below):
                self._across[at].append(link)
        self.breaks: set[int] = set()
        self.parted: set[_Link] = set()

    def part(self, at: int) -> None:
        """End a row after line ``at``."""
        self.breaks.add(at)
        self.parted.update(self._across[at])

    def forced(self) -> list[_Link]:
        """Return the links that some row's end must part, those with least choice first."""
        return sorted((link for link in self._links if link.forced), key=lambda link: link.below - link.above)

    def are_ruled(self, ruled: set[int]) -> bool:
        """Whether the ``ruled`` lines part nearly all that must be parted."""
        forced = self.forced()
        parted = sum(any(link.above <= at < link.below for at in ruled) for link in forced)
        return parted >= _RULED * len(forced) if forced else len(ruled) >= len(self._near) / _MOST_LINES

    def evidence(self, at: int) -> float:
        """Return how much speaks for a row's end after line ``at``, of what is not parted yet."""
        crossed = [link for link in self._across[at] if not link.forced and link not in self.parted]
        found = -sum(link.likeness for link in crossed)
        if self._near[at]:
            return found - _SIDE_BY_SIDE
        if self._dense and len(crossed) > 1 and not any(link.goes_on for link in crossed):
            return max(found, _BREAK)
        return found

    def changes_look(self, at: int) -> bool:
        """Whether all that goes on from line ``at`` to the next changes its weight or size there."""
        crossed = [link for link in self._across[at] if link not in self.parted]
        return bool(crossed) and all(link.changes_look for link in crossed)

    def best(self, link: _Link, usual: str) -> int:
        """Return after which line to part ``link``: where most speaks for it, and where rows usually end."""
        places = _places(link)
        return max(
            range(link.above, link.below),
            key=lambda at: self.evidence(at) + _USUAL * (at == places[usual]),
        )

    def usual_end(self) -> str:
        """Return where figures usually stand in their row: at its "top", its "bottom" or its "middle"."""
        votes = {"top": 0.0, "bottom": 0.0, "middle": 0.0}
        for link in self._links:
            if link.forced and link.below - link.above > 1 and link not in self.parted:
                for name, at in _places(link).items():
                    votes[name] += self.evidence(at)
        return max(votes, key=lambda name: votes[name])


def _places(link: _Link) -> dict[str, int]:
    return {"top": link.below - 1, "bottom": link.above, "middle": (link.above + link.below - 1) // 2}


def _links(cells: Sequence[Cells], heights: Sequence[float], values: set[int]) -> list[_Link]:
    links: list[_Link] = []
    columns = sorted({column for line in cells for column in line})
    lefts = {column: min(line[column].x0 for line in cells if column in line) for column in columns}
    for place, column in enumerate(columns):
        at = [index for index, line in enumerate(cells) if column in line]
        pieces = [cells[index][column] for index in at]
        leading = _leading([heights[index] for index in at], pieces)
        beside = lefts[columns[place + 1]] if place + 1 < len(columns) else None
        width = _wrapped_at(pieces, beside)
        for (above, one), (below, other) in pairwise(zip(at, pieces, strict=True)):
            both = Kind.WORDS not in (kind_of(one.text), kind_of(other.text))
            forced = column in values and both and not is_cut_date(one.text, other.text)
            step = (heights[above] - heights[below]) / max(one.size, other.size)
            likeness = _likeness(one, other, step / leading, width)
            look, on = _changes_look(one, other), other.text[:1].islower()
            links.append(_Link(above, below, likeness, look, on, forced))
    return links


def _wrapped_at(pieces: Sequence[Piece], beside: float | None) -> float:
    """Return how wide a column's lines may be, in points, before they wrap; infinite where none need.

    Some of its lines come near to that width, or the next column, at ``beside``, leaves no more.
    """
    widths = sorted((piece.x1 - piece.x0 for piece in pieces), reverse=True)
    size = pieces[0].size
    near = sum(width > widths[0] - _NEAR_WIDEST * size for width in widths)
    close = beside is not None and beside - max(piece.x1 for piece in pieces) < _CLOSE * size
    return widths[0] if close or near >= _FEWEST_NEAR else float("inf")


def _leading(heights: Sequence[float], pieces: Sequence[Piece]) -> float:
    """Return the usual distance of two lines of a cell of a column, in em."""
    steps = sorted(
        (above - below) / max(one.size, 1.0)
        for (above, one), (below, _) in pairwise(zip(heights, pieces, strict=True))
    )
    near = [step for step in steps if 0.8 < step < 2.2]
    # The narrower half: rows stand further apart than the lines of a cell.
    return median(near[: (len(near) + 1) // 2]) if near else _USUAL_LEADING


def _likeness(one: Piece, other: Piece, step: float, width: float) -> float:
    """Return how much two lines of a column look like one cell: more than 0 for, less than 0 against."""
    found = 0.0
    # The paragraphs of a long cell stand as far apart as rows do.
    prose = len(one.text) > _LONG_LINE
    if step > _WIDER:
        found -= 2.0 if prose else 3.0
    elif step > _WIDE:
        found -= 1.0 if prose else 2.0
    elif step > 1.1:
        found -= 0.4
    word = other.text.split(" ", 1)[0]
    room = width - (one.x1 - one.x0)
    wanted = (other.x1 - other.x0) * (len(word) + 1) / max(1, len(other.text))
    found += 1.0 if room < wanted + _FULL * one.size else -1.5
    if other.text[:1].islower() or other.text[:1] in ")&":
        found += 1.5
    if _GOES_ON.search(one.text):
        found += 1.0
    elif _ENDS_SENTENCE.search(one.text) and not other.text[:1].islower():
        found -= 0.5
    if _changes_look(one, other):
        found -= 2.5
    if starts_bullet(other.text):
        found += 1.0
    if is_cut_date(one.text, other.text):
        found += 3.0
    return found


def _changes_look(one: Piece, other: Piece) -> bool:
    return one.bold != other.bold or abs(one.size - other.size) > _SAME_SIZE * one.size
