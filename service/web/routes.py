"""The page of what was read, and the page that an error is shown as."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from service.errors import Problem
from service.parts import LibraryPart
from service.web import reading as reading_page
from service.web.numbers import is_small_number
from service.web.problems import worded
from service.web.rendering import respond

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/reading")
def reading(library: LibraryPart, outcome: str = "", how: str = "", page: str = "1") -> Response:
    """Show how each paper was read, and which files were not read and why, some at a time."""
    asked = reading_page.Chosen(outcome, how, int(page) if is_small_number(page) else 1)
    return respond(
        "reading.html",
        view=reading_page.view(library.reading_report(), asked),
        outcomes=reading_page.OUTCOMES,
        hows=reading_page.HOWS,
    )


def problem_page(_: Request, problem: Problem) -> Response:
    """Return an error as a page of the chat."""
    return respond("problem.html", problem.status, problem=worded(problem))
