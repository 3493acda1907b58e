"""``/v1/ask`` and ``/v1/search``: questions and queries, answered as JSON or as events."""

from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Header
from pydantic import Field, JsonValue
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from retrieval.answering.answer import Answer, Filters, SearchResult
from retrieval.library import Library
from retrieval.query import LONGEST_QUESTION
from service import events
from service.api_request import RequestBody
from service.conversations import ID_PATTERN, Conversations, new_id
from service.errors import logged_problem_of, responses
from service.parts import ConversationsPart, LibraryPart

router = APIRouter()

CONVERSATION_HEADER = "X-Conversation-Id"

_FILTERS_EXAMPLE = {"areas": ["Norfolk"], "kinds": ["decision_notice"], "from": "2021-01-01"}
_POSTED_FAULTS = responses(413, 422, 503)

# Told and not enforced here: the library says in better words what is wrong with a question.
_QUESTION_LENGTHS: dict[str, JsonValue] = {"minLength": 1, "maxLength": LONGEST_QUESTION}


class AskRequest(RequestBody):
    """A question, alone or as the next turn of a conversation."""

    question: str = Field(
        description="The question, at most 2,000 characters.",
        examples=["What was agreed on women offenders?"],
        json_schema_extra=_QUESTION_LENGTHS,
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


class SearchRequest(RequestBody):
    """What to search for, and how many passages to return."""

    query: str = Field(
        description="At most 2,000 characters.",
        examples=["link worker cost"],
        json_schema_extra=_QUESTION_LENGTHS,
    )
    k: int = Field(default=10, ge=1, le=100, description="How many passages, best first.")
    filters: Filters | None = Field(default=None, examples=[_FILTERS_EXAMPLE])


# Of each event of the stream; what its data holds, as JSON, is told with the call.
_EVENT = {
    "type": "object",
    "properties": {
        "event": {"enum": ["status", "headline", "claim", "answer", "done", "error"]},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
    "required": ["event", "data"],
}
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
        "content": {events.MEDIA_TYPE: {"schema": _EVENT, "example": _STREAM_EXAMPLE}},
    },
    **_POSTED_FAULTS,
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


@router.post("/v1/search", responses=_POSTED_FAULTS, tags=["ask"], summary="Search for passages")
def search(asked: SearchRequest, library: LibraryPart) -> SearchResult:
    """Return the passages nearest to a query, best first."""
    return library.search(asked.query, k=asked.k, filters=asked.filters)


def _answer(
    library: Library, conversations: Conversations, asked: AskRequest, conversation_id: str
) -> Answer:
    history = conversations.questions(conversation_id) if asked.history is None else asked.history
    answer = library.ask(
        asked.question, history=history, filters=asked.filters, ignore=frozenset(asked.ignore)
    )
    conversations.add(conversation_id, answer)
    return library.with_boxes(answer) if asked.boxes else answer


async def _answer_events(
    library: Library, conversations: Conversations, asked: AskRequest, conversation_id: str
) -> AsyncIterator[str]:
    yield events.event("status", {"stage": "searching"})
    try:
        answer = await run_in_threadpool(_answer, library, conversations, asked, conversation_id)
    except Exception as error:  # noqa: BLE001 - the headers are sent: any fault must be told in the stream
        yield events.event("error", logged_problem_of(error).model_dump())
        return
    # Sent as one piece: all of it is there, and each piece costs both sides time.
    yield "".join(_told(answer))


def _told(answer: Answer) -> Iterator[str]:
    """Yield the events that tell ``answer``."""
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
