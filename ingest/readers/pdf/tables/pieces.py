"""The pieces of a line: what stands in one column of a table, parted from what stands in the next.

A wide gap parts pieces. So does a narrow one, where words begin at an edge that other lines keep.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from ingest.readers.headings import numbered
from ingest.readers.pdf.lines import Line, text_of
from ingest.readers.pdf.paragraphs import starts_item
from ingest.readers.pdf.runs import Run

EDGE = 1.5  # points: what begins this close together begins at one edge
_OVERLAP = 1.0  # points that words in neighbouring columns may share
FEWEST_AT_EDGE = 3  # lines
_RAGGED = 4.0  # points: the names of columns of figures end so near to where these do
_BLANK = 0.12  # em: the least gap at which a piece is cut between two columns
_CLEAR = 0.25  # em: the least gap at which a figure is cut from words at an edge
_CLEAR_OF_WORDS = 0.5  # em: and words from words
_FIGURE = re.compile(r"^[-+(£$€]*\d[\d,]*(?:\.\d+)?%?\)?$")
_LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words side by side on a line, in one column: from ``x0`` to ``x1``, in points."""

    runs: tuple[Run, ...]
    text: str
    x0: float
    x1: float

    @property
    def size(self) -> float:
        """The size of its largest run, in points."""
        return max(run.size for run in self.runs)

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure, and nothing else."""
        return bool(_FIGURE.match(self.text))

    @property
    def bold(self) -> bool:
        """Whether all of its runs with letters or digits are bold."""
        return all(run.bold for run in self.runs if any(map(str.isalnum, run.text)))


@dataclass(frozen=True, slots=True)
class Span:
    """The ink of a column: from ``x0`` to ``x1``, in points."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """Its middle, in points."""
        return (self.x0 + self.x1) / 2

    def overlaps(self, other: "Span") -> bool:
        """Whether the two have any of the line in common."""
        return self.shared(other.x0, other.x1) > 0

    def shared(self, x0: float, x1: float) -> float:
        """Return how many points it shares with ``x0`` to ``x1``; less than 0 where they stand apart."""
        return min(self.x1, x1) - max(self.x0, x0)


def piece_of(runs: Sequence[Run]) -> Piece:
    """Return the piece that ``runs``, which stand side by side, make."""
    return Piece(tuple(runs), text_of(runs), runs[0].x0, max(run.x1 for run in runs))


def pieces_of(line: Line, edges: Sequence[float] = ()) -> list[Piece]:
    """Return the pieces of ``line``: parted at wide gaps, and figures from words at one of ``edges``.

    A number or bullet set off by a tab belongs to what it numbers, if that is all there is.
    """
    pieces = list(line.pieces)
    if len(pieces) == 2 and (starts_item(line.text) or numbered(f"{text_of(pieces[0])} x")[0]):
        pieces = [line.runs]
    return [piece_of(part) for piece in pieces for part in _parted(piece, edges)]


def left_edges(lines: Sequence[Line]) -> list[float]:
    """Return where pieces of several of ``lines`` begin, in points from left to right."""
    starts = sorted(x for line in lines for piece in line.pieces for x in _starts(piece))
    found: list[float] = []
    first = 0
    for index, start in enumerate(starts):
        if index + 1 == len(starts) or starts[index + 1] - start > EDGE:
            if index + 1 - first >= FEWEST_AT_EDGE:
                found.append(starts[first])
            first = index + 1
    return found


def _starts(piece: Sequence[Run]) -> Iterator[float]:
    """Yield where ``piece`` begins, and where words in it stand apart from what they follow."""
    yield piece[0].x0
    for last, run in pairwise(piece):
        if _stands_apart(last, run):
            yield run.x0


def _stands_apart(last: Run, run: Run) -> bool:
    figures = _FIGURE.match(last.text) or _FIGURE.match(run.text)
    return run.x0 - last.x1 > (_CLEAR if figures else _CLEAR_OF_WORDS) * run.size


def has_leaders(line: Line) -> bool:
    """Whether dots lead from words to a page number, as in a list of contents."""
    return bool(_LEADERS.search(line.text))


def _parted(piece: Sequence[Run], edges: Sequence[float]) -> Iterator[Sequence[Run]]:
    start = 0
    for index, (last, run) in enumerate(pairwise(piece), start=1):
        if _stands_apart(last, run) and _is_edge(run.x0, edges):
            yield piece[start:index]
            start = index
    yield piece[start:]


def _is_edge(x: float, edges: Sequence[float]) -> bool:
    return any(-0.5 <= x - edge <= EDGE for edge in edges)


def columns_under(piece: Piece, columns: Sequence[Span]) -> list[int]:
    """Return which of ``columns``, from left to right, ``piece`` stands in: several if it crosses gutters."""
    first = max(0, bisect_left(columns, piece.x0, key=attrgetter("x1")) - 1)
    last = bisect_right(columns, piece.x1, key=attrgetter("x0"))
    return [n for n in range(first, last) if columns[n].shared(piece.x0, piece.x1) > _OVERLAP]


def cut(piece: Piece, columns: Sequence[Span]) -> Iterator[Piece]:
    """Part ``piece`` where its words go on from one of ``columns`` to the edge of another."""
    over = columns_under(piece, columns)
    runs = list(piece.runs)
    for last, span in pairwise([columns[n] for n in over]):
        at = _crossing(runs, last, span)
        if at is not None:
            yield piece_of(runs[:at])
            runs = runs[at:]
    yield piece_of(runs)


def _crossing(runs: Sequence[Run], last: Span, span: Span) -> int | None:
    """Return the index of the run at which words in column ``last`` are followed by words in ``span``.

    That run begins at the left edge of ``span``, or the words end at the right edges of both, or stand
    further apart than words do.
    """
    for index in range(1, len(runs)):
        before, run = runs[index - 1], runs[index]
        parted = run.x0 - before.x1 >= _BLANK * run.size
        if not parted or before.x1 > span.x0 + _OVERLAP or run.x0 < last.x1 - _OVERLAP:
            continue
        wide = run.x0 - before.x1 >= _CLEAR_OF_WORDS * run.size
        at_ends = abs(before.x1 - last.x1) <= _RAGGED and any(
            abs(other.x1 - span.x1) <= _RAGGED for other in runs[index:]
        )
        if wide or at_ends or abs(run.x0 - span.x0) <= EDGE:
            return index
    return None
