"""Texts that say the same, told by the pairs of neighbouring words that they have in common.

Each with each of two hundred texts would be compared for every question. So each text has a sketch: its
pairs are laid upon a row of bits, each where its hash points. A bit that another text has not is a pair that
the other has not, at least one: where these are too many, the two cannot be the same, and what is left to
compare is a few.
"""

from array import array
from collections.abc import Collection, Hashable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ingest.store import PASSAGES_KEPT
from ingest.words import words_in

# Share of pairs in common (Jaccard) from which two texts are the same.
SAME = 0.8
_BITS = 512
# Counts are whole numbers: what they fall short by, of a share of them, is never so little.
_ROUNDING = 0.1


def word_pairs(text: str) -> set[tuple[str, str]]:
    """Return the pairs of neighbouring words of ``text``; a single word stands for itself."""
    words = words_in(text)
    return set(pairwise(words)) or {(word, "") for word in words}


def likeness(mine: Set[Hashable], theirs: Collection[Hashable]) -> float:
    """Return the share of pairs in common, 0..1; each of ``theirs`` is given once."""
    common = sum(map(mine.__contains__, theirs))
    union = len(mine) + len(theirs) - common
    return common / union if union else 0.0


class Sketch(NamedTuple):
    """The pairs of neighbouring words of a text, by their hashes, and a row of bits, one where each points.

    A pair is known by Python's hash of it, 64 bits, as a stem is (``retrieval.stem_hashes``).
    """

    pairs: "array[int]"
    bits: bytes


@lru_cache(maxsize=PASSAGES_KEPT)
def sketch_of(text: str) -> Sketch:
    """Return the sketch of a text; it is kept, for many questions find the same passages."""
    pairs = array("q", map(hash, word_pairs(text)))
    bits = np.zeros(_BITS, bool)
    bits[np.frombuffer(pairs, np.int64) % _BITS] = True
    return Sketch(pairs, np.packbits(bits).tobytes())


class SameTexts:
    """Some texts, and which of them say the same; two are compared only when that is asked."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._sketches = [sketch_of(text) for text in texts]
        self._compared: dict[int, set[int]] = {}
        self._maybe: list[list[int]] = [[] for _ in texts]
        if len(texts) > 1:
            for at, before in _not_told_apart(self._sketches):
                self._maybe[at].append(before)

    def first_before(self, at: int, places: Mapping[int, int]) -> int | None:
        """Return which of the texts before that of number ``at`` says the same, or None where none does.

        Of those with a place in ``places`` the first that does. The comparing ends with it: where papers
        repeat one another, many do.
        """
        among = sorted(filter(places.__contains__, self._maybe[at]), key=places.__getitem__)
        if not among:
            return None
        pairs = self._sketches[at].pairs
        return next((one for one in among if likeness(self._pairs_of(one), pairs) >= SAME), None)

    def _pairs_of(self, at: int) -> set[int]:
        # Kept, for where one text says the same as another, more do.
        if at not in self._compared:
            self._compared[at] = set(self._sketches[at].pairs)
        return self._compared[at]


def _not_told_apart(sketches: Sequence[Sketch]) -> list[tuple[int, int]]:
    """Return the places (of a text, of one before it) of texts that are not told apart by their sketches."""
    packed = np.frombuffer(b"".join(one.bits for one in sketches), np.uint8).reshape(len(sketches), -1)
    bits = np.unpackbits(packed, axis=1).astype(np.float32)
    pairs = np.array([len(one.pairs) for one in sketches], np.float32)[:, None]
    # Of the pairs of each (a row), no more than these can be among those of each other (a column).
    common = pairs - (bits.sum(axis=1)[:, None] - bits @ bits.T)
    # As many are among both as are among the larger, so that these are the share of it, too.
    enough = common >= SAME * np.maximum(pairs, pairs.T) - _ROUNDING
    at, before = np.nonzero(np.tril(enough & enough.T, -1))
    return list(zip(at.tolist(), before.tolist(), strict=True))
