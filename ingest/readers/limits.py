"""Files are read in a process of their own, with limits, so that one bad file harms no other.

A file may hold a bomb (300 MB in 300 KB), send a parser round in circles, or crash it. In a
process of its own it can be stopped by the clock and by its memory; the next file gets a new one.
"""

import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from ingest.documents import ReadPaper
from ingest.errors import PaperRefused, PaperUnreachable
from ingest.readers.worker import STARTED, Reply, receive, send

MOST_BYTES = 200 * 1024 * 1024
MOST_SECONDS = 60.0
MOST_MEMORY = 1536 * 1024 * 1024

_ROOT = str(Path(__file__).resolve().parents[2])


class _DiedBefore(PaperUnreachable):
    """The child was gone before it took the file up."""


class ReadingProcess:
    """Reads papers in a child process that is started at need and kept for the next file.

    Use it as a context manager; on leaving, the child ends. Not for use by two threads at once.

    Args:
        seconds: the longest that one file may take, by the clock.
        memory: the most address space that reading may take, in bytes (kept on Linux only).
        most_bytes: the largest file that is read, in bytes.
    """

    # A child that multiprocessing spawns would import the parent's main module again, and with it
    # the encoder; a plain interpreter imports the readers alone.
    program = (
        "import sys; sys.path.insert(0, {root!r}); from ingest.readers.worker import main; main({memory})"
    )

    def __init__(
        self, *, seconds: float = MOST_SECONDS, memory: int = MOST_MEMORY, most_bytes: int = MOST_BYTES
    ) -> None:
        self._seconds = seconds
        self._memory = memory
        self._most_bytes = most_bytes
        self._worker: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child process; a later ``read`` starts another."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        worker.wait()
        for stream in (worker.stdin, worker.stdout):
            if stream is not None:
                with suppress(OSError):  # what was not yet written to a dead child cannot be flushed
                    stream.close()

    @property
    def pid(self) -> int | None:
        """The child's process id; None while there is none."""
        return self._worker.pid if self._worker else None

    def read(self, path: Path) -> ReadPaper:
        """Read one file.

        Raises what the file's reader raises (PaperError), and PaperRefused when the file is missing
        or too large, or when reading it takes too long, too much memory, or crashes.
        """
        self._check_size(path)
        try:
            reply = self._ask(path)
        except _DiedBefore:
            # It was killed while it had nothing to do (by the system, say): not this file's fault.
            reply = self._ask(path)
        if reply.ends:
            self.close()
        if reply.error is not None:
            raise reply.error
        assert reply.paper is not None
        return reply.paper

    def _ask(self, path: Path) -> Reply:
        """Put one file to the child and wait for its reply, no longer than the limit."""
        worker = self._running()
        late = threading.Event()

        def stop() -> None:
            late.set()
            worker.kill()

        timer = threading.Timer(self._seconds, stop)
        timer.daemon = True
        timer.start()
        started = False
        try:
            send(_stream(worker.stdin), str(path.resolve()))
            started = receive(_stream(worker.stdout)) == STARTED
            reply = receive(_stream(worker.stdout))
        except (EOFError, OSError) as error:
            self.close()
            if not started and not late.is_set():
                raise _DiedBefore(
                    f"{path.name} was left out: the process that reads files did not start.",
                    hint="Try again. If it happens again, the machine may be short of memory.",
                ) from error
            raise self._lost(path, late=late.is_set(), status=worker.returncode) from error
        except BaseException:
            # Interrupted between question and reply: the next file must not get this one's reply.
            self.close()
            raise
        finally:
            timer.cancel()
        if late.is_set() or not isinstance(reply, Reply):
            self.close()
        if not isinstance(reply, Reply):
            raise self._lost(path, late=False, status=worker.returncode)
        return reply

    def _check_size(self, path: Path) -> None:
        try:
            size = path.stat().st_size
            regular = path.is_file()
        except OSError as error:
            raise PaperUnreachable(
                f"{path.name} could not be opened: {error.strerror or error}.",
                hint="Check that the file is there and may be read.",
            ) from error
        if not regular:
            raise PaperRefused(
                f"{path.name} is not a file.", hint="Name a file, or the folder that holds the papers."
            )
        if size > self._most_bytes:
            raise PaperRefused(
                f"{path.name} is too large: {_megabytes(size)} of at most {_megabytes(self._most_bytes)}.",
                hint="Split it, or save it with smaller pictures.",
            )

    def _running(self) -> subprocess.Popen[bytes]:
        if self._worker is not None and self._worker.poll() is None:
            return self._worker
        self.close()
        self._worker = subprocess.Popen(
            [sys.executable, "-c", self.program.format(root=_ROOT, memory=self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._worker

    def _lost(self, path: Path, *, late: bool, status: int | None) -> PaperRefused:
        if late:
            return PaperRefused(
                f"{path.name} took longer than {self._seconds:g} seconds to read, and was left out.",
                hint="It may be damaged or hold very large drawings. Print it to a new PDF, or split it.",
            )
        return PaperRefused(
            f"{path.name} made the reading process stop ({_cause(status)}), and was left out.",
            hint="It may be damaged. Print it to a new PDF and add that.",
        )


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.0f} MB"


def _stream(stream: object) -> BinaryIO:
    assert stream is not None
    return stream  # type: ignore[return-value]


def _cause(status: int | None) -> str:
    return f"signal {-status}" if status is not None and status < 0 else f"exit status {status}"
