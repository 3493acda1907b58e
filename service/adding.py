"""Papers being added while the service runs: they wait their turn, are read, and can be asked about at once.

One thread reads them, in the order in which they came, several in one run of the ingest. Each paper is in
the store as soon as it is read, so that questions need not wait for the rest.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from ingest.errors import AgreedError, Outcome
from ingest.files import file_key
from ingest.report import FileReport, Progress, Step
from ingest.scanned_pages import OpenPageReader
from retrieval.library import Library
from service.added_files import AddedFiles
from service.conversations import new_id
from service.errors import logged_problem_of
from service.strings import text

log = logging.getLogger(__name__)

MOST_FILES = 500  # in one batch
_MOST_BATCHES = 100
# A file that is being read may take longer: then it is left, and read after the next start.
_SECONDS_TO_STOP = 5.0
# Files that an earlier process kept and did not come to read.
_LEFT_OVER = ""


class Stage(StrEnum):
    """How far an added file is."""

    WAITING = "waiting"
    READING = "reading"
    IN = "in"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Added:
    """A file that was sent, and how far it is.

    ``outcome`` is that of the ingest once it is over; ``reason`` says why there is no paper, or what is to
    be known of it. ``document_id`` is the paper's, from the moment that it can be asked about. ``progress``
    is what the ingest is doing with this very file now; None while it is busy with another.
    """

    name: str
    path: Path | None = None
    stage: Stage = Stage.WAITING
    outcome: Outcome | None = None
    reason: str = ""
    pages: int = 0
    document_id: str | None = None
    progress: Progress | None = None

    @property
    def is_settled(self) -> bool:
        """Whether nothing more will become of it."""
        return self.outcome is not None or self.stage is Stage.FAILED


class _Stopped(BaseException):
    """The service stops: the ingest is left between two steps, as by Ctrl-C."""


class Adding:
    """Takes files, in batches that their senders know by unguessable ids, and reads them by and by."""

    def __init__(
        self,
        library: Library,
        data: Path,
        *,
        ocr: OpenPageReader | None = None,
        keep_originals: bool = True,
    ) -> None:
        self._library = library
        self._files = AddedFiles(data)
        self._ocr = ocr
        self._keep_originals = keep_originals
        self._batches: OrderedDict[str, list[Added]] = OrderedDict()
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None
        self._stopping = False
        self._now: Progress | None = None

    def resume(self) -> None:
        """Read the files that were kept but not read before the service last stopped."""
        self._files.clear_unfinished()
        kept = [path for path in self._files.paths() if file_key(path) not in self._library.file_states()]
        with self._lock:
            self._batches[_LEFT_OVER] = [Added(path.name, path) for path in kept]
            self._start()

    def close(self) -> None:
        """Stop reading, after the paper that is being written; the rest is read after the next start."""
        with self._lock:
            self._stopping = True
            worker = self._worker
        if worker is not None:
            worker.join(_SECONDS_TO_STOP)

    def batch(self, identity: str) -> tuple[Added, ...] | None:
        """Return the files of one batch, in order; None for one that is not known, or was forgotten."""
        with self._lock:
            files = self._batches.get(identity) if identity != _LEFT_OVER else None
            return None if files is None else tuple(map(self._with_progress, files))

    def take(self, identity: str, files: Sequence[tuple[str, BinaryIO]]) -> str:
        """Take files, by name and content, into a batch (a new one unless it is known); return its id.

        What is not taken, because it is no paper or too large, stands in the batch as failed.
        """
        taken = [self._taken(name, content) for name, content in files]
        with self._lock:
            if identity == _LEFT_OVER or identity not in self._batches:
                identity = new_id()
                self._batches[identity] = []
                while len(self._batches) > _MOST_BATCHES:
                    self._batches.popitem(last=False)
            batch = self._batches[identity]
            batch.extend(taken[: MOST_FILES - len(batch)])
            self._start()
        return identity

    def _with_progress(self, file: Added) -> Added:
        now = self._now
        if now is None or file.path is None or file.is_settled or file_key(file.path) != now.path:
            return file
        return replace(file, progress=now)

    def _taken(self, name: str, content: BinaryIO) -> Added:
        try:
            return Added(name, self._files.save(name, content))
        except AgreedError as error:
            return Added(name, stage=Stage.FAILED, outcome=Outcome.REFUSED, reason=str(error))
        except OSError:
            log.exception("An added file could not be kept")
            return Added(name, stage=Stage.FAILED, reason=text("add.not_kept"))

    def _start(self) -> None:
        """Start the thread that reads, unless it runs or nothing waits. The lock is held."""
        if self._worker is None and not self._stopping and self._waiting():
            self._worker = threading.Thread(target=self._work, name="adding", daemon=True)
            self._worker.start()

    def _waiting(self) -> list[Path]:
        """Return the files that wait, each once, in order. The lock is held."""
        waiting = (f.path for batch in self._batches.values() for f in batch if not f.is_settled)
        return list(dict.fromkeys(path for path in waiting if path is not None))

    def _work(self) -> None:
        while True:
            with self._lock:
                paths = [] if self._stopping else self._waiting()
                if not paths:
                    self._worker = None
                    return
            try:
                self._read(paths)
            except _Stopped:
                log.info("Stopped while papers were being added")
            except Exception as error:  # noqa: BLE001 - whatever happens, nobody may wait for ever
                problem = logged_problem_of(error)
                failed = {"stage": Stage.FAILED, "reason": f"{problem.detail} {problem.hint}".strip()}
                is_in = {"outcome": Outcome.READ}
                keys = [file_key(path) for path in paths]
                self._update(dict.fromkeys(keys, failed), only=[Stage.WAITING, Stage.READING])
                self._update(dict.fromkeys(keys, is_in))

    def _read(self, paths: Sequence[Path]) -> None:
        keys = [file_key(path) for path in paths]

        def follow(progress: Progress) -> None:
            if self._stopping:
                raise _Stopped
            self._show_papers(keys)
            self._now = progress
            if progress.step is Step.READING:
                self._update({progress.path: {"stage": Stage.READING}}, only=[Stage.WAITING])

        try:
            report = self._library.add(
                paths, ocr=self._ocr, keep_originals=self._keep_originals, on_progress=follow
            )
        finally:
            self._now = None
        self._show_papers(keys)
        self._discard([file.path for file in report.files if _gave_nothing(file)])
        self._update({file.path: _settled(file) for file in report.files})

    def _show_papers(self, keys: Sequence[str]) -> None:
        """Note which files are papers of the store by now."""
        states = self._library.file_states()
        papers = {key: states[key].document_id for key in keys if key in states}
        self._update(
            {key: {"stage": Stage.IN, "document_id": paper} for key, paper in papers.items() if paper}
        )

    def _discard(self, keys: Sequence[str]) -> None:
        """Delete files that gave no paper, so that they are neither kept nor listed as unread."""
        if keys:
            self._library.forget_files(keys)
            for key in keys:
                self._files.discard(Path(key))

    def _update(
        self, changes: Mapping[str, Mapping[str, object]], *, only: Sequence[Stage] = tuple(Stage)
    ) -> None:
        """Change the files, by key, that are at one of the stages ``only`` and not settled."""
        with self._lock:
            for batch in self._batches.values():
                for index, file in enumerate(batch):
                    change = changes.get(file_key(file.path)) if file.path else None
                    if change and not file.is_settled and file.stage in only:
                        batch[index] = replace(file, **change)  # type: ignore[arg-type]


def _gave_nothing(report: FileReport) -> bool:
    """Whether no words were got out of a file: not by OCR either."""
    return report.outcome.is_failure and not report.passages


def _settled(report: FileReport) -> dict[str, object]:
    return {
        "stage": Stage.FAILED if _gave_nothing(report) else Stage.IN,
        "outcome": report.outcome,
        "reason": report.reason,
        "pages": report.pages,
    }
