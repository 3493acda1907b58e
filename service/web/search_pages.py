"""The page on which papers are searched word by word, rather than asked."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, Response

from ingest.errors import QuestionInvalid
from service.errors import logged_problem_of
from service.parts import LibraryPart
from service.web.problems import worded
from service.web.rendering import respond
from service.web.search_results import AskedSearch, view

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/search")
def search(library: LibraryPart, asked: Annotated[AskedSearch, Query()]) -> Response:
    """Show the papers that hold the words, best first; without any words, the field for them."""
    if not asked.q.strip():
        return respond("search.html", asked=asked, view=None, problem=None)
    try:
        return respond("search.html", asked=asked, view=view(library, asked), problem=None)
    except QuestionInvalid as error:
        problem = worded(logged_problem_of(error), asked.q)
        return respond("search.html", problem.status, asked=asked, view=None, problem=problem)
