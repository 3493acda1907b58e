"""A page's picture → what stands on it, as a page of text would give it: runs of words, and ruled lines.

In order: the lines are seen; a page whose lines run upwards, or are read with little certainty, is
turned; the small skew of a scan is taken out; the ink is measured; and the words are put where they
stand, in reading order.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.documents import PlacedWord
from ingest.readers.ocr.ink import Ink, Levelling
from ingest.readers.ocr.lines import SetLine, set_lines
from ingest.readers.ocr.order import Place, in_order
from ingest.readers.ocr.pictures import POINT, Grey
from ingest.readers.ocr.placed import placed_lines, placed_words
from ingest.readers.ocr.recognition import SeenLine
from ingest.readers.ocr.words import Styles, runs_of, weighted_median
from ingest.readers.pdf.runs import PageContent
from ingest.readers.pdf.struck import mark_struck
from ingest.readers.pdf.tables.grids import Grid, find_grids

See = Callable[[Grey], list[SeenLine]]

_UPRIGHT = 0.85  # lines that stand upright are read with 0.95 and more, others with 0.75 and less
_KEPT = 0.65  # what is less sure is a stain, a signature or a drawing
_KEPT_ASIDE = 0.8
_SHORT = 2  # letters: too few to say which way a page is turned
_MOST_SKEW = 10.0  # degrees


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """What stands on a scanned page, and the mean certainty, 0..1, with which its letters were read.

    ``words`` are the same words where they stand on the picture as it was given.
    """

    content: PageContent
    confidence: float
    words: tuple[PlacedWord, ...] = ()


def read_picture(grey: Grey, see: See) -> ReadPicture:
    """Return what stands on a page, from its picture; ``see`` finds the lines in a picture."""
    grey, seen, quarters = _upright(grey, see)
    lines = [line for line in seen if line.words and line.confidence >= _KEPT]
    if not any(letter.isalnum() for line in lines for letter in line.text):  # stains, or nothing at all
        return ReadPicture(PageContent((), (), bottom=0.0, top=grey.shape[0] / POINT), confidence=0.0)
    level = [line for line in lines if not line.runs_upwards or line.letters <= _SHORT]
    aside = [line for line in lines if line not in level and line.confidence >= _KEPT_ASIDE]
    levelling = Levelling(grey, _skew(level))
    ink = Ink(levelling.picture())
    placed = set_lines(level, levelling, ink)
    styles = Styles.of(placed)
    ordered = _in_order(placed, find_grids(ink.rules), ink.height)
    runs = [run for line in ordered for run in runs_of(line, styles, ink.height)]
    return ReadPicture(
        PageContent(
            runs=tuple(mark_struck(runs, ink.rules)),
            rules=ink.rules,
            bottom=0.0,
            top=ink.height / POINT,
            aside=tuple(line.text for line in aside),
        ),
        confidence=_certainty([*level, *aside]),
        words=(
            *placed_words(runs, levelling, grey.shape, quarters),
            *placed_lines(aside, grey.shape, quarters),
        ),
    )


# Upright


def _upright(grey: Grey, see: See) -> tuple[Grey, list[SeenLine], int]:
    """Return the picture turned so that it can be read, its lines, and the quarters it was turned by."""
    lines, quarters = see(grey), 0
    if _run_upwards(lines):
        # Such lines are read turned to the left; where that made sense, the page is turned so too.
        quarters = 3 if _certainty(lines) >= _UPRIGHT else 1
        grey = _turned(grey, quarters)
        lines = see(grey)
    if lines and _certainty(lines) < _UPRIGHT:
        other = _turned(grey, 2)
        others = see(other)
        if _certainty(others) > _certainty(lines):
            return other, others, (quarters + 2) % 4
    return grey, lines, quarters


def _turned(grey: Grey, quarters: int) -> Grey:
    """Return the picture turned to the right by a number of quarters."""
    return np.ascontiguousarray(np.rot90(grey, -quarters))


def _run_upwards(lines: Sequence[SeenLine]) -> bool:
    long = [line for line in lines if line.letters > _SHORT]
    return sum(line.letters for line in long) < 2 * sum(line.letters for line in long if line.runs_upwards)


def _certainty(lines: Sequence[SeenLine]) -> float:
    letters = sum(line.letters for line in lines)
    return sum(line.confidence * line.letters for line in lines) / letters if letters else 0.0


# Level


def _skew(lines: Sequence[SeenLine]) -> float:
    """Return by how many degrees most lines fall to the right; 0 where it is not to be told."""
    falls: list[tuple[float, int]] = []
    for line in lines:
        (x0, y0), (x1, y1) = line.corners[:2]
        degrees = math.degrees(math.atan2(y1 - y0, x1 - x0))
        if line.width > 3 * line.height and abs(degrees) <= _MOST_SKEW:
            falls.append((degrees, round(line.width)))
    return weighted_median(falls)


# In order


def _in_order(lines: Sequence[SetLine], grids: Sequence[Grid], height: int) -> Iterator[SetLine]:
    """Yield lines as the page is read; a ruled table stands for its lines. ``height`` is the picture's."""
    tables: dict[int, list[SetLine]] = {}
    places: list[Place[list[SetLine]]] = []
    for line in lines:
        look, bottom = line.look, (height - line.look.baseline) / POINT
        x0, x1, size = look.left / POINT, look.right / POINT, look.size / POINT
        inside = (index for index, grid in enumerate(grids) if _holds(grid, (x0 + x1) / 2, bottom + size / 3))
        grid = next(inside, None)
        if grid is None:
            places.append(Place([line], x0, x1, bottom, bottom + size, len(line.words)))
        else:
            tables.setdefault(grid, []).append(line)
    for index, held in tables.items():
        columns, rows = grids[index].columns, grids[index].rows
        words = sum(len(line.words) for line in held)
        places.append(Place(held, columns[0], columns[-1], rows[-1], rows[0], words))
    for place in in_order(places):
        yield from place.what


def _holds(grid: Grid, x: float, y: float) -> bool:
    return grid.columns[0] <= x <= grid.columns[-1] and grid.rows[-1] <= y <= grid.rows[0]
