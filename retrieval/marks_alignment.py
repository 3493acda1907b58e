"""Where the words of a text stand among the letters of a page, whatever order the page draws them in.

A page's text and its letters are the same words, but not the same string: cells are drawn line by line,
lines end in hyphens, columns are read one after the other. So the longest runs of letters that are common
to both are laid first, each letter once; what is left, short words that the page may hold many times, goes
where it stands nearest to its neighbours (greedy string tiling: Wise 1993, here with places).
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from retrieval.marks_keys import Keys

_GRAM = 3  # letters by which the places of a word are looked up
_SURE = 14  # letters: a run as long stands on a page once, or all of it twice
_NEAR = 60.0  # points: how far from its neighbours in the text a short word may stand on the page
_MOST_RUNS = 20_000  # looked at: a page that says one thing over and over has more
_MOST_PLACES = 1_000  # of one word on a page
_DOWN = 4.0  # times as far away is what stands above or below as what stands beside
_LEVEL = 3.0  # points up or down: letters of one line
_CELL = 120  # letters: how far back the lines of a cell are looked at
_UP = 8.0  # points: more than a superscript, less than a line
_SKIPPED = 2  # letters that a page may draw between two words that follow one another

Spots = NDArray[np.float64]


def align(wanted: Keys, page: Keys, spots: Spots) -> list[int]:
    """Return, for each letter of ``wanted``, its index among the letters of ``page``; -1 for one not found.

    ``spots``, shape (len(page.text), 2), are the middles (x, y) of the page's letters, in points, on the page
    turned so that most of them run to the right, ``y`` downwards.
    """
    return _Laying(wanted, page, spots).laid()


@dataclass(order=True, slots=True)
class _Run:
    """``length`` letters from ``at`` of the text that stand from ``on`` on the page."""

    rank: tuple[int, int, int] = field(init=False)
    at: int = field(compare=False)
    on: int = field(compare=False)
    length: int = field(compare=False)

    def __post_init__(self) -> None:
        self.rank = (-self.length, self.at, self.on)


class _Laying:
    def __init__(self, wanted: Keys, page: Keys, spots: Spots) -> None:
        self._wanted, self._page, self._spots = wanted, page, spots
        self._found = [-1] * len(wanted.text)
        self._taken = [False] * len(page.text)
        self._places = _grams(page)
        self._rises = _rises(page, spots)
        self._awaited: set[int] = set()  # letters of the text that stand on the page several times

    def laid(self) -> list[int]:
        self._lay_long()
        self._lay_rest()
        return self._found

    # -- long runs --------------------------------------------------------------------------------

    def _lay_long(self) -> None:
        """Lay the runs that are long enough to be sure of, the longest first."""
        # A text of few letters has no long run: then half of it must do.
        sure = min(_SURE, max(_GRAM, len(self._found) // 2))
        heap = [run for run in self._runs(self._words()) if run.length >= sure]
        heapq.heapify(heap)
        waiting: list[list[_Run]] = []
        while heap:
            run = heapq.heappop(heap)
            left = self._clipped(run)
            if left is None:
                continue
            if left.length < run.length:
                if left.length >= sure:
                    heapq.heappush(heap, left)
                continue
            rivals = [run]
            while heap and heap[0].length == run.length and heap[0].at == run.at:
                rivals.append(heapq.heappop(heap))
            free = [rival for rival in rivals if self._is_free(rival)]
            if len(free) == 1:
                self._lay(run)
            else:
                waiting.append(free)
                self._awaited.update(range(run.at, run.at + run.length))
        while waiting:
            # What stands on the page several times is told by its neighbours: those with one come first.
            rivals = min(waiting, key=lambda some: self._to_neighbour(some[0]))
            waiting.remove(rivals)
            free = [rival for rival in rivals if self._is_free(rival)]
            if free:
                self._lay(min(free, key=lambda rival: self._cost(rival, limited=False)))

    def _clipped(self, run: _Run) -> _Run | None:
        """Return the longest part of ``run`` that is not laid yet, on either side."""
        best: _Run | None = None
        start: int | None = None
        for step in range(run.length + 1):
            free = (
                step < run.length
                and self._found[run.at + step] < 0
                and run.at + step not in self._awaited
                and not self._taken[run.on + step]
            )
            if free and start is None:
                start = step
            elif not free and start is not None:
                if best is None or step - start > best.length:
                    best = _Run(run.at + start, run.on + start, step - start)
                start = None
        return best

    # -- short words ------------------------------------------------------------------------------

    def _lay_rest(self) -> None:
        """Lay what is left, word by word outwards from what is laid, where it stands nearest to that."""
        for _ in range(2):  # what is laid in the first round is a neighbour in the second
            runs = sorted(self._runs(self._left()), key=lambda run: run.rank)
            by_start: dict[int, list[_Run]] = defaultdict(list)
            for run in runs:
                by_start[run.at].append(run)
            for at in sorted(by_start, key=lambda at: -by_start[at][0].length):
                costs = [(self._cost(run) - run.length, run) for run in by_start[at] if self._is_free(run)]
                sound = [(cost, run) for cost, run in costs if cost < float("inf")]
                if sound:
                    self._lay(min(sound)[1])

    def _left(self) -> Iterator[int]:
        """Yield where a word, or the rest of one that a line end cut, is still to be laid."""
        for at, found in enumerate(self._found):
            if found < 0 and (self._wanted.begins[at] or self._found[at - 1] >= 0):
                yield at

    def _cost(self, run: _Run, *, limited: bool = True) -> float:
        """Return how far ``run`` would stand from its neighbours in the text; infinite where too far."""
        costs = []
        for at, on, step in ((run.at, run.on, -1), (run.at + run.length - 1, run.on + run.length - 1, 1)):
            neighbour = self._neighbour(at, step)
            if neighbour is None:
                continue
            place = self._found[neighbour]
            x, y = (self._spots[place] - self._spots[on]) * step
            drawn_after = 0 < (place - on) * step <= abs(neighbour - at) + _SKIPPED
            if drawn_after and (abs(y) <= _LEVEL or (x < 0 < y <= _NEAR)):
                return 0.0  # the page goes on from one to the other, on its line or with the next one
            top, bottom = self._reach(neighbour, step)
            line = self._spots[on, 1]
            costs.append(float(np.hypot(x / _DOWN, max(top - line, line - bottom, 0.0))))
        if not costs:
            return float("inf") if limited else 0.0
        nearest = min(costs)
        return nearest if nearest <= _NEAR or not limited else float("inf")

    def _reach(self, at: int, step: int) -> tuple[float, float]:
        """Return the highest and the lowest line of the words that end, or begin, with the letter ``at``."""
        end = at
        while 0 <= end < len(self._found) and self._found[end] >= 0 and abs(at - end) < _CELL:
            end += step
        lines = self._spots[[self._found[each] for each in range(at, end, step)], 1]
        return float(lines.min()), float(lines.max())

    def _to_neighbour(self, run: _Run) -> int:
        """Return how many letters of the text lie between ``run`` and what is laid nearest to it."""
        before, after = self._neighbour(run.at, -1), self._neighbour(run.at + run.length - 1, 1)
        near = [] if before is None else [run.at - before]
        near += [] if after is None else [after - run.at - run.length]
        return min(near, default=len(self._found))

    def _neighbour(self, at: int, step: int) -> int | None:
        at += step
        while 0 <= at < len(self._found):
            if self._found[at] >= 0:
                return at
            at += step
        return None

    # -- runs -------------------------------------------------------------------------------------

    def _words(self) -> Iterator[int]:
        return (at for at, begins in enumerate(self._wanted.begins) if begins)

    def _runs(self, starts: Iterable[int]) -> Iterator[_Run]:
        """Yield the runs that begin at ``starts``, each diagonal's once, ended where a word ends."""
        covered: dict[int, int] = {}
        count = 0
        text, page = self._wanted.text, self._page.text
        for at in starts:
            word = self._word_length(at)
            for on in self._places.get(text[at : at + min(_GRAM, word)], ()):
                if covered.get(on - at, -1) > at or self._taken[on]:
                    continue
                length = 0
                while (
                    at + length < len(text)
                    and on + length < len(page)
                    and text[at + length] == page[on + length]
                    and self._found[at + length] < 0
                    and not self._taken[on + length]
                    and not (length and self._rises[on + length])
                ):
                    length += 1
                length = self._whole_words(at, on, length)
                if length and (self._page.begins[on] or length >= _SURE):
                    covered[on - at] = at + length
                    yield _Run(at, on, length)
                    count += 1
                    if count >= _MOST_RUNS:
                        return

    def _word_length(self, at: int) -> int:
        end = at + 1
        while end < len(self._wanted.text) and not self._wanted.begins[end]:
            end += 1
        return end - at

    def _whole_words(self, at: int, on: int, length: int) -> int:
        """Return how much of a run ends with a word, or with the part of one that ends a line on the page."""
        text = self._wanted.text
        while length:
            ends_word = at + length == len(self._found) or self._wanted.begins[at + length]
            after = on + length
            ends_there = after == len(self._taken) or self._page.begins[after]
            # "infor-" at a line's end is a part of a word; "13" is no part of 1,318.
            is_part = length >= 2 and text[at + length - 1].isalpha()
            if ends_there if ends_word else ends_there and is_part:
                return length
            if ends_word and length >= _SURE:
                return length
            length -= 1
        return 0

    def _is_free(self, run: _Run) -> bool:
        return not any(self._taken[run.on : run.on + run.length]) and all(
            found < 0 for found in self._found[run.at : run.at + run.length]
        )

    def _lay(self, run: _Run) -> None:
        for step in range(run.length):
            self._found[run.at + step] = run.on + step
            self._taken[run.on + step] = True


def _rises(page: Keys, spots: Spots) -> list[bool]:
    """Return, for each letter, whether a word begins with it higher up than the one before ended.

    There a cell begins, or a column. Letters that run up the page rise all the time: they do not count.
    """
    steps = np.diff(spots, axis=0, prepend=spots[:1])
    level = np.abs(steps[:, 0]) > np.abs(steps[:, 1])
    return [
        begins
        and bool(steps[on, 1] < -_UP)
        and bool(level[on - 1 : on].all() and level[on + 1 : on + 2].all())
        for on, begins in enumerate(page.begins)
    ]


def _grams(page: Keys) -> dict[str, list[int]]:
    """Return where on the page each run of one, two and three letters stands."""
    places: dict[str, list[int]] = defaultdict(list)
    for on in range(len(page.text)):
        for length in range(1, _GRAM + 1):
            if on + length <= len(page.text) and (length == _GRAM or page.begins[on]):
                known = places[page.text[on : on + length]]
                if len(known) < _MOST_PLACES:
                    known.append(on)
    return places
