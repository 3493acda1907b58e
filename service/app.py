"""The composition root: one application made of a library, the API and the web chat."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import FastAPI

from ingest.errors import AgreedError
from retrieval.library import Library
from service import api, api_reading, api_records, errors
from service.parts import Parts
from service.security import AllowedHosts, BodyLimit, SameOrigin, SecurityHeaders
from service.settings import Settings
from service.web import record_routes, routes

log = logging.getLogger(__name__)


def create_app(settings: Settings, library: Library | None = None) -> FastAPI:
    """Return the application over ``library``, or over the store that ``settings`` names.

    The library is warmed in the background while the server already answers: ``/readyz`` says
    when that is over. A library opened here is closed when the server stops; one passed in is
    its owner's to close. Raises StoreError when the store cannot be opened.
    """
    opened = library is None
    if library is None:
        library = Library.open(settings.data, model=settings.model, show_restricted=settings.show_restricted)
    parts = Parts(library)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.create_task(asyncio.to_thread(_warm, parts))
        try:
            yield
        finally:
            # A thread cannot be stopped half-way, and must not use a closed store.
            await warming
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
    app.include_router(api.router)
    app.include_router(api_reading.router)
    app.include_router(api_records.router)
    app.include_router(routes.router)
    app.include_router(record_routes.router)
    app.mount("/static", routes.static_files(), name="static")
    _guard(app, settings)
    _describe_problems(app)
    return app


def _warm(parts: Parts) -> None:
    try:
        parts.library.warm()
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
    app.add_middleware(BodyLimit)
    app.add_middleware(SameOrigin)
    app.add_middleware(AllowedHosts, allowed=settings.allowed_hosts)
    app.add_middleware(SecurityHeaders)


def _describe_problems(app: FastAPI) -> None:
    describe = app.openapi

    def openapi() -> dict[str, Any]:
        first = app.openapi_schema is None
        schema = describe()
        if first:
            errors.describe_in(schema)
        return schema

    app.openapi = openapi  # type: ignore[method-assign]


def _version() -> str:
    try:
        return version("agreed")
    except PackageNotFoundError:
        return "0"
