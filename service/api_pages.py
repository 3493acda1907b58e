"""Pages as pictures, and the places of quoted words on them, over HTTP."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ingest.readers.pdf.marks_process import LARGEST, SMALLEST
from retrieval.answering.answer import Box
from retrieval.library import Library
from service.errors import responses
from service.parts import LibraryPart

router = APIRouter()

MOST_PAGES = 1_000_000
_USUAL_WIDTH = 1000
# Part of each picture's tag: raised when pages are drawn in another way.
_DRAWING = "1"
_PNG = "image/png"


class BoxesOut(BaseModel):
    """Where quoted words stand on the pages of their paper."""

    boxes: list[Box] = Field(
        description="One for each stretch of a line, in points from the top left of the page as displayed."
    )
    exact: bool = Field(description="Whether all of the words were found. False with no boxes: none were.")


class _Quote(BaseModel):
    passage: str = Field("", description="Id of a passage whose words are to be marked.")
    start: int = Field(0, ge=0, description="The first character of the passage that is marked.")
    end: int | None = Field(None, ge=0, description="The character after the last; else the passage's end.")


@router.get(
    "/v1/documents/{document_id}/pages/{number}.png",
    responses={
        200: {"content": {_PNG: {}}},
        304: {"description": "The picture is as it was."},
        **responses(404, 422, 503),
    },
    response_class=Response,
    tags=["papers"],
    summary="One page as a picture",
)
def page_picture(
    *,
    document_id: str,
    number: Annotated[int, Path(ge=1, le=MOST_PAGES, description="1-based.")],
    library: LibraryPart,
    quote: Annotated[_Quote, Query()],
    width: Annotated[int, Query(ge=SMALLEST, le=LARGEST, description="In pixels.")] = _USUAL_WIDTH,
    if_none_match: Annotated[str, Header(include_in_schema=False)] = "",
) -> Response:
    """Return a page of a PDF as PNG, with the words of a passage, or of a part of one, marked."""
    document = library.document(document_id)
    library.page(document.id, number)  # refuses a page that is not there, or withheld
    boxes = [box for box in _boxes(library, document.id, quote) if box.page == number]
    asked = f"{_DRAWING} {document.sha256} {number} {width} {[box.model_dump() for box in boxes]}"
    tag = f'"{hashlib.blake2b(asked.encode(), digest_size=16).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in if_none_match:
        return Response(status_code=304, headers=headers)
    picture = library.page_picture(document.id, number, width=width, boxes=boxes)
    return Response(picture, media_type=_PNG, headers=headers)


@router.get(
    "/v1/passages/{passage_id}/boxes",
    responses=responses(404, 422, 503),
    tags=["papers"],
    summary="Where words stand on their page",
)
def boxes(
    passage_id: str,
    library: LibraryPart,
    start: Annotated[int, Query(ge=0, description="The first character of the passage that is wanted.")] = 0,
    end: Annotated[int | None, Query(ge=0, description="The character after the last.")] = None,
) -> BoxesOut:
    """Return the boxes of a passage's words, or of a part of them; none where the paper is no PDF."""
    passage = library.passage(passage_id)
    marks = library.marks(passage_id, start, len(passage.text) if end is None else end)
    return BoxesOut(boxes=list(marks.boxes), exact=marks.exact)


def _boxes(library: Library, document_id: str, quote: _Quote) -> list[Box]:
    """Return where the wanted words stand; nowhere where none are wanted, or those of another paper."""
    if not quote.passage:
        return []
    passage = library.passage(quote.passage)
    if passage.document.id != document_id:
        return []
    end = len(passage.text) if quote.end is None else quote.end
    return list(library.marks(quote.passage, quote.start, end).boxes)
