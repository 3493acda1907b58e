"""What the store held at one revision, in the form that questions need."""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from ingest.documents import Document, DocumentKind, Marking
from ingest.kept import Kept
from ingest.sentences import split_sentences
from ingest.store import Store, StoredPassage, indexed_words, is_withheld
from ingest.words import words_in
from retrieval.indexing.choosing import Chooser
from retrieval.indexing.said import Said
from retrieval.indexing.segments import Segments
from retrieval.indexing.texts import title_of
from retrieval.keyword_index import KeywordIndex, WithheldWords
from retrieval.neighbours import Place
from retrieval.replaced import replaced_in
from retrieval.synonyms import Synonyms
from retrieval.vector_index import VectorIndex
from retrieval.words import stem

T = TypeVar("T")

_MOST_REMEMBERED = 64
_MOST_PLACES = 32_768  # some 200 bytes each
_MOST_NOTICES = 8192


@dataclass(frozen=True)
class Snapshot:
    """The papers, the words they use and the acronyms they define, at one revision.

    ``word_counts`` counts, for each word, the passages that hold it; ``stem_counts`` likewise.
    ``boilerplate`` are the sentences that several decision notices share: those of their form.
    ``replaced`` holds, for each paper that another has taken the place of, that other's id.
    ``places`` keeps where passages stand that were found before, ``approved`` which decision notices found
    before approve what is recommended in them.
    ``withheld_keys`` are the passages of withheld papers and parts; none for who may see them.
    """

    revision: int
    index: VectorIndex
    keywords: KeywordIndex
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
    segments: Segments
    places: Kept[int, Place] = field(default_factory=lambda: Kept(_MOST_PLACES), repr=False, compare=False)
    approved: Kept[str, bool] = field(default_factory=lambda: Kept(_MOST_NOTICES), repr=False, compare=False)
    _remembered: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(
        cls, store: Store, *, show_restricted: bool = False, before: "Snapshot | None" = None
    ) -> "Snapshot":
        """Read the store as it is now; of what is as it was ``before``, little is read again.

        What is withheld is left out: no word, acronym, count, correction or synonym tells of it. A
        paper's count of passages is that of those that may be shown.
        """
        with store.reading():
            segments = Segments.of(store, before.segments if before else None)
            documents = {document.id: document for document in store.documents()}
            withheld = store.withheld_passages()
            shown = {d for d, one in documents.items() if show_restricted or not is_withheld(one.facts, None)}
            said = segments.said()
            hidden = withheld if show_restricted else []
            words, stems = _counted(said, hidden, _titles(store, documents, hidden))
            shown_of = said.shown + Counter(stored.document_id for stored in hidden)
            chooser = Chooser(segments)
            return cls(
                segments.revision,
                VectorIndex(segments, chooser),
                KeywordIndex(segments, chooser),
                {
                    d: replace(one, passages=shown_of[d])
                    if d in shown and one.passages != shown_of[d]
                    else one
                    for d, one in documents.items()
                },
                words,
                stems,
                shown_of.total(),
                store.acronyms(shown),
                Synonyms.among(words, *store.words()),
                _boilerplate(said, hidden, documents),
                show_restricted,
                frozenset() if show_restricted else frozenset(stored.key for stored in withheld),
                _withheld_words(withheld, documents) if show_restricted and withheld else None,
                replaced_in(store, {d: documents[d] for d in shown}),
                segments,
            )

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what ``make`` returned for ``key`` when it was first asked for; a few of these are kept."""
        known = self._remembered
        try:
            return known[key]  # type: ignore[no-any-return]
        except KeyError:
            made = make()
        if len(known) >= _MOST_REMEMBERED:
            known.clear()
        known[key] = made
        return made

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

    @cached_property
    def spelt_out(self) -> dict[tuple[str, ...], list[tuple[int, str]]]:
        """Acronyms by the words that each stands for, where these are several; numbered as in ``expansions``.

        Made once: a question may hold any of them, and to take each apart again took longer than its search.
        """
        found: dict[tuple[str, ...], list[tuple[int, str]]] = {}
        every = ((acronym, phrase) for acronym, phrases in self.expansions.items() for phrase in phrases)
        for number, (acronym, phrase) in enumerate(every):
            words = tuple(words_in(phrase))
            if len(words) > 1:
                found.setdefault(words, []).append((number, acronym))
        return found

    @cached_property
    def longest_spelt_out(self) -> int:
        """How many words the longest of the phrases in ``spelt_out`` has."""
        return max(map(len, self.spelt_out), default=0)


def _counted(
    said: Said, hidden: Sequence[StoredPassage], titles: Iterable[str]
) -> tuple[Counter[str], Counter[str]]:
    """Return how many passages hold each word and stem: of what is ``said``, and of what is hidden."""
    words, stems = Counter(said.words), Counter(said.stems)
    for stored in hidden:
        found = set(words_in(" ".join((stored.passage.text, *stored.passage.heading))))
        words.update(found)
        stems.update({stem(word) for word in found})
    # A title's word that no passage holds is known all the same.
    new = {*said.title_words, *(word for title in titles for word in words_in(title))} - words.keys()
    words.update(new)
    stems.update({stem(word) for word in new} - stems.keys())
    return words, stems


def _titles(
    store: Store, documents: Mapping[str, Document], hidden: Sequence[StoredPassage]
) -> Iterator[str]:
    """Yield what the papers that ``hidden`` passages stand in are called, with their parts."""
    for document_id in {stored.document_id for stored in hidden}:
        yield title_of(store, documents[document_id], show_restricted=True)


def _boilerplate(
    said: Said, hidden: Sequence[StoredPassage], documents: Mapping[str, Document]
) -> frozenset[str]:
    papers = said.forms + Counter(
        text
        for text, _ in {
            (sentence.text, stored.document_id)
            for stored in hidden
            if documents[stored.document_id].facts.kind is DocumentKind.DECISION_NOTICE
            for sentence in split_sentences(stored.passage.text)
        }
    )
    return frozenset(text for text, n in papers.items() if n > 1)


def _withheld_words(withheld: Sequence[StoredPassage], documents: Mapping[str, Document]) -> WithheldWords:
    return WithheldWords(
        (s.key, s.document_id, indexed_words(s.passage, documents[s.document_id].facts, s.part))
        for s in withheld
    )
