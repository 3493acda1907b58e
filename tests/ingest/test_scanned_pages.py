"""Scanned pages are filled, and the notes say how surely, which not, and why."""

from pathlib import Path

import pytest

from ingest.documents import Block, BlockKind, Page, ReadPaper
from ingest.errors import ModelUnavailable, PaperRefused, PaperUnreachable
from ingest.scanned_pages import fill, no_text, nothing_found, without_scans

SCAN = Path("pack.pdf")


def block(text: str, page: int) -> Block:
    return Block(BlockKind.PARAGRAPH, text, page)


def paper(pages: int, *scanned: int) -> ReadPaper:
    """A paper of this many pages; those that are not scanned say "typed"."""
    return ReadPaper(
        tuple(
            Page(n, () if n in scanned else (block("typed", n),), label=f"p{n}") for n in range(1, pages + 1)
        ),
        notes=("Page 9 is blank.",),
        scanned=scanned,
    )


class Reads:
    """Reads pages as it is told: (text, confidence), or an error to raise."""

    def __init__(self, **pages: tuple[str, float] | Exception) -> None:
        self.pages = pages

    def read_page(self, path: Path, number: int) -> Page:
        told = self.pages[f"p{number}"]
        if isinstance(told, Exception):
            raise told
        text, confidence = told
        return Page(number, (block(text, number),) if text else (), confidence=confidence)


def notes(read: ReadPaper, **pages: tuple[str, float] | Exception) -> tuple[str, ...]:
    return fill(read, SCAN, Reads(**pages), lambda _: None).notes[1:]


def test_scanned_pages_are_filled_and_keep_their_labels() -> None:
    asked: list[int] = []
    filled = fill(paper(3, 2, 3), SCAN, Reads(p2=("seen", 0.9), p3=("too", 0.8)), asked.append)
    assert filled.pages == (
        Page(1, (block("typed", 1),), "p1"),
        Page(2, (block("seen", 2),), "p2", 0.9),
        Page(3, (block("too", 3),), "p3", 0.8),
    )
    assert (filled.scanned, asked) == ((), [2, 3])
    assert filled.notes[0] == "Page 9 is blank."


def test_the_note_says_how_sure_on_average() -> None:
    # (0.96 + 0.90) / 2 = 0.93
    assert notes(paper(4, 3, 4), p3=("a", 0.96), p4=("b", 0.90)) == (
        "Pages 3 and 4 were read by OCR (93 % sure).",
    )
    assert notes(paper(4, 3), p3=("a", 0.999)) == ("Page 3 was read by OCR (99 % sure).",)


def test_a_page_read_with_little_certainty_is_named() -> None:
    # (0.95 + 0.59) / 2 = 0.77
    assert notes(paper(4, 3, 4), p3=("a", 0.95), p4=("b", 0.59)) == (
        "Pages 3 and 4 were read by OCR (77 % sure).",
        "Page 4 was read with little certainty: check the picture.",
    )
    assert len(notes(paper(4, 4), p4=("b", 0.90))) == 1


def test_pages_without_words_and_pages_that_failed_are_named() -> None:
    assert notes(
        paper(5, 1, 2, 3, 4, 5),
        p1=("", 0.0),
        p2=("", 0.0),
        p3=PaperRefused("It took too long."),
        p4=("a", 0.9),
        p5=("", 0.0),
    ) == (
        "Page 4 was read by OCR (90 % sure).",
        "Pages 1, 2 and 5: OCR found no words.",
        "Page 3 could not be read by OCR.",
    )


@pytest.mark.parametrize("error", [PaperUnreachable("It is gone."), ModelUnavailable("No model.")])
def test_what_is_no_fault_of_the_page_comes_through(error: Exception) -> None:
    with pytest.raises(type(error)):
        fill(paper(2, 2), SCAN, Reads(p2=error), lambda _: None)


@pytest.mark.parametrize(
    ("scanned", "due", "note"),
    [
        ((2,), True, "Page 2 is scanned and not read yet."),
        ((2, 3), False, "Pages 2 and 3 are scanned and not read: OCR is switched off."),
    ],
)
def test_pages_left_unread_are_named(scanned: tuple[int, ...], due: bool, note: str) -> None:
    assert without_scans(paper(3, *scanned), due=due).notes[-1] == note


def test_a_scan_without_text_is_told_with_what_to_do() -> None:
    assert str(no_text("a.pdf", due=False)) == (
        "a.pdf holds no text: it is a scan, and OCR is switched off."
        " Ingest it without --no-ocr, and without AGREED_OCR=off."
    )
    assert "not read it yet" in str(no_text("a.pdf", due=True))
    assert str(nothing_found("a.pdf", ["Page 1: OCR found no words."])).startswith(
        "a.pdf holds no text. Page 1: OCR found no words. If there are words to be seen, scan it again"
    )
