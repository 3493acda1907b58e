"""A process of its own for work that a bad file may break, with limits on its time and memory.

A file may hold a bomb (300 MB in 300 KB), send a parser round in circles, or crash it. In a
process of its own it can be stopped by the clock and by its memory; the next file gets a new one.
"""

import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, ClassVar, Self

from ingest.errors import PaperRefused, PaperUnreachable
from ingest.readers.worker import STARTED, Named, Reply, receive, send

_ROOT = str(Path(__file__).resolve().parents[2])


class _DiedBefore(PaperUnreachable):
    """The child was gone before it took the request up."""


class LimitedProcess:
    """Asks a child process that is started at need and kept for the next request.

    Use it as a context manager; on leaving, the child ends. Not for use by two threads at once.

    Args:
        seconds: the longest that one request may take, by the clock.
        memory: the most memory of its own that the child may take, in bytes (kept on Linux only).
    """

    # What the child runs, with {root}, where our packages are, and {memory}. One that multiprocessing
    # spawns would import the parent's main module again, and with it the encoder.
    program: ClassVar[str]

    def __init__(self, *, seconds: float, memory: int) -> None:
        self._seconds = seconds
        self._memory = memory
        self._worker: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child process; a later request starts another."""
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

    def ask(self, request: Named) -> Any:
        """Return what the child makes of ``request``, which it gets pickled.

        Raises what it raises (AgreedError), and PaperRefused when it takes too long, too much memory,
        or crashes.
        """
        try:
            reply = self._ask(request)
        except _DiedBefore:
            # It was killed while it had nothing to do (by the system, say): not this file's fault.
            reply = self._ask(request)
        if reply.ends:
            self.close()
        if reply.error is not None:
            raise reply.error
        return reply.result

    def _ask(self, request: Named) -> Reply:
        """Put one request to the child and wait for its reply, no longer than the limit."""
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
            send(_stream(worker.stdin), request)
            started = receive(_stream(worker.stdout)) == STARTED
            reply = receive(_stream(worker.stdout))
        except (EOFError, OSError) as error:
            self.close()
            if not started and not late.is_set():
                raise _DiedBefore(
                    f"{request.name} was left out: the process that reads files did not start.",
                    hint="Try again. If it happens again, the machine may be short of memory.",
                ) from error
            raise self._lost(request, late=late.is_set(), status=worker.returncode) from error
        except BaseException:
            # Interrupted between question and reply: the next file must not get this one's reply.
            self.close()
            raise
        finally:
            timer.cancel()
        if late.is_set() or not isinstance(reply, Reply):
            self.close()
        if not isinstance(reply, Reply):
            raise self._lost(request, late=False, status=worker.returncode)
        return reply

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

    def _lost(self, request: Named, *, late: bool, status: int | None) -> PaperRefused:
        if late:
            return PaperRefused(
                f"{request.name} took longer than {self._seconds:g} seconds to read, and was left out.",
                hint="It may be damaged or hold very large drawings. Print it to a new PDF, or split it.",
            )
        return PaperRefused(
            f"{request.name} made the reading process stop ({_cause(status)}), and was left out.",
            hint="It may be damaged. Print it to a new PDF and add that.",
        )


def _stream(stream: object) -> BinaryIO:
    assert stream is not None
    return stream  # type: ignore[return-value]


def _cause(status: int | None) -> str:
    return f"signal {-status}" if status is not None and status < 0 else f"exit status {status}"
