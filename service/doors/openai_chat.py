"""``/v1/chat/completions`` and ``/v1/models``: any client of OpenAI's chat protocol may ask.

The last message of the user is the question, the earlier ones are its history. What others say in the
conversation is not read: a system's instructions have nobody to instruct, for the answer is quoted and
not written. The addresses are left out of our OpenAPI description: theirs is elsewhere.
"""

import secrets
import time
from collections.abc import Iterator

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from ingest.errors import NotInStore, QuestionInvalid
from retrieval.answering.answer import Answer
from service import events
from service.doors.openai_forms import (
    MODEL,
    ChatRequest,
    Choice,
    Chunk,
    Completion,
    ErrorBody,
    LastChunk,
    ModelList,
    ModelOut,
    Refusal,
    ReplyMessage,
    UsageChunk,
)
from service.doors.openai_reply import Reply, reply_of
from service.doors.refusals import routes_refusing, words_of
from service.errors import Problem
from service.parts import LibraryPart

_MOST_HISTORY = 50
_TYPES = {
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
}


def refusal(problem: Problem, _: str = "") -> Response:
    """Return a problem as OpenAI's clients expect an error."""
    status = 400 if problem.status == 422 else problem.status
    kind = "server_error" if status >= 500 else _TYPES.get(status, "invalid_request_error")
    error = ErrorBody(
        message=words_of(problem),
        type=kind,
        param=problem.errors[0].field if problem.errors else None,
        code=problem.type.rpartition(":")[2].replace("-", "_") if ":" in problem.type else None,
    )
    return JSONResponse(Refusal(error=error).model_dump(), status)


router = APIRouter(route_class=routes_refusing(refusal), include_in_schema=False)


@router.post("/v1/chat/completions", response_model=None)
def chat(asked: ChatRequest, request: Request, library: LibraryPart) -> Response:
    """Answer the last message of the user, whole or as a stream.

    Raises QuestionInvalid where there is none, NotInStore for another model.
    """
    if asked.model != MODEL:
        raise _no_model(asked.model)
    question, history = _conversation(asked)
    # Before anything is sent, so that a failure is told by the status and not in the middle of a stream.
    answer = library.ask(question, history=history)
    reply = reply_of(answer, str(request.base_url))
    identity, created = f"chatcmpl-{secrets.token_urlsafe(16)}", int(time.time())
    if asked.stream:
        usage = bool(asked.stream_options and asked.stream_options.include_usage)
        stream = _events(answer, reply, identity, created, with_usage=usage)
        return Response("".join(stream), media_type=events.MEDIA_TYPE, headers=events.HEADERS)
    message = ReplyMessage(content=reply.content, annotations=list(reply.annotations))
    whole = Completion(id=identity, created=created, choices=[Choice(message=message)], agreed=answer)
    return Response(whole.model_dump_json(by_alias=True), media_type="application/json")


@router.get("/v1/models")
def models() -> ModelList:
    """Return the one model that there is."""
    return ModelList(data=[ModelOut()])


@router.get("/v1/models/{model}")
def model(model: str) -> ModelOut:
    """Return the one model that there is. Raises NotInStore for another."""
    if model != MODEL:
        raise _no_model(model)
    return ModelOut()


def _conversation(asked: ChatRequest) -> tuple[str, list[str]]:
    said = [words for each in asked.messages if each.role == "user" and (words := each.words.strip())]
    if not said:
        raise QuestionInvalid(
            "No message of the user holds a question.", hint="Send one with the role “user” and a text."
        )
    return said[-1], said[:-1][-_MOST_HISTORY:]


def _events(answer: Answer, reply: Reply, identity: str, created: int, *, with_usage: bool) -> Iterator[str]:
    """Yield the message, then its annotations with the whole answer, and the end.

    The message is one piece: it is there before its first word is sent, and each piece costs a client time.
    """

    def choice(delta: dict[str, object], finish: str | None = None) -> list[dict[str, object]]:
        return [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}]

    said = choice({"role": "assistant", "content": reply.content})
    marks = choice({"annotations": [each.model_dump() for each in reply.annotations]}, finish="stop")
    yield _data(Chunk(id=identity, created=created, choices=said))
    yield _data(LastChunk(id=identity, created=created, choices=marks, agreed=answer))
    if with_usage:
        yield _data(UsageChunk(id=identity, created=created, choices=[]))
    yield "data: [DONE]\n\n"


def _data(content: Chunk) -> str:
    return f"data: {content.model_dump_json(by_alias=True)}\n\n"


def _no_model(name: str) -> NotInStore:
    return NotInStore(f"There is no model “{name}” here.", hint=f"Choose “{MODEL}”.")
