"""Columns by their white gutters: runs of lines whose pieces stand under one another and never cross.

A gutter need not be wide. What makes one is that many lines keep it, so a block of columns is grown
from its fullest line, upwards and downwards, as long as lines keep to its columns. A piece that seems
to cross a gutter is cut where words begin at the very edge of the next column.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.tables.pieces import (
    EDGE,
    FEWEST_AT_EDGE,
    Piece,
    Span,
    columns_under,
    cut,
    has_leaders,
    left_edges,
    piece_of,
    pieces_of,
)

_NARROW = 0.35  # em: a gutter no wider parts only what stands on one line
_FAR = 6.0  # em: what stands further apart is not one table
_MOST_COLUMNS = 100
_MOST_SPANNING = 2  # lines in a row that stretch over columns: the name of a section
_MOST_WAITING = 80  # lines in a row that fill one column only
_SPANNING_WORDS = 14
_BOLD_WORDS = 30

Cells = dict[int, Piece]  # the pieces of a line, by column


@dataclass(frozen=True, slots=True)
class Block:
    """The lines ``start`` to ``end`` (exclusive) of a stretch, which keep to ``columns``.

    ``cells`` holds for each of them its pieces by column; a line that stretches over columns has none.
    ``near`` holds those of the lines next to the block (by index) that fit one of its columns.
    """

    start: int
    end: int
    columns: Sequence[Span]
    cells: Sequence[Cells]
    near: Mapping[int, Cells]


def find_blocks(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of two or more columns among ``lines``, from top to bottom; none overlap."""
    edges = left_edges(lines)
    pieces = [pieces_of(line, edges) for line in lines]
    taken = [has_leaders(line) for line in lines]
    blocks: list[Block] = []
    # The fullest line shows most columns; one of figures rather than of their names.
    shared = Counter(edge for some in pieces for edge in {edge for piece in some for edge in _edges(piece)})
    for seed in sorted(range(len(lines)), key=lambda index: _fullness(pieces[index], shared), reverse=True):
        if 1 < len(pieces[seed]) <= _MOST_COLUMNS and not taken[seed]:
            block = _Growth(lines, pieces, taken, seed).block()
            taken[block.start : block.end] = [True] * (block.end - block.start)
            blocks.append(block)
    found = [
        replace(block, near={index: cells for index, cells in block.near.items() if not taken[index]})
        for block in blocks
    ]
    return sorted(found, key=lambda block: block.start)


def _edges(piece: Piece) -> tuple[tuple[str, int], ...]:
    # Each edge falls in two overlapping bins, so that edges which differ little share one.
    bins = (
        (side, x // EDGE + half) for side, x in (("left", piece.x0), ("right", piece.x1)) for half in (0, 1)
    )
    return tuple((side, int(place)) for side, place in bins)


def _fullness(pieces: Sequence[Piece], shared: Counter[tuple[str, int]]) -> tuple[int, int, int]:
    """Rank a line by its pieces that keep an edge with others, then by figures: names may be set otherwise.

    Pieces that keep none count against it: justified text has wide gaps too.
    """
    aligned = [piece for piece in pieces if any(shared[edge] >= FEWEST_AT_EDGE for edge in _edges(piece))]
    figures = sum(piece.is_figure for piece in aligned)
    return len(aligned), figures, len(aligned) - len(pieces)


class _Growth:
    """Grows a block from the line ``seed``."""

    def __init__(
        self, lines: Sequence[Line], pieces: Sequence[list[Piece]], taken: Sequence[bool], seed: int
    ) -> None:
        self._lines = lines
        self._pieces = pieces
        self._taken = taken
        self._seed = seed
        self._spans = [Span(piece.x0, piece.x1) for piece in pieces[seed]]
        self._kept: dict[int, list[Piece]] = {seed: list(pieces[seed])}
        self._near: dict[int, list[Piece]] = {}

    def block(self) -> Block:
        """Return the block; its first and last line have pieces in more than one column."""
        # Downwards first: names over columns are told by what stands under them, not the other way.
        last, first = self._reach(1), self._reach(-1)
        cells = [self._cells(self._kept.get(index, [])) for index in range(first, last + 1)]
        near = {index: self._cells(some) for index, some in self._near.items()}
        return Block(first, last + 1, tuple(self._spans), cells, near)

    def _reach(self, step: int) -> int:
        """Take up lines in one direction, and return the last with pieces in more than one column."""
        reached, spanning = self._seed, 0
        waiting: dict[int, list[Piece]] = {}
        index = self._seed + step
        while 0 <= index < len(self._lines) and not self._taken[index]:
            line, before = self._lines[index], self._lines[index - step]
            if abs(line.y - before.y) > _FAR * max(line.size, before.size) or len(waiting) > _MOST_WAITING:
                break
            fitted = self._fit(self._pieces[index])
            if fitted is None:
                spanning += 1
                if spanning > _MOST_SPANNING or not self._may_span(index):
                    break
            elif len(fitted[0]) > 1:
                reached, spanning = index, 0
                self._kept[index], self._spans = fitted
                for waited, pieces in waiting.items():
                    again = self._fit(pieces)
                    if again:
                        self._kept[waited], self._spans = again
                waiting = {}
            else:
                spanning = 0
                waiting[index] = fitted[0]
            index += step
        self._near |= waiting
        return reached

    def _may_span(self, index: int) -> bool:
        """Whether a line that crosses gutters may name a section of the table."""
        line = self._lines[index]
        most = _BOLD_WORDS if line.bold else _SPANNING_WORDS
        few = len(self._pieces[index]) == 1 and len(line.text.split()) <= most
        return few and line.text[-1:] not in ".,;:"

    def _fit(self, pieces: Sequence[Piece]) -> tuple[list[Piece], list[Span]] | None:
        """Return the pieces in their columns, one a column, and the columns as wide as they then are.

        None where a piece crosses a gutter.
        """
        if len(pieces) > _MOST_COLUMNS:
            return None
        spans = list(self._spans)
        fitted = [part for piece in pieces for part in cut(piece, self._spans)]
        for part in fitted:
            over = columns_under(part, spans)
            if len(over) > 1:
                if self._runs_over(part, spans, fitted):
                    continue
                return None
            at = over[0] if over else self._beside(part, spans, fitted)
            if at is None:
                spans.append(Span(part.x0, part.x1))
                spans.sort(key=lambda span: span.x0)
            else:
                spans[at] = Span(min(spans[at].x0, part.x0), max(spans[at].x1, part.x1))
        return self._merged(fitted, spans), spans

    @staticmethod
    def _runs_over(part: Piece, spans: Sequence[Span], line: Sequence[Piece]) -> bool:
        """Whether ``part`` is the name of a row, over columns that are empty beside it: a total's."""
        first = part is line[0] and part.x0 <= spans[0].x1
        return first and len(line) > 1 and all(other.is_figure for other in line[1:])

    @staticmethod
    def _beside(part: Piece, spans: Sequence[Span], line: Sequence[Piece]) -> int | None:
        """Return the column that ``part`` all but touches, if nothing else of its line stands in it."""
        for n, span in enumerate(spans):
            near = span.shared(part.x0, part.x1) > -_NARROW * part.size
            if near and not any(span.shared(other.x0, other.x1) > 0 for other in line if other is not part):
                return n
        return None

    def _merged(self, pieces: Sequence[Piece], spans: Sequence[Span]) -> list[Piece]:
        """Join the pieces that stand in one column."""
        merged: list[Piece] = []
        at = -1
        for piece in pieces:
            column = _column(piece, spans)
            if merged and column == at:
                merged[-1] = piece_of([*merged[-1].runs, *piece.runs])
            else:
                merged.append(piece)
            at = column
        return merged

    def _cells(self, pieces: Sequence[Piece]) -> Cells:
        return {_column(piece, self._spans): piece for piece in self._merged(pieces, self._spans)}


def _column(piece: Piece, spans: Sequence[Span]) -> int:
    """Return the column of ``piece``: the first that it runs over, or else the nearest."""
    over = columns_under(piece, spans)
    return over[0] if over else max(range(len(spans)), key=lambda n: spans[n].shared(piece.x0, piece.x1))
