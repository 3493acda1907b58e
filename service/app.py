"""The composition root: one application made of a library, the API and the web chat."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from ingest.errors import AgreedError
from ingest.readers.ocr.process import OcrProcess
from retrieval.indexing.tidying import tidy
from retrieval.library import Library
from service import api, api_ask, api_embed, api_pages, api_reading, api_records, errors, server_instance
from service.access import Access, AccessGate
from service.access_keys import KeyStore
from service.adding import Adding
from service.api_description import call_name, describe
from service.conditional import ConditionalAnswers
from service.doors.http import REFUSALS, open_doors
from service.encoders import encoder_of, library_of
from service.feedback import FeedbackStore
from service.feeds import router as feeds_router
from service.freed_memory import giving_back, keep_what_is_loaded, share_heaps, trimmer
from service.history import History
from service.parts import Parts
from service.request_ids import RequestIds
from service.security import AllowedHosts, BodyLimit, SameOrigin, SecurityHeaders
from service.server_address import told_in_store
from service.settings import Settings
from service.shared_origins import SharedOrigins
from service.web import (
    add,
    chat,
    exports,
    history_pages,
    library_pages,
    reading_now,
    record_routes,
    routes,
    search_pages,
    sign_in,
    source,
    timeline_pages,
    verdicts,
)
from service.web.assets import Assets
from service.web.failed_sign_ins import FailedSignIns
from service.web.signed_in import NoteSession

log = logging.getLogger(__name__)

_API = "/v1/"

# In the order in which an address is looked for.
_ROUTERS = (
    api_pages.router,
    api_ask.router,
    api.router,
    api_embed.router,
    api_reading.router,
    api_records.router,
    server_instance.router,
    chat.router,
    reading_now.router,
    history_pages.router,
    verdicts.router,
    routes.router,
    source.router,
    record_routes.router,
    exports.router,
    add.router,
    library_pages.router,
    search_pages.router,
    timeline_pages.router,
    sign_in.router,
    feeds_router,
)


def create_app(settings: Settings, library: Library | None = None, *, port: int | None = None) -> FastAPI:
    """Return the application over ``library``, or over the store that ``settings`` names.

    Where the ``port`` that it is served on is given, commands of this machine find it there as long as it
    runs (``service.server_address``).

    The library is warmed in the background while the server already answers: ``/readyz`` says
    when that is over. A library opened here is closed when the server stops; one passed in is
    its owner's to close. Raises StoreError when the store cannot be opened.
    """
    opened, encoder = library is None, encoder_of(settings)
    if library is None:
        library = library_of(settings, encoder)
    # What people said is kept beside the store; a library that was passed in may have none.
    folder = settings.data if opened else None
    history = History(folder, days=settings.keep_days)
    parts = Parts(library, encoder, history=history, feedback=FeedbackStore(folder), folder=folder)

    access = Access(KeyStore(folder), always=settings.needs_keys)

    adding = _adding(library, settings) if opened and settings.may_add else None

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        share_heaps()
        warming = asyncio.create_task(asyncio.to_thread(_warm, parts))
        if adding:
            await asyncio.to_thread(adding.resume)
        try:
            async with giving_back(trimmer()):
                with told_in_store(settings, port) if opened and port else nullcontext() as app.state.address:
                    yield
        finally:
            # A thread cannot be stopped half-way, and must not use a closed store.
            parts.stopping.set()
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
        generate_unique_id_function=call_name,
    )
    app.state.parts = parts
    app.state.adding = adding
    app.state.access = access
    app.state.failed_sign_ins = FailedSignIns()
    for router in _ROUTERS:
        app.include_router(router)
    agents = open_doors(app, library)
    app.mount("/static", Assets(), name="static")
    _guard(app, settings)
    describe(app)
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
    if parts.folder is not None:
        # On its own, for it may take minutes, and stopping the server is not to wait for it.
        threading.Thread(target=_tidy, args=(parts.folder,), name="tidying", daemon=True).start()
        _take_apart(parts)
        keep_what_is_loaded()


def _take_apart(parts: Parts) -> None:
    try:
        parts.library.take_apart(parts.stopping.is_set)
    except Exception:
        # Each question then takes apart what it finds.
        log.warning("The passages could not be taken apart", exc_info=True)


def _tidy(folder: Path) -> None:
    try:
        tidy(folder)
    except Exception:
        # Questions are answered all the same, somewhat slower.
        log.warning("The index could not be tidied", exc_info=True)


def _guard(app: FastAPI, settings: Settings) -> None:
    # The last added is the outermost: every response, refusals too, gets the headers.
    errors.install(app, page=routes.problem_page)
    app.add_middleware(ConditionalAnswers, prefix=_API)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    app.add_middleware(BodyLimit, larger={"/add": add.MOST_SENT})
    app.add_middleware(SameOrigin)
    app.add_middleware(AccessGate, page=routes.problem_page, way_back=sign_in.way_back, doors=REFUSALS)
    app.add_middleware(NoteSession)
    if settings.origins:
        app.add_middleware(SharedOrigins, origins=frozenset(settings.origins), prefix=_API)
    app.add_middleware(AllowedHosts, allowed=settings.allowed_hosts)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestIds)


def _version() -> str:
    try:
        return version("agreed")
    except PackageNotFoundError:
        return "0"
