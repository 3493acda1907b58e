"""The HTTP API: the same answers, passages and papers as every other surface, as JSON.

Each route is a thin call of one ``Library`` method. Errors are problem details
(``service.errors``). The OpenAPI description stands at ``/openapi.json``.
"""

import datetime
import json
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field, model_validator
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from ingest.documents import Block, BlockKind, Document, DocumentKind, Marking, Page, PaperStatus, Part
from retrieval.answering.answer import Answer, Filters, Hit, SearchResult
from retrieval.library import Library
from service import events
from service.conversations import ID_PATTERN, Conversations, new_id
from service.errors import logged_problem_of, responses
from service.parts import ConversationsPart, LibraryPart, parts_of

router = APIRouter()

CONVERSATION_HEADER = "X-Conversation-Id"
MOST_PAGES = 1_000_000

_FILTERS_EXAMPLE = {"areas": ["Norfolk"], "kinds": ["decision_notice"], "from": "2021-01-01"}
_FAULTS = responses(422, 503)


class _Request(BaseModel):
    # A misspelt field would otherwise be ignored in silence, and the filters with it.
    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _refuse_half_characters(cls, data: object) -> object:
        """Refuse text that is no Unicode: JSON can spell half a character, and nothing can store it."""
        try:
            json.dumps(data, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise ValueError("The text holds half of a character (a lone surrogate).") from None
        return data


class AskRequest(_Request):
    """A question, alone or as the next turn of a conversation."""

    question: str = Field(
        description="The question, at most 2,000 characters.",
        examples=["What was agreed on women offenders?"],
    )
    conversation_id: str | None = Field(
        default=None,
        pattern=ID_PATTERN,
        description="The X-Conversation-Id of an earlier answer, so that this question may refer to it.",
        examples=["q3V9c0cJt7mO4yqk1xk2Zw"],
    )
    history: list[str] | None = Field(
        default=None,
        max_length=50,
        description="Earlier questions, oldest first; used instead of what the server remembers.",
        examples=[["How much was awarded for the secretariat?"]],
    )
    filters: Filters | None = Field(default=None, examples=[_FILTERS_EXAMPLE])
    ignore: list[str] = Field(
        default_factory=list,
        max_length=50,
        description="Keys out of an answer's `understood`, which are not to be understood so again.",
        examples=[["area:Norfolk"]],
    )
    boxes: bool = Field(
        default=False, description="Say where on its pages each quote stands; this takes a little longer."
    )
    stream: bool = Field(default=False, description="Answer as server-sent events.")


class SearchRequest(_Request):
    """What to search for, and how many passages to return."""

    query: str = Field(description="At most 2,000 characters.", examples=["link worker cost"])
    k: int = Field(default=10, ge=1, le=100, description="How many passages, best first.")
    filters: Filters | None = Field(default=None, examples=[_FILTERS_EXAMPLE])


class DocumentOut(BaseModel):
    """One paper. ``id`` is the first 16 hex digits of ``sha256``, the hash of the file's bytes."""

    id: str = Field(examples=["9f2c41d07be1a6c3"])
    sha256: str
    name: str = Field(description="The file's name without folder and ending.")
    title: str
    kind: DocumentKind
    body: str | None
    area: str | None
    date: datetime.date | None
    reference: str | None
    author: str | None = Field(description="The person or office that wrote it, where it says so.")
    version: str | None = Field(description="The printed number of its version.", examples=["0.3"])
    status: PaperStatus = Field(description="How far it has come, as it says of itself.")
    marking: Marking
    pages: int
    passages: int
    notes: list[str] = Field(description="What the reader of the file wished to say about it.")
    url: str = Field(description="Where this service shows the paper.")

    @classmethod
    def of(cls, document: Document) -> "DocumentOut":
        """Return what is shown of ``document``: everything but where its files lie."""
        facts = document.facts
        return cls(
            id=document.id,
            sha256=document.sha256,
            name=document.name,
            title=facts.title,
            kind=facts.kind,
            body=facts.body,
            area=facts.area,
            date=facts.date,
            reference=facts.reference,
            author=facts.author,
            version=facts.version,
            status=facts.status,
            marking=facts.marking,
            pages=document.pages,
            passages=document.passages,
            notes=list(document.notes),
            url=f"/documents/{document.id}",
        )


class PartOut(BaseModel):
    """A paper inside an agenda pack; pages are those of the pack, 1-based and inclusive."""

    item: str | None = Field(description="The agenda's number of it.", examples=["7b"])
    title: str
    kind: DocumentKind
    author: str | None
    date: datetime.date | None
    marking: Marking
    page_start: int
    page_end: int

    @classmethod
    def of(cls, part: Part) -> "PartOut":
        """Return what is shown of ``part``."""
        return cls(
            item=part.item,
            title=part.title,
            kind=part.kind,
            author=part.author,
            date=part.date,
            marking=part.marking,
            page_start=part.page_start,
            page_end=part.page_end,
        )


class DocumentWithParts(DocumentOut):
    """One paper, with the papers inside it where it is an agenda pack."""

    parts: list[PartOut] = Field(description="Those that may be shown, in order; none of a single paper.")
    withheld_parts: int = Field(description="How many parts are left out: they are closed to the public.")


class DocumentList(BaseModel):
    """Papers, ordered by title."""

    documents: list[DocumentOut]


class BlockOut(BaseModel):
    """One heading, paragraph, list item, table row or footnote, or words that the paper strikes out.

    ``level`` is 1 to 6 for a heading, else 0.
    """

    kind: BlockKind
    text: str
    level: int
    number: str | None = Field(description="The printed number, which does not stand in text.")
    cells: list[str]
    header: list[str] = Field(description="The column names of the row's table.")

    @classmethod
    def of(cls, block: Block) -> "BlockOut":
        """Return ``block`` without its page, which the answer names once."""
        return cls(
            kind=block.kind,
            text=block.text,
            level=block.level,
            number=block.number,
            cells=list(block.cells),
            header=list(block.header),
        )


class PageOut(BaseModel):
    """The text of one page. ``number`` is 1-based; ``label`` is what is printed, where it differs."""

    document_id: str
    number: int
    label: str | None
    confidence: float | None = Field(
        description="0 to 1: how surely the page was read by OCR. None where the file holds its text."
    )
    blocks: list[BlockOut]

    @classmethod
    def of(cls, document_id: str, page: Page) -> "PageOut":
        """Return ``page`` of the paper ``document_id``."""
        return cls(
            document_id=document_id,
            number=page.number,
            label=page.label,
            confidence=page.confidence,
            blocks=[BlockOut.of(block) for block in page.blocks],
        )


class Health(BaseModel):
    """The process is alive."""

    status: str = Field(default="alive", examples=["alive"])


class Ready(BaseModel):
    """The store, the index and the model are loaded."""

    status: str = Field(default="ready", examples=["ready"])
    documents: int
    passages: int


_STREAM_EXAMPLE = (
    'event: status\ndata: {"stage": "searching"}\n\n'
    'event: status\ndata: {"stage": "interpreted", "interpreted_as": "…", "searched": {}}\n\n'
    'event: headline\ndata: {"status": "answered", "headline": "…"}\n\n'
    'event: claim\ndata: {"claim": {}, "citations": []}\n\n'
    'event: answer\ndata: {"status": "answered", "claims": [], "citations": []}\n\n'
    "event: done\ndata: {}\n\n"
)
_ASK_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer; or, when a stream is asked for, its events.",
        "headers": {
            CONVERSATION_HEADER: {
                "description": "Send it back as conversation_id with a follow-up question.",
                "schema": {"type": "string"},
            }
        },
        "content": {events.MEDIA_TYPE: {"schema": {"type": "string"}, "example": _STREAM_EXAMPLE}},
    },
    **_FAULTS,
}


@router.post(
    "/v1/ask", response_model=Answer, responses=_ASK_RESPONSES, tags=["ask"], summary="Ask a question"
)
def ask(
    asked: AskRequest,
    response: Response,
    library: LibraryPart,
    conversations: ConversationsPart,
    accept: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Answer | StreamingResponse:
    """Answer a question from the papers, each claim in their own words and with citations.

    With ``stream``, or ``Accept: text/event-stream``, the answer comes as server-sent events:
    ``status``, ``headline``, one ``claim`` a claim with its citations, ``answer`` (the whole
    object) and ``done``; or ``error`` with problem details.
    """
    conversation_id = asked.conversation_id or new_id()
    if asked.stream or events.is_wanted(accept):
        return StreamingResponse(
            _answer_events(library, conversations, asked, conversation_id),
            media_type=events.MEDIA_TYPE,
            headers={**events.HEADERS, CONVERSATION_HEADER: conversation_id},
        )
    response.headers[CONVERSATION_HEADER] = conversation_id
    return _answer(library, conversations, asked, conversation_id)


@router.post("/v1/search", responses=_FAULTS, tags=["ask"], summary="Search for passages")
def search(asked: SearchRequest, library: LibraryPart) -> SearchResult:
    """Return the passages nearest to a query, best first."""
    return library.search(asked.query, k=asked.k, filters=asked.filters)


@router.get("/v1/documents", responses=_FAULTS, tags=["papers"], summary="List the papers")
def documents(
    library: LibraryPart,
    area: Annotated[list[str] | None, Query(description="Only papers of these areas.")] = None,
    kind: Annotated[list[DocumentKind] | None, Query(description="Only papers of these kinds.")] = None,
) -> DocumentList:
    """Return every paper, ordered by title, whole."""
    areas = {name.casefold() for name in area or ()}
    return DocumentList(
        documents=[
            DocumentOut.of(document)
            for document in library.documents()
            if (not areas or (document.facts.area or "").casefold() in areas)
            and (not kind or document.facts.kind in kind)
        ]
    )


@router.get(
    "/v1/documents/{document_id}", responses=responses(404, 503), tags=["papers"], summary="One paper's facts"
)
def document(document_id: str, library: LibraryPart) -> DocumentWithParts:
    """Return what is known of one paper, and which papers an agenda pack holds."""
    found = library.document(document_id)
    contents = library.contents(found.id)
    return DocumentWithParts(
        **dict(DocumentOut.of(found)),
        parts=[PartOut.of(part) for part in contents.parts],
        withheld_parts=contents.withheld_parts,
    )


@router.get(
    "/v1/documents/{document_id}/pages/{number}",
    responses=responses(404, 422, 503),
    tags=["papers"],
    summary="One page's text",
)
def page(
    document_id: str,
    number: Annotated[int, Path(ge=1, le=MOST_PAGES, description="1-based.")],
    library: LibraryPart,
) -> PageOut:
    """Return the blocks of text of one page, in reading order."""
    # By way of the paper, so that a file's name is as good as its id and the answer says the id.
    found = library.document(document_id)
    return PageOut.of(found.id, library.page(found.id, number))


@router.get(
    "/v1/passages/{passage_id}", responses=responses(404, 503), tags=["papers"], summary="One passage"
)
def passage(passage_id: str, library: LibraryPart) -> Hit:
    """Return one passage with its paper; its score is 1."""
    return library.passage(passage_id)


@router.get("/healthz", tags=["running"], summary="Is the process alive?")
def healthz() -> Health:
    """Answer as long as the process runs, whatever the state of the store."""
    return Health()


@router.get("/readyz", responses=responses(503), tags=["running"], summary="Can it answer?")
def readyz(request: Request) -> Ready:
    """Answer 200 once the store, the index and the model are loaded, 503 until then."""
    parts = parts_of(request)
    if not parts.warmed.is_set():
        raise HTTPException(503, "The model and the index are being loaded.", {"Retry-After": "2"})
    # Warming what is warm costs nothing; what failed at the start may have been mended since.
    parts.library.warm()
    # Only what may be shown is counted, so that the count does not tell of a withheld paper.
    papers = parts.library.documents()
    return Ready(documents=len(papers), passages=sum(paper.passages for paper in papers))


def _answer(
    library: Library, conversations: Conversations, asked: AskRequest, conversation_id: str
) -> Answer:
    history = conversations.questions(conversation_id) if asked.history is None else asked.history
    answer = library.ask(
        asked.question, history=history, filters=asked.filters, ignore=frozenset(asked.ignore)
    )
    conversations.add(conversation_id, answer)
    return library.with_boxes(answer) if asked.boxes else answer


def _answer_events(
    library: Library, conversations: Conversations, asked: AskRequest, conversation_id: str
) -> Iterator[str]:
    yield events.event("status", {"stage": "searching"})
    try:
        answer = _answer(library, conversations, asked, conversation_id)
    except Exception as error:  # noqa: BLE001 - the headers are sent: any fault must be told in the stream
        yield events.event("error", logged_problem_of(error).model_dump())
        return
    whole = answer.model_dump(mode="json", by_alias=True)
    yield events.event(
        "status",
        {"stage": "interpreted", "interpreted_as": whole["interpreted_as"], "searched": whole["searched"]},
    )
    yield events.event("headline", {"status": whole["status"], "headline": whole["headline"]})
    citations = {citation["id"]: citation for citation in whole["citations"]}
    for claim in whole["claims"]:
        cited = [citations[identity] for identity in claim["citation_ids"] if identity in citations]
        yield events.event("claim", {"claim": claim, "citations": cited})
    yield events.event("answer", whole)
    yield events.event("done", {})
