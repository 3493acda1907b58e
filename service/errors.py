"""Every error as RFC 9457 problem details: the one place that renders an error over HTTP.

::

    QuestionInvalid, RequestInvalid     422
    NotInStore, PathNotFound            404
    ModelError, StoreError              503
    a body or parameter of wrong form   422, each field named in ``errors``
    an unknown address, a wrong method  404, 405
    anything unforeseen                 500, logged; nothing of it is shown

The API answers with ``application/problem+json``; a reader's browser gets the same problem as a
page, by the renderer that ``install`` is given.
"""

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ingest.errors import (
    AgreedError,
    ModelError,
    ModelMismatch,
    ModelUnavailable,
    NotInStore,
    PathNotFound,
    QuestionInvalid,
    RequestError,
    SourceUnreachable,
    StoreBusy,
    StoreError,
    StoreNewer,
)
from service.request_ids import request_id

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

PageRenderer = Callable[[Request, "Problem"], Response]


class _Kind(NamedTuple):
    """How a class of error is told; ``detail`` and ``hint`` stand in for the error's own words."""

    error: type[AgreedError]
    name: str
    title: str
    status: int
    detail: str = ""
    hint: str = ""


_NO_PAPERS = "The service cannot read its papers."
_NO_MODEL = "The service cannot load the model that it searches with."
_ASK_KEEPER = "Tell whoever looks after this service: its log says why, and “agreed doctor” checks it."

# Most particular first: the first class that an error belongs to names its problem. The words of
# a model's or a store's error name folders of this machine, so they go to the log only.
_KINDS = (
    _Kind(QuestionInvalid, "question-invalid", "The question cannot be used", 422),
    _Kind(NotInStore, "not-in-store", "Not found", 404),
    _Kind(PathNotFound, "not-found", "Not found", 404),
    _Kind(RequestError, "request-invalid", "The request cannot be carried out", 422),
    _Kind(SourceUnreachable, "source-unreachable", "The list of papers cannot be fetched", 502),
    _Kind(ModelUnavailable, "model-unavailable", "The model cannot be used", 503, _NO_MODEL, _ASK_KEEPER),
    _Kind(
        ModelMismatch,
        "model-mismatch",
        "The papers were read with another model",
        503,
        _NO_PAPERS,
        _ASK_KEEPER,
    ),
    _Kind(ModelError, "model-error", "The model cannot be used", 503, _NO_MODEL, _ASK_KEEPER),
    _Kind(
        StoreBusy,
        "store-busy",
        "The store is busy",
        503,
        "Papers are being read.",
        "Wait a moment and try again.",
    ),
    _Kind(StoreNewer, "store-newer", "The store belongs to a later version", 503, _NO_PAPERS, _ASK_KEEPER),
    _Kind(StoreError, "store-unusable", "The store cannot be used", 503, _NO_PAPERS, _ASK_KEEPER),
)

_HINTS = {
    404: "Check the address.",
    405: "Check the method: /openapi.json lists what each address accepts.",
    413: "Send a body of at most 1 MB.",
}


class FieldError(BaseModel):
    """One field of a request that is wrong."""

    field: str = Field(examples=["k"])
    message: str = Field(examples=["Input should be less than or equal to 100"])


class Problem(BaseModel):
    """RFC 9457 problem details, with a hint for the next step and the fields at fault."""

    type: str = Field(default="about:blank", examples=["urn:agreed:problem:question-invalid"])
    title: str = Field(examples=["The question cannot be used"])
    status: int = Field(examples=[422])
    detail: str = Field(default="", examples=["The question is empty."])
    hint: str = Field(default="", examples=["Ask in a sentence or a few words."])
    errors: list[FieldError] = Field(default_factory=list)


def problem_of(error: Exception) -> Problem:
    """Return the problem that describes ``error``; an unforeseen one tells nothing of itself."""
    if isinstance(error, AgreedError):
        return _problem_of_ours(error)
    if isinstance(error, RequestValidationError):
        return _problem_of_fields(error)
    if isinstance(error, HTTPException):
        return _problem_of_http(error)
    return _UNFORESEEN


def logged_problem_of(error: Exception) -> Problem:
    """Return the problem that describes ``error``, and log what its user is not told."""
    problem = problem_of(error)
    if not isinstance(error, AgreedError | RequestValidationError | HTTPException):
        log.error("Unforeseen, in request %s", request_id(), exc_info=error)
    elif isinstance(error, AgreedError) and problem.status >= 500:
        log.warning("%s: %s (request %s)", problem.title, error, request_id())
    return problem


def response_of(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Return ``problem`` as JSON under its own media type."""
    return JSONResponse(problem.model_dump(), problem.status, headers, media_type=MEDIA_TYPE)


def install(app: FastAPI, page: PageRenderer) -> None:
    """Make ``app`` answer every error as a problem: as JSON, or by ``page`` for a reader's browser."""

    def respond(request: Request, error: Exception) -> Response:
        problem = logged_problem_of(error)
        response = page(request, problem) if wants_page(request) else response_of(problem)
        if isinstance(error, HTTPException) and error.headers:
            response.headers.update(error.headers)
        return response

    for kind in (AgreedError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, respond)
    app.add_middleware(UnforeseenErrors, page=page)


class UnforeseenErrors:
    """Middleware: logs what nobody foresaw and answers 500 without a word of it.

    Starlette's own handler for these sits outside all middleware, so its answer would lack the
    security headers.
    """

    def __init__(self, app: ASGIApp, *, page: PageRenderer) -> None:
        self.app = app
        self.page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer 500 when it fails before any answer was begun."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def note_begin(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, note_begin)
        except ClientDisconnect:
            return  # whoever asked went away: there is nobody to answer, and nothing went wrong
        except Exception as error:
            problem = logged_problem_of(error)
            if begun:
                raise
            request = Request(scope)
            response = self.page(request, problem) if wants_page(request) else response_of(problem)
            await response(scope, receive, send)


def describe_in(schema: dict[str, Any]) -> None:
    """Give every error response of an OpenAPI ``schema`` the problem media type, in place."""
    for path in schema.get("paths", {}).values():
        for operation in path.values():
            for status, response in operation.get("responses", {}).items():
                content = response.get("content", {})
                if status >= "400" and "application/json" in content:
                    response["content"] = {MEDIA_TYPE: content["application/json"]}


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the ``responses=`` of a route that may answer with problems of these statuses."""
    return {status: {"model": Problem, "description": HTTPStatus(status).phrase} for status in statuses}


_UNFORESEEN = Problem(
    type="urn:agreed:problem:unforeseen",
    title="Something went wrong",
    status=500,
    detail="The service met a fault of its own while answering.",
    hint="Try again. If it happens again, tell whoever looks after this service: its log says more.",
)


def _problem_of_ours(error: AgreedError) -> Problem:
    for kind in _KINDS:
        if isinstance(error, kind.error):
            return Problem(
                type=f"urn:agreed:problem:{kind.name}",
                title=kind.title,
                status=kind.status,
                detail=kind.detail or error.message,
                hint=kind.hint or error.hint,
            )
    return _UNFORESEEN


def _problem_of_fields(error: RequestValidationError) -> Problem:
    errors = [FieldError(field=_field(item["loc"]), message=item["msg"]) for item in error.errors()]
    return Problem(
        type="urn:agreed:problem:request-invalid",
        title="The request cannot be carried out",
        status=422,
        detail="; ".join(f"{item.field}: {item.message}" for item in errors),
        hint="Correct the fields named in errors: /openapi.json describes them.",
        errors=errors,
    )


def _problem_of_http(error: HTTPException) -> Problem:
    title = HTTPStatus(error.status_code).phrase
    return Problem(
        title=title,
        status=error.status_code,
        detail="" if error.detail == title else str(error.detail),
        hint=_HINTS.get(error.status_code, ""),
    )


def _field(location: tuple[int | str, ...]) -> str:
    """Name a field as a caller writes it: ``("body", "filters", "kinds", 0)`` → ``filters.kinds.0``."""
    parts = location[1:] if location and location[0] in ("body", "query", "path", "header") else location
    return ".".join(str(part) for part in parts) or "body"


def wants_page(request: Request) -> bool:
    """Whether a reader's browser asks, and not a program."""
    is_api = request.url.path.startswith(("/v1/", "/healthz", "/readyz", "/openapi.json"))
    return not is_api and "text/html" in request.headers.get("accept", "")
