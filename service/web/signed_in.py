"""Whether the browser that asks for a page is signed in: then the foot of the page offers the way out."""

from contextvars import ContextVar

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.access import session_of

_signed_in: ContextVar[bool] = ContextVar("signed_in", default=False)


def has_session() -> bool:
    """Whether the request that is being answered holds a session; a template has no request to ask."""
    return _signed_in.get()


class NoteSession:
    """Middleware: notes that a request holds a session. Whether it is a good one, the gate decides."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http":
            _signed_in.set(bool(session_of(Headers(scope=scope).get("cookie", ""))))
        await self.app(scope, receive, send)
