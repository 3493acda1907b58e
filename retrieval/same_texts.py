"""Texts that say the same, told by the pairs of neighbouring words that they have in common.

Each with each of two hundred texts would be compared for every question. So each text has a sketch: its
pairs are laid upon a row of bits, each where its hash points. A bit that another text has not is a pair that
the other has not, at least one: where these are too many, the two cannot be the same, and what is left to
compare is a few.
"""

from collections.abc import Hashable, Sequence, Set
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ingest.store import PASSAGES_KEPT
from ingest.words import words_in

# Share of pairs in common (Jaccard) from which two texts are the same.
SAME = 0.8
_BITS = 512
_MOST_COMPARED = 1024
# Counts are whole numbers: what they fall short by, of a share of them, is never so little.
_ROUNDING = 0.1


def word_pairs(text: str) -> set[tuple[str, str]]:
    """Return the pairs of neighbouring words of ``text``; a single word stands for itself."""
    words = words_in(text)
    return set(pairwise(words)) or {(word, "") for word in words}


def likeness(mine: Set[Hashable], theirs: Set[Hashable]) -> float:
    """Return the share of pairs in common, 0..1."""
    common = len(mine & theirs)
    union = len(mine) + len(theirs) - common
    return common / union if union else 0.0


def same_texts(texts: Sequence[str]) -> list[list[int]]:
    """Return, for each of ``texts``, the places of the ones before it that say the same."""
    same: list[list[int]] = [[] for _ in texts]
    if len(texts) < 2:
        return same
    for at, before in _may_be_same(texts):
        if likeness(_pairs_of(texts[at]), _pairs_of(texts[before])) >= SAME:
            same[at].append(before)
    return same


class Sketch(NamedTuple):
    """Where the hashes of a text's word pairs point, a bit for each place, and how many pairs there are."""

    bits: bytes
    pairs: int


@lru_cache(maxsize=PASSAGES_KEPT)
def sketch_of(text: str) -> Sketch:
    """Return the sketch of a text; it is kept, for many questions find the same passages."""
    pairs = word_pairs(text)
    bits = np.zeros(_BITS, bool)
    bits[np.fromiter(map(hash, pairs), np.int64, len(pairs)) % _BITS] = True
    return Sketch(np.packbits(bits).tobytes(), len(pairs))


# Of texts that are compared with one, many are compared with others, too.
_pairs_of = lru_cache(maxsize=_MOST_COMPARED)(word_pairs)


def _may_be_same(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places (of a text, of one before it) of texts that are not told apart by their sketches."""
    sketches = [sketch_of(text) for text in texts]
    packed = np.frombuffer(b"".join(one.bits for one in sketches), np.uint8).reshape(len(texts), -1)
    bits = np.unpackbits(packed, axis=1).astype(np.float32)
    pairs = np.array([one.pairs for one in sketches])[:, None]
    # Of the pairs of each (a row), no more than these can be among those of each other (a column).
    common = pairs - (bits.sum(axis=1)[:, None] - bits @ bits.T)
    # As many are among both as are among the larger, so that these are the share of it, too.
    enough = common >= SAME * np.maximum(pairs, pairs.T) - _ROUNDING
    return [(int(at), int(before)) for at, before in np.argwhere(np.tril(enough & enough.T, -1))]
