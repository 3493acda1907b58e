"""How much of a question some words say: of all their stems, only those count that tell of it."""

from array import array
from collections.abc import Sequence, Set
from functools import lru_cache

from ingest.documents import Document, DocumentKind
from ingest.store import StoredPassage
from retrieval.answering.passage_words import words_of
from retrieval.query import TermGroup
from retrieval.stem_hashes import stem_hashes

# Of headings and titles, which are those of many passages, and of all that was resolved.
_stem_hashes = lru_cache(maxsize=16_384)(stem_hashes)

# Stems by their hashes (``retrieval.stem_hashes``), none but those that tell of the question.
Telling = frozenset[int]


def full_title(document: Document) -> str:
    """Return what a paper is called: title, body, area, reference, and its year and month."""
    facts = document.facts
    date = facts.date.strftime("%Y %B") if facts.date else None
    return " ".join(filter(None, (facts.title, facts.body, facts.area, facts.reference, date)))


class Told:
    """What is said of the things that one question asks about: told once for each set of its stems.

    Of the hundreds of sentences that a question has weighed, most hold the same two or three of them.
    """

    def __init__(self, groups: Sequence[TermGroup]) -> None:
        self._groups = groups
        self._stems = {hash(stem): stem for group in groups for stem in group.telling}
        self._telling = frozenset(self._stems)
        self._said: dict[Telling, tuple[float, ...]] = {}

    def in_text(self, text: str) -> Telling:
        """Return the telling stems in ``text``."""
        return self.among_hashes(_stem_hashes(text))

    def among_hashes(self, stems: "array[int]") -> Telling:
        """Return the telling ones of stems that are given by their hashes."""
        return self._telling.intersection(stems)

    def in_passage(self, stored: StoredPassage) -> Telling:
        """Return the telling stems in a passage, its headings and its context."""
        passage = stored.passage
        above = self.in_text(" ".join((*passage.heading, passage.context)))
        return self.among_hashes(words_of(passage).stems) | above

    def in_title(self, document: Document) -> Telling:
        """Return the telling stems in what a paper is called."""
        notice = document.facts.kind is DocumentKind.DECISION_NOTICE
        return self.in_text(full_title(document)) | self.in_text("decision" if notice else "")

    def among(self, stems: Set[str]) -> Telling:
        """Return the telling ones of ``stems``."""
        return self._telling.intersection(map(hash, stems))

    def share(self, telling: Telling) -> float:
        """Return the share of the question's meaning, 0..1, that is said."""
        total = sum(group.weight for group in self._groups)
        said = zip(self._groups, self.said(telling), strict=True)
        return sum(group.weight * matched for group, matched in said) / total if total else 0.0

    def said(self, telling: Telling) -> tuple[float, ...]:
        """Return how far each of the things asked about is said, 0..1 (``TermGroup.match``)."""
        known = self._said.get(telling)
        if known is None:
            stems = {self._stems[one] for one in telling}
            known = self._said[telling] = tuple(group.match(stems) for group in self._groups)
        return known
