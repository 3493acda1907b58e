"""Passages that say the same: packs repeat papers, papers repeat paragraphs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.documents import Document
from ingest.linking_titles import newness
from ingest.words import words_in

if TYPE_CHECKING:
    from retrieval.search import Found

# Share of words in common (Jaccard, over word pairs) from which two passages are the same.
_SAME = 0.8


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
        mine = word_pairs(candidate.stored.passage.text)
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


class _Texts:
    """Texts by their place, of which the first that is the same as another is found without trying each.

    Of two sets of which four in five are common, one at least is common among the first fifth (and one
    more) of each, in any one order; after Bayardo, Ma and Srikant, "Scaling up all pairs similarity
    search" (2007). So only texts that share one of these are compared.
    """

    def __init__(self) -> None:
        self._pairs: dict[int, set[tuple[str, str]]] = {}
        self._with: dict[tuple[str, str], set[int]] = defaultdict(set)

    def put(self, place: int, pairs: set[tuple[str, str]]) -> None:
        """Keep a text, in place of the one that was there."""
        for pair in _telling(self._pairs.get(place, set())):
            self._with[pair].discard(place)
        self._pairs[place] = pairs
        for pair in _telling(pairs):
            self._with[pair].add(place)

    def first_like(self, pairs: set[tuple[str, str]]) -> int | None:
        """Return the first place of a text that is the same."""
        near = {place for pair in _telling(pairs) for place in self._with.get(pair, ())}
        return next((at for at in sorted(near) if likeness(pairs, self._pairs[at]) >= _SAME), None)


def _telling(pairs: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the first fifth of ``pairs`` in the order of their hashes, and one more."""
    may_differ = int((1 - _SAME) * len(pairs) + 1e-9)
    return sorted(pairs, key=hash)[: may_differ + 1]


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


def likeness(mine: set[tuple[str, str]], theirs: set[tuple[str, str]]) -> float:
    """Return the share of pairs in common, 0..1."""
    common = len(mine & theirs)
    union = len(mine) + len(theirs) - common
    return common / union if union else 0.0
