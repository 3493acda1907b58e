"""What an ingest tells: how far it is while it runs, and what became of every file at its end."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ingest.errors import Outcome


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file.

    ``seconds`` is the time that was spent on reading, embedding and writing it, not on waiting its turn.
    """

    path: str
    outcome: Outcome
    reason: str = ""
    pages: int = 0
    passages: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of every file of one ingest: those found in their order, then those that are gone.

    ``encoded`` counts the passages whose vectors were computed, rather than found in the store;
    ``ocr_pages`` the scanned pages that OCR was asked to read. ``kept`` are files that are gone but
    whose papers were kept, because so many at once are rarely meant (``ingest.forgetting``).
    """

    files: tuple[FileReport, ...]
    seconds: float
    encoded: int
    ocr_pages: int = 0
    kept: tuple[str, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """Return how many files had ``outcome``."""
        return sum(1 for file in self.files if file.outcome is outcome)


class Step(StrEnum):
    """What an ingest is doing."""

    WAITING = "waiting for another ingest to finish"
    READING = "reading"
    EMBEDDING = "embedding"
    WRITING = "writing"
    DONE = "done"  # with the files as they are; scanned pages and words may follow
    SCANS = "reading scanned pages"
    WORDS = "learning words"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: ``done`` of ``total``, and what it is doing now.

    ``noun`` says what is counted: "files" that are settled (in the store, or reported), or "scanned
    pages" that OCR has looked at; ``total`` is 0 where nothing is counted. ``page`` is the 1-based page
    of ``path`` that is being read, where that is one by one.
    """

    done: int
    total: int
    path: str
    step: Step
    page: int | None = None
    noun: str = "files"


OnProgress = Callable[[Progress], None]


class Teller:
    """Tells how far an ingest is; its stages share one, and set what they count in it."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self._on_progress = on_progress
        self._noun = "files"
        self.done = 0
        self.total = 0

    def begin(self, total: int, noun: str = "files") -> None:
        """Count anew, up to ``total``."""
        self.done, self.total, self._noun = 0, total, noun

    def tell(self, step: Step, path: str = "", page: int | None = None) -> None:
        """Say that ``step`` is being done to the file ``path``, on its ``page``."""
        if self._on_progress:
            self._on_progress(Progress(self.done, self.total, path, step, page, self._noun))
