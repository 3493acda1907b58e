"""Lines as they are set on a page → runs of words, as a PDF that holds text would give them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.ocr.lines import SetLine
from ingest.readers.ocr.pictures import POINT
from ingest.readers.ocr.recognition import SeenWord
from ingest.readers.pdf.runs import Run

_SAME_SIZE = 0.09  # of a size: how far measuring a line is off
_BOLD = 1.15  # times the stroke of the body's letters
_FEWEST_BOLD = 3  # letters whose stroke can be told
_BLANK = 0.25  # em
_LEAST_BLANK = 0.06  # em
_SAME_BLANK = 0.75  # of the usual blank: a narrower gap parts letters, not words
_SURE_BLANK = 0.2  # em: a narrower one may part letters
_BETWEEN_FIGURES = 0.45  # em: a "1" stands far from what is beside it
_CLOSE = 0.5  # em from one letter's middle to the next one's: closer ones have no blank between them
_REACH = 0.3  # em by which the place of a letter is off

_NUMBER_AND_WORD = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)](?=[^\W\d_])")
_IN_NUMBER = re.compile(r"\d[\d.,)]|[.,(]\d")
_L_FOR_I = re.compile(r"\b(?=l*[A-Z]l*[A-Z])[A-Zl]{3,}\b")


def weighted_median(weighed: Iterable[tuple[float, int]]) -> float:
    """Return the median of values, each with its weight; 0 where there are none."""
    ordered = sorted(weighed)
    half = sum(weight for _, weight in ordered) / 2
    for value, weight in ordered:
        half -= weight
        if half <= 0:
            return value
    return 0.0


@dataclass(frozen=True, slots=True)
class Styles:
    """What the lines of a page have in common.

    ``sizes`` are the sizes that are used, in pixels an em, the body's first; ``stroke`` is the width of
    most letters' strokes, and ``blank`` that of the usual blank between words, both in em.
    """

    sizes: tuple[float, ...]
    stroke: float
    blank: float

    @classmethod
    def of(cls, lines: Sequence[SetLine]) -> "Styles":
        """Return the styles of a page of ``lines``."""
        sizes = [weighted_median((line.look.size, line.letters) for line in lines)]
        for line in sorted(lines, key=lambda line: -line.letters):
            if _as_good_as(line.look.size, sizes) is None:
                sizes.append(line.look.size)
        blanks = weighted_median((blank / line.look.size, 1) for line in lines for blank in _blanks(line))
        stroke = weighted_median((line.look.stroke, line.letters) for line in lines if line.look.stroke)
        return cls(tuple(sizes), stroke, blanks or _BLANK)

    def size(self, line: SetLine) -> float:
        """Return the size of ``line``: that of others, where it measures nearly the same."""
        return _as_good_as(line.look.size, self.sizes) or line.look.size

    def is_bold(self, line: SetLine) -> bool:
        """Whether ``line`` has heavier letters than the body."""
        return line.letters >= _FEWEST_BOLD and line.look.stroke >= _BOLD * self.stroke > 0


def _as_good_as(size: float, sizes: Sequence[float]) -> float | None:
    return next((other for other in sizes if abs(other - size) <= _SAME_SIZE * other), None)


def runs_of(line: SetLine, styles: Styles, height: int) -> Iterator[Run]:
    """Yield a run for each word of ``line``; ``height`` is that of the picture, in pixels."""
    look, size, bold = line.look, styles.size(line), styles.is_bold(line)
    words = list(_spelt(_parted(line, styles.blank)))
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


def _gap(line: SetLine, last: float, first: float, reach: float) -> tuple[float, float]:
    """Return the ends, in pixels, of the widest gap between two letters, given by their middles.

    ``reach``, in em, is how far beyond them it is looked for. Where there is none, both ends are halfway.
    """
    start, end = line.place(last), line.place(first)
    more, halfway = reach * line.look.size, (start + end) / 2
    return line.ink.gap(start - more, end + more) or (halfway, halfway)


def _width(gap: tuple[float, float]) -> float:
    return gap[1] - gap[0]


def _blanks(line: SetLine) -> list[float]:
    """Return the widths, in pixels, of the blanks between words that the ink of ``line`` shows."""
    words = pairwise(line.words)
    widths = [_width(_gap(line, word.middles[-1], other.middles[0], _REACH)) for word, other in words]
    return [width for width in widths if width]


def _parted(line: SetLine, blank: float) -> Iterator[SeenWord]:
    """Yield the words of ``line``, parted also where the ink shows a blank that was not read.

    ``blank`` is the usual one of the page, in em, for a line that has none to measure it by.
    """
    blanks = _blanks(line)
    usual = median(blanks) if len(blanks) > 1 else blank * line.look.size
    least = max(_SAME_BLANK * usual, _SURE_BLANK * line.look.size)
    far = max(least, _BETWEEN_FIGURES * line.look.size)
    close = _CLOSE * line.look.size / line.ink.width
    for word in line.words:
        start = 0
        for index, (middle, following) in enumerate(pairwise(word.middles), start=1):
            if following - middle <= close:
                continue
            enough = far if _IN_NUMBER.match(word.text, index - 1) else least
            if _width(_gap(line, middle, following, 0.0)) >= enough:
                yield SeenWord(word.text[start:index], word.middles[start:index])
                start = index
        yield SeenWord(word.text[start:], word.middles[start:])


def _spelt(words: Iterable[SeenWord]) -> Iterator[SeenWord]:
    """Yield ``words`` with "25.The", at the beginning, parted, and "FOl" spelt with a capital I."""
    for index, word in enumerate(words):
        number = _NUMBER_AND_WORD.match(word.text) if index == 0 else None
        end = number.end() if number else 0
        if end:
            yield SeenWord(word.text[:end], word.middles[:end])
        text = _L_FOR_I.sub(lambda found: found[0].replace("l", "I"), word.text[end:])
        yield SeenWord(text, word.middles[end:])
