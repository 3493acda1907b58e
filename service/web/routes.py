"""The pages of the web chat. Each works without JavaScript; ``static/ask.js`` makes asking smoother."""

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Header, Query, Request
from pydantic import BaseModel
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.staticfiles import StaticFiles

from ingest.documents import Document, DocumentKind
from ingest.errors import AgreedError, NotInStore
from retrieval.answering.answer import Hit
from retrieval.library import Library
from service import events
from service.conversations import ID_PATTERN, Conversations, Turn, new_id
from service.errors import Problem, logged_problem_of
from service.parts import ConversationsPart, LibraryPart
from service.web import reading as reading_page
from service.web.page_layout import PageLayout, lay_out
from service.web.records import counts_of
from service.web.rendering import render, respond
from service.web.turns import view

EXAMPLES = (
    "What was agreed on women offenders?",
    "How much will the link worker cost over three years?",
    "Which diversion actions are still amber?",
)

_PAPERS_A_SCREEN = 50
_LARGEST_PAGE = 1_000_000


class WantedWords(BaseModel):
    """The words that a link wants marked: a passage, or its characters ``start`` to ``end``.

    Numbers that make no sense mean the whole passage: an old link still opens the page.
    """

    passage: str = ""
    start: str = ""
    end: str = ""

    def words_of(self, text: str) -> str:
        """Return the wanted part of the passage's ``text``."""
        if _is_small_number(self.start) and _is_small_number(self.end):
            return text[int(self.start) : int(self.end)] or text
        return text


router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/")
def start(library: LibraryPart, question: str = "") -> Response:
    """Show the ask page; ``question`` fills the field, so that a question can be linked to."""
    return _ask_page(library, question=question)


@router.get("/c/{conversation_id}")
def conversation(conversation_id: str, library: LibraryPart, conversations: ConversationsPart) -> Response:
    """Show a conversation's turns with the field for the next question."""
    turns = conversations.turns(conversation_id)
    if not turns:
        raise NotInStore(
            "This conversation is no longer kept.",
            hint="Conversations are forgotten after some hours and when the service restarts. Ask again.",
        )
    return _ask_page(library, conversation_id=conversation_id, turns=turns)


@router.post("/ask")
def ask(
    library: LibraryPart,
    conversations: ConversationsPart,
    question: Annotated[str, Form()] = "",
    conversation: Annotated[str, Form()] = "",
    accept: Annotated[str | None, Header()] = None,
) -> Response:
    """Answer a question of the form: by a redirect to the conversation, or as events for ``ask.js``."""
    identity = conversation if re.fullmatch(ID_PATTERN, conversation) else new_id()
    if events.is_wanted(accept):
        return StreamingResponse(
            _turn_events(library, conversations, identity, question),
            media_type=events.MEDIA_TYPE,
            headers=events.HEADERS,
        )
    try:
        turn = _next_turn(library, conversations, identity, question)
    except AgreedError as error:
        turns = conversations.turns(identity)
        return _ask_page(
            library, question=question, conversation_id=identity if turns else "", turns=turns, error=error
        )
    return RedirectResponse(f"/c/{identity}#turn-{turn.number}", status_code=303)


@router.get("/documents")
def documents(library: LibraryPart, area: str = "", kind: str = "", page: str = "1") -> Response:
    """List the papers, some at a time, of one area or kind if asked."""
    every = library.documents()
    chosen = [
        document
        for document in every
        if area in ("", document.facts.area or "") and kind in ("", document.facts.kind)
    ]
    screens = max(1, -(-len(chosen) // _PAPERS_A_SCREEN))
    screen = min(max(int(page) if _is_small_number(page) else 1, 1), screens)
    return respond(
        "documents.html",
        documents=chosen[(screen - 1) * _PAPERS_A_SCREEN : screen * _PAPERS_A_SCREEN],
        found=len(chosen),
        total=len(every),
        areas=sorted({document.facts.area for document in every if document.facts.area}),
        kinds=[kind_ for kind_ in DocumentKind if any(document.facts.kind is kind_ for document in every)],
        area=area,
        kind=kind,
        screen=screen,
        screens=screens,
    )


@router.get("/reading")
def reading(library: LibraryPart, outcome: str = "", how: str = "", page: str = "1") -> Response:
    """Show how each paper was read, and which files were not read and why, some at a time."""
    asked = reading_page.Chosen(outcome, how, int(page) if _is_small_number(page) else 1)
    return respond(
        "reading.html",
        view=reading_page.view(library.reading_report(), asked),
        outcomes=reading_page.OUTCOMES,
        hows=reading_page.HOWS,
    )


@router.get("/documents/{document_id}")
def document(document_id: str, library: LibraryPart) -> Response:
    """Show one paper's facts, how many records of each list stand in it, and its pages."""
    paper = library.document(document_id)
    return respond(
        "document.html",
        document=paper,
        contents=library.contents(paper.id),
        records=counts_of(library.catalogue(), paper.id),
    )


@router.get("/documents/{document_id}/pages/{number:int}")
def page(
    request: Request,
    document_id: str,
    number: int,
    library: LibraryPart,
    wanted: Annotated[WantedWords, Query()],
) -> Response:
    """Show the text of one page, with a passage or a part of it marked."""
    paper = library.document(document_id)
    if number > _LARGEST_PAGE:
        raise NotInStore(f"{paper.facts.title} has no page {number}.", hint="Choose one of its pages.")
    shown = library.page(paper.id, number)
    hit, quote = _quoted(library, paper, wanted)
    layout = lay_out(shown, quote)
    if hit is not None and layout.exact is not True:
        # The passage runs over several pages, and the quoted words stand on another of them.
        elsewhere = _page_with(library, paper, hit, quote, besides=number)
        if elsewhere is not None:
            target = request.url.replace(path=f"/documents/{paper.id}/pages/{elsewhere}")
            return RedirectResponse(f"{target.path}?{target.query}", status_code=303)
    contents = library.contents(paper.id)
    return respond(
        "page.html",
        document=paper,
        page=shown,
        contents=contents,
        part=contents.part_of(number),
        before=max((n for n in contents.pages if n < number), default=None),
        after=min((n for n in contents.pages if n > number), default=None),
        layout=layout,
        passage=hit,
        quote=quote,
    )


def problem_page(_: Request, problem: Problem) -> Response:
    """Return an error as a page of the chat."""
    return respond("problem.html", problem.status, problem=problem)


def static_files() -> StaticFiles:
    """Return the application that serves the style sheet, the script and the sign."""
    # Some machines map .js to text/plain, which a browser told "nosniff" does not run.
    mimetypes.add_type("text/javascript", ".js")
    return StaticFiles(directory=Path(__file__).parent / "static")


def _ask_page(
    library: Library,
    *,
    question: str = "",
    conversation_id: str = "",
    turns: tuple[Turn, ...] = (),
    error: AgreedError | None = None,
) -> Response:
    problem = logged_problem_of(error) if error else None
    # A library that has just failed is not asked again for the sake of a count.
    papers = len(library.documents()) if error is None else None
    return respond(
        "ask.html",
        problem.status if problem else 200,
        papers=papers,
        question=question,
        conversation=conversation_id,
        turns=[view(turn) for turn in turns],
        examples=EXAMPLES,
        problem=problem,
    )


def _next_turn(library: Library, conversations: Conversations, identity: str, question: str) -> Turn:
    answer = library.ask(question, history=conversations.questions(identity))
    return conversations.add(identity, answer)


def _turn_events(
    library: Library, conversations: Conversations, identity: str, question: str
) -> Iterator[str]:
    yield events.event("status", {"text": "Searching the papers…"})
    try:
        turn = view(_next_turn(library, conversations, identity, question))
    except Exception as error:  # noqa: BLE001 - the headers are sent: any fault must be told in the stream
        problem = logged_problem_of(error)
        yield events.event("problem", {"html": render("_problem_summary.html", problem=problem)})
        return
    yield events.event(
        "turn",
        {
            "html": render("_turn.html", turn=turn, conversation=identity),
            "id": turn.id,
            "conversation": identity,
            "announce": turn.announcement,
        },
    )
    yield events.event("done", {})


def _quoted(library: Library, paper: Document, wanted: WantedWords) -> tuple[Hit | None, str]:
    """Return the passage that is to be marked, and its words; a foreign or unknown one marks nothing."""
    if not wanted.passage:
        return None, ""
    try:
        hit = library.passage(wanted.passage)
    except NotInStore:
        return None, ""
    if hit.document.id != paper.id:
        return None, ""
    return hit, wanted.words_of(hit.text)


def _page_with(library: Library, paper: Document, hit: Hit, quote: str, *, besides: int) -> int | None:
    for number in range(hit.page_start, hit.page_end + 1):
        if number != besides and _is_exact(lay_out(library.page(paper.id, number), quote)):
            return number
    return None


def _is_exact(layout: PageLayout) -> bool:
    return layout.exact is True


def _is_small_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
