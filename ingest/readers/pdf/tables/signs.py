"""What tells a table from prose in columns, numbered lists, lists of contents and drawings."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from enum import Enum
from itertools import pairwise
from statistics import mean

from ingest.readers.headings import numbered
from ingest.readers.pdf.paragraphs import starts_item
from ingest.readers.pdf.tables.gutters import Cells
from ingest.readers.pdf.tables.values import Kind, kind_of

_FEWEST_ROWS = 3
_BEGINS = 0.85  # of the cells of words: they begin as cells do, not in mid-sentence
_BEGINS_BESIDE_FIGURES = 0.6
_FILLED = 0.5  # of the cells
_ALIGNED = 0.75  # of a column's cells stand at one edge, or in its middle
_FIGURES_ALIGNED = 0.6
_SAME_EDGE = 2.5  # points
_SHORT = 6  # words: some column of a table of words has cells so short
_NAME = 9  # words: so short is what names a row, of a table of two columns
_NAME_UNDER_NAMES = 20
_NAME_IN_RULES = 40
_PAGE = re.compile(r"^(\d{1,3})\W*$")
_ORDINAL = re.compile(r"^\(?\d{1,3}[.)]?$|^\d{1,2}(?:\.\d{1,2}){1,3}\.?$")
_FEWEST_BESIDE = 4  # lines
_BESIDE = 0.5  # of the lines
_CLOSELY_BESIDE = 0.75  # the cells of a table's rows are seldom of one length
_FLOWING = 0.25  # of a column's lines begin in mid-sentence
_FLOWING_ALIGNED = 0.6
_FLOWING_LENGTH = 20  # characters of a line
_MARKED = 0.6  # of the rows
_LABELS = 0.5  # of the rows
_FEWEST_NAMES = 5
_SORTED = 0.8  # of the pairs of names
_MOST_CONTENTS = 3  # columns

Row = Sequence[str]


class Look(Enum):
    """What rows of two or more columns turn out to be."""

    TABLE = "table"
    FORM = "form"  # labels on the left ("From:"), and what belongs to each on its right
    LISTS = "lists"  # each column is to be read by itself: a list, or prose
    NONE = "none"  # prose in columns, a numbered list, a list of contents


def look_of(
    cells: Sequence[Sequence[Cells]],
    texts: Sequence[Row],
    values: Mapping[int, Kind],
    *,
    headed: bool,
    ruled: bool,
) -> Look:
    """Return what rows of two or more cells are: ``cells`` by line, and their ``texts``.

    ``values`` are the columns of figures or dates; ``headed`` says that something names the columns,
    ``ruled`` that lines are ruled between the rows.
    """
    if not texts or _is_contents(texts, headed=headed):
        return Look.NONE
    width = len(texts[0])
    columns = [[row[column] for row in texts if row[column]] for column in range(width)]
    figures = {
        column
        for column, kind in values.items()
        if column > 0
        and kind is not Kind.ORDINAL
        and not _counts(columns[column])
        and _aligned([line for row in cells for line in row], column) >= _FIGURES_ALIGNED
    }
    wordy = [n for n in range(width) if n not in values and not mark_items(columns[n])]
    if width == 2 and mark_items(columns[0]):
        return Look.NONE
    if figures:
        rows = sum(any(row[column] for column in figures) for row in texts)
        few = 1 if headed and len(figures) > 1 else 2 if headed or width > 2 else _FEWEST_ROWS
        whole = _begin_as_cells(texts, wordy) >= _BEGINS_BESIDE_FIGURES
        return Look.TABLE if rows >= few and whole else Look.NONE
    return _look_of_words(cells, texts, wordy, headed=headed, ruled=ruled)


def _look_of_words(
    cells: Sequence[Sequence[Cells]],
    texts: Sequence[Row],
    wordy: Sequence[int],
    *,
    headed: bool,
    ruled: bool,
) -> Look:
    """Return what rows without figures are."""
    longest = _NAME_IN_RULES if ruled else _NAME_UNDER_NAMES if headed else _NAME
    if not _is_of_words(cells, texts, wordy, longest, headed=headed):
        return Look.LISTS if _flow_down(cells, wordy, _BESIDE) else Look.NONE
    two = len(texts[0]) == 2
    if two and not ruled and _flow_down(cells, wordy, _CLOSELY_BESIDE):
        return Look.LISTS
    if two and not headed and mean(row[0].endswith(":") for row in texts) > _LABELS:
        return Look.FORM
    return Look.LISTS if not headed and _are_lists(texts) else Look.TABLE


def _is_of_words(
    cells: Sequence[Sequence[Cells]],
    texts: Sequence[Row],
    wordy: Sequence[int],
    longest: int,
    *,
    headed: bool,
) -> bool:
    """Whether rows without figures keep to columns as those of a table do.

    Two columns of words may be two columns of prose: then names of rows, of ``longest`` words, tell.
    """
    width = len(texts[0])
    if len(texts) < _FEWEST_ROWS - headed or _begin_as_cells(texts, wordy) < _BEGINS:
        return False
    if mean(bool(cell) for row in texts for cell in row) < _FILLED:
        return False
    if min(_aligned([row[0] for row in cells], column) for column in range(1, width)) < _ALIGNED:
        return False
    lengths = [mean([len(row[column].split()) for row in texts if row[column]] or [0]) for column in wordy]
    if width > 2:
        return min(lengths, default=0) <= _SHORT
    asks = mean(row[0].endswith(("?", ":")) for row in texts) > _LABELS
    return asks or 0 not in wordy or lengths[0] <= longest


def _counts(texts: Sequence[str]) -> bool:
    """Whether ``texts`` only number what stands beside them: "(1)", "(2)", or "1.1", "1.2"."""
    numbers = [tuple(map(int, re.findall(r"\d+", text))) for text in texts]
    return (
        all(map(_ORDINAL.match, texts))
        and len(numbers) > 1
        and all(one < other for one, other in pairwise(numbers))
    )


def mark_items(texts: Sequence[str]) -> bool:
    """Whether ``texts`` are but the bullets or numbers of a list's items."""
    marks = [
        not any(map(str.isalnum, text))
        or kind_of(text) is Kind.ORDINAL
        or bool(_ORDINAL.match(text))
        or numbered(f"{text} x")[0] is not None
        for text in texts
    ]
    return bool(marks) and mean(marks) > _MARKED


def _are_lists(texts: Sequence[Row]) -> bool:
    """Whether each column is a list: in the order of the alphabet, or with bullets or numbers."""
    columns = [[row[column] for row in texts if row[column]] for column in range(len(texts[0]))]
    if all(mean(starts_item(cell) for cell in column) > _MARKED for column in columns):
        return True
    return all(len(column) >= _FEWEST_NAMES and _is_sorted(column) for column in columns)


def _is_sorted(names: Sequence[str]) -> bool:
    return mean(one.casefold() <= other.casefold() for one, other in pairwise(names)) >= _SORTED


def _is_contents(texts: Sequence[Row], *, headed: bool) -> bool:
    """Whether this is a list of contents: its last column counts pages."""
    pages = [row[-1] for row in texts if row[-1]]
    if headed or len(texts[0]) > _MOST_CONTENTS or len(pages) < _FEWEST_ROWS:
        return False
    numbers = [int(match[1]) for page in pages if (match := _PAGE.match(page))]
    return len(numbers) == len(pages) and numbers == sorted(numbers)


def _flow_down(cells: Sequence[Sequence[Cells]], wordy: Sequence[int], least: float) -> bool:
    """Whether text flows down each of several columns: their lines begin in mid-sentence, side by side.

    ``least`` is the share of the lines in which columns stand side by side.
    """
    lines = [line for row in cells for line in row]
    beside = sum(len(line.keys() & set(wordy)) > 1 for line in lines)
    if len(wordy) < 2 or beside < max(_FEWEST_BESIDE, least * len(lines)):
        return False
    if min(_aligned(lines, column) for column in wordy) < _FLOWING_ALIGNED:
        return False
    return all(_flows([line[column].text for line in lines if column in line]) for column in wordy)


def _flows(texts: Sequence[str]) -> bool:
    long = bool(texts) and mean(map(len, texts)) >= _FLOWING_LENGTH
    return long and mean(text[:1].islower() for text in texts) >= _FLOWING


def _begin_as_cells(texts: Sequence[Row], columns: Sequence[int]) -> float:
    """Return the share of the cells of words that do not begin in mid-sentence."""
    cells = [row[column] for row in texts for column in columns if row[column]]
    return mean(not cell[:1].islower() for cell in cells) if cells else 1.0


def _aligned(lines: Sequence[Cells], column: int) -> float:
    """Return the share of a column's pieces that stand at one edge of it, or in its middle."""
    pieces = [line[column] for line in lines if column in line]
    if not pieces:
        return 1.0
    return max(
        _commonest([piece.x0 for piece in pieces]),
        _commonest([piece.x1 for piece in pieces]),
        _commonest([(piece.x0 + piece.x1) / 2 for piece in pieces]),
    )


def _commonest(places: Sequence[float]) -> float:
    """Return the share of ``places``, in points, that are nearly one."""
    ordered = sorted(places)
    near = [bisect_right(ordered, place + 2 * _SAME_EDGE) - at for at, place in enumerate(ordered)]
    return max(near) / len(places)
