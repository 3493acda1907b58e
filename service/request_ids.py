"""A name for each request: told to whoever asks, and in the log beside what went wrong.

A program may name its request itself (``X-Request-Id``), to find it again in both logs. Only what cannot
break a line of a log is taken as a name.
"""

import logging
import re
import secrets
import time
from contextvars import ContextVar

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "X-Request-Id"

log = logging.getLogger(__name__)

_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
_current: ContextVar[str] = ContextVar("request", default="-")


def request_id() -> str:
    """Return the name of the request that is being answered; "-" outside of any."""
    return _current.get()


class RequestIds:
    """Middleware: names each request, says its name in the answer, and notes it in the log as it ends.

    A line of the log has the address as it is declared (``/v1/passages/{passage_id}``): what was asked for
    may be nobody's business, and what follows a question mark is left out for the same reason.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on under its name."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        name = given if _NAME.fullmatch(given) else secrets.token_urlsafe(12)
        began, status = time.perf_counter(), 0

        async def add_name(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = name
            await send(message)

        token = _current.set(name)
        try:
            await self.app(scope, receive, add_name)
        finally:
            _current.reset(token)
            route = getattr(scope.get("route"), "path", "(no such address)")
            taken = 1000 * (time.perf_counter() - began)
            log.info("%s %s: %d in %.0f ms, request %s", scope["method"], route, status, taken, name)
