"""Passages that say the same: packs repeat papers, papers repeat paragraphs."""

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
    pairs: list[set[tuple[str, str]]] = []
    for candidate in found:
        mine = word_pairs(candidate.stored.passage.text)
        twin = next((i for i, theirs in enumerate(pairs) if likeness(mine, theirs) >= _SAME), None)
        if twin is not None:
            first = kept[twin]
            if replaces(candidate.document, first.document, newest):
                kept[twin] = replace(candidate, score=first.score, also=(*first.also, first.stored))
                pairs[twin] = mine
            else:
                kept[twin] = replace(first, also=(*first.also, candidate.stored))
        elif len(kept) < limit:
            kept.append(candidate)
            pairs.append(mine)
    return kept


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
    union = len(mine | theirs)
    return len(mine & theirs) / union if union else 0.0
