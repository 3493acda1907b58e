"""The page that a quote stands on: its picture, and where on it the quoted words are.

Nothing here says who may see what: ``Library`` asks only for papers, pages and passages that may be shown.
"""

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from ingest.documents import Document
from ingest.errors import NotInStore, PaperError, PaperRefused, PaperUnreachable
from ingest.originals import Originals
from ingest.readers.pdf.marks_letters import PageLetters, letters_of_words
from ingest.readers.pdf.marks_process import PageProcess
from ingest.store import Store, StoredPassage, passage_id
from retrieval.answering.answer import Box
from retrieval.marks import Marks, Quoted, column_names, find_marks

_PAGES_KEPT = 64
_MOST_PAGES = 6  # of one passage: more are not looked through for a quote
_AROUND = 240  # characters before and after a passage that tell it from another with the same words


class PageSources:
    """The originals of a store's papers, drawn. Safe to use from many threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._originals = Originals(store)
        self._pages = PageProcess()
        self._letters: OrderedDict[tuple[str, int], PageLetters | None] = OrderedDict()
        self._guard = Lock()

    def close(self) -> None:
        """End the process that draws."""
        self._pages.close()

    def original(self, document: Document) -> Path:
        """Return the file that holds the bytes of ``document``. Raises NotInStore when there is none."""
        path = self._originals.path_of(document)
        if path is None:
            raise NotInStore(
                f"The file of “{document.facts.title}” is not kept here, nor where it was read from.",
                hint="Whoever looks after this service can add the paper again. Its text is still shown.",
            )
        return path

    def is_drawable(self, document: Document) -> bool:
        """Whether pages of ``document`` can be shown as pictures: it is a PDF, and its file is there."""
        path = self._originals.path_of(document)
        return path is not None and is_pdf(path)

    def picture(self, document: Document, number: int, width: int, boxes: Sequence[Box] = ()) -> bytes:
        """Return page ``number`` (from 1) as PNG, with those of ``boxes`` that are on it marked.

        Raises NotInStore when there is no picture of it; PaperRefused when it cannot be drawn.
        """
        path = self.original(document)
        if not is_pdf(path):
            raise NotInStore(
                f"“{document.facts.title}” is no PDF: its pages have no pictures.", hint="Read its text."
            )
        if self._letters_of(document, number) is None:
            raise PaperRefused(
                f"Page {number} of “{document.facts.title}” could not be drawn.",
                hint="The file may be damaged there. Read the page's text, or download the paper.",
            )
        marks = [(box.x0, box.y0, box.x1, box.y1) for box in boxes if box.page == number]
        try:
            return self._pages.picture(path, number, width, marks)
        except PaperUnreachable:
            raise
        except PaperRefused:
            self._keep((document.sha256, number), None)
            raise

    def size(self, document: Document, number: int) -> tuple[float, float] | None:
        """Return the (width, height) of a page as displayed, in points; None where it cannot be drawn."""
        letters = self._letters_of(document, number)
        return (letters.width, letters.height) if letters else None

    def marks(self, stored: StoredPassage, document: Document, start: int, end: int) -> Marks:
        """Return where a passage's characters ``start`` to ``end`` stand; no boxes where nobody knows."""
        passage = stored.passage
        numbers = range(passage.page_start, min(passage.page_end, passage.page_start + _MOST_PAGES - 1) + 1)
        pages = [(n, letters) for n in numbers if (letters := self._letters_of(document, n)) is not None]
        if not pages:
            return Marks()
        blocks = [block for n in numbers for block in self._store.page(document.id, n).blocks]
        before, after = self._around(stored)
        quoted = Quoted(passage.text, start, end, before, after, column_names(blocks))
        return find_marks(quoted, pages)

    def _around(self, stored: StoredPassage) -> tuple[str, str]:
        """Return the words just before and just after a passage, headings among them."""
        before = self._neighbour(stored, -1)
        after = self._neighbour(stored, 1)
        ending = before.passage.text[-_AROUND:] if before else ""
        if stored.passage.heading and (before is None or before.passage.heading != stored.passage.heading):
            ending = f"{ending}\n{stored.passage.heading[-1]}"
        beginning = after.passage.text[:_AROUND] if after else ""
        if after and after.passage.heading and after.passage.heading != stored.passage.heading:
            beginning = f"{after.passage.heading[-1]}\n{beginning}"
        return ending, beginning

    def _neighbour(self, stored: StoredPassage, step: int) -> StoredPassage | None:
        ordinal = stored.passage.ordinal + step
        try:
            return self._store.passage(passage_id(stored.document_id, ordinal)) if ordinal >= 0 else None
        except NotInStore:
            return None

    def _letters_of(self, document: Document, number: int) -> PageLetters | None:
        """Return the letters of a page as displayed; None where it cannot be drawn."""
        key = document.sha256, number
        with self._guard:
            if key in self._letters:
                self._letters.move_to_end(key)
                return self._letters[key]
        path = self._originals.path_of(document)
        if path is None or not is_pdf(path):
            return None
        letters: PageLetters | None
        try:
            letters = self._pages.letters(path, number)
        except PaperUnreachable:
            return None
        except PaperError:
            letters = None
        placed = self._store.word_places(document.id, number) if letters else ()
        if letters and placed:
            # What was read in the picture: the file holds other letters, or none.
            letters = letters_of_words(placed, letters.width, letters.height)
        self._keep(key, letters)
        return letters

    def _keep(self, key: tuple[str, int], letters: PageLetters | None) -> None:
        """Remember the letters of a page, or that it cannot be drawn, so that this is tried once."""
        with self._guard:
            self._letters[key] = letters
            while len(self._letters) > _PAGES_KEPT:
                self._letters.popitem(last=False)


def is_pdf(path: Path) -> bool:
    """Whether the file at ``path`` is a PDF, by its beginning."""
    with path.open("rb") as file:
        return b"%PDF" in file.read(1024)
