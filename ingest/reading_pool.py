"""Several reading processes at once, a little ahead of the one that writes.

The pool's threads wait for their processes, so that the parsing of papers takes other cores than the
embedding, and prepare what was read while others are embedded. Papers come back in the order of the files,
whatever the order in which they were read.
"""

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from ingest.cores import usable_cores
from ingest.documents import ReadPaper
from ingest.errors import PaperError, PaperRefused, PaperUnreachable
from ingest.files import FoundFile, digest_of, storable
from ingest.prepared import Prepare, PreparedPaper
from ingest.readers.limits import ReadingProcess

_MOST_PROCESSES = 4
# What is read ahead waits in memory, at about 30 KB a page: many files of a page each, or few of a thousand.
_FILES_AHEAD = 4  # for each process
_PAGES_AHEAD = 2000
_SECONDS_BETWEEN_KILLS = 0.05


class Reader(Protocol):
    """Reads one file at a time, as ``ReadingProcess`` does."""

    def read(self, path: Path) -> ReadPaper:
        """Read one file. Raises PaperError."""

    def close(self) -> None:
        """Stop, also in the middle of a file."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking a file up: its digest (sha256, hex), and its paper or the reason for none.

    ``read`` is None, without an ``error``, where the paper was said to be stored already. ``prepared`` is
    None of one with pages still to be read by OCR, and of one that cannot be: whoever prepares it is told
    why.
    """

    digest: str
    read: ReadPaper | None
    error: PaperError | None
    seconds: float
    prepared: PreparedPaper | None = None


class ReadingPool:
    """Reads files in up to ``processes`` processes; use it as a context manager.

    On leaving, the processes end, also in the middle of a file. The pool is for one thread. With ``prepare``,
    papers are prepared, too, but for those of which pages are still to be read by OCR.
    """

    def __init__(
        self,
        processes: int | None = None,
        *,
        open_reader: Callable[[], Reader] = ReadingProcess,
        prepare: Prepare | None = None,
    ) -> None:
        self._prepare = prepare
        self._processes = processes or most_processes()
        self._readers = [open_reader() for _ in range(self._processes)]
        self._idle: queue.SimpleQueue[Reader] = queue.SimpleQueue()
        for reader in self._readers:
            self._idle.put(reader)
        self._threads = ThreadPoolExecutor(self._processes, thread_name_prefix="reading")
        self._turns = count()
        self._ahead: deque[tuple[int, FoundFile, Future[Taken]]] = deque()
        self._pages: dict[int, int] = {}  # by turn, of papers that were read and wait to be taken
        self._changed = threading.Condition()
        self._closing = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._threads.shutdown(wait=False, cancel_futures=True)
        pending = [future for _, _, future in self._ahead if not future.cancelled()]
        while True:
            # Again and again: a process that dies before it took its file up is started once more.
            for reader in self._readers:
                reader.close()
            if not wait(pending, timeout=_SECONDS_BETWEEN_KILLS).not_done:
                break
        for reader in self._readers:
            reader.close()

    def take_up(
        self,
        files: Iterable[FoundFile],
        is_stored: Callable[[str], bool],
        on_turn: Callable[[FoundFile], None] = lambda _: None,
    ) -> Iterator[tuple[FoundFile, Taken]]:
        """Read ``files`` and give them back in their order.

        A file whose digest ``is_stored`` is not read; that is asked from other threads. ``on_turn`` is
        called in this one with the file that everything now waits for.
        """
        waiting = iter(files)
        while True:
            while len(self._ahead) < _FILES_AHEAD * self._processes and (file := next(waiting, None)):
                turn = next(self._turns)
                self._ahead.append(
                    (turn, file, self._threads.submit(self._take_ahead, turn, file, is_stored))
                )
            if not self._ahead:
                return
            _, file, _ = self._ahead[0]
            on_turn(file)
            yield file, self._first()

    def read_now(self, file: FoundFile) -> Taken:
        """Read one file as soon as a process is free."""
        return self._take(file, lambda _: False)

    def _first(self) -> Taken:
        """Wait for the paper whose turn it is."""
        turn, _, future = self._ahead[0]
        taken = future.result()
        self._ahead.popleft()
        with self._changed:
            self._pages.pop(turn, None)
            self._changed.notify_all()
        return taken

    def _take_ahead(self, turn: int, file: FoundFile, is_stored: Callable[[str], bool]) -> Taken:
        with self._changed:
            self._changed.wait_for(lambda: self._closing or self._may_read(turn))
            if self._closing:
                return Taken("", None, None, 0.0)
        taken = self._take(file, is_stored)
        with self._changed:
            self._pages[turn] = len(taken.read.pages) if taken.read else 0
        return taken

    def _may_read(self, turn: int) -> bool:
        # Only papers before its own hold a file up: the one that all others wait for is never held up.
        return sum(pages for other, pages in self._pages.items() if other < turn) < _PAGES_AHEAD

    def _take(self, file: FoundFile, is_stored: Callable[[str], bool]) -> Taken:
        began = time.perf_counter()
        digest = ""
        read = error = None
        reader = self._idle.get()
        try:
            seen = _seen(file.path)
            digest = digest_of(file.path)
            if not is_stored(digest):
                read = reader.read(file.path)
                if _seen(file.path) != seen:
                    raise PaperUnreachable(
                        f"{file.path.name} changed while it was being read.",
                        hint="The next ingest reads it again.",
                    )
        except PaperError as found:
            read, error = None, found
        finally:
            self._idle.put(reader)
        prepared = self._prepared(file, digest, read) if read else None
        return Taken(digest, read, error, time.perf_counter() - began, prepared)

    def _prepared(self, file: FoundFile, digest: str, read: ReadPaper) -> PreparedPaper | None:
        if self._prepare is None or read.scanned:
            return None
        try:
            return self._prepare(read, digest, storable(file.path.name))
        except PaperRefused:
            return None


def most_processes() -> int:
    """Return how many reading processes this machine should run: one a core, at most four."""
    return max(1, min(usable_cores(), _MOST_PROCESSES))


def _seen(path: Path) -> tuple[int, int] | None:
    """Return size and time; None of a file that is not there, which reading it tells better."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns
