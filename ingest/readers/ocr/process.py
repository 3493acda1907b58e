"""Scanned pages are read in a process of their own, with limits, as files are (``ingest.readers.limits``).

It holds the models, about 0.6 GB of memory while it reads, and only while scanned pages are read.
"""

from dataclasses import dataclass
from pathlib import Path

from ingest.cores import usable_cores
from ingest.documents import Page
from ingest.readers.child import LimitedProcess
from ingest.readers.limits import MOST_BYTES, check_file
from ingest.readers.ocr.recognition import Recogniser
from ingest.readers.worker import serve

MOST_SECONDS = 180.0  # a page takes 2 to 5, several times that on a busy machine or lying on its side
MOST_MEMORY = 900 * 1024 * 1024
_MOST_THREADS = 4  # more make a page hardly quicker


@dataclass(frozen=True, slots=True)
class PageAsked:
    """A page to be read from its picture: ``number`` counts from 1 in the PDF at ``path``."""

    path: Path
    number: int

    @property
    def name(self) -> str:
        """The page's name in messages."""
        return f"Page {self.number} of {self.path.name}"


class OcrProcess(LimitedProcess):
    """Reads scanned pages in a child process that is started at need and kept for the next page.

    Use it as a context manager; on leaving, the child ends. Not for use by two threads at once.

    Args:
        seconds: the longest that one page may take, by the clock.
        memory: the most memory of its own that reading may take, in bytes (kept on Linux only).
    """

    program = (
        "import sys; sys.path.insert(0, {root!r}); "
        "from ingest.readers.ocr.process import main; main({memory})"
    )

    def __init__(self, *, seconds: float = MOST_SECONDS, memory: int = MOST_MEMORY) -> None:
        super().__init__(seconds=seconds, memory=memory)

    def read_page(self, path: Path, number: int) -> Page:
        """Read page ``number`` (from 1) of the PDF at ``path`` from its picture.

        The page's ``confidence`` is set; it has no blocks where no words were found. Raises
        PaperUnreachable when the file is gone; PaperRefused when the page cannot be drawn, or takes too
        long, too much memory, or crashes; ModelUnavailable when the models are not installed.
        """
        check_file(path, MOST_BYTES)
        page = self.ask(PageAsked(path.resolve(), number))
        assert isinstance(page, Page)
        return page


def main(memory: int) -> None:
    """Serve in the child; requests are ``PageAsked``."""
    serve(_PageReader().read, memory)


class _PageReader:
    def __init__(self) -> None:
        self._recogniser: Recogniser | None = None

    def read(self, asked: PageAsked) -> Page:
        # Only the child needs these, and they take memory.
        from ingest.readers.ocr.layout import page_of  # noqa: PLC0415
        from ingest.readers.ocr.page import read_picture  # noqa: PLC0415
        from ingest.readers.ocr.pictures import page_picture  # noqa: PLC0415

        self._recogniser = self._recogniser or Recogniser(_threads())
        grey = page_picture(asked.path, asked.number)
        return page_of(read_picture(grey, self._recogniser.lines), asked.number)


def _threads() -> int:
    return min(usable_cores(), _MOST_THREADS)
