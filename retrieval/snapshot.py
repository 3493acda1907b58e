"""What the store held at one revision, in the form that questions need."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ingest.documents import Document, DocumentKind, Marking
from ingest.sentences import split_sentences
from ingest.store import Store, StoredPassage, indexed_words, is_withheld
from ingest.words import words_in
from retrieval.keyword_index import WithheldWords
from retrieval.replaced import replaced_in
from retrieval.synonyms import Synonyms
from retrieval.vector_index import VectorIndex
from retrieval.words import stem


@dataclass(frozen=True)
class Snapshot:
    """The papers, the words they use and the acronyms they define, at one revision.

    ``word_counts`` counts, for each word, the passages that hold it; ``stem_counts`` likewise.
    ``boilerplate`` are the sentences that several decision notices share: those of their form.
    ``replaced`` holds, for each paper that another has taken the place of, that other's id.
    ``withheld_keys`` are the passages of withheld papers and parts; none for who may see them.
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
    show_restricted: bool
    withheld_keys: frozenset[int]
    withheld_words: WithheldWords | None
    replaced: dict[str, str]

    @classmethod
    def of(cls, store: Store, *, show_restricted: bool = False) -> "Snapshot":
        """Read the store as it is now.

        What is withheld is left out: no word, acronym, count, correction or synonym tells of it. A
        paper's count of passages is that of those that may be shown.
        """
        index = VectorIndex.of(store)
        words: Counter[str] = Counter()
        stems: Counter[str] = Counter()
        documents = {document.id: document for document in store.documents()}
        shown_of: Counter[str] = Counter()
        forms: Counter[tuple[str, str]] = Counter()
        withheld: list[StoredPassage] = []
        for stored in store.all_passages():
            document = documents.get(stored.document_id)
            if document is None:
                continue  # written since the papers were listed
            if is_withheld(document.facts, stored.part):
                withheld.append(stored)
                if not show_restricted:
                    continue
            if document.facts.kind is DocumentKind.DECISION_NOTICE:
                forms.update((s.text, stored.document_id) for s in split_sentences(stored.passage.text))
            found = set(words_in(" ".join((stored.passage.text, *stored.passage.heading))))
            words.update(found)
            stems.update({stem(word) for word in found})
            shown_of[stored.document_id] += 1
        shown = {d for d, one in documents.items() if show_restricted or not is_withheld(one.facts, None)}
        for title in _titles(store, [documents[d] for d in shown], show_restricted=show_restricted):
            new = set(words_in(title))
            words.update(new - words.keys())
            stems.update({stem(word) for word in new} - stems.keys())
        boilerplate = frozenset(t for t, n in Counter(text for text, _ in forms).items() if n > 1)
        return cls(
            index.revision,
            index,
            {d: replace(one, passages=shown_of[d]) if d in shown else one for d, one in documents.items()},
            words,
            stems,
            shown_of.total(),
            store.acronyms(shown),
            Synonyms.among(words, *store.words()),
            boilerplate,
            show_restricted,
            frozenset() if show_restricted else frozenset(stored.key for stored in withheld),
            _withheld_words(withheld, documents) if show_restricted and withheld else None,
            replaced_in(store, {d: documents[d] for d in shown}),
        )

    def may_show(self, stored: StoredPassage) -> bool:
        """Whether a passage may be shown, as far as the part that it stands in is concerned."""
        return self.show_restricted or stored.part is None or stored.part.marking is Marking.PUBLIC

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


def _titles(store: Store, documents: Sequence[Document], *, show_restricted: bool) -> Iterator[str]:
    """Yield what papers are called, and the parts of packs that may be shown."""
    parts = store.all_parts()
    for document in documents:
        facts = document.facts
        yield " ".join(filter(None, (facts.title, facts.body, facts.area, facts.reference)))
        for part in parts.get(document.id, ()):
            if show_restricted or part.marking is Marking.PUBLIC:
                yield f"{part.title} {part.author or ''}"


def _withheld_words(withheld: Sequence[StoredPassage], documents: Mapping[str, Document]) -> WithheldWords:
    return WithheldWords(
        (s.key, s.document_id, indexed_words(s.passage, documents[s.document_id].facts, s.part))
        for s in withheld
    )
