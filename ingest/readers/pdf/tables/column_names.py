"""What the lines over a table's first row name its columns.

A column's name may take several lines, and a name may stand over several columns ("2025-26" over
"Budget" and "Forecast", "£000s" over all figures): it is part of the name of each of them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

from ingest.readers.pdf.paragraphs import join_lines
from ingest.readers.pdf.tables.pieces import Piece, Span
from ingest.readers.pdf.tables.values import Kind, is_unit

_SAME_EDGE = 2.0  # points
_LEVEL = 0.9  # em: names nearer to one another than that share a level, though one may take two lines
_OFF_CENTRE = 1.2  # em
_OFF_WIDTH = 0.15  # of the width of the columns named
_CENTRED = 0.5  # em
_UNNAMED = 1.5  # em: what leaving a column unnamed counts, beside points off centre
_MOST_COLUMNS = 60  # that names are spread over
_MOST_LETTERS = 3  # of the end of a word that was cut for want of room


Stack = list[Piece]  # pieces of one name, one under another


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """The name of each column, "" where nothing names it; ``others`` are pieces that name none of them."""

    names: tuple[str, ...]
    others: tuple[Piece, ...]


def column_names(
    lines: Sequence[Sequence[Piece]], columns: Sequence[Span], values: Mapping[int, Kind], words: Counter[str]
) -> ColumnNames:
    """Return what the pieces of ``lines``, from the top, name each of ``columns``.

    Side by side over one column stand the names of columns that are one here: which is its name, is not
    told.
    """
    levels = _levels(lines)
    over: list[list[Stack]] = [[] for _ in columns]  # from the bottom
    shared: set[int] = set()
    for level in reversed(levels):
        count: Counter[int] = Counter()
        for stack, named in _placed(level, columns, values, over, lowest=level is levels[-1]):
            for column in named:
                over[column].append(stack)
            count.update(named)
        shared |= {column for column, stacks in count.items() if stacks > 1}
    placed = {
        id(piece) for n, stacks in enumerate(over) if n not in shared for stack in stacks for piece in stack
    }
    names = tuple(
        "" if n in shared else _name([piece.text for stack in reversed(stacks) for piece in stack], words)
        for n, stacks in enumerate(over)
    )
    return ColumnNames(names, tuple(piece for line in lines for piece in line if id(piece) not in placed))


def stands_over(piece: Piece, columns: Sequence[Span], values: Mapping[int, Kind]) -> bool:
    """Whether ``piece``, alone on its line, names columns: one, or some of values that it is centred over."""
    over = [n for n, column in enumerate(columns) if column.overlaps(Span(piece.x0, piece.x1))]
    if len(over) == 1 or is_unit(piece.text):
        return True
    free = sorted(values)[:_MOST_COLUMNS]
    runs = [free[start:end] for start in range(len(free)) for end in range(start + 2, len(free) + 1)]
    return any(
        _off_centre([piece], run, columns) <= _CENTRED * piece.size and set(over) & set(run) for run in runs
    )


def _name(texts: Sequence[str], words: Counter[str]) -> str:
    """Join the lines of a name; a word that was cut for want of room ("Revenu", "e") is made whole."""
    whole: list[str] = []
    for text in texts:
        start = whole[-1].rsplit(" ", 1)[-1].lower() if whole else ""
        cut = text.isalpha() and text.islower() and len(text) <= _MOST_LETTERS and start.isalpha()
        if cut and words[start + text] > 0 and words[start + text] >= words[start]:
            whole[-1] += text
        else:
            whole.append(text)
    return join_lines(whole, words)


def _levels(lines: Sequence[Sequence[Piece]]) -> list[list[Stack]]:
    """Group lines into levels, and the pieces of a level that stand under one another into stacks."""
    levels: list[list[Stack]] = []
    last: Sequence[Piece] = ()
    for line in lines:
        near = bool(last) and last[0].runs[0].y - line[0].runs[0].y < _LEVEL * line[0].size
        if not near:
            levels.append([])
        for piece in line:
            over = [stack for stack in levels[-1] if _span(stack).shared(piece.x0, piece.x1) > 0]
            if over:
                over[0].append(piece)
            else:
                levels[-1].append([piece])
        last = line
    return [sorted(level, key=lambda stack: stack[0].x0) for level in levels]


def _span(stack: Stack) -> Span:
    return Span(min(piece.x0 for piece in stack), max(piece.x1 for piece in stack))


def _placed(
    level: Sequence[Stack],
    columns: Sequence[Span],
    values: Mapping[int, Kind],
    over: Sequence[Sequence[Stack]],
    *,
    lowest: bool,
) -> list[tuple[Stack, list[int]]]:
    """Return each stack of a level with the columns that it names; ``over`` holds the names below."""
    rooms = _rooms(columns, values)
    level = [stack for stack in level if any(room.overlaps(_span(stack)) for room in rooms)]
    of_words = [stack for stack in level if _is_over_words(stack, columns, values)]
    of_values = [stack for stack in level if stack not in of_words]
    if not lowest and 1 < len(of_values) < len(values):
        runs = _best_runs(of_values, sorted(values), columns)
        if _share_out(runs, values) and all(map(_fits, of_values, runs, repeat(columns))):
            return _single(of_words, columns) + list(zip(of_values, runs, strict=True))
    wide = [stack for stack in of_values if not _is_over_one(stack, columns, over, lowest=lowest)]
    single = _single([stack for stack in level if stack not in wide], columns)
    taken = {column for _, some in single for column in some}
    runs = _best_runs(wide, [n for n in sorted(values) if n not in taken], columns)
    if not runs:
        return single + _single(wide, columns)
    return single + [
        (stack, run if _fits(stack, run, columns) else [_nearest(stack, columns)])
        for stack, run in zip(wide, runs, strict=True)
    ]


def _single(stacks: Sequence[Stack], columns: Sequence[Span]) -> list[tuple[Stack, list[int]]]:
    return [(stack, [_nearest(stack, columns)]) for stack in stacks]


def _is_over_words(stack: Stack, columns: Sequence[Span], values: Mapping[int, Kind]) -> bool:
    over = sum(column.overlaps(_span(stack)) for column in columns)
    return over < 2 and _nearest(stack, columns) not in values


def _is_over_one(
    stack: Stack, columns: Sequence[Span], over: Sequence[Sequence[Stack]], *, lowest: bool
) -> bool:
    """Whether a stack names but the column of values that it stands over."""
    span, nearest = _span(stack), _nearest(stack, columns)
    if sum(column.overlaps(span) for column in columns) > 1:
        return False
    return lowest or (_shares_edge(span, columns[nearest], over[nearest]) and not is_unit(stack[0].text))


def _share_out(runs: Sequence[Sequence[int]], values: Mapping[int, Kind]) -> bool:
    """Whether ``runs`` leave no column of values over."""
    return sum(map(len, runs)) == len(values)


def _rooms(columns: Sequence[Span], values: Mapping[int, Kind]) -> list[Span]:
    """Return the room of each column: figures stand at the right of theirs, words at the left."""
    ends = [0.0, *(column.x1 for column in columns)]
    starts = [*(column.x0 for column in columns), columns[-1].x1]
    return [
        Span(min(ends[n], column.x0), column.x1)
        if n in values
        else Span(column.x0, max(starts[n + 1], column.x1))
        for n, column in enumerate(columns)
    ]


def _shares_edge(span: Span, column: Span, below: Sequence[Stack]) -> bool:
    """Whether a name keeps an edge of a column, or one of, or the middle of, a name below it."""
    # Figures end at an edge, and begin anywhere.
    return abs(span.x1 - column.x1) <= _SAME_EDGE or any(
        abs(span.x0 - piece.x0) <= _SAME_EDGE
        or abs(span.x1 - piece.x1) <= _SAME_EDGE
        or abs(span.middle - (piece.x0 + piece.x1) / 2) <= _SAME_EDGE / 2
        for stack in below
        for piece in stack
    )


def _best_runs(stacks: Sequence[Stack], free: Sequence[int], columns: Sequence[Span]) -> list[list[int]]:
    """Return for each of ``stacks`` the run of ``free`` columns that it stands in the middle of.

    The runs are chosen together, so that few columns are left over; nothing where there are too few.
    """
    if not stacks or not len(stacks) <= len(free) <= _MOST_COLUMNS:
        return []
    unnamed = _UNNAMED * stacks[0][0].size
    # The least cost of giving the first n columns to the stacks so far, and the runs that they get.
    best: list[tuple[float, tuple[tuple[int, int], ...]]] = [(n * unnamed, ()) for n in range(len(free) + 1)]
    for stack in stacks:
        row: list[tuple[float, tuple[tuple[int, int], ...]]] = [(float("inf"), ())]
        for end in range(1, len(free) + 1):
            choices = [(row[-1][0] + unnamed, row[-1][1])]
            for start in range(end):
                cost, runs = best[start]
                off = _off_centre(stack, free[start:end], columns)
                choices.append((cost + off, (*runs, (start, end))))
            row.append(min(choices))
        best = row
    return [list(free[start:end]) for start, end in best[-1][1]]


def _fits(stack: Stack, run: Sequence[int], columns: Sequence[Span]) -> bool:
    width = columns[run[-1]].x1 - columns[run[0]].x0
    return _off_centre(stack, run, columns) <= max(_OFF_CENTRE * stack[0].size, _OFF_WIDTH * width)


def _off_centre(stack: Stack, run: Sequence[int], columns: Sequence[Span]) -> float:
    """Return how far, in points, a stack is from the middle of a run of columns.

    A column of figures is wider than they are: it may begin where the column before it ends.
    """
    first, last = columns[run[0]], columns[run[-1]]
    before = columns[run[0] - 1].x1 if run[0] else first.x0
    low, high = (min(before, first.x0) + last.x1) / 2, (first.x0 + last.x1) / 2
    middle = _span(stack).middle
    return max(0.0, low - middle, middle - high)


def _nearest(stack: Stack, columns: Sequence[Span]) -> int:
    span = _span(stack)
    return max(range(len(columns)), key=lambda n: columns[n].shared(span.x0, span.x1))
