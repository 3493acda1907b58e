"""What the ask page says while papers are being read, and the address at which it asks how far they are."""

from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from ingest.lock import is_held
from service.parts import parts_of
from service.web.places import places_of
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


def is_reading(folder: Path | None) -> bool:
    """Whether papers are being read into the store in ``folder`` now, by this service or by a command."""
    return folder is not None and is_held(folder)


@router.get("/reading/now")
def reading_now(request: Request) -> Response:
    """Return how many papers can be asked about by now, for ``reading_now.js``. Raises StoreError."""
    parts = parts_of(request)
    papers, reading = places_of(parts.library).papers, is_reading(parts.folder)
    words = render("_reading_now.html", papers=papers, reading=reading)
    return JSONResponse({"reading": reading, "papers": papers, "html": words})
