"""A page's picture → what stands on it, as a page of text would give it: runs of words, and ruled lines.

In order: the lines are seen; a page whose lines run upwards, or are read with little certainty, is
turned; the small skew of a scan is taken out; the ink is measured; and the words are put where they
stand, in reading order.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import numpy as np

from ingest.readers.ocr import SeenLine, SeenWord
from ingest.readers.ocr_ink import Ink, Levelling, LineInk, Look
from ingest.readers.ocr_order import Place, in_order
from ingest.readers.pdf_grids import Grid, find_grids
from ingest.readers.pdf_runs import PageContent, Run
from ingest.readers.pdf_struck import mark_struck
from ingest.readers.pictures import POINT, Grey

See = Callable[[Grey], list[SeenLine]]

_UPRIGHT = 0.85  # lines that stand upright are read with 0.95 and more, others with 0.75 and less
_KEPT = 0.5  # what is less sure is a stain, a signature or a drawing
_KEPT_ASIDE = 0.8
_SHORT = 2  # letters: too few to say which way a page is turned
_MOST_SKEW = 10.0  # degrees

_SAME_SIZE = 0.09  # of the body's size: how far the measure of a line is off
_BOLD = 1.2  # times the stroke of the body's letters
_FEWEST_BOLD = 3  # letters whose stroke can be told
_BLANK = 0.25  # em
_LEAST_BLANK = 0.06  # em
_SAME_BLANK = 0.75  # of the usual blank: a narrower gap parts letters, not words
_SURE_BLANK = 0.2  # em: a narrower one may part letters
_CLOSE = 0.5  # em from one letter's middle to the next one's: closer ones have no blank between them
_REACH = 0.3  # em by which the place of a letter is off
_SAME_ROW = 0.4  # em between the baselines of lines side by side
_OVERLAP = 2.0  # em

_NUMBER_AND_WORD = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)](?=[^\W\d_])")
_IN_NUMBER = re.compile(r"\d[\d.,]|[.,]\d")  # a "1" stands far from what is beside it
_L_FOR_I = re.compile(r"\b(?=l*[A-Z]l*[A-Z])[A-Zl]{3,}\b")


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """What stands on a scanned page, and the mean certainty, 0..1, with which its letters were read."""

    content: PageContent
    confidence: float


@dataclass(frozen=True, slots=True)
class _Set:
    """A line as it is set: its words, their ink in the level picture, and how it looks there."""

    words: tuple[SeenWord, ...]
    ink: LineInk
    look: Look

    @property
    def letters(self) -> int:
        return sum(len(word.text) for word in self.words)

    def middle(self, index: int) -> float:
        """Return where the middle of the first (0) or the last letter (-1) stands, in pixels from the left."""
        return self.ink.left + self.words[index].middles[index] * self.ink.width


def read_picture(grey: Grey, see: See) -> ReadPicture:
    """Return what stands on a page, from its picture; ``see`` finds the lines in a picture."""
    grey, seen = _upright(grey, see)
    lines = [line for line in seen if line.words and line.confidence >= _KEPT]
    if not any(letter.isalnum() for line in lines for letter in line.text):
        lines = []  # the stains of a page without words
    level = [line for line in lines if not line.runs_upwards or _letters(line) <= _SHORT]
    aside = [line for line in lines if line not in level and line.confidence >= _KEPT_ASIDE]
    levelling = Levelling(grey, _skew(level))
    ink = Ink(levelling.picture())
    set_lines = _apart([_set(line, levelling, ink) for line in level])
    body = _Body.of(set_lines)
    runs = [run for line in _in_order(set_lines, find_grids(ink.rules), ink) for run in _runs(line, body, ink.height)]
    return ReadPicture(
        PageContent(
            runs=tuple(mark_struck(runs, ink.rules)),
            rules=ink.rules,
            bottom=0.0,
            top=ink.height / POINT,
            aside=tuple(line.text for line in aside),
        ),
        confidence=_certainty([*level, *aside]),
    )


# Upright


def _upright(grey: Grey, see: See) -> tuple[Grey, list[SeenLine]]:
    """Return the picture turned so that it can be read, and the lines in it."""
    lines = see(grey)
    if _run_upwards(lines):
        # Such lines are read from the bottom to the top; where that makes sense, the page's top is right.
        grey = _turned(grey, 3 if _certainty(lines) >= _UPRIGHT else 1)
        lines = see(grey)
    if lines and _certainty(lines) < _UPRIGHT:
        other = _turned(grey, 2)
        others = see(other)
        if _certainty(others) > _certainty(lines):
            return other, others
    return grey, lines


def _turned(grey: Grey, quarters: int) -> Grey:
    """Return the picture turned to the right by a number of quarters."""
    return np.ascontiguousarray(np.rot90(grey, -quarters))


def _run_upwards(lines: Sequence[SeenLine]) -> bool:
    long = [line for line in lines if _letters(line) > _SHORT]
    return sum(map(_letters, long)) < 2 * sum(_letters(line) for line in long if line.runs_upwards)


def _certainty(lines: Sequence[SeenLine]) -> float:
    letters = sum(map(_letters, lines))
    return sum(line.confidence * _letters(line) for line in lines) / letters if letters else 0.0


def _letters(line: SeenLine) -> int:
    return sum(len(word.text) for word in line.words)


# Level


def _skew(lines: Sequence[SeenLine]) -> float:
    """Return by how many degrees most lines fall to the right; 0 where it is not to be told."""
    falls: list[tuple[float, int]] = []
    for line in lines:
        (x0, y0), (x1, y1) = line.corners[:2]
        degrees = math.degrees(math.atan2(y1 - y0, x1 - x0))
        if line.width > 3 * line.height and abs(degrees) <= _MOST_SKEW:
            falls.append((degrees, round(line.width)))
    return _middle(falls)


def _middle(weighed: Sequence[tuple[float, int]]) -> float:
    """Return the median of values, each with its weight; 0 where there are none."""
    half = sum(weight for _, weight in weighed) / 2
    for value, weight in sorted(weighed):
        half -= weight
        if half <= 0:
            return value
    return 0.0


def _set(line: SeenLine, levelling: Levelling, ink: Ink) -> _Set:
    of_line = ink.line([levelling.point(x, y) for x, y in line.corners])
    return _Set(line.words, of_line, of_line.look(line.text))


def _apart(lines: Sequence[_Set]) -> list[_Set]:
    """Return ``lines``, those that stand close side by side cut where one ends and the other begins.

    The boxes of the cells of a narrow table overlap, and each shows a part of its neighbour.
    """
    found = sorted(lines, key=lambda line: line.look.left)
    for index in range(len(found)):
        for other in range(index + 1, len(found)):
            left, right = found[index].look, found[other].look
            size = max(left.size, right.size)
            beside = abs(left.baseline - right.baseline) < _SAME_ROW * size
            if beside and right.left <= left.right < right.right and left.right - right.left < _OVERLAP * size:
                middle = (left.right + right.left) / 2
                last, first = found[index].middle(-1), found[other].middle(0)
                gaps = [gap for side in (index, other) if (gap := found[side].ink.gap(last, first))]
                end, start = max(gaps, key=_length, default=(middle, middle))
                found[index] = replace(found[index], look=replace(left, right=end))
                found[other] = replace(found[other], look=replace(right, left=start))
    return found


def _length(gap: tuple[float, float]) -> float:
    return gap[1] - gap[0]


# In order


def _in_order(lines: Sequence[_Set], grids: Sequence[Grid], ink: Ink) -> Iterator[_Set]:
    """Yield lines as the page is read; a ruled table stands for its lines."""
    tables: dict[int, list[_Set]] = {}
    places: list[Place[list[_Set]]] = []
    for line in lines:
        look = line.look
        x, y = (look.left + look.right) / 2 / POINT, (ink.height - look.baseline + 0.3 * look.size) / POINT
        grid = next((index for index, grid in enumerate(grids) if _holds(grid, x, y)), None)
        if grid is not None:
            tables.setdefault(grid, []).append(line)
            continue
        bottom = (ink.height - look.baseline) / POINT
        top = bottom + look.size / POINT
        place = Place([line], look.left / POINT, look.right / POINT, bottom, top, len(line.words))
        places.append(place)
    for index, inside in tables.items():
        columns, rows = grids[index].columns, grids[index].rows
        words = sum(len(line.words) for line in inside)
        places.append(Place(inside, columns[0], columns[-1], rows[-1], rows[0], words))
    for place in in_order(places):
        yield from place.what


def _holds(grid: Grid, x: float, y: float) -> bool:
    return grid.columns[0] <= x <= grid.columns[-1] and grid.rows[-1] <= y <= grid.rows[0]


# Words


@dataclass(frozen=True, slots=True)
class _Body:
    """What most letters of a page have: their size in pixels, their stroke and the blanks between words in em."""

    size: float
    stroke: float
    blank: float

    @classmethod
    def of(cls, lines: Sequence[_Set]) -> "_Body":
        return cls(
            size=_middle([(line.look.size, line.letters) for line in lines]),
            stroke=_middle([(line.look.stroke, line.letters) for line in lines if line.look.stroke]),
            blank=_middle([(blank / line.look.size, 1) for line in lines for blank in _blanks(line)]) or _BLANK,
        )


def _runs(line: _Set, body: _Body, height: int) -> Iterator[Run]:
    """Yield a run for each word of ``line``; ``height`` is that of the picture."""
    look = line.look
    off = abs(look.size - body.size) / max(body.size, 1.0)
    size = body.size if off <= _SAME_SIZE else look.size
    bold = line.letters >= _FEWEST_BOLD and look.stroke >= _BOLD * body.stroke > 0
    words = list(_spelt(_parted(line, body)))
    left = look.left
    for index, word in enumerate(words):
        right, following = look.right, look.right
        if index + 1 < len(words):
            right, following = _gap(line, word.middles[-1], words[index + 1].middles[0], _REACH)
            right = min(right, following - _LEAST_BLANK * size)
        right = max(left, right)
        yield Run(
            text=word.text,
            x0=left / POINT,
            x1=right / POINT,
            y=(height - look.baseline) / POINT,
            size=size / POINT,
            bold=bold,
            space=_BLANK * size / POINT,
            parted=True,
        )
        left = max(left, following)


def _gap(line: _Set, last: float, first: float, reach: float) -> tuple[float, float]:
    """Return the ends, in pixels, of the gap between two letters, given by their middles.

    ``reach``, in em, is how far beyond them it is looked for; without one, they touch in the middle.
    """
    start, end = (line.ink.left + share * line.ink.width for share in (last, first))
    more = reach * line.look.size
    return line.ink.gap(start - more, end + more) or ((start + end) / 2, (start + end) / 2)


def _blanks(line: _Set) -> list[float]:
    """Return the widths, in pixels, of the blanks between the words of ``line``, as far as the ink shows them."""
    pairs = pairwise(line.words)
    widths = (_length(_gap(line, word.middles[-1], other.middles[0], _REACH)) for word, other in pairs)
    return [width for width in widths if width]


def _parted(line: _Set, body: _Body) -> Iterator[SeenWord]:
    """Yield the words of ``line``, parted also where the ink shows a blank that was not read."""
    blanks = _blanks(line)
    usual = median(blanks) if len(blanks) > 1 else body.blank * line.look.size
    least = max(_SAME_BLANK * usual, _SURE_BLANK * line.look.size)
    close = _CLOSE * line.look.size / line.ink.width
    for word in line.words:
        start = 0
        for index, (middle, following) in enumerate(pairwise(word.middles), start=1):
            apart = following - middle > close and _length(_gap(line, middle, following, 0.0))
            if apart and apart >= least and not _IN_NUMBER.match(word.text, index - 1):
                yield SeenWord(word.text[start:index], word.middles[start:index])
                start = index
        yield SeenWord(word.text[start:], word.middles[start:])


def _spelt(words: Iterable[SeenWord]) -> Iterator[SeenWord]:
    """Yield ``words`` with "25.The", at the beginning, parted, and "FOl" spelt with a capital I."""
    for index, word in enumerate(words):
        text = _L_FOR_I.sub(lambda found: found[0].replace("l", "I"), word.text)
        number = _NUMBER_AND_WORD.match(text) if index == 0 else None
        if number:
            yield SeenWord(text[: number.end()], word.middles[: number.end()])
            yield SeenWord(text[number.end() :], word.middles[number.end() :])
        else:
            yield replace(word, text=text)
