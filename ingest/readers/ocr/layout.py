"""What was read in a page's picture → the page's blocks, by the rules for PDFs that hold text."""

from ingest.documents import Page
from ingest.readers.ocr.page import ReadPicture
from ingest.readers.pdf.reader import blocks_of
from ingest.readers.pdf.tags import Tags


def page_of(read: ReadPicture, number: int) -> Page:
    """Return page ``number`` (from 1) as it was read, with its confidence; no blocks where nothing was."""
    blocks = blocks_of([(number, read.content)], Tags(), ())
    return Page(number, tuple(blocks.get(number, ())), confidence=read.confidence, words=read.words)
