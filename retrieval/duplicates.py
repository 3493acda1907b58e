"""Passages that say the same: packs repeat papers, papers repeat paragraphs."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.words import words_in

if TYPE_CHECKING:
    from retrieval.search import Found

# Share of words in common (Jaccard, over word pairs) from which two passages are the same.
_SAME = 0.8


def fold_duplicates(found: "Iterable[Found]", *, limit: int) -> "list[Found]":
    """Return the first ``limit`` passages, each with the near-duplicates that ranked below it in ``also``."""
    kept: list[Found] = []
    pairs: list[set[tuple[str, str]]] = []
    for candidate in found:
        mine = word_pairs(candidate.stored.passage.text)
        twin = next((i for i, theirs in enumerate(pairs) if likeness(mine, theirs) >= _SAME), None)
        if twin is not None:
            kept[twin] = replace(kept[twin], also=(*kept[twin].also, candidate.stored))
        elif len(kept) < limit:
            kept.append(candidate)
            pairs.append(mine)
    return kept


def word_pairs(text: str) -> set[tuple[str, str]]:
    """Return the pairs of neighbouring words of ``text``."""
    words = words_in(text)
    return set(pairwise(words)) or {(word, "") for word in words}


def likeness(mine: set[tuple[str, str]], theirs: set[tuple[str, str]]) -> float:
    """Return the share of pairs in common, 0..1."""
    union = len(mine | theirs)
    return len(mine & theirs) / union if union else 0.0
