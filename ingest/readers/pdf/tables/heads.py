"""Which lines name the columns of a table without ruled cells: those over its first row.

Over figures stand words: the last line with words over a column of figures is the last of the names.
Where a table has no figures, its names are told by their look alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.tables.gutters import Cells
from ingest.readers.pdf.tables.pieces import Piece, Span, cut, has_leaders, pieces_of
from ingest.readers.pdf.tables.values import Kind, kind_of

_TIGHT = 1.4  # em: a step so small goes on with the line above
_LOOSE = 2.3  # em: the lines of names stand no further apart
_MOST_LINES = 9
_LONGEST = 70  # characters of one line of a name
_MOST_WORDS = 9
_FEWEST_NAMES = 2
_AT_LEFT = 3.0  # points
_SAME_SIZE = 0.5  # points


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines of a stretch with their pieces by column; ``cells`` has those of the table's lines only."""

    lines: Sequence[Line]
    cells: Mapping[int, Cells]
    spans: Sequence[Span]
    values: Mapping[int, Kind]

    def over_values(self, at: int) -> dict[int, Kind]:
        """Return what stands on line ``at`` in columns of values."""
        return {
            column: kind_of(piece.text) for column, piece in self.cells[at].items() if column in self.values
        }

    def has_values(self, at: int) -> bool:
        """Whether a column of values has one on line ``at``."""
        return any(kind is self.values[column] for column, kind in self.over_values(at).items())


def tables_in(columns: Columns) -> list[tuple[int, int]]:
    """Part the lines of a block (first, end) where columns of values are named anew under values."""
    start, end = min(columns.cells), max(columns.cells) + 1
    found: list[tuple[int, int]] = []
    seen = False
    for at in range(start, end):
        over = columns.over_values(at)
        if columns.has_values(at):
            seen = True
        elif seen and len(over) >= _FEWEST_NAMES and Kind.FIGURE not in over.values():
            found.append((start, at))
            start, seen = at, False
    return [*found, (start, end)]


def head_of(columns: Columns, first: int, end: int, after: int, ruled: set[int]) -> tuple[int, int]:
    """Return the first line of the names of the table in lines ``first`` to ``end``, and the line under them.

    The two are the same where nothing names the columns. Names may begin above the table, but not
    above line ``after``. ``ruled`` are the lines under which a line is ruled.
    """
    found = _names(columns, first, end, ruled)
    highest, body = found or (first, first)
    if not found and not (first > after and _stands_over_values(columns, first - 1)):
        return first, first
    start = body
    while start > after and body - start < _MOST_LINES:
        if not _may_name(columns, start - 1, body):
            break
        if start - 1 < highest and not _goes_on_upwards(columns, start - 1):
            break
        start -= 1
    return start, body


def _stands_over_values(columns: Columns, at: int) -> bool:
    """Whether several pieces of line ``at``, which is no line of the table, stand over columns of values."""
    pieces = [part for piece in pieces_of(columns.lines[at]) for part in cut(piece, columns.spans)]
    over = {n for n in columns.values for piece in pieces if columns.spans[n].shared(piece.x0, piece.x1) > 0}
    return len(pieces) > 1 and len(over) >= _FEWEST_NAMES


def _names(columns: Columns, first: int, end: int, ruled: set[int]) -> tuple[int, int] | None:
    """Return the first of the table's lines that name columns, and the line under them; None: none does."""
    at = [n for n in range(first, end) if columns.cells[n]]
    if not columns.values:
        bold = [_is_bold(columns.cells[n].values()) for n in at]
        leading = bold.index(False) if False in bold else 0
        wide = any(len(columns.cells[n]) > 1 for n in at[:leading])
        return (at[0], at[leading - 1] + 1) if 0 < leading <= _MOST_LINES and wide else None
    value = next((n for n in at if columns.has_values(n)), first)
    named = [n for n in at if n < value and columns.over_values(n)]
    if not named:
        return None
    # What is ruled under the names, or bold as they are, belongs to them: a longer name of another column.
    below = [n for n in range(named[-1], value) if n in ruled][:1]
    last = below[0] if below else named[-1]
    in_bold = all(_is_bold(columns.cells[n].values()) for n in named)
    while in_bold and last + 1 < value and _goes_on_bold(columns, last):
        last += 1
    return named[0], last + 1


def _goes_on_bold(columns: Columns, at: int) -> bool:
    one, other = columns.lines[at], columns.lines[at + 1]
    below = columns.cells[at + 1]
    return bool(below) and _is_bold(below.values()) and one.y - other.y <= _TIGHT * one.size


def _is_bold(pieces: Iterable[Piece]) -> bool:
    return all(piece.bold for piece in pieces)


def _may_name(columns: Columns, at: int, body: int) -> bool:
    """Whether the words of line ``at`` may be names, and stand close over line ``at + 1``, if that is one."""
    line, below = columns.lines[at], columns.lines[at + 1]
    if has_leaders(line) or line.text[-1:] in ".;" or any(map(_is_no_name, pieces_of(line))):
        return False
    return at + 1 == body or line.y - below.y <= _LOOSE * max(line.size, below.size)


def _goes_on_upwards(columns: Columns, at: int) -> bool:
    """Whether line ``at`` goes on with the names below it: it is set as they are, or stands over values."""
    line, below = columns.lines[at], columns.lines[at + 1]
    pieces = pieces_of(line)
    step = (line.y - below.y) / max(line.size, below.size)
    tight = step <= _TIGHT and line.bold == below.bold and abs(line.size - below.size) < _SAME_SIZE
    if len(pieces) == 1 and pieces[0].x0 <= columns.spans[0].x0 + _AT_LEFT:
        # A title begins at the left too; but a name of the first column may take several lines.
        return tight and bool(columns.cells.get(at))
    if not columns.values:
        return tight or at in columns.cells
    # A name may stand left of figures, in a column that is wider than they are.
    ends = [0.0, *(span.x1 for span in columns.spans)]
    spans = [Span(min(ends[n], columns.spans[n].x0), columns.spans[n].x1) for n in columns.values]
    return tight or any(span.shared(piece.x0, piece.x1) > 0 for span in spans for piece in pieces)


def _is_no_name(piece: Piece) -> bool:
    return (
        len(piece.text) > _LONGEST
        or len(piece.text.split()) > _MOST_WORDS
        or kind_of(piece.text) is Kind.FIGURE
    )
