"""Small papers of the invented county of Fenshire, for tests of what becomes of files."""

from pathlib import Path

from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from ingest.documents import Block, BlockKind, ReadPaper
from ingest.readers.text import read_text

MINUTES = """# Minutes of a meeting of the Fenshire Police and Crime Panel

3 May 2024

The Panel noted the report on the women's centre in Sedgeford and thanked its staff.

It was resolved that the grant of £42,000 be paid for a second year.
"""


def text_paper(folder: Path, name: str, text: str = MINUTES) -> Path:
    """Write a text paper and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def pdf_paper(
    folder: Path, name: str, lines: tuple[str, ...] = ("The Commissioner agreed the grant.",)
) -> Path:
    """Write a PDF of one page with these lines and return its path."""
    path = folder / name
    canvas = Canvas(str(path), invariant=True)
    for position, line in enumerate(lines):
        canvas.drawString(72, 700 - 40 * position, line)
    canvas.save()
    return path


def locked_paper(folder: Path, name: str) -> Path:
    """Write a PDF that opens only with a password and return its path."""
    path = pdf_paper(folder, name)
    writer = PdfWriter(clone_from=path)
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(path)
    return path


def read_lines(folder: Path, text: str, name: str = "paper.txt") -> ReadPaper:
    """Write ``text`` to a file and read it."""
    return read_text(text_paper(folder, name, text))


def blocks(paper: ReadPaper, kind: BlockKind | None = None) -> list[Block]:
    """Return the blocks of a paper, or those of one kind."""
    return [block for page in paper.pages for block in page.blocks if kind in (None, block.kind)]
