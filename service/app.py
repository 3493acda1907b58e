"""The composition root: one application made of a library, the API and the web chat."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from ingest.errors import AgreedError
from ingest.readers.ocr.process import OcrProcess
from retrieval.library import Library
from service import api, api_pages, api_reading, api_records, errors
from service.access import Access, AccessGate
from service.access_keys import KeyStore
from service.access_openapi import describe_keys_in
from service.adding import Adding
from service.doors.http import open_doors
from service.encoders import library_of
from service.feedback import FeedbackStore
from service.feeds import router as feeds_router
from service.history import History
from service.parts import Parts
from service.security import AllowedHosts, BodyLimit, SameOrigin, SecurityHeaders
from service.settings import Settings
from service.web import (
    add,
    chat,
    exports,
    history_pages,
    library_pages,
    record_routes,
    routes,
    search_pages,
    sign_in,
    source,
    timeline_pages,
    verdicts,
)
from service.web.assets import Assets

log = logging.getLogger(__name__)


def create_app(settings: Settings, library: Library | None = None) -> FastAPI:
    """Return the application over ``library``, or over the store that ``settings`` names.

    The library is warmed in the background while the server already answers: ``/readyz`` says
    when that is over. A library opened here is closed when the server stops; one passed in is
    its owner's to close. Raises StoreError when the store cannot be opened.
    """
    opened = library is None
    if library is None:
        library = library_of(settings)
    # What people said is kept beside the store; a library that was passed in may have none.
    folder = settings.data if opened else None
    history = History(folder, days=settings.keep_days)
    parts = Parts(library, history=history, feedback=FeedbackStore(folder), folder=folder)

    access = Access(KeyStore(folder), always=settings.needs_keys)

    adding = _adding(library, settings) if opened and settings.may_add else None

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.create_task(asyncio.to_thread(_warm, parts))
        if adding:
            await asyncio.to_thread(adding.resume)
        try:
            yield
        finally:
            # A thread cannot be stopped half-way, and must not use a closed store.
            await warming
            await agents.close()
            if adding:
                await asyncio.to_thread(adding.close)
            parts.close()
            access.keys.close()
            if opened:
                parts.library.close()

    app = FastAPI(
        title="Agreed",
        summary="Answers questions from an office's own papers, in the papers' words, with citations.",
        version=_version(),
        lifespan=lifespan,
        # These pages load scripts from elsewhere, which nothing here may do at run time.
        docs_url=None,
        redoc_url=None,
    )
    app.state.parts = parts
    app.state.adding = adding
    app.state.access = access
    app.include_router(api_pages.router)
    app.include_router(api.router)
    app.include_router(api_reading.router)
    app.include_router(api_records.router)
    app.include_router(chat.router)
    app.include_router(history_pages.router)
    app.include_router(verdicts.router)
    app.include_router(routes.router)
    app.include_router(source.router)
    app.include_router(record_routes.router)
    app.include_router(exports.router)
    app.include_router(add.router)
    app.include_router(library_pages.router)
    app.include_router(search_pages.router)
    app.include_router(timeline_pages.router)
    app.include_router(sign_in.router)
    app.include_router(feeds_router)
    agents = open_doors(app, library)
    app.mount("/static", Assets(), name="static")
    _guard(app, settings)
    _describe_problems(app)
    return app


def _adding(library: Library, settings: Settings) -> Adding:
    """Return what takes papers that are added on the page."""
    ocr = OcrProcess if settings.ocr else None
    return Adding(library, settings.data, ocr=ocr, keep_originals=settings.originals)


def _warm(parts: Parts) -> None:
    try:
        parts.library.warm()
        if parts.folder is not None:
            parts.examples.now()  # so that the first reader finds them
    except AgreedError as error:
        log.warning("Not ready: %s", error)
    except Exception:
        # The server must start all the same: each question then tells its own problem.
        log.exception("Loading the model and the index failed")
    finally:
        parts.warmed.set()


def _guard(app: FastAPI, settings: Settings) -> None:
    # The last added is the outermost: every response, refusals too, gets the headers.
    errors.install(app, page=routes.problem_page)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    app.add_middleware(BodyLimit, larger={"/add": add.MOST_SENT})
    app.add_middleware(SameOrigin)
    app.add_middleware(AccessGate, page=routes.problem_page)
    app.add_middleware(AllowedHosts, allowed=settings.allowed_hosts)
    app.add_middleware(SecurityHeaders)


def _describe_problems(app: FastAPI) -> None:
    describe = app.openapi

    def openapi() -> dict[str, Any]:
        first = app.openapi_schema is None
        schema = describe()
        if first:
            errors.describe_in(schema)
            describe_keys_in(schema)
        return schema

    app.openapi = openapi  # type: ignore[method-assign]


def _version() -> str:
    try:
        return version("agreed")
    except PackageNotFoundError:
        return "0"
