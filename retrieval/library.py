"""An open store with its indexes and encoder: everything that a surface may ask of it.

The API, the command line and the web chat all call the methods of one ``Library``; none of them
reaches below it. A ``Library`` may be used from many threads.
"""

import datetime
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.documents import Document, Marking, Page, Part
from ingest.encoder import Encoder, open_encoder
from ingest.errors import NotInStore, RequestInvalid
from ingest.links import read_links
from ingest.lock import ingest_lock
from ingest.originals import Originals
from ingest.report import IngestReport, OnProgress
from ingest.scanned_pages import OpenPageReader
from ingest.store import FileState, Store, StoredPassage, is_withheld, no_document, no_passage
from retrieval import dictionary
from retrieval.answer_cache import MOST_KEPT, AnswerCache
from retrieval.answering.answer import Answer, Box, Filters, Hit, SearchResult
from retrieval.answering.citations import hit_of
from retrieval.answering.compose import (
    IN_SEARCH,
    PART,
    WHOLE,
    Depth,
    Sources,
    Understanding,
    compose,
    likelihood,
    ranked,
    searched,
    understanding,
)
from retrieval.answering.parts import with_parts
from retrieval.answering.refusal import talk_in
from retrieval.cross_encoder import CrossEncoder, OnnxCrossEncoder
from retrieval.encoding_ahead import EncodingAhead
from retrieval.indexing.tidying import tidy
from retrieval.interpreting.parts import parts_of
from retrieval.paper_links import PaperLinks, paper_links
from retrieval.query import Question, checked, interpret
from retrieval.readings import ReadingReport, ReadingTotals, reading_report
from retrieval.records import Catalogue
from retrieval.search import Found
from retrieval.side_by_side import SideBySide
from retrieval.snapshot import Snapshot
from retrieval.taking_apart import take_apart
from retrieval.threads import keep_products_to_one_thread
from retrieval.turn_by_turn import TurnByTurn

if TYPE_CHECKING:
    from retrieval.marks import Marks
    from retrieval.page_sources import PageSources

MOST_HITS = 100
_TRIED, _LONGEST_TRIED = "What was agreed on", 200


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

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        cross_encoder: CrossEncoder | None = None,
        *,
        show_restricted: bool = False,
        answers_kept: int = MOST_KEPT,
    ) -> None:
        keep_products_to_one_thread()
        self._store = store
        self._encoder = encoder
        self._helpers = SideBySide()
        self._cross_encoder = cross_encoder or OnnxCrossEncoder(helpers=self._helpers)
        self._show_restricted = show_restricted
        self._snapshot: Snapshot | None = None
        self._answers = AnswerCache(answers_kept)
        self._turns = TurnByTurn()
        self._refreshing = threading.Lock()
        self._reading_report: tuple[int, ReadingReport] | None = None
        self._catalogue: tuple[int, Catalogue] | None = None
        self._warm_at: int | None = None

    @classmethod
    def open(
        cls,
        data: Path,
        *,
        model: str | None = None,
        encoder: Encoder | None = None,
        show_restricted: bool = False,
        answers_kept: int = MOST_KEPT,
    ) -> "Library":
        """Open the store under ``data``; cheap: the model and the index load when first needed.

        ``encoder`` is used in place of that of ``model`` when given.
        Up to ``answers_kept`` answers are given again as they were, until the store moves on. There is one
        cache for each library, so that none is shared between those who may see everything and others.
        Raises StoreError, and ModelMismatch when the store was made with another model.
        """
        store = Store(data)
        encoder = encoder or open_encoder(model)
        store.check_model(encoder.fingerprint)
        return cls(store, encoder, show_restricted=show_restricted, answers_kept=answers_kept)

    def close(self) -> None:
        """Close the store, and end the process that draws pages."""
        if "_pages" in vars(self):
            self._pages.close()
        self._turns.close()
        self._store.close()

    @property
    def revision(self) -> int:
        """The store's revision: another one means that papers came or went."""
        return self._store.revision

    def warm(self) -> None:
        """Load the index, the models and the words now, and try a question: whoever asks first need not wait.

        It costs nothing where the store has not moved on since.
        """
        sources = self._sources()
        if self._warm_at == sources.snapshot.revision:
            return
        self._cross_encoder.log_odds(_TRIED, [_TRIED])
        titles = (document.facts.title for document in sources.catalogue.documents.values())
        # About a paper that is there: what is found has to be read and judged, too.
        self.ask(f"{_TRIED} {next(titles, '')}"[:_LONGEST_TRIED])
        dictionary.load()
        self._warm_at = sources.snapshot.revision

    def take_apart(self, stopped: Callable[[], bool] = lambda: False) -> None:
        """Take passages apart before questions find them: the first to find one is then as quick as the next.

        Nobody need wait for it. It ends as soon as it is ``stopped``, and does nothing for a store of more
        passages than are kept in memory. Raises StoreError.
        """
        take_apart(self._store, self._current(), stopped)

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
        sources, wanted = self._sources(), filters or Filters()

        def compose_one(asked: str, before: Sequence[str], depth: Depth) -> Answer:
            understood, beside = self._begun(asked, before, ignore, sources)
            return compose(understood, wanted, beside, depth)

        def answer() -> Answer:
            before = [earlier for earlier in history if talk_in(earlier) is None]
            # Begun once, and not by each of some thirty who look something up.
            with self._store.reading():
                whole, parts = compose_one(question, before, WHOLE), parts_of(question)
                if len(parts) == 1:
                    return whole
                return with_parts(
                    whole,
                    [compose_one(part, [*before, *parts[:i]], PART) for i, part in enumerate(parts)],
                )

        return self._answers.answer(
            lambda: self._turns.do(answer),
            sources.snapshot.revision,
            question,
            history=history,
            filters=wanted,
            ignore=ignore,
        )

    def understand(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        filters: Filters | None = None,
        ignore: Set[str] = frozenset(),
    ) -> Understanding | None:
        """Return what ``ask`` will make of a question, in a fraction of its time; None for mere talk.

        Raises what ``ask`` raises.
        """
        sources = self._sources()
        before = [earlier for earlier in history if talk_in(earlier) is None]
        understood = self._interpreted(question, before, ignore, sources.snapshot)
        return understanding(understood, filters or Filters(), sources)

    def _interpreted(
        self, question: str, before: Sequence[str], ignore: Set[str], snapshot: Snapshot
    ) -> Question:
        """Return what a question asks; remembered, for it is often shown before it is answered."""
        today = datetime.date.today()  # "last year" is told from it
        return snapshot.remembered(
            ("interpreted", question, tuple(before), frozenset(ignore), today),
            lambda: interpret(question, before, snapshot, self._encoder.encode, ignore=ignore, today=today),
        )

    def _begun(
        self, typed: str, before: Sequence[str], ignore: Set[str], sources: Sources
    ) -> tuple[Question, Sources]:
        """Return what a question asks, and ``sources`` with its encoding, which is begun if a core is free.

        Raises QuestionInvalid.
        """
        encoding = EncodingAhead(self._encoder, self._helpers, checked(typed))
        question = self._interpreted(typed, before, ignore, sources.snapshot)
        return question, replace(sources, encoder=encoding)

    def likelihood(
        self, question: str, *, history: Sequence[str] = (), filters: Filters | None = None
    ) -> float:
        """Return how likely the papers are to answer ``question``, 0..1; ``ask`` decides by it."""
        sources = self._sources()
        understood = self._interpreted(question, history, frozenset(), sources.snapshot)
        return likelihood(understood, filters or Filters(), sources)

    def search(
        self, query: str, *, k: int = 10, filters: Filters | None = None, history: Sequence[str] = ()
    ) -> SearchResult:
        """Return the ``k`` passages nearest to ``query``, best first; ``k`` is 1 to ``MOST_HITS``."""
        if not 1 <= k <= MOST_HITS:
            raise RequestInvalid(f"k is {k}; it must be 1 to {MOST_HITS}.", hint="Ask for fewer passages.")
        filters = filters or Filters()
        question, sources = self._begun(query, history, frozenset(), self._sources())
        depth = replace(IN_SEARCH, passages=max(k, IN_SEARCH.passages))
        with self._store.reading():
            found, _ = ranked(question, filters, sources, depth)
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
        document = self._document_with_page(document_id, number)
        return self._store.page(document.id, number)

    def page_size(self, document_id: str, number: int) -> tuple[float, float] | None:
        """Return the (width, height) of a page as displayed, in points; None where it has no picture.

        Raises NotInStore as ``page`` does.
        """
        return self._pages.size(self._document_with_page(document_id, number), number)

    def page_picture(self, document_id: str, number: int, *, width: int, boxes: Sequence[Box] = ()) -> bytes:
        """Return page ``number`` (1-based) as a PNG ``width`` pixels wide, with ``boxes`` marked on it.

        Raises NotInStore as ``page`` does, and where there is no picture; PaperRefused when the page
        cannot be drawn.
        """
        return self._pages.picture(self._document_with_page(document_id, number), number, width, boxes)

    def original(self, document_id: str) -> Path:
        """Return the file that holds a paper's bytes.

        Raises NotInStore, also for one that is withheld, for a pack of which a part is (its file holds
        that part too), and when the file is kept nowhere.
        """
        document = self.document(document_id)
        closed = self.contents(document.id).withheld_parts
        if closed:
            raise NotInStore(
                f"This pack is not given out whole: {closed} of its parts"
                f" {'is' if closed == 1 else 'are'} closed to the public.",
                hint="Its other pages can be opened one by one.",
            )
        return self._pages.original(document)

    def has_original(self, document_id: str) -> bool:
        """Whether ``original`` would return a file."""
        try:
            return self.original(document_id).is_file()
        except NotInStore:
            return False

    def marks(self, passage_id: str, start: int, end: int) -> "Marks":
        """Return where the characters ``start`` to ``end`` of a passage stand on its pages.

        No boxes where that is not known: the paper is no PDF, or its file is no longer there. Raises
        NotInStore as ``passage`` does.
        """
        stored, document = self._shown_passage(passage_id)
        return self._pages.marks(stored, document, start, end)

    def with_boxes(self, answer: Answer) -> Answer:
        """Return ``answer`` with the boxes of each citation's words, where its paper is a PDF at hand."""
        citations = [
            citation.model_copy(
                update={"boxes": list(self.marks(citation.passage_id, citation.start, citation.end).boxes)}
            )
            for citation in answer.citations
        ]
        return answer.model_copy(update={"citations": citations})

    def passage(self, passage_id: str) -> Hit:
        """Return one passage, with its paper; its score is 1.0. Raises NotInStore."""
        stored, document = self._shown_passage(passage_id)
        return hit_of(Found(stored, document, 1.0, 1.0), self._store)

    def catalogue(self) -> Catalogue:
        """Return the records that may be shown: decisions, resolutions, actions, measures, meetings."""
        revision, kept = self._store.revision, self._catalogue
        if kept is None or kept[0] != revision:
            kept = revision, Catalogue.of(self._store, show_restricted=self._show_restricted)
            self._catalogue = kept
        return kept[1]

    def links(self, document_id: str) -> PaperLinks:
        """Return how a paper stands to others that may be shown. Raises NotInStore."""
        shown = self.catalogue().documents
        return paper_links(self.document(document_id), read_links(self._store), shown)

    def reading_report(self) -> ReadingReport:
        """Return how every paper that may be shown was read, and which files were not read, and why."""
        # Counted anew only when the store has moved on: it means a look at every page.
        revision, kept = self._store.revision, self._reading_report
        if kept is None or kept[0] != revision:
            report = reading_report(self._store, show_restricted=self._show_restricted)
            kept = self._reading_report = (revision, report)
        return kept[1]

    def add(
        self,
        paths: Sequence[Path],
        *,
        ocr: OpenPageReader | None = None,
        keep_originals: bool = True,
        on_progress: OnProgress | None = None,
    ) -> IngestReport:
        """Read the files at ``paths`` into the store with the encoder that this library has loaded.

        Waits while another ingest writes. The arguments and errors are those of ``ingest.pipeline.ingest``.
        """
        # Here, for what reads papers is large, and a question does without.
        from ingest.pipeline import ingest  # noqa: PLC0415

        report = ingest(
            paths,
            self._store.folder,
            encoder=self._encoder,
            ocr=ocr,
            wait=True,
            keep_originals=keep_originals,
            on_progress=on_progress,
        )
        tidy(self._store.folder)
        return report

    def file_states(self) -> Mapping[str, FileState]:
        """Return what the store remembers of each file, by its key (``ingest.files.file_key``)."""
        return self._store.files()

    def forget_files(self, keys: Sequence[str]) -> None:
        """Forget files, and the papers that only they held."""
        with ingest_lock(self._store.folder, wait=True):
            self._store.forget_files(keys)

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
            Originals(self._store).prune()
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
            bytes_on_disk=sum(f.stat().st_size for f in self._store.folder.rglob("*") if f.is_file()),
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

    @cached_property
    def _pages(self) -> "PageSources":
        from retrieval.page_sources import PageSources  # noqa: PLC0415 - what reads PDFs is large, too

        return PageSources(self._store)

    def _document_with_page(self, document_id: str, number: int) -> Document:
        """Return a paper whose page ``number`` may be shown, or does not exist. Raises NotInStore."""
        document = self.document(document_id)
        if 1 <= number <= document.pages and number not in self.contents(document.id).pages:
            raise NotInStore(
                f"Page {number} is withheld: it is part of an item that is closed to the public.",
                hint="Whoever looks after this service can say who may see it.",
            )
        return document

    def _shown_passage(self, passage_id: str) -> tuple[StoredPassage, Document]:
        stored = self._store.passage(passage_id)
        document = self._store.document(stored.document_id)
        if not self._show_restricted and is_withheld(document.facts, stored.part):
            raise no_passage(passage_id)
        return stored, document

    def _may_show(self, document: Document) -> bool:
        return self._show_restricted or not is_withheld(document.facts, None)

    def _counted(self, documents: Sequence[Document]) -> list[Document]:
        """Return papers with the count of their passages that may be shown."""
        hidden = {} if self._show_restricted else self._store.withheld_in_parts()
        return [replace(d, passages=d.passages - hidden.get(d.id, 0)) for d in documents]

    def _sources(self) -> Sources:
        return Sources(
            self._store,
            self._current(),
            self._encoder,
            self._cross_encoder,
            self.catalogue(),
            self._show_restricted,
        )

    def _current(self) -> Snapshot:
        """Return the snapshot of the store's revision, taken anew when the store has moved on."""
        snapshot = self._snapshot
        if snapshot is not None and snapshot.revision == self._store.revision:
            return snapshot
        with self._refreshing:
            if self._snapshot is None or self._snapshot.revision != self._store.revision:
                self._snapshot = Snapshot.of(
                    self._store, show_restricted=self._show_restricted, before=self._snapshot
                )
            return self._snapshot
