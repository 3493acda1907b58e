"""Passages that say the same: packs repeat papers, papers repeat paragraphs."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.documents import Document
from ingest.words import words_in

if TYPE_CHECKING:
    from retrieval.search import Found

# Share of words in common (Jaccard, over word pairs) from which two passages are the same.
_SAME = 0.8

_REPLACING = re.compile(
    r"\b(?:supplement(?:ary|al)?|revised|updated?|replacement|amended|corrected|addendum)\b", re.IGNORECASE
)
_PROVISIONAL = re.compile(r"\b(?:draft|superseded|withdrawn|tracked)\b", re.IGNORECASE)


def fold_duplicates(found: "Iterable[Found]", *, limit: int) -> "list[Found]":
    """Return the first ``limit`` passages, each with its near-duplicates in ``also``.

    Of near-duplicates the one that ranks first stands, unless another's paper replaces its paper: a
    supplement, or a revised or corrected version, of the same day or later.
    """
    kept: list[Found] = []
    pairs: list[set[tuple[str, str]]] = []
    for candidate in found:
        mine = word_pairs(candidate.stored.passage.text)
        twin = next((i for i, theirs in enumerate(pairs) if likeness(mine, theirs) >= _SAME), None)
        if twin is not None:
            first = kept[twin]
            if replaces(candidate.document, first.document):
                kept[twin] = replace(candidate, score=first.score, also=(*first.also, first.stored))
                pairs[twin] = mine
            else:
                kept[twin] = replace(first, also=(*first.also, candidate.stored))
        elif len(kept) < limit:
            kept.append(candidate)
            pairs.append(mine)
    return kept


def replaces(paper: Document, other: Document) -> bool:
    """Whether ``paper`` says of itself that it replaces papers like ``other``, which does not."""
    if paper.facts.date and other.facts.date and paper.facts.date < other.facts.date:
        return False
    return _newness(paper) > _newness(other)


def _newness(paper: Document) -> int:
    name = f"{paper.facts.title} {paper.name.replace('_', ' ')}"
    return bool(_REPLACING.search(name)) - bool(_PROVISIONAL.search(name))


def word_pairs(text: str) -> set[tuple[str, str]]:
    """Return the pairs of neighbouring words of ``text``."""
    words = words_in(text)
    return set(pairwise(words)) or {(word, "") for word in words}


def likeness(mine: set[tuple[str, str]], theirs: set[tuple[str, str]]) -> float:
    """Return the share of pairs in common, 0..1."""
    union = len(mine | theirs)
    return len(mine & theirs) / union if union else 0.0
