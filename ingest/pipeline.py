"""The story of one ingest: files → pages → passages → vectors → the store.

Each paper is written in one transaction. A file that cannot be read is reported by name and
touches nothing else; a file that has not changed costs one look at its size and time.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.documents import PreparedPaper, ReadPaper
from ingest.encoder import Encoder, SentenceTransformerEncoder
from ingest.errors import Outcome, PaperError, PaperRefused, PaperUnreachable
from ingest.files import FoundFile, find_files, gone, storable
from ingest.kinds.acronyms import find_acronyms
from ingest.kinds.recognise import recognise
from ingest.passages import make_passages
from ingest.readers.limits import ReadingProcess
from ingest.store import ID_LENGTH, FileState, Store
from ingest.words import words_in

# Raised whenever reading or cutting changes what is stored of the same bytes: papers are read anew.
READING = "3"

_SHORTEST_WORD = 4
_FAILED = frozenset({Outcome.REFUSED, Outcome.PASSWORD, Outcome.EMPTY})


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file."""

    path: str
    outcome: Outcome
    reason: str = ""
    pages: int = 0
    passages: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of every file of one ingest."""

    files: tuple[FileReport, ...]
    seconds: float
    encoded: int  # passages whose vectors were computed, rather than found in the store

    def count(self, outcome: Outcome) -> int:
        """Return how many files had ``outcome``."""
        return sum(1 for file in self.files if file.outcome is outcome)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: ``done`` of ``total`` files, and what it is doing now."""

    done: int
    total: int
    path: str
    step: str  # "reading", "embedding", "writing", "learning words" or "done"


OnProgress = Callable[[Progress], None]


def ingest(
    paths: Sequence[Path],
    data: Path,
    *,
    model: str | None = None,
    encoder: Encoder | None = None,
    on_progress: OnProgress | None = None,
) -> IngestReport:
    """Bring the store under ``data`` up to date with the files and folders in ``paths``.

    Raises PathNotFound before anything is read when one of ``paths`` does not exist, ModelError
    and StoreError. A file that cannot be read is reported, never raised.
    """
    started = time.perf_counter()
    found = find_files(paths)
    store = Store(data, create=True)
    try:
        run = _Run(store, encoder or SentenceTransformerEncoder(model), on_progress or (lambda _: None))
        store.check_model(run.encoder.fingerprint)
        reports = run.take_in(found)
        reports += run.forget(gone(list(store.files()), found, paths))
        run.learn_words()
        store.prune()
        return IngestReport(tuple(reports), time.perf_counter() - started, run.encoded)
    finally:
        store.close()


class _Run:
    def __init__(self, store: Store, encoder: Encoder, on_progress: OnProgress) -> None:
        self.store = store
        self.encoder = encoder
        self.encoded = 0
        self._tell = on_progress

    def take_in(self, found: Sequence[FoundFile]) -> list[FileReport]:
        known = self.store.files()
        reports: list[FileReport] = []
        with ReadingProcess() as reader:
            for done, file in enumerate(found):
                self._tell(Progress(done, len(found), file.key, "reading"))
                began = time.perf_counter()
                before = known.get(file.key)
                report = self._unchanged(file, before) or self._changed(
                    file, before, reader, done, len(found)
                )
                reports.append(_timed(report, time.perf_counter() - began))
        self._tell(Progress(len(found), len(found), "", "done"))
        return reports

    def forget(self, keys: Sequence[str]) -> list[FileReport]:
        """Forget files that are gone; the papers that only they held stop answering."""
        if keys:
            self.store.forget_files(keys)
        return [FileReport(key, Outcome.REMOVED, "The file is no longer there.") for key in keys]

    def learn_words(self) -> None:
        """Embed the papers' words that are new, so that questions may say the same in other words."""
        if not self.store.words_due:
            return
        known = set(self.store.words()[0])
        new = sorted(vocabulary(stored.passage.text for stored in self.store.all_passages()) - known)
        if new:
            self._tell(Progress(0, 0, "", "learning words"))
        self.store.write_words(new, self.encoder.encode(new))

    @staticmethod
    def _unchanged(file: FoundFile, before: FileState | None) -> FileReport | None:
        """Report a file that is as it was: as unchanged, or again with the reason why it was not read."""
        if before is None or (before.size, before.modified_ns, before.reading) != (
            file.size,
            file.modified_ns,
            READING,
        ):
            return None
        if before.document_id is None and before.outcome not in _FAILED:
            return None  # its paper was removed by hand; asked for again, it is read again
        outcome = before.outcome if before.outcome in _FAILED else Outcome.UNCHANGED
        return FileReport(file.key, outcome, before.reason)

    def _changed(
        self, file: FoundFile, before: FileState | None, reader: ReadingProcess, done: int, total: int
    ) -> FileReport:
        outcome = Outcome.READ if before is None or before.document_id is None else Outcome.CHANGED
        try:
            digest = _sha256(file.path)
            document_id = digest[:ID_LENGTH]
            if self.store.has_document(document_id, READING):
                return self._same_content(file, before, document_id, outcome)
            paper = prepare(reader.read(file.path), digest, storable(file.path.name))
        except PaperUnreachable as error:
            return FileReport(file.key, error.outcome, storable(str(error)))
        except PaperError as error:
            reason = storable(str(error))
            self.store.write_file(_state(file, None, error.outcome, reason))
            return FileReport(file.key, error.outcome, reason)
        self._tell(Progress(done, total, file.key, "embedding"))
        texts = self.store.missing_vectors(paper.passages)
        vectors = dict(zip(texts, self.encoder.encode(list(texts.values())), strict=True)) if texts else {}
        self.encoded += len(texts)
        self._tell(Progress(done, total, file.key, "writing"))
        reason = " ".join(paper.notes)
        self.store.write_paper(
            paper,
            _state(file, document_id, outcome, reason),
            vectors,
            model=self.encoder.fingerprint,
            reading=READING,
        )
        return FileReport(file.key, outcome, reason, len(paper.pages), len(paper.passages))

    def _same_content(
        self, file: FoundFile, before: FileState | None, document_id: str, outcome: Outcome
    ) -> FileReport:
        """Report a file whose bytes are stored already: touched, copied or moved."""
        document = self.store.document(document_id)
        if before is not None and before.document_id == document_id:
            self.store.touch_file(_state(file, document_id, before.outcome, before.reason))
            return FileReport(file.key, Outcome.UNCHANGED, before.reason, document.pages, document.passages)
        other = next((path for path in document.paths if path != file.key and Path(path).exists()), "")
        reason = f"Same content as {other}." if other else ""
        self.store.write_file(_state(file, document_id, outcome, reason))
        return FileReport(file.key, outcome, reason, document.pages, document.passages)


def prepare(read: ReadPaper, digest: str, file_name: str) -> PreparedPaper:
    """Recognise a paper that was read, and cut it into passages. Raises PaperRefused when none result."""
    passages = make_passages(read.pages)
    if not passages:
        raise PaperRefused(
            f"{file_name}: no words could be read from it.", hint="Open it and check what it holds."
        )
    acronyms = {pair for passage in passages for pair in find_acronyms(passage.text)}
    return PreparedPaper(
        sha256=digest,
        facts=recognise(read.pages, file_name=file_name, title=read.title),
        pages=read.pages,
        passages=passages,
        acronyms=tuple(sorted(acronyms)),
        notes=read.notes,
    )


def vocabulary(texts: Iterable[str]) -> set[str]:
    """Return the words of ``texts`` that may have synonyms: of four letters or more, without figures."""
    return {
        word for text in texts for word in words_in(text) if len(word) >= _SHORTEST_WORD and word.isalpha()
    }


def _sha256(path: Path) -> str:
    try:
        if not path.is_file():  # a pipe or a device would be read without end
            raise PaperUnreachable(
                f"{path.name} is not a file.", hint="Name a file, or the folder that holds the papers."
            )
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise PaperUnreachable(
            f"{path.name}: the file cannot be opened ({error.strerror}).", hint="Check that you may read it."
        ) from error


def _state(file: FoundFile, document_id: str | None, outcome: Outcome, reason: str) -> FileState:
    return FileState(file.key, file.size, file.modified_ns, READING, document_id, outcome, reason)


def _timed(report: FileReport, seconds: float) -> FileReport:
    return FileReport(report.path, report.outcome, report.reason, report.pages, report.passages, seconds)
