"""Adding papers: a form that takes files, and a page that shows what becomes of each.

Without JavaScript the form sends all files at once and the page loads itself anew until all are read.
``static/add.js`` takes files that are dropped, sends them one by one, and follows the page's middle part.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Form, Header, Request, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from ingest.documents import Document
from ingest.errors import NotInStore, Outcome
from ingest.readers import SUFFIXES
from ingest.readers.limits import MOST_BYTES
from retrieval.library import Library
from service.adding import MOST_FILES, Added, Adding, Stage
from service.conversations import ID_PATTERN
from service.parts import LibraryPart
from service.rendering import name_line
from service.strings import text
from service.web.rendering import render, respond

# A form sends several files in one body; each of them alone may be as large as a reader takes.
MOST_SENT = 4 * MOST_BYTES

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_FAILURES = {Outcome.EMPTY: "empty", Outcome.PASSWORD: "password"}


def _adding(request: Request) -> Adding:
    """Return what takes papers. Raises HTTPException (403) where that is not allowed."""
    adding = cast(Adding | None, request.app.state.adding)
    if adding is None:
        raise HTTPException(403, text("add.not_allowed"))
    return adding


AddingPart = Annotated[Adding, Depends(_adding)]


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as the page shows it: ``state`` names its tag, ``title`` its paper where that may be shown."""

    name: str
    state: str
    words: str
    facts: tuple[str, ...]
    title: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class BatchView:
    """The files of one batch; ``summary`` is read out when it changes."""

    id: str
    rows: tuple[FileRow, ...]
    is_running: bool
    can_ask: bool
    summary: str
    settled: int


@router.get("/add")
def form(library: LibraryPart, _: AddingPart) -> Response:
    """Show the form."""
    return respond("add.html", view=_view(library, "", ()), papers=len(library.documents()), **_limits())


@router.get("/add/{batch_id}")
def batch(library: LibraryPart, adding: AddingPart, batch_id: str) -> Response:
    """Show what became of the files so far."""
    files = _files(adding, batch_id)
    return respond(
        "add.html", view=_view(library, batch_id, files), papers=len(library.documents()), **_limits()
    )


@router.get("/add/{batch_id}/files")
def files(library: LibraryPart, adding: AddingPart, batch_id: str) -> Response:
    """Return the same as the middle part of the page, for ``add.js``."""
    view = _view(library, batch_id, _files(adding, batch_id))
    return JSONResponse(
        {
            "html": render("_added.html", view=view),
            "running": view.is_running,
            "canAsk": view.can_ask,
            "summary": view.summary,
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


def _limits() -> dict[str, Any]:
    return {
        "accept": ",".join(sorted(SUFFIXES)),
        "most_megabytes": MOST_BYTES // 2**20,
        "most_files": MOST_FILES,
    }


def _view(library: Library, batch_id: str, files: Sequence[Added]) -> BatchView:
    settled = sum(file.is_settled for file in files)
    failed = sum(file.stage is Stage.FAILED for file in files)
    return BatchView(
        id=batch_id,
        rows=tuple(_row(library, file) for file in files),
        is_running=settled < len(files),
        can_ask=any(file.stage is Stage.IN for file in files),
        summary=_summary(len(files), settled, failed),
        settled=settled,
    )


def _summary(every: int, settled: int, failed: int) -> str:
    if settled < every:
        return text("add.so_far", settled=settled, files=every)
    return text("add.over", n=every - failed) + (f" {text('add.over_failed', n=failed)}" if failed else "")


def _row(library: Library, file: Added) -> FileRow:
    paper = _paper(library, file)
    state = _state(file, paper)
    is_withheld = file.stage is Stage.IN and file.outcome is not None and paper is None
    # What the ingest says of a paper that was here tells where its other files lie.
    reason = "" if state == "unchanged" else file.reason
    facts = (
        text("count.pages", n=paper.pages) if paper else "",
        name_line(" ".join(reason.split())),
        text("add.withheld") if is_withheld else "",
    )
    return FileRow(
        name=name_line(file.name),
        state=state,
        words=text(f"add.state_{state}"),
        facts=tuple(fact for fact in facts if fact),
        title=paper.facts.title if paper else "",
        href=f"/documents/{paper.id}" if paper else "",
    )


def _state(file: Added, paper: Document | None) -> str:
    """Return what the tag of a file says: its stage while it is read, then what became of it."""
    if file.stage is Stage.FAILED:
        return _FAILURES.get(file.outcome or Outcome.REFUSED, "refused")
    if file.outcome is None:
        return file.stage.value
    was_here = file.outcome is Outcome.UNCHANGED or (paper is not None and len(paper.paths) > 1)
    return "unchanged" if was_here else "read"


def _paper(library: Library, file: Added) -> Document | None:
    """Return a file's paper; None where it is not in, or may not be shown."""
    if file.document_id is None:
        return None
    try:
        return library.document(file.document_id)
    except NotInStore:
        return None
