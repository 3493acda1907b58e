"""Passages that say the same: packs repeat papers, papers repeat paragraphs."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ingest.documents import Document
from ingest.linking_titles import newness
from ingest.words import words_in

if TYPE_CHECKING:
    from retrieval.search import Found

# Share of words in common (Jaccard, over word pairs) from which two passages are the same.
_SAME = 0.8
# Texts whose pairs are kept, some 7 KB each: every question compares 180 passages, many of them found before.
_MOST_KEPT = 2048


def fold_duplicates(
    found: "Iterable[Found]", *, limit: int, replaced: Mapping[str, str] | None = None
) -> "list[Found]":
    """Return the first ``limit`` passages, each with its near-duplicates in ``also``.

    Of near-duplicates the one that ranks first stands, unless another's paper replaces its paper: its
    later edition, or a supplement, or a revised or corrected version, of the same day or later.
    ``replaced`` gives, by the id of a paper, that of the one which took its place (``retrieval.replaced``).
    """
    newest = replaced or {}
    kept: list[Found] = []
    texts = _Texts()
    for candidate in found:
        mine = _taken_apart(candidate.stored.passage.text)
        twin = texts.first_like(mine)
        if twin is not None:
            first = kept[twin]
            if replaces(candidate.document, first.document, newest):
                kept[twin] = replace(candidate, score=first.score, also=(*first.also, first.stored))
                texts.put(twin, mine)
            else:
                kept[twin] = replace(first, also=(*first.also, candidate.stored))
        elif len(kept) < limit:
            texts.put(len(kept), mine)
            kept.append(candidate)
    return kept


class _Pairs(NamedTuple):
    """The word pairs of a text by their hashes, and those of them that tell whether it may be another's twin.

    Of two sets of which four in five are common, one at least is common among the first fifth (and one
    more) of each, in any one order; after Bayardo, Ma and Srikant, "Scaling up all pairs similarity
    search" (2007). The order is that of length: long words are rare, and so few texts share them.
    """

    every: frozenset[int]
    telling: tuple[int, ...]


@lru_cache(maxsize=_MOST_KEPT)
def _taken_apart(text: str) -> _Pairs:
    pairs = word_pairs(text)
    may_differ = int((1 - _SAME) * len(pairs) + 1e-9)
    longest_first = sorted(pairs, key=lambda pair: (-len(pair[0]) - len(pair[1]), pair))
    return _Pairs(frozenset(map(hash, pairs)), tuple(map(hash, longest_first[: may_differ + 1])))


class _Texts:
    """Texts by their place, of which the first that is the same as another is found without trying each."""

    def __init__(self) -> None:
        self._pairs: dict[int, _Pairs] = {}
        self._with: dict[int, set[int]] = defaultdict(set)

    def put(self, place: int, pairs: _Pairs) -> None:
        """Keep a text, in place of the one that was there."""
        if place in self._pairs:
            for pair in self._pairs[place].telling:
                self._with[pair].discard(place)
        self._pairs[place] = pairs
        for pair in pairs.telling:
            self._with[pair].add(place)

    def first_like(self, pairs: _Pairs) -> int | None:
        """Return the first place of a text that is the same."""
        near = {place for pair in pairs.telling for place in self._with.get(pair, ())}
        return next((at for at in sorted(near) if _are_same(pairs.every, self._pairs[at].every)), None)


def _are_same(mine: frozenset[int], theirs: frozenset[int]) -> bool:
    # No more can be common than the shorter holds.
    may_be = min(len(mine), len(theirs)) / max(len(mine), len(theirs), 1) >= _SAME
    return may_be and likeness(mine, theirs) >= _SAME


def replaces(paper: Document, other: Document, replaced: Mapping[str, str] | None = None) -> bool:
    """Whether ``paper`` takes the place of ``other``.

    Where ``replaced`` does not tell, ``paper`` must say of itself that it replaces papers like ``other``.
    """
    newest = replaced or {}
    mine, theirs = newest.get(paper.id, paper.id), newest.get(other.id, other.id)
    if mine == theirs and paper.id != other.id:  # two editions of one work
        if theirs == paper.id or mine == other.id:
            return theirs == paper.id
        return bool(paper.facts.date and other.facts.date and paper.facts.date > other.facts.date)
    if paper.facts.date and other.facts.date and paper.facts.date < other.facts.date:
        return False
    return newness(paper) > newness(other)


def word_pairs(text: str) -> set[tuple[str, str]]:
    """Return the pairs of neighbouring words of ``text``."""
    words = words_in(text)
    return set(pairwise(words)) or {(word, "") for word in words}


def likeness(mine: Set[Hashable], theirs: Set[Hashable]) -> float:
    """Return the share of pairs in common, 0..1."""
    common = len(mine & theirs)
    union = len(mine) + len(theirs) - common
    return common / union if union else 0.0
