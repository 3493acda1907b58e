"""See the source: the page that a citation quotes, alone or in a panel beside the answer, and the file."""

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from ingest.documents import Document, Page
from ingest.errors import NotInStore
from retrieval.answering.answer import Citation, Hit
from retrieval.library import Library
from retrieval.page_sources import is_pdf
from service.history import History
from service.parts import HistoryPart, LibraryPart
from service.web.numbers import is_small_number
from service.web.page_layout import PageLayout, lay_out
from service.web.problems import not_there
from service.web.rendering import respond
from service.web.source_view import PageView, Shown, Wanted, page_view

_LARGEST_PAGE = 1_000_000

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


class WantedWords(BaseModel):
    """The words that a link wants marked: a passage, or its characters ``start`` to ``end``.

    ``conversation`` and ``turn`` say which answer cites them. Numbers that make no sense mean the whole
    passage: an old link still opens the page.
    """

    passage: str = ""
    start: str = ""
    end: str = ""
    conversation: str = ""
    turn: str = ""

    def span_in(self, text: str) -> tuple[int, int]:
        """Return the (start, end) of the wanted part of the passage's ``text``."""
        if is_small_number(self.start) and is_small_number(self.end):
            start, end = int(self.start), min(int(self.end), len(text))
            if start < end:
                return start, end
        return 0, len(text)

    def asked(self) -> tuple[tuple[str, str], ...]:
        """Return what was asked, as the query of a link."""
        return tuple((name, value) for name, value in self.model_dump().items() if value)


@router.get("/documents/{document_id}/pages/{number:int}")
def page(
    *,
    request: Request,
    document_id: str,
    number: int,
    library: LibraryPart,
    history: HistoryPart,
    wanted: Annotated[WantedWords, Query()],
) -> Response:
    """Show one page, with a passage or a part of it marked."""
    return _Opening(request, library, history, wanted).shown("page.html", document_id, number)


@router.get("/documents/{document_id}/pages/{number:int}/panel")
def panel(
    *,
    request: Request,
    document_id: str,
    number: int,
    library: LibraryPart,
    history: HistoryPart,
    wanted: Annotated[WantedWords, Query()],
) -> Response:
    """Show the same as the inside of a panel, for ``source.js``."""
    return _Opening(request, library, history, wanted).shown("_source_panel.html", document_id, number)


@router.api_route("/documents/{document_id}/original", methods=["GET", "HEAD"])
def original(document_id: str, library: LibraryPart, download: bool = False) -> Response:
    """Give the file itself: a PDF is shown by the browser, anything else is for saving."""
    with not_there("paper"):
        document = library.document(document_id)
    with not_there("pack_given" if library.contents(document.id).withheld_parts else "original"):
        path = library.original(document.id)
    shown = is_pdf(path) and not download
    return FileResponse(
        path,
        media_type="application/pdf" if is_pdf(path) else "application/octet-stream",
        filename=file_name(document, path),
        content_disposition_type="inline" if shown else "attachment",
        # A PDF has no use for scripts of ours; what is no PDF is never shown (a web page would run as ours).
        headers={"Cache-Control": "private, no-cache", "ETag": f'"{document.sha256}"'},
    )


def file_name(document: Document, path: Path) -> str:
    """Return the name under which a paper's file is saved: the one that it was ingested under."""
    return PurePath(document.paths[0]).name if document.paths else path.name


@dataclass(frozen=True, slots=True)
class _Opening:
    """A request for a page, with the words that are to be marked on it."""

    request: Request
    library: Library
    history: History
    words: WantedWords

    def shown(self, template: str, document_id: str, number: int) -> Response:
        """Return page ``number`` in ``template``; where the quoted words stand on another one, go there."""
        with not_there("paper"):
            paper = self.library.document(document_id)
        with not_there("page_given" if 1 <= number <= paper.pages else "page"):
            # A store takes no number that is larger still.
            page = self.library.page(paper.id, min(number, _LARGEST_PAGE))
        wanted = _wanted(self.library, paper, self.words)
        view = self._view(paper, page, wanted)
        if wanted.hit is not None and view.exact is not True and not _is_marked(wanted, number):
            elsewhere = _page_with(self.library, paper, wanted, besides=number)
            if elsewhere is not None:
                target = self.request.url.path.replace(f"/pages/{number}", f"/pages/{elsewhere}")
                return RedirectResponse(f"{target}?{self.request.url.query}", status_code=303)
        return respond(template, view=view)

    def _view(self, paper: Document, page: Page, wanted: Wanted) -> PageView:
        library = self.library
        return page_view(
            Shown(
                paper,
                page,
                library.contents(paper.id),
                lay_out(page, wanted.quote, anchored=not _is_marked(wanted, page.number)),
                library.page_size(paper.id, page.number),
                has_original=library.has_original(paper.id),
            ),
            wanted,
            _cited(self.history, library, paper, self.words),
        )


def _wanted(library: Library, paper: Document, words: WantedWords) -> Wanted:
    """Return what is to be marked; a foreign or unknown passage marks nothing."""
    hit = _passage(library, paper, words.passage)
    if hit is None:
        return Wanted(asked=words.asked())
    start, end = words.span_in(hit.text)
    return Wanted(hit, hit.text[start:end], library.marks(hit.passage_id, start, end), words.asked())


def _passage(library: Library, paper: Document, passage_id: str) -> Hit | None:
    try:
        hit = library.passage(passage_id) if passage_id else None
    except NotInStore:
        return None
    return hit if hit and hit.document.id == paper.id else None


def _cited(history: History, library: Library, paper: Document, words: WantedWords) -> list[Citation]:
    """Return the citations of ``paper`` in the answer that led here, but for words withheld since."""
    if not words.conversation or not is_small_number(words.turn):
        return []
    turns = [turn for turn in history.turns(words.conversation) if turn.number == int(words.turn)]
    cited = [c for turn in turns for c in turn.answer.citations if c.document.id == paper.id]
    return [c for c in cited if _passage(library, paper, c.passage_id) is not None]


def _is_marked(wanted: Wanted, number: int) -> bool:
    return any(box.page == number for box in wanted.marks.boxes)


def _page_with(library: Library, paper: Document, wanted: Wanted, *, besides: int) -> int | None:
    """Return another page on which the quoted words stand, by its picture or else by its text."""
    if wanted.marks.boxes:
        return min(box.page for box in wanted.marks.boxes)
    assert wanted.hit is not None
    for number in range(wanted.hit.page_start, wanted.hit.page_end + 1):
        if number != besides and _is_exact(lay_out(library.page(paper.id, number), wanted.quote)):
            return number
    return None


def _is_exact(layout: PageLayout) -> bool:
    return layout.exact is True
