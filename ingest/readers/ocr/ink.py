"""What the ink of a scanned page tells beside its words, by OpenCV: ruled lines, and how each line looks.

Text recognition gives words in rough boxes. How large and how bold a line is, where its baseline runs
and where its words end is measured in the picture: headings and tables are told by that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers.ocr.pictures import POINT, Grey
from ingest.readers.pdf.rules import Rule

_PAPER = 255
_SHORTEST_RULE = round(24 * POINT)  # pixels: no stroke of a letter is as long, unless it is thicker too
_THICKEST_RULE = round(4 * POINT)  # pixels: what is thicker is a bar, or a box with a dark ground
_CONTRAST = 40  # of 255: how much darker than its ground a ruled line is

# Shares of a font's size, as in the faces that offices use and with what blur adds to them.
_TALL, _LOW = 0.74, 0.54  # the height of "d" and "D", and of "x"
_RISEN = 1.2  # heights of an "x": what is lower is the round of an "o"
_TALLEST = 1.6  # heights of an "x" from the baseline to the top of the letters
_UPRIGHT_STROKE = 0.6  # of the letters' height: longer ink in a row is a crossbar, or letters that touch
_INKED = 2  # pixels: a row of the picture with fewer is blank
_FAINT = 0.025  # of the ink in a row of an "x": what stands higher with less is a superscript
_FEWEST_ROWS = 4  # of the picture: a lower box holds no letters
_SOME = 0.06  # of the box's height: the rows over which ink is averaged
_LOWEST = 0.2  # of the box's height: the top of an "x" is at least this far above the baseline
_LEAST_SIZE, _MOST_SIZE = 0.5, 1.5  # of the size that the box tells: what is beyond is no measure
_BOX, _BELOW = 1.45, 0.4  # em: the height of a line's box, and how far it reaches below the baseline

_ASCENDERS = frozenset("bdfhklt")

Mask = NDArray[np.bool_]
Marks = NDArray[np.uint8]  # a picture of ones and zeros
Stroke = tuple[int, int, int, int]  # left, top, width and height, in pixels


@dataclass(frozen=True, slots=True)
class Look:
    """How a line looks: its ends and baseline in pixels from the left and top, its ``size`` in pixels an em.

    ``stroke`` is the width of its letters' strokes in em; 0 where none was measured.
    """

    left: float
    right: float
    baseline: float
    size: float
    stroke: float


class Levelling:
    """Turns a picture, and points of it, so that lines that fall by ``degrees`` to the right are level."""

    def __init__(self, grey: Grey, degrees: float) -> None:
        height, width = grey.shape
        self._grey = grey
        self._matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)

    def picture(self) -> Grey:
        """Return the picture, turned; what comes in at its corners is paper."""
        height, width = self._grey.shape
        turned = cv2.warpAffine(
            self._grey, self._matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(_PAPER,)
        )
        return turned.astype(np.uint8, copy=False)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where the point (x, y) comes to stand."""
        moved = self._matrix @ np.array([x, y, 1.0])
        return float(moved[0]), float(moved[1])

    def back(self, x: float, y: float) -> tuple[float, float]:
        """Return where the point that comes to stand at (x, y) was before."""
        moved = np.linalg.solve(self._matrix[:, :2], np.array([x, y]) - self._matrix[:, 2])
        return float(moved[0]), float(moved[1])


class Ink:
    """The dark parts of a level picture."""

    def __init__(self, grey: Grey) -> None:
        self.height, self.width = grey.shape
        self._grey = grey
        strokes, self._ruled = _ruled_lines(grey)
        self.rules = tuple(self._rule(stroke) for stroke in strokes)

    def line(self, corners: Sequence[tuple[float, float]]) -> "LineInk":
        """Return the ink of the line of text between ``corners``, as far as it is in the picture."""
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        left, top = _within(min(xs), self.width - 1), _within(min(ys), self.height - 1)
        right = max(left + 1, _within(max(xs), self.width))
        bottom = max(top + 1, _within(max(ys), self.height))
        part = self._grey[top:bottom, left:right]
        inked = part < _threshold(part)
        if inked.mean() > 0.5:  # light letters on a dark ground
            inked = ~inked
        return LineInk(inked & ~self._ruled[top:bottom, left:right], left, top)

    def _rule(self, stroke: Stroke) -> Rule:
        """Return the line along the middle of a stroke."""
        left, top, width, height = map(float, stroke)
        x0, x1, y0, y1 = left, left + width, self.height - top - height, self.height - top
        if width > height:
            y0 = y1 = (y0 + y1) / 2
        else:
            x0 = x1 = (x0 + x1) / 2
        return Rule(x0 / POINT, y0 / POINT, x1 / POINT, y1 / POINT)


class LineInk:
    """The ink of one line of text, without ruled lines; ``left`` and ``top`` say where it stands."""

    def __init__(self, inked: Mask, left: int, top: int) -> None:
        self._inked = inked
        self.left, self.top = left, top
        self.height, self.width = len(inked), int(inked.shape[1])

    def look(self, text: str) -> Look:
        """Return how the line, which says ``text``, looks."""
        rows = np.count_nonzero(self._inked, axis=1)
        if rows.size < _FEWEST_ROWS or rows.max() < _INKED:
            return self._guess()
        steps = _steps(rows)
        middle = len(steps) // 2
        baseline = middle + int(steps[middle:].argmin())
        top, rises = _top(rows, steps, baseline)
        letters = self._inked[top : baseline + 1]
        columns = np.flatnonzero(letters.any(axis=0))
        if not columns.size:
            return self._guess()
        height = baseline + 1 - top
        size = height / (_TALL if rises or _mostly_tall(text) else _LOW)
        if not _LEAST_SIZE <= size * _BOX / self.height <= _MOST_SIZE:
            return self._guess()
        return Look(
            left=float(self.left + columns[0]),
            right=float(self.left + columns[-1] + 1),
            baseline=float(self.top + baseline + 1),
            size=size,
            stroke=_stroke(letters, _UPRIGHT_STROKE * height) / size,
        )

    def gap(self, start: float, end: float) -> tuple[float, float] | None:
        """Return the ends of the widest blank between two places, in pixels; None where there is none."""
        first = max(0, round(start) - self.left)
        inked = np.flatnonzero(self._inked[:, first : max(0, round(end) - self.left)].any(axis=0))
        if inked.size < 2:
            return None
        widths = np.diff(inked)
        widest = int(widths.argmax())
        if widths[widest] < 2:
            return None
        offset = self.left + first
        return float(offset + inked[widest] + 1), float(offset + inked[widest + 1])

    def _guess(self) -> Look:
        """Return a look that fits the line's box, where its ink cannot be told from its ground."""
        size = self.height / _BOX
        baseline = self.top + self.height - _BELOW * size
        return Look(float(self.left), float(self.left + self.width), baseline, size, 0.0)


def _threshold(grey: Grey) -> float:
    """Return the shade that best parts the dark from the light (Otsu 1979)."""
    threshold, _ = cv2.threshold(grey, 0, _PAPER, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return float(threshold)


def _ruled_lines(grey: Grey) -> tuple[list[Stroke], Mask]:
    """Return the long thin strokes of a picture, level and upright, and the mask of all that they cover."""
    dark_level, dark_upright = _darker(grey, level=True), _darker(grey, level=False)
    _, level = _thin_strokes(dark_level, level=True)
    _, upright = _thin_strokes(dark_upright, level=False)
    # Where two cross, neither is darker than its ground: once more, with each whole where the other is.
    level_strokes, level = _thin_strokes(dark_level | upright, level=True)
    upright_strokes, upright = _thin_strokes(dark_upright | level, level=False)
    mask = cv2.dilate(level | upright, _rectangle(3, 3))
    return level_strokes + upright_strokes, mask.astype(np.bool_)


def _darker(grey: Grey, *, level: bool) -> Marks:
    """Return what is darker than its ground above and below, or left and right: paper, or a shaded cell."""
    across = (1, _THICKEST_RULE + 2) if level else (_THICKEST_RULE + 2, 1)
    darker = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, _rectangle(*across))
    return (darker > _CONTRAST).astype(np.uint8)


def _thin_strokes(dark: Marks, *, level: bool) -> tuple[list[Stroke], Marks]:
    """Return the strokes of ``dark`` that are long and thin, and where they are."""
    along = (_SHORTEST_RULE, 1) if level else (1, _SHORTEST_RULE)
    # Made a pixel thicker, a line that slips to the next row is still whole.
    whole = cv2.dilate(dark, _rectangle(1, 2) if level else _rectangle(2, 1))
    long = cv2.morphologyEx(whole, cv2.MORPH_OPEN, _rectangle(*along))
    _, labels, found, _ = cv2.connectedComponentsWithStats(long, connectivity=8)
    thin = found[:, cv2.CC_STAT_HEIGHT if level else cv2.CC_STAT_WIDTH] <= _THICKEST_RULE
    thin[0] = False  # the first is what is no stroke
    strokes = [(int(left), int(top), int(width), int(height)) for left, top, width, height, _ in found[thin]]
    return strokes, thin[labels].astype(np.uint8)


def _rectangle(width: int, height: int) -> NDArray[np.uint8]:
    return np.ones((height, width), np.uint8)


def _within(place: float, most: int) -> int:
    return min(max(0, round(place)), most)


def _mostly_tall(text: str) -> bool:
    letters = [letter for letter in text if letter.isalnum()]
    tall = sum(not letter.islower() or letter in _ASCENDERS for letter in letters)
    return 2 * tall >= len(letters)


def _steps(rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return by how much the ink grows from each row to the next, on average over some rows on both sides.

    Letters end in rounds: from one row to the next, the bar of an "e" makes a larger step.
    """
    some = max(1, round(_SOME * len(rows)))
    mean = np.convolve(np.pad(rows, some), np.ones(some) / some, "valid")
    return mean[some + 1 :][: len(rows) - 1] - mean[1:][: len(rows) - 1]


def _top(rows: NDArray[np.int64], steps: NDArray[np.float64], baseline: int) -> tuple[int, bool]:
    """Return the first row of a line's letters, and whether some of them rise above the others.

    Ink above an "x" belongs to letters as far as they can rise: beyond that it is the line above.
    """
    low = int(steps[: max(1, baseline - round(_LOWEST * len(rows)))].argmax()) + 1
    highest = max(0.0, baseline + 1 - _TALLEST * (baseline + 1 - low))
    least = max(_INKED, _FAINT * float(rows[low : baseline + 1].mean()))
    top = low
    while top > highest and rows[top - 1] >= least:
        top -= 1
    return top, baseline + 1 - top >= _RISEN * (baseline + 1 - low)


def _stroke(letters: Mask, longest: float) -> float:
    """Return the mean length, in pixels, of the runs of ink in the rows of ``letters``."""
    edges = np.diff(np.pad(letters, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    runs = np.argwhere(edges == -1)[:, 1] - np.argwhere(edges == 1)[:, 1]
    strokes = runs[runs < longest]
    return float(strokes.mean()) if strokes.size else 0.0
