"""An open store with its indexes and encoder: everything that a surface may ask of it.

The API, the command line and the web chat all call the methods of one ``Library``; none of them
reaches below it. A ``Library`` may be used from many threads.
"""

import threading
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.documents import Document, Marking, Page, Part
from ingest.encoder import Encoder, SentenceTransformerEncoder
from ingest.errors import NotInStore, RequestInvalid
from ingest.lock import ingest_lock
from ingest.store import Store, is_withheld, no_document, no_passage
from retrieval.answering.answer import Answer, Filters, Hit, SearchResult
from retrieval.answering.citations import hit_of
from retrieval.answering.compose import Sources, compose, ranked, searched
from retrieval.query import interpret
from retrieval.readings import ReadingReport, ReadingTotals, reading_report
from retrieval.records import Catalogue
from retrieval.search import Found
from retrieval.snapshot import Snapshot

MOST_HITS = 100
RERANKED = 60


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """Counts over the store, withheld papers among them, and what it was made with."""

    data: str
    revision: int
    documents: int
    pages: int
    passages: int
    withheld: int
    model: str
    dimension: int
    bytes_on_disk: int
    areas: dict[str, int]
    kinds: dict[str, int]
    reading: ReadingTotals
    withheld_parts: int = 0  # of packs that are not withheld themselves


@dataclass(frozen=True, slots=True)
class Contents:
    """What may be shown of a paper: the parts of an agenda pack, and the numbers (1-based) of its pages.

    ``withheld_parts`` counts the parts that are left out, with their pages.
    """

    parts: tuple[Part, ...]
    withheld_parts: int
    pages: tuple[int, ...]

    def part_of(self, page: int) -> Part | None:
        """Return the part that a page stands in, or None."""
        return next((part for part in self.parts if part.page_start <= page <= part.page_end), None)


class Library:
    """An open store with its indexes and encoder."""

    def __init__(self, store: Store, encoder: Encoder, *, show_restricted: bool = False) -> None:
        self._store = store
        self._encoder = encoder
        self._show_restricted = show_restricted
        self._snapshot: Snapshot | None = None
        self._refreshing = threading.Lock()
        self._reading_report: tuple[int, ReadingReport] | None = None
        self._catalogue: tuple[int, Catalogue] | None = None

    @classmethod
    def open(cls, data: Path, *, model: str | None = None, show_restricted: bool = False) -> "Library":
        """Open the store under ``data``; cheap: the model and the index load when first needed.

        Raises StoreError, and ModelMismatch when the store was made with another model.
        """
        store = Store(data)
        encoder = SentenceTransformerEncoder(model)
        store.check_model(encoder.fingerprint)
        return cls(store, encoder, show_restricted=show_restricted)

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def warm(self) -> None:
        """Load the model and the index now, so that the first question does not wait for them."""
        self._current()
        self._encoder.encode(["ready"])

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        filters: Filters | None = None,
        ignore: Set[str] = frozenset(),
    ) -> Answer:
        """Answer ``question``; ``history`` are the earlier questions of the conversation, oldest first.

        ``ignore`` are the keys of what is not to be understood as it was (``Answer.understood``).
        Raises QuestionInvalid, ModelError and StoreError.
        """
        sources = self._sources()
        return compose(
            interpret(question, history, sources.snapshot, self._encoder.encode, ignore=ignore),
            filters or Filters(),
            sources,
        )

    def search(
        self, query: str, *, k: int = 10, filters: Filters | None = None, history: Sequence[str] = ()
    ) -> SearchResult:
        """Return the ``k`` passages nearest to ``query``, best first; ``k`` is 1 to ``MOST_HITS``."""
        if not 1 <= k <= MOST_HITS:
            raise RequestInvalid(f"k is {k}; it must be 1 to {MOST_HITS}.", hint="Ask for fewer passages.")
        sources = self._sources()
        filters = filters or Filters()
        question = interpret(query, history, sources.snapshot, self._encoder.encode)
        asked = sources.encoder.encode_question(question.text)
        found, _ = ranked(question, asked, filters, sources, k=max(k, RERANKED))
        return SearchResult(
            query=question.typed,
            interpreted_as=question.text,
            hits=[hit_of(f, sources.store) for f in found[:k]],
            searched=searched(filters, sources),
        )

    def documents(self) -> list[Document]:
        """Return every paper that may be shown, ordered by title.

        A paper's count of passages is that of the passages that may be shown.
        """
        return self._counted([d for d in self._store.documents() if self._may_show(d)])

    def document(self, document_id: str) -> Document:
        """Return one paper. Raises NotInStore, also for one that is withheld."""
        document = self._store.document(document_id)
        if not self._may_show(document):
            raise no_document(document_id)
        return self._counted([document])[0]

    def contents(self, document_id: str) -> Contents:
        """Return what may be shown of a paper. Raises NotInStore, also for one that is withheld."""
        document = self.document(document_id)
        every = self._store.parts(document.id)
        shown = tuple(part for part in every if self._show_restricted or part.marking is Marking.PUBLIC)
        closed = {n for part in every if part not in shown for n in range(part.page_start, part.page_end + 1)}
        pages = tuple(n for n in range(1, document.pages + 1) if n not in closed)
        return Contents(shown, len(every) - len(shown), pages)

    def page(self, document_id: str, number: int) -> Page:
        """Return page ``number`` (1-based) of a paper.

        Raises NotInStore, also for a page of a part that is withheld; it says so, and nothing more.
        """
        document = self.document(document_id)
        if 1 <= number <= document.pages and number not in self.contents(document.id).pages:
            raise NotInStore(
                f"Page {number} is withheld: it is part of an item that is closed to the public.",
                hint="Whoever looks after this service can say who may see it.",
            )
        return self._store.page(document.id, number)

    def passage(self, passage_id: str) -> Hit:
        """Return one passage, with its paper; its score is 1.0. Raises NotInStore."""
        stored = self._store.passage(passage_id)
        document = self._store.document(stored.document_id)
        if not self._show_restricted and is_withheld(document.facts, stored.part):
            raise no_passage(passage_id)
        return hit_of(Found(stored, document, 1.0, 1.0), self._store)

    def catalogue(self) -> Catalogue:
        """Return the records that may be shown: decisions, resolutions, actions, measures, meetings."""
        revision, kept = self._store.revision, self._catalogue
        if kept is None or kept[0] != revision:
            kept = revision, Catalogue.of(self._store, show_restricted=self._show_restricted)
            self._catalogue = kept
        return kept[1]

    def reading_report(self) -> ReadingReport:
        """Return how every paper that may be shown was read, and which files were not read, and why."""
        # Counted anew only when the store has moved on: it means a look at every page.
        revision, kept = self._store.revision, self._reading_report
        if kept is None or kept[0] != revision:
            report = reading_report(self._store, show_restricted=self._show_restricted)
            kept = self._reading_report = (revision, report)
        return kept[1]

    def remove(self, document_id: str) -> Document:
        """Remove a paper (by id or by the file's name) and return what was removed. Raises NotInStore."""
        named = [d for d in self._store.documents() if document_id in (d.id, d.name, d.sha256)]
        if not named:
            raise NotInStore(
                f"There is no paper “{document_id}”.", hint="“agreed documents” lists them with their ids."
            )
        if len(named) > 1:
            ids = ", ".join(d.id for d in named)
            raise RequestInvalid(
                f"“{document_id}” names {len(named)} papers.", hint=f"Give one of the ids: {ids}."
            )
        # A running ingest may count on vectors that no other paper uses any more.
        with ingest_lock(self._store.folder):
            self._store.remove(named[0].id)
            self._store.prune()
        return named[0]

    def status(self) -> LibraryStatus:
        """Return counts over the store."""
        documents, parts = self._store.documents(), self._store.all_parts()
        return LibraryStatus(
            data=str(self._store.folder),
            revision=self._store.revision,
            documents=len(documents),
            pages=sum(d.pages for d in documents),
            passages=sum(d.passages for d in documents),
            withheld=sum(is_withheld(d.facts, None) for d in documents),
            model=self._store.model or self._encoder.fingerprint,
            dimension=self._store.dimension,
            bytes_on_disk=sum(f.stat().st_size for f in self._store.folder.iterdir() if f.is_file()),
            areas=dict(Counter(d.facts.area for d in documents if d.facts.area)),
            kinds=dict(Counter(str(d.facts.kind) for d in documents)),
            reading=reading_report(self._store, show_restricted=True).totals,
            withheld_parts=sum(
                is_withheld(d.facts, part) and not is_withheld(d.facts, None)
                for d in documents
                for part in parts.get(d.id, ())
            ),
        )

    def problems(self) -> list[str]:
        """Return what is wrong with the store; an empty list when it is whole."""
        return self._store.problems()

    def _may_show(self, document: Document) -> bool:
        return self._show_restricted or not is_withheld(document.facts, None)

    def _counted(self, documents: Sequence[Document]) -> list[Document]:
        """Return papers with the count of their passages that may be shown."""
        hidden = {} if self._show_restricted else self._store.withheld_in_parts()
        return [replace(d, passages=d.passages - hidden.get(d.id, 0)) for d in documents]

    def _sources(self) -> Sources:
        return Sources(self._store, self._current(), self._encoder, self.catalogue(), self._show_restricted)

    def _current(self) -> Snapshot:
        """Return the snapshot of the store's revision, taken anew when the store has moved on."""
        snapshot = self._snapshot
        if snapshot is not None and snapshot.revision == self._store.revision:
            return snapshot
        with self._refreshing:
            if self._snapshot is None or self._snapshot.revision != self._store.revision:
                self._snapshot = Snapshot.of(self._store, show_restricted=self._show_restricted)
            return self._snapshot
