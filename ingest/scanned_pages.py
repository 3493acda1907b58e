"""Pages that are pictures are read by OCR, and what came of it is said in the paper's notes.

OCR is slow (seconds a page) where reading text is quick, so an ingest first takes in the text of all
papers and comes back to the scanned pages afterwards (``ingest.pipeline``).
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import fmean
from typing import Protocol

from ingest.documents import Page, ReadPaper
from ingest.errors import Outcome, PaperEmpty, PaperError, PaperUnreachable
from ingest.files import FoundFile
from ingest.page_names import pages_named

# A page that is read less surely than this is named, so that somebody looks at its picture.
_SURE = 0.9


class PageReader(Protocol):
    """Reads pages from their pictures."""

    def read_page(self, path: Path, number: int) -> Page:
        """Return page ``number`` (1-based) of a file with ``confidence`` set; no blocks: nothing found.

        Raises PaperError when the page cannot be read, and ModelError when nothing can.
        """


OpenPageReader = Callable[[], AbstractContextManager[PageReader]]


@dataclass(frozen=True, slots=True)
class Scan:
    """A paper with scanned pages that are still to be read: its digest, and how many pages these are.

    ``files`` are those that hold it, each with its outcome.
    """

    digest: str
    pages: int
    files: list[tuple[FoundFile, Outcome]] = field(default_factory=list)


def fill(read: ReadPaper, path: Path, reader: PageReader, on_page: Callable[[int], None]) -> ReadPaper:
    """Return ``read`` with its scanned pages filled, and notes on how surely they were read.

    ``on_page`` is called with the number of each page before it is read. Raises PaperUnreachable when
    the file is gone, and ModelError; a page that cannot be read is named in the notes.
    """
    filled: dict[int, Page] = {}
    failed: list[int] = []
    for number in read.scanned:
        on_page(number)
        try:
            filled[number] = reader.read_page(path, number)
        except PaperUnreachable:
            raise
        except PaperError:
            failed.append(number)
    pages = tuple(
        replace(filled[page.number], label=page.label) if page.number in filled else page
        for page in read.pages
    )
    notes = (*read.notes, *_notes(list(filled.values()), failed))
    return replace(read, pages=pages, scanned=(), notes=notes)


def without_scans(read: ReadPaper, *, due: bool) -> ReadPaper:
    """Return ``read`` with a note on its scanned pages: they are ``due`` to be read, or OCR is off."""
    what_now = "not read yet" if due else "not read: OCR is switched off"
    note = f"{pages_named(read.scanned)} {_is(read.scanned)} scanned and {what_now}."
    return replace(read, notes=(*read.notes, note))


def no_text(name: str, *, due: bool) -> PaperEmpty:
    """Return the error for a scan of which nothing is read yet (``due``), or that stays unread."""
    if due:
        return PaperEmpty(
            f"{name} holds no text: it is a scan, and OCR has not read it yet.", hint="Ingest it again."
        )
    return PaperEmpty(
        f"{name} holds no text: it is a scan, and OCR is switched off.",
        hint="Ingest it without --no-ocr, and without AGREED_OCR=off.",
    )


def nothing_found(name: str, notes: Sequence[str]) -> PaperEmpty:
    """Return the error for a scan in which OCR found no words; ``notes`` say so page by page."""
    return PaperEmpty(
        f"{name} holds no text. {' '.join(notes)}",
        hint="If there are words to be seen, scan it again, upright and at 300 dots an inch.",
    )


def _notes(filled: Sequence[Page], failed: Sequence[int]) -> list[str]:
    worded = [page for page in filled if page.blocks]
    empty = [page.number for page in filled if not page.blocks]
    unsure = [page.number for page in worded if _confidence(page) < _SURE]
    notes = []
    if worded:
        numbers = [page.number for page in worded]
        notes.append(
            f"{pages_named(numbers)} {_was(numbers)} read by OCR ({_percent(map(_confidence, worded))} sure)."
        )
    if unsure:
        notes.append(f"{pages_named(unsure)} {_was(unsure)} read with little certainty: check the picture.")
    if empty:
        notes.append(f"{pages_named(empty)}: OCR found no words.")
    if failed:
        notes.append(f"{pages_named(failed)} could not be read by OCR.")
    return notes


def _confidence(page: Page) -> float:
    return page.confidence or 0.0


def _percent(shares: "map[float]") -> str:
    return f"{int(100 * fmean(shares))} %"


def _is(numbers: Sequence[int]) -> str:
    return "is" if len(numbers) == 1 else "are"


def _was(numbers: Sequence[int]) -> str:
    return "was" if len(numbers) == 1 else "were"
