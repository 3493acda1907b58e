"""Adding papers: a form that takes files, and a page that shows what becomes of each.

Without JavaScript the form sends all files at once and the page loads itself anew until all are read.
``static/add.js`` takes files that are dropped, sends them one by one, and follows the page's middle part.
"""

import re
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Form, Header, Request, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from ingest.errors import NotInStore
from ingest.readers import SUFFIXES
from ingest.readers.limits import MOST_BYTES
from retrieval.library import Library
from service.adding import Added, Adding
from service.conversations import ID_PATTERN
from service.parts import LibraryPart
from service.strings import text
from service.web.added_batch import BatchView, batch_view
from service.web.rendering import render, respond

# A form sends several files in one body; each of them alone may be as large as a reader takes.
MOST_SENT = 4 * MOST_BYTES

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


def _adding(request: Request) -> Adding:
    """Return what takes papers. Raises HTTPException (403) where that is not allowed."""
    adding = cast(Adding | None, request.app.state.adding)
    if adding is None:
        raise HTTPException(403, text("add.not_allowed"))
    return adding


AddingPart = Annotated[Adding, Depends(_adding)]


@router.get("/add")
def form(library: LibraryPart, _: AddingPart) -> Response:
    """Show the form."""
    return _page(library, batch_view(library, "", ()))


@router.get("/add/{batch_id}")
def batch(library: LibraryPart, adding: AddingPart, batch_id: str) -> Response:
    """Show what became of the files so far."""
    return _page(library, batch_view(library, batch_id, _files(adding, batch_id)))


@router.get("/add/{batch_id}/files")
def files(library: LibraryPart, adding: AddingPart, batch_id: str) -> Response:
    """Return the same as the middle part of the page, for ``add.js``."""
    view = batch_view(library, batch_id, _files(adding, batch_id))
    return JSONResponse(
        {
            "html": render("_added.html", view=view),
            "running": view.is_running,
            "canAsk": view.can_ask,
            "announced": view.announced,
        }
    )


@router.post("/add")
def add(
    adding: AddingPart,
    papers: Annotated[list[UploadFile] | None, Form()] = None,
    batch: Annotated[str, Form()] = "",
    accept: Annotated[str, Header()] = "",
) -> Response:
    """Take files, and lead to their page."""
    sent = [(paper.filename or "", paper.file) for paper in papers or () if paper.filename]
    known = batch if re.fullmatch(ID_PATTERN, batch) else ""
    if not sent:
        return RedirectResponse(f"/add/{known}" if known else "/add", status_code=303)
    identity = adding.take(known, sent)
    if "application/json" in accept:
        return JSONResponse({"batch": identity})
    return RedirectResponse(f"/add/{identity}#files", status_code=303)


def _files(adding: Adding, batch_id: str) -> tuple[Added, ...]:
    found = adding.batch(batch_id)
    if found is None:
        raise NotInStore(text("add.forgotten"), hint=text("add.forgotten_hint"))
    return found


def _page(library: Library, view: BatchView) -> Response:
    return respond(
        "add.html",
        view=view,
        papers=len(library.documents()),
        accept=",".join(sorted(SUFFIXES)),
        most_megabytes=MOST_BYTES // 2**20,
    )
