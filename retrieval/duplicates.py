"""Passages that say the same: packs repeat papers, papers repeat paragraphs."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.documents import Document
from ingest.linking_titles import newness
from retrieval.same_texts import SameTexts

if TYPE_CHECKING:
    from retrieval.search import Found


def fold_duplicates(
    found: "Iterable[Found]", *, limit: int, replaced: Mapping[str, str] | None = None
) -> "list[Found]":
    """Return the first ``limit`` passages, each with its near-duplicates in ``also``.

    Of near-duplicates the one that ranks first stands, unless another's paper replaces its paper: its
    later edition, or a supplement, or a revised or corrected version, of the same day or later.
    ``replaced`` gives, by the id of a paper, that of the one which took its place (``retrieval.replaced``).
    """
    newest = replaced or {}
    candidates = list(found)
    same = SameTexts([candidate.stored.passage.text for candidate in candidates])
    kept: list[Found] = []
    places: dict[int, int] = {}  # of the candidates that stand, among those kept
    for at, candidate in enumerate(candidates):
        twin = same.first_before(at, places)
        if twin is not None:
            place = places[twin]
            first = kept[place]
            if replaces(candidate.document, first.document, newest):
                kept[place] = replace(candidate, score=first.score, also=(*first.also, first.stored))
                places[at] = places.pop(twin)
            else:
                kept[place] = replace(first, also=(*first.also, candidate.stored))
        elif len(kept) < limit:
            places[at] = len(kept)
            kept.append(candidate)
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
