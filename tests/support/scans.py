"""Papers with scanned pages, and a page reader that needs no model."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.documents import Block, BlockKind, Page

PICTURE = None


def scan_paper(folder: Path, name: str, *pages: str | None) -> Path:
    """Write a PDF with a line of text on each page, or a picture where that is ``PICTURE``."""
    path = folder / name
    canvas = Canvas(str(path), invariant=True)
    for text in pages:
        if text is PICTURE:
            # Each in a colour of its own, so that no two papers are the same bytes.
            picture = Image.new("L", (40, 60), sum(name.encode()) % 200)
            canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
        else:
            canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return path


class StandInPageReader:
    """Reads a page as ``read`` says, and remembers which it was asked for.

    ``read`` is given the file's name and the page's number; it returns the text ("" for none), or raises.
    It opens itself, so that it can be handed to ``ingest`` as it is.
    """

    def __init__(
        self, read: Callable[[str, int], str] = lambda name, page: f"{name} page {page} agrees the grant."
    ) -> None:
        self._read = read
        self.confidence = 0.93
        self.asked: list[tuple[str, int]] = []
        self.opened = 0

    def __call__(self) -> Self:
        return self

    def __enter__(self) -> Self:
        self.opened += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def read_page(self, path: Path, number: int) -> Page:
        """Return the page with its one line, if any."""
        self.asked.append((path.name, number))
        text = self._read(path.stem, number)
        blocks = (Block(BlockKind.PARAGRAPH, text, number),) if text else ()
        return Page(number, blocks, confidence=self.confidence)
