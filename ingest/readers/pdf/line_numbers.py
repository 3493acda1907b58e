"""Line numbers: a column of figures down the margin, one to each line or to each fifth."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.runs import Run

_FIGURE = re.compile(r"^\d{1,4}$")
_SAME_EDGE = 3.0  # points: how far the right (or left) ends of a column's figures lie apart
_FEWEST = 5
_STEPS = (1, 2, 5, 10)
_OF_LINES = 0.6  # of the lines that stand between the first and the last are numbered, step by step


def line_numbers(lines: Sequence[Line]) -> list[Run]:
    """Return the runs of ``lines`` (from top to bottom) that only number the page's lines."""
    columns: dict[tuple[int, str, int], list[tuple[int, Run]]] = defaultdict(list)
    for index, line in enumerate(lines):
        for side in (0, -1):
            run = line.runs[side]
            if _FIGURE.match(run.text) and (len(line.pieces) > 1 or len(line.runs) == 1):
                columns[side, "left", round(run.x0 / _SAME_EDGE)].append((index, run))
                columns[side, "right", round(run.x1 / _SAME_EDGE)].append((index, run))
    counting = [column for column in columns.values() if _counts(column, len(lines))]
    return [run for _, run in max(counting, key=len, default=[])]


def _counts(column: Sequence[tuple[int, Run]], lines: int) -> bool:
    """Whether the figures go up by one step, and number that share of the page's lines that the step says."""
    if len(column) < _FEWEST:
        return False
    figures = [int(run.text) for _, run in column]
    step = figures[1] - figures[0]
    if step not in _STEPS or any(b - a != step for a, b in pairwise(figures)):
        return False
    between = column[-1][0] - column[0][0]
    # A numbered list counts too, but it has fewer figures than lines, or stands among other lines.
    return len(column) * step >= _OF_LINES * max(between, lines / 2)
