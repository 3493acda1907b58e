"""How the pages of each paper were read, as the store counts it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.documents import Block, BlockKind, DocumentFacts, DocumentKind, Page
from ingest.errors import Outcome
from ingest.prepared import PreparedPaper
from ingest.store import FileState, ReadingCounts, Store

WORDS = Block(BlockKind.PARAGRAPH, "The grant was agreed.", 1)
ROW = Block(BlockKind.TABLE_ROW, "", 1, cells=("Clinic", "£4"), header=("What", "Cost"))
# A cell and a paragraph that look like the store's own way of writing a row.
LOOKALIKES = (
    Block(BlockKind.PARAGRAPH, '["table_row", "x"]', 1),
    Block(BlockKind.TABLE_ROW, "", 1, cells=("table_row", '["table_row"]')),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "data", create=True)
    yield opened
    opened.close()


def write(store: Store, sha256: str, *pages: Page) -> str:
    paper = PreparedPaper(sha256 * 64, DocumentFacts(DocumentKind.REPORT, "Report"), pages, ())
    file = FileState(f"/papers/{sha256}.pdf", 1, 1, "1", sha256 * 16, Outcome.READ, "")
    store.write_paper(paper, file, {}, model="stand-in/float32", reading="1")
    return sha256 * 16


def test_each_page_is_of_text_read_by_ocr_or_without_words(store: Store) -> None:
    paper = write(
        store,
        "a",
        Page(1, (WORDS,)),
        Page(2, (WORDS,), confidence=0.9),
        Page(3, (WORDS, WORDS), confidence=0.7),
        Page(4, ()),
        Page(5, (), confidence=0.1),  # tried by OCR, which found no words: it is not sure of any
    )
    counts = store.reading_counts()[paper]
    assert (counts.text_pages, counts.ocr_pages, counts.blank_pages, counts.pages) == (1, 2, 2, 5)
    assert counts.confidence == pytest.approx(0.8)


def test_without_ocr_nothing_is_said_of_confidence(store: Store) -> None:
    paper = write(store, "a", Page(1, (WORDS,)), Page(2, ()))
    assert store.reading_counts() == {paper: ReadingCounts(text_pages=1, blank_pages=1)}


def test_rows_of_tables_are_counted_and_not_the_passages_that_hold_them(store: Store) -> None:
    one = write(store, "a", Page(1, (WORDS, ROW, ROW)), Page(2, (ROW,)))
    other = write(store, "b", Page(1, LOOKALIKES))
    counts = store.reading_counts()
    assert (counts[one].table_rows, counts[other].table_rows) == (3, 1)


def test_an_empty_store_counts_nothing(store: Store) -> None:
    assert store.reading_counts() == {}
