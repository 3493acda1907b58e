"""Writes small PDFs line by line, for tests of what is read of them."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.documents import Block, BlockKind, ReadPaper

LEFT, TOP = 72, 770
BODY = (
    "The Panel noted the report on out of court disposals, which had been circulated with the agenda,"
    " and thanked the officers who had prepared it for the care that they had taken over its tables."
)


class Paper:
    """Writes a small paper, line by line from the top of each page."""

    def __init__(self, path: Path, title: str | None = None) -> None:
        self.path = path
        self.canvas = Canvas(str(path), pagesize=A4, invariant=True)
        if title:
            self.canvas.setTitle(title)
        self.y = TOP

    def line(
        self, text: str, *, font: str = "Helvetica", size: float = 11, x: float = LEFT, gap: float = 0
    ) -> "Paper":
        self.y -= gap
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, text)
        self.y -= size * 1.2
        return self

    def heading(self, text: str, size: float = 14) -> "Paper":
        return self.line(text, font="Helvetica-Bold", size=size, gap=14)

    def paragraph(self, text: str, *, x: float = LEFT, first: str = "") -> "Paper":
        self.y -= 10
        words, line = text.split(), first
        lines = []
        for word in words:
            if len(line) + len(word) > 80:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        for each in [*lines, line]:
            self.line(each, x=x)
        return self

    def row(self, cells: list[str], xs: list[float], *, font: str = "Helvetica") -> "Paper":
        self.canvas.setFont(font, 10)
        for x, cell in zip(xs, cells, strict=True):
            self.canvas.drawString(x + 4, self.y, cell)
        self.y -= 20
        return self

    def at(self, text: str, y: float, x: float = LEFT) -> "Paper":
        self.canvas.setFont("Helvetica", 9)
        self.canvas.drawString(x, y, text)
        return self

    def page(self) -> "Paper":
        self.canvas.showPage()
        self.y = TOP
        return self

    def save(self) -> Path:
        self.canvas.save()
        return self.path


def blocks(read: ReadPaper, kind: BlockKind | None = None) -> list[Block]:
    return [block for page in read.pages for block in page.blocks if kind in (None, block.kind)]


def texts(read: ReadPaper, kind: BlockKind | None = None) -> list[str]:
    return [block.text for block in blocks(read, kind)]
