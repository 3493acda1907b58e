"""Pages of other sites that may use the API, as it is set (``AGREED_ORIGINS``): cross-origin sharing (CORS).

What a browser holds for this service, a session above all, is never made use of for such a page: it shows a
key of its own where one is needed. Keys that are bound to one origin (the widget's) are ``service.access``'s.
"""

from collections.abc import Set

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from service.access import ORIGIN_ALLOWED
from service.request_ids import HEADER as REQUEST_ID

# What a page's script may read of an answer beside its body.
EXPOSED = ("ETag", "Retry-After", "X-Conversation-Id", REQUEST_ID)

_SENT = ("Authorization", "Content-Type", "If-None-Match", REQUEST_ID)
_SECONDS_TO_REMEMBER = 600


class SharedOrigins:
    """Middleware: lets pages of ``origins`` use the addresses under ``prefix``, and read the answers."""

    def __init__(self, app: ASGIApp, *, origins: Set[str], prefix: str) -> None:
        self.app = app
        self.origins = origins
        self.prefix = prefix
        self.shared = CORSMiddleware(
            app,
            allow_origins=sorted(origins),
            allow_methods=("GET", "POST"),
            allow_headers=_SENT,
            expose_headers=EXPOSED,
            max_age=_SECONDS_TO_REMEMBER,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with what lets its page read the answer where the page is one of them."""
        if scope["type"] != "http" or not scope["path"].startswith(self.prefix):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if headers.get("origin") not in self.origins:
            await self.app(scope, receive, send)
            return
        # With a cookie it would be our reader who asks, without knowing.
        scope.setdefault("state", {})[ORIGIN_ALLOWED] = "cookie" not in headers
        await self.shared(scope, receive, send)
