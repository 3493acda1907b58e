"""Errors in the form of the protocol that a door speaks, where that is not problem details."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ingest.errors import AgreedError
from service.errors import Problem, logged_problem_of

Renderer = Callable[[Problem], Response]


def routes_refusing(render: Renderer) -> type[APIRoute]:
    """Return a class of routes whose every error, ours or unforeseen, is rendered by ``render``."""

    class _Route(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def handle_or_render(request: Request) -> Response:
                try:
                    return await handle(request)
                except (AgreedError, RequestValidationError, HTTPException) as error:
                    return _with_headers(render(logged_problem_of(error)), error)
                except Exception as error:  # noqa: BLE001 - a client reads no other form than its own
                    return render(logged_problem_of(error))

            return handle_or_render

    return _Route


def words_of(problem: Problem) -> str:
    """Return a problem in one line: what happened, and the next step."""
    return " ".join(filter(None, (problem.detail or problem.title, problem.hint)))


def _with_headers(response: Response, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
    return response
