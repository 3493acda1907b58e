"""What the store held at one revision, in the form that questions need."""

import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from ingest.documents import Document, DocumentKind, Marking
from ingest.sentences import split_sentences
from ingest.store import Store
from ingest.words import words_in
from retrieval.synonyms import Synonyms
from retrieval.vector_index import VectorIndex
from retrieval.words import stem


@dataclass(frozen=True)
class Snapshot:
    """The papers, the words they use and the acronyms they define, at one revision.

    ``word_counts`` counts, for each word, the passages that hold it; ``stem_counts`` likewise.
    ``boilerplate`` are the sentences that several decision notices share: those of their form.
    """

    revision: int
    index: VectorIndex
    documents: dict[str, Document]
    word_counts: Counter[str]
    stem_counts: Counter[str]
    passages: int
    acronyms: dict[str, list[str]]
    synonyms: Synonyms
    boilerplate: frozenset[str]

    @classmethod
    def of(cls, store: Store, *, show_restricted: bool = False) -> "Snapshot":
        """Read the store as it is now.

        The words and acronyms of withheld papers are left out: no correction or synonym tells of them.
        """
        index = VectorIndex.of(store)
        words: Counter[str] = Counter()
        stems: Counter[str] = Counter()
        documents = {document.id: document for document in store.documents()}
        count = 0
        forms: Counter[tuple[str, str]] = Counter()
        shown = {d for d, one in documents.items() if show_restricted or one.facts.marking is Marking.PUBLIC}
        for stored in store.all_passages():
            if stored.document_id not in shown:
                continue
            if documents[stored.document_id].facts.kind is DocumentKind.DECISION_NOTICE:
                forms.update((s.text, stored.document_id) for s in split_sentences(stored.passage.text))
            found = set(words_in(stored.passage.text))
            for heading in stored.passage.heading:
                found.update(words_in(heading))
            words.update(found)
            stems.update({stem(word) for word in found})
            count += 1
        for facts in (documents[d].facts for d in shown):
            titles = set(
                words_in(" ".join(filter(None, (facts.title, facts.body, facts.area, facts.reference))))
            )
            words.update(titles - words.keys())
            stems.update({stem(word) for word in titles} - stems.keys())
        boilerplate = frozenset(t for t, n in Counter(text for text, _ in forms).items() if n > 1)
        return cls(
            index.revision,
            index,
            documents,
            words,
            stems,
            count,
            store.acronyms(shown),
            Synonyms.among(words, *store.words()),
            boilerplate,
        )

    def weight(self, stemmed: str) -> float:
        """Return how telling a stem is: 0 for one in every passage, about 1 for one in few or none.

        The inverse passage frequency log(1 + n / df), after Spärck Jones (1972), over its largest value.
        """
        n = max(self.passages, 2)
        return math.log(1 + n / max(1, self.stem_counts[stemmed])) / math.log(1 + n)

    @cached_property
    def areas(self) -> frozenset[str]:
        """The areas that papers are about, those that are withheld left aside."""
        open_papers = (d for d in self.documents.values() if d.id not in self.withheld)
        return frozenset(d.facts.area for d in open_papers if d.facts.area)

    @cached_property
    def references(self) -> frozenset[str]:
        """The references of papers, those that are withheld left aside."""
        open_papers = (d for d in self.documents.values() if d.id not in self.withheld)
        return frozenset(d.facts.reference for d in open_papers if d.facts.reference)

    @cached_property
    def withheld(self) -> frozenset[str]:
        """The ids of papers whose marking keeps them from answers."""
        return frozenset(d.id for d in self.documents.values() if d.facts.marking is not Marking.PUBLIC)

    @cached_property
    def expansions(self) -> dict[str, list[str]]:
        """Acronyms in lower case, with their expansions, the most common first."""
        found: dict[str, list[str]] = {}
        for acronym, expansions in self.acronyms.items():
            found.setdefault(acronym.lower(), []).extend(expansions)
        return found
