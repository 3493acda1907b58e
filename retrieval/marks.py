"""The places of quoted words on the pages of a paper: one box for each stretch of a line that is quoted.

A quote is a part of a passage, which the reader made of one or several pages' text. The whole passage is
laid on the letters of its pages (``retrieval.marks_alignment``), with what stands before and after it, so
that words which a page holds several times are found where the passage stands.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ingest.documents import Block, BlockKind
from ingest.readers.pdf.marks_letters import PageLetters
from retrieval.answering.answer import Box
from retrieval.marks_alignment import align
from retrieval.marks_keys import Keys, key_of

_MOST_LETTERS = 40_000  # of one page: a page of very small print has 10,000
_BETWEEN_PAGES = 100_000.0  # points: no word stands near one on another page
_NEXT_LETTER = 15.0  # points: farther apart, two letters are no neighbours in a word
_SAME_LINE = 0.5  # of the lower box's height: how far boxes on one line stand beside one another
_ONE_STRETCH = 1.6  # heights: a wider gap parts columns, or cells
_FOUND = 0.9  # of the quote's letters: with fewer, the marks are not just the quoted words
_LEAST = 0.35  # of them: with fewer, it is not the quote that was found

Span = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Marks:
    """The ``boxes`` of a quote in reading order; ``exact``: all of its words that are printed are in them.

    No boxes: the words were not found.
    """

    boxes: tuple[Box, ...] = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """The characters ``start`` to ``end`` of ``passage``, with the text ``before`` and ``after`` it.

    ``columns`` are the names of table columns that a passage repeats beside their cells, but the page does
    not print there.
    """

    passage: str
    start: int
    end: int
    before: str = ""
    after: str = ""
    columns: frozenset[str] = frozenset()


def find_marks(quoted: Quoted, pages: Sequence[tuple[int, PageLetters]]) -> Marks:
    """Return where the quoted words stand on ``pages``, (number, letters) in order."""
    text = f"{quoted.before}\n{quoted.passage}\n{quoted.after}"
    first, last = (len(quoted.before) + 1 + place for place in (quoted.start, quoted.end))
    wanted = Keys.of(text, column_words(text, quoted.columns))
    letters = _Letters.of(pages)
    found = align(wanted, letters.keys, letters.spots)
    asked = [on for on, place in zip(found, wanted.origins, strict=True) if first <= place < last]
    marked = {letters.keys.origins[on] for on in asked if on >= 0}
    share = sum(on >= 0 for on in asked) / len(asked) if asked else 0.0
    if share < _LEAST:
        return Marks()
    return Marks(tuple(letters.boxes(marked)), share >= _FOUND)


def column_names(blocks: Iterable[Block]) -> frozenset[str]:
    """Return the names of the columns of all table rows among ``blocks``, as passages repeat them."""
    rows = (block for block in blocks if block.kind is BlockKind.TABLE_ROW)
    names = {name.rstrip(":") for row in rows for name in row.header if name.strip(": ")}
    return frozenset(names | {name.replace(" ", "") for name in names})


def column_words(text: str, columns: Iterable[str]) -> list[tuple[int, int]]:
    """Return the (start, end) of the names of ``columns`` where ``text`` has them before a cell's words.

    >>> column_words("Owner: Clerk; Due: May", {"Owner", "Due"})
    [(14, 17), (0, 5)]
    """
    names = sorted(columns, key=lambda name: (-len(name), name))
    if not names:
        return []
    pattern = re.compile(rf"(?:^|\n|; )({'|'.join(map(re.escape, names))}): ")
    return [match.span(1) for match in reversed(list(pattern.finditer(text)))]


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of several pages, end to end."""

    text: str
    places: np.ndarray  # (n, 4): the boxes
    numbers: np.ndarray  # (n,): the pages
    keys: Keys
    spots: np.ndarray

    @classmethod
    def of(cls, pages: Sequence[tuple[int, PageLetters]]) -> "_Letters":
        pages = [(number, _cut(page)) for number, page in pages]
        text = "".join(f"{page.text}\n" for _, page in pages)
        nowhere = np.zeros((1, 4), np.float32)
        places = np.concatenate(
            [part for _, page in pages for part in (page.boxes, nowhere)] or [nowhere[:0]]
        )
        numbers = np.concatenate(
            [np.full(len(page.text) + 1, number) for number, page in pages] or [np.zeros(0)]
        ).astype(int)
        keys = Keys.of(text)
        origins = np.array(keys.origins, dtype=int)
        own = places[origins].astype(float)
        spots = np.stack([(own[:, 0] + own[:, 2]) / 2, (own[:, 1] + own[:, 3]) / 2], axis=1)
        for number, _ in pages:
            here = numbers[origins] == number
            spots[here] = _turned(spots[here])
        spots[:, 1] += numbers[origins] * _BETWEEN_PAGES
        return cls(text, places, numbers, keys, spots)

    def boxes(self, marked: set[int]) -> list[Box]:
        """Return the boxes round the letters at ``marked``, a box for each stretch of a line."""
        stretches: list[Box] = []
        last, before = -2, Box(page=0, x0=0, y0=0, x1=0, y1=0)
        for place in sorted(self._with_signs(marked)):
            box = Box(page=int(self.numbers[place]), **_corners(self.places[place]))
            between = self.text[last + 1 : place] if stretches else ""
            goes_on = not any(map(key_of, between))
            if stretches and goes_on and _beside(before, box):
                stretches[-1] = _around(stretches[-1], box)
            else:
                stretches.append(box)
            last, before = place, box
        return _parted(stretches)

    def _with_signs(self, marked: set[int]) -> set[int]:
        """Return ``marked`` with the full stops, brackets and dashes beside its letters and between them."""
        wider = set(marked)
        for place, following in pairwise(sorted(marked)):
            between = range(place + 1, following)
            if not any(key_of(self.text[at]) for at in between):
                wider |= {at for at in between if not self.text[at].isspace()}
        for place in marked:
            for step in (-1, 1):
                at = place + step
                while 0 <= at < len(self.text) and not self.text[at].isspace() and not key_of(self.text[at]):
                    wider.add(at)
                    at += step
        return wider


def _cut(page: PageLetters) -> PageLetters:
    """Return the letters of a page but for those beyond the most that are looked at."""
    return replace(page, text=page.text[:_MOST_LETTERS], boxes=page.boxes[:_MOST_LETTERS])


def _turned(spots: np.ndarray) -> np.ndarray:
    """Return the middles of a page's letters as they stand once most of its text runs to the right."""
    steps = np.diff(spots, axis=0)
    near = np.abs(steps).sum(axis=1) < _NEXT_LETTER
    right, down = np.sign(steps[near]).sum(axis=0) if near.any() else (1, 0)
    x, y = spots[:, 0], spots[:, 1]
    if abs(right) >= abs(down):
        return spots if right >= 0 else -spots
    return np.stack([y, -x], axis=1) if down > 0 else np.stack([-y, x], axis=1)


def _corners(place: np.ndarray) -> dict[str, float]:
    return dict(zip(("x0", "y0", "x1", "y1"), (round(float(value), 2) for value in place), strict=True))


def _beside(letter: Box, other: Box) -> bool:
    """Whether two letters stand on one line, level or upright, no more than a wide blank apart."""
    if letter.page != other.page:
        return False
    across, down = (letter.x0, letter.x1, other.x0, other.x1), (letter.y0, letter.y1, other.y0, other.y1)
    return _in_line(down, across) or _in_line(across, down)


def _in_line(level: Span, along: Span) -> bool:
    """Whether two letters, (start, end) of one and the other, share their ``level``, near ``along`` it."""
    height = min(level[1] - level[0], level[3] - level[2])
    shared = min(level[1], level[3]) - max(level[0], level[2])
    gap = max(along[2] - along[1], along[0] - along[3])
    return shared >= _SAME_LINE * height and gap <= _ONE_STRETCH * max(height, 1.0)


def _around(box: Box, other: Box) -> Box:
    return Box(
        page=box.page,
        x0=min(box.x0, other.x0),
        y0=min(box.y0, other.y0),
        x1=max(box.x1, other.x1),
        y1=max(box.y1, other.y1),
    )


def _parted(boxes: list[Box]) -> list[Box]:
    """Return ``boxes``; lines so close that their boxes overlap are parted halfway: none is marked twice."""
    parted = list(boxes)
    for index in range(len(parted)):
        for other_index in range(index + 1, len(parted)):
            box, other = parted[index], parted[other_index]
            if box.page != other.page or min(box.x1, other.x1) <= max(box.x0, other.x0):
                continue
            upper, lower = (box, other) if box.y0 <= other.y0 else (other, box)
            if not upper.y0 < lower.y0 < upper.y1 < lower.y1:
                continue
            middle = round((lower.y0 + upper.y1) / 2, 2)
            upper_at, lower_at = (index, other_index) if upper is box else (other_index, index)
            parted[upper_at] = upper.model_copy(update={"y1": middle})
            parted[lower_at] = lower.model_copy(update={"y0": middle})
    return parted
