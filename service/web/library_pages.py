"""The pages of the library: its papers, and one paper with its parts, records, editions and neighbours."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from service.parts import LibraryPart
from service.web import papers
from service.web.problems import not_there
from service.web.records import counts_of
from service.web.rendering import respond

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/documents")
def documents(
    request: Request, library: LibraryPart, asked: Annotated[papers.AskedPapers, Query()]
) -> Response:
    """List the papers that are asked for, some at a time."""
    return respond(
        "documents.html",
        view=papers.view(library.documents(), asked),
        may_add=request.app.state.adding is not None,
    )


@router.get("/documents/{document_id}")
def document(document_id: str, library: LibraryPart) -> Response:
    """Show what a paper is, what stands in it, and how it stands to other papers."""
    with not_there("paper"):
        paper = library.document(document_id)
    return respond(
        "document.html",
        document=paper,
        contents=library.contents(paper.id),
        records=counts_of(library.catalogue(), paper.id),
        links=library.links(paper.id),
        has_original=library.has_original(paper.id),
    )
