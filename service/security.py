"""What guards the server against other web pages: headers, host and origin checks, a body limit.

All are plain ASGI middleware, so that a stream passes through unbuffered.
"""

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.access import MOST_BODY, ORIGIN_ALLOWED
from service.errors import Problem, response_of

MAX_BODY_BYTES = 1024 * 1024

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

# Nothing from elsewhere, nothing inline. Referrer-Policy is same-origin and not no-referrer:
# under the latter a browser sends "Origin: null" with our own form, which SameOrigin refuses.
_HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

# The widget's script is there for pages of other sites.
_FOR_OTHER_SITES = {"Cross-Origin-Resource-Policy": "cross-origin"}


class SecurityHeaders:
    """Middleware: puts the security headers on every response, and ``no-store`` on all but static files."""

    def __init__(self, app: ASGIApp, *, static: str = "/static/") -> None:
        self.app = app
        self.static = static

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # A static file is asked for again each time, and answered "not modified" by its ETag.
        caching = "no-cache" if scope["path"].startswith(self.static) else "no-store"
        shared = _FOR_OTHER_SITES if scope["path"].startswith(f"{self.static}widget/") else {}

        async def add_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**_HEADERS, **shared, "Cache-Control": caching}.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, add_headers)


class AllowedHosts:
    """Middleware: refuses a request that addresses the server by a foreign name.

    A hostile page can point its own name at this machine (DNS rebinding) and would then read
    answers as if it were ours; the Host header gives it away.
    """

    def __init__(self, app: ASGIApp, *, allowed: frozenset[str]) -> None:
        self.app = app
        self.allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if its Host is allowed, else answer 421."""
        if scope["type"] == "http" and _host_name(Headers(scope=scope).get("host", "")) not in self.allowed:
            problem = Problem(
                type="urn:agreed:problem:host-refused",
                title="Misdirected request",
                status=421,
                detail="This service does not answer under that name.",
                hint="Open it as http://127.0.0.1 or http://localhost, with its port.",
            )
            await response_of(problem)(scope, receive, send)
            return
        await self.app(scope, receive, send)


class SameOrigin:
    """Middleware: refuses a POST that another site's page makes a browser send.

    A browser says where a request comes from (Sec-Fetch-Site, or Origin in older ones); a
    program such as curl says neither and is let through, for it acts for nobody but its user.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on unless it changes something and comes from elsewhere: then answer 403."""
        if (
            scope["type"] == "http"
            and scope["method"] not in _SAFE_METHODS
            # A key that is bound to the page's origin has shown that it may; no cookie spoke for it.
            and not scope.get("state", {}).get(ORIGIN_ALLOWED)
            and _is_foreign(Headers(scope=scope))
        ):
            problem = Problem(
                type="urn:agreed:problem:cross-origin",
                title="Request from another site refused",
                status=403,
                detail="The request was sent by a page that does not belong to this service.",
                hint="Ask from this service's own page.",
            )
            await response_of(problem)(scope, receive, send)
            return
        await self.app(scope, receive, send)


class BodyLimit:
    """Middleware: stops reading a request's body past ``most`` bytes and answers 413.

    ``larger`` names the paths that may take more, and how much.
    """

    def __init__(
        self, app: ASGIApp, *, most: int = MAX_BODY_BYTES, larger: Mapping[str, int] = MappingProxyType({})
    ) -> None:
        self.app = app
        self.most = most
        self.larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body counted."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        read, most = 0, self.larger.get(scope["path"], self.most)
        most = min(most, scope.get("state", {}).get(MOST_BODY, most))

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise HTTPException(413, f"The body is larger than {most} bytes.")
            return message

        await self.app(scope, counted, send)


def _host_name(host: str) -> str:
    """Return the name in a Host header, lower case, without port and brackets; "" when it has none."""
    if not host or set(host) & set("@/\\?# "):
        return ""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_foreign(headers: Mapping[str, str]) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
