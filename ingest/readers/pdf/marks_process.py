"""Pages are drawn, and their letters found, in a process of its own, with limits, as files are read.

PDFium must not be used from two threads at once, and a page may be made to take minutes, or to crash it:
neither may happen to the process that answers questions.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import AgreedError, PaperRefused
from ingest.readers.child import LimitedProcess
from ingest.readers.limits import MOST_BYTES, check_file
from ingest.readers.pdf.marks_letters import PageLetters, read_letters
from ingest.readers.worker import serve

MOST_SECONDS = 10.0  # a page takes some hundredths
MOST_MEMORY = 512 * 1024 * 1024
IDLE_SECONDS = 300.0  # the child holds about 60 MB
SMALLEST, LARGEST = 100, 2400  # pixels: how wide a picture may be asked for

Place = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class LettersAsked:
    """The letters of page ``number`` (from 1) of the PDF at ``path`` are wanted."""

    path: Path
    number: int

    @property
    def name(self) -> str:
        """The page's name in messages."""
        return f"Page {self.number}"


@dataclass(frozen=True, slots=True)
class PictureAsked:
    """The picture of page ``number`` (from 1) of the PDF at ``path`` is wanted, with ``marks`` on it."""

    path: Path
    number: int
    width: int
    marks: tuple[Place, ...] = ()

    @property
    def name(self) -> str:
        """The page's name in messages."""
        return f"Page {self.number}"


class PageProcess:
    """Draws pages in a child process that is started at need and kept. Safe to use from many threads.

    Those wait for one another: a page takes some hundredths of a second, a hostile one ``seconds`` at most.
    A child that has had nothing to do for ``idle`` seconds ends.
    """

    def __init__(
        self, *, seconds: float = MOST_SECONDS, memory: int = MOST_MEMORY, idle: float = IDLE_SECONDS
    ) -> None:
        self._child = _Child(seconds=seconds, memory=memory)
        self._one_at_a_time = threading.Lock()
        self._idle = idle
        self._ending: threading.Timer | None = None

    def close(self) -> None:
        """End the child process; a later request starts another."""
        with self._one_at_a_time:
            if self._ending:
                self._ending.cancel()
            self._child.close()

    @property
    def pid(self) -> int | None:
        """The child's process id; None while there is none."""
        return self._child.pid

    def letters(self, path: Path, number: int) -> PageLetters:
        """Return the letters of page ``number`` (from 1) of the PDF at ``path``.

        Raises PaperUnreachable when the file is gone; PaperRefused when the page cannot be read, or takes
        too long or too much memory.
        """
        found = self._ask(LettersAsked(path.resolve(), number))
        assert isinstance(found, PageLetters)
        return found

    def picture(self, path: Path, number: int, width: int, marks: Sequence[Place] = ()) -> bytes:
        """Return page ``number`` (from 1) as PNG, ``width`` pixels wide (``SMALLEST`` to ``LARGEST``).

        ``marks`` are places in points from the top left. Raises as ``letters`` does.
        """
        width = min(max(width, SMALLEST), LARGEST)
        found = self._ask(PictureAsked(path.resolve(), number, width, tuple(marks)))
        assert isinstance(found, bytes)
        return found

    def _ask(self, asked: LettersAsked | PictureAsked) -> object:
        check_file(asked.path, MOST_BYTES)
        with self._one_at_a_time:
            if self._ending:
                self._ending.cancel()
            try:
                return self._child.ask(asked)
            finally:
                self._ending = threading.Timer(self._idle, self.close)
                self._ending.daemon = True
                self._ending.start()


class _Child(LimitedProcess):
    program = (
        "import sys; sys.path.insert(0, {root!r}); "
        "from ingest.readers.pdf.marks_process import main; main({memory})"
    )


def main(memory: int) -> None:
    """Serve in the child; requests are ``LettersAsked`` and ``PictureAsked``."""
    serve(_answer, memory)


def _answer(asked: LettersAsked | PictureAsked) -> PageLetters | bytes:
    try:
        if isinstance(asked, LettersAsked):
            return read_letters(asked.path, asked.number)
        # Only the child needs it, and only for pictures.
        from ingest.readers.pdf.marks_drawing import draw_page  # noqa: PLC0415

        return draw_page(asked.path, asked.number, asked.width, asked.marks)
    except (AgreedError, MemoryError):
        raise
    except Exception as error:  # a damaged file may raise anything
        raise PaperRefused(
            f"{asked.name} could not be drawn.",
            hint="The file may be damaged there. Download the paper and look at it in another program.",
        ) from error
