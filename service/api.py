"""The HTTP API: the same answers, passages and papers as every other surface, as JSON.

::

    questions and queries              api_ask.py
    papers, pages, passages            here; pages as pictures in api_pages.py
    decisions and its like             api_records.py
    what was read, and how             api_reading.py
    texts as vectors                   api_embed.py
    its OpenAPI description            api_description.py

Each route is a thin call of one ``Library`` method. Errors are problem details (``service.errors``). The
description stands at ``/openapi.json``.
"""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from ingest.documents import DocumentKind
from retrieval.answering.answer import Hit
from service.api_forms import DocumentList, DocumentOut, DocumentWithParts, PageOut, PartOut
from service.errors import responses
from service.parts import LibraryPart, parts_of

router = APIRouter()

MOST_PAGES = 1_000_000
MOST_LISTED = 500

# Which of a list are wanted: the same of every list.
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="How many to leave out.")]


class Health(BaseModel):
    """The process is alive."""

    status: str = Field(default="alive", examples=["alive"])


class Ready(BaseModel):
    """The store, the index and the model are loaded."""

    status: str = Field(default="ready", examples=["ready"])
    documents: int
    passages: int


@router.get("/v1/documents", responses=responses(422, 503), tags=["papers"], summary="List the papers")
def documents(
    library: LibraryPart,
    area: Annotated[list[str] | None, Query(description="Only papers of these areas.")] = None,
    kind: Annotated[list[DocumentKind] | None, Query(description="Only papers of these kinds.")] = None,
    offset: Offset = 0,
    limit: Annotated[int | None, Query(ge=1, le=MOST_LISTED, description="At most; else all.")] = None,
) -> DocumentList:
    """Return the papers, ordered by title: all of them, or as many as are asked for."""
    areas = {name.casefold() for name in area or ()}
    found = [
        document
        for document in library.documents()
        if (not areas or (document.facts.area or "").casefold() in areas)
        and (not kind or document.facts.kind in kind)
    ]
    return DocumentList.of(found, offset=offset, limit=limit)


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
