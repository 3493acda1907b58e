"""Who may come in: the one gate before every surface, as plain ASGI middleware.

Keys are asked for as soon as the server listens beyond this machine, or a key exists
(``service.access_keys``). A program sends its key as ``Authorization: Bearer KEY``; a reader of feeds, which
knows nothing else, as the password of HTTP Basic; a browser gives it once (``service.web.sign_in``) and
holds a session from then on. A key is never taken from an address, for addresses are logged and passed on.
"""

import base64
import binascii
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import quote as percent_encode

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ingest.errors import AgreedError
from service.access_key import Key
from service.access_keys import KeyStore
from service.access_limits import RateLimits
from service.access_refusals import (
    NO_KEY,
    NOT_FOUND,
    WRONG_ORIGIN,
    DoorRefusal,
    Refused,
    too_many,
    wrong_scope,
)
from service.access_scopes import WIDGET_ADDRESSES, KeyScope, is_allowed, need_of
from service.errors import PageRenderer, logged_problem_of, response_of, wants_page

SESSION_COOKIE = "agreed_session"
# What is noted on a request that was let in (``scope["state"]``), for the guards behind this one.
MOST_BODY = "most_body"
ORIGIN_ALLOWED = "origin_allowed"

_EXPOSED = "X-Conversation-Id, X-Request-Id, Retry-After"
_BEARER = 'Bearer realm="Agreed"'


@dataclass(slots=True)
class Access:
    """The keys of this server, whether it asks for one in any case, and how much each was used of late."""

    keys: KeyStore
    always: bool = False
    limits: RateLimits = field(default_factory=RateLimits)

    def in_force(self) -> bool:
        """Whether a key is needed now."""
        return self.always or self.keys.has_keys()


class AccessGate:
    """Middleware: lets in who shows a key that is good for what is asked.

    ``doors`` tell the others in the form of a protocol of their own, by the beginning of the address.
    ``way_back`` gives the address that a person is sent to once signed in, "" where there is none.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        page: PageRenderer,
        way_back: Callable[[Request], Awaitable[str]],
        doors: Mapping[str, DoorRefusal] = MappingProxyType({}),
    ) -> None:
        self.app = app
        self.page = page
        self.way_back = way_back
        self.doors = doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with a problem, or with the page that asks for a key."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        access: Access = scope["app"].state.access
        headers = Headers(scope=scope)
        try:
            if not access.in_force():
                await self.app(scope, receive, send)
                return
            if (answer := _preflight(access, scope, headers)) is not None:
                await answer(scope, receive, send)
                return
            key = _let_in(access, scope, headers)
            if key is not None and key.is_use_to_be_noted():
                await run_in_threadpool(access.keys.note_use, key)
        except Refused as refused:
            response = await self._refusal(refused, Request(scope, receive))
            await response(scope, receive, send)
            return
        except AgreedError as error:  # the file of keys cannot be read: nobody comes in
            await response_of(logged_problem_of(error))(scope, receive, send)
            return
        if key is None:
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state[MOST_BODY] = key.largest_body
        state[ORIGIN_ALLOWED] = key.origin is not None or state.get(ORIGIN_ALLOWED, False)
        await self.app(scope, receive, _with_origin(send, key.origin) if key.origin else send)

    async def _refusal(self, refused: Refused, request: Request) -> Response:
        problem = refused.problem
        for beginning, render in self.doors.items():
            if request.url.path.startswith(beginning):
                told = render(problem, request.headers.get("authorization", ""))
                told.headers.update(refused.headers)
                return told
        if not wants_page(request):
            return response_of(problem, refused.headers)
        if problem.status == 401 and (wanted := await self.way_back(request)):
            return RedirectResponse(f"/sign-in?next={percent_encode(wanted, safe='/')}", status_code=303)
        response = self.page(request, problem)
        response.headers.update(refused.headers)
        return response


def _let_in(access: Access, scope: Scope, headers: Headers) -> Key | None:
    """Return the key that lets a request in, None where none is needed; raise what refuses it."""
    need = need_of(scope["method"], scope["path"])
    if need is not None and need.scope is None:
        return None
    key = _shown(access.keys, headers)
    if key is None:
        raise Refused(NO_KEY, {"WWW-Authenticate": _challenge(scope, headers)})
    allowed_by_origin = {"Access-Control-Allow-Origin": key.origin, "Vary": "Origin"} if key.origin else {}
    if key.origin is not None and (
        headers.get("origin") != key.origin or scope["path"] not in WIDGET_ADDRESSES
    ):
        raise Refused(WRONG_ORIGIN, {})
    if need is None:
        if KeyScope.ADMIN in key.scopes:
            return key
        raise Refused(NOT_FOUND, {})
    assert need.scope is not None
    if not is_allowed(key.scopes, need.scope):
        asked = f'{_BEARER}, error="insufficient_scope", scope="{need.scope}"'
        raise Refused(wrong_scope(need.scope), {"WWW-Authenticate": asked, **allowed_by_origin})
    if wait := access.limits.seconds_to_wait(key.id, key.per_minute):
        raise Refused(too_many(key.per_minute, wait), {"Retry-After": str(wait), **allowed_by_origin})
    return key


def _shown(keys: KeyStore, headers: Headers) -> Key | None:
    """Return the good key that a request shows, in its Authorization or by its session."""
    if (said := headers.get("authorization")) is not None:
        # A wrong key must not be made good by a session that the same browser happens to hold.
        return keys.found(_key_in(said))
    return keys.found_by_session(session_of(headers.get("cookie", "")))


def session_of(cookies: str) -> str:
    """Return the session's secret in a Cookie header; "" where there is none."""
    return cookie_parser(cookies).get(SESSION_COOKIE, "")


def _key_in(authorization: str) -> str:
    """Return the key in an Authorization header; "" where there is none.

    >>> _key_in("Bearer agreed_1f_x"), _key_in("Basic YTpi"), _key_in("Digest x")
    ('agreed_1f_x', 'b', '')
    """
    scheme, _, said = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return said.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(said.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""


def _challenge(scope: Scope, headers: Headers) -> str:
    said = f'{_BEARER}, error="invalid_token"' if "authorization" in headers else _BEARER
    # A reader of feeds asks for name and password only when it is told to; a browser would do so anywhere.
    return f'{said}, Basic realm="Agreed"' if scope["path"].startswith("/feeds/") else said


def _preflight(access: Access, scope: Scope, headers: Headers) -> Response | None:
    """Return the answer to a browser that asks for a page of another origin; None if it does not."""
    origin = headers.get("origin")
    if scope["method"] != "OPTIONS" or origin is None or "access-control-request-method" not in headers:
        return None
    if scope["path"] not in WIDGET_ADDRESSES or not access.keys.has_origin(origin):
        raise Refused(WRONG_ORIGIN, {})
    return Response(
        status_code=204,
        headers={
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Allow-Methods": "POST",
            "Access-Control-Allow-Headers": "Authorization, Content-Type",
            "Access-Control-Max-Age": "600",
            "Vary": "Origin",
        },
    )


def _with_origin(send: Send, origin: str) -> Send:
    """Return ``send`` with the headers that let a page of ``origin`` read the answer."""

    async def add_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Access-Control-Allow-Origin"] = origin
            headers["Access-Control-Expose-Headers"] = _EXPOSED
            headers.add_vary_header("Origin")
        await send(message)

    return add_headers
