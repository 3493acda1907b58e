"""The page where a key is given once; from then on the browser holds a session in a cookie.

The session is an unguessable secret that the server keeps the hash of. It ends with the key, at sign-out, and
after some hours. Scripts cannot read the cookie, and no other site can have it sent.
"""

from typing import Annotated
from urllib.parse import parse_qs, urlencode, urlsplit

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from service.access import SESSION_COOKIE, Access, session_of
from service.access_key import Key
from service.access_keys import SESSION_HOURS
from service.access_scopes import is_allowed, need_of
from service.web.asked import Asked
from service.web.failed_sign_ins import FailedSignIns
from service.web.rendering import respond

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_LONGEST_KEY = 200
# Of a form whose question is kept while its writer signs in, in bytes; whoever sends it is a stranger.
_LONGEST_FORM = 10_000
_FORM = "application/x-www-form-urlencoded"


@router.get("/sign-in")
def sign_in(
    request: Request,
    next: str = "/",  # noqa: A002 - what such a parameter is called everywhere
) -> Response:
    """Show the form for a key, and who is signed in the way out."""
    access: Access = request.app.state.access
    held = access.keys.found_by_session(session_of(request.headers.get("cookie", "")))
    return _form(next, is_signed_in=held is not None)


@router.post("/sign-in")
def signed_in(
    request: Request,
    key: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",  # noqa: A002 - as above
) -> Response:
    """Begin a session with a key, and go on to the page that was wanted."""
    access: Access = request.app.state.access
    failed: FailedSignIns = request.app.state.failed_sign_ins
    address = request.client.host if request.client else ""
    if wait := failed.seconds_to_wait(address):
        return _form(next, wait=wait)
    found = access.keys.found(key.strip()[:_LONGEST_KEY])
    # The key of a web page is known to everybody who opens that page.
    if found is None or found.origin is not None:
        failed.note(address)
        return _form(next, is_wrong=True)
    response = RedirectResponse(_open_address(next, found), status_code=303)
    response.set_cookie(
        SESSION_COOKIE,
        access.keys.begin_session(found),
        max_age=SESSION_HOURS * 3600,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return response


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """End the session, so that its cookie is worth nothing even where it was copied."""
    access: Access = request.app.state.access
    access.keys.end_session(session_of(request.headers.get("cookie", "")))
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="strict")
    return response


async def way_back(request: Request) -> str:
    """Return where to go on once signed in: the page that was wanted or the question asked; else ""."""
    if request.method in ("GET", "HEAD"):
        return request.url.path + (f"?{request.url.query}" if request.url.query else "")
    length = request.headers.get("content-length", "")
    is_form = request.headers.get("content-type", "").startswith(_FORM)
    if request.url.path != "/ask" or not (is_form and length.isdecimal() and int(length) <= _LONGEST_FORM):
        return ""
    fields = parse_qs((await request.body()).decode("utf-8", "replace"))
    asked = Asked(question=fields.get("question", [""])[0], conversation=fields.get("conversation", [""])[0])
    page = f"/c/{asked.conversation_id}" if asked.conversation_id else "/"
    return f"{page}?{urlencode({'question': asked.question})}"


def _form(wanted: str, *, is_signed_in: bool = False, is_wrong: bool = False, wait: int = 0) -> Response:
    address = _own_address(wanted)
    response = respond(
        "sign_in.html",
        429 if wait else 401 if is_wrong else 200,
        wanted=address,
        question=" ".join(parse_qs(urlsplit(address).query).get("question", [])),
        is_signed_in=is_signed_in,
        is_wrong=is_wrong,
        wait=wait,
    )
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _open_address(wanted: str, key: Key) -> str:
    """Return the address that is wanted; where the key does not open it, the papers', which each does."""
    address = _own_address(wanted)
    need = need_of("GET", urlsplit(address).path)
    is_open = need is None or need.scope is None or is_allowed(key.scopes, need.scope)
    return address if is_open else "/documents"


def _own_address(wanted: str) -> str:
    r"""Return the address if it is one of this server's, else the first page.

    >>> _own_address("/documents?page=2"), _own_address("//evil.example"), _own_address("/\\evil.example")
    ('/documents?page=2', '/', '/')
    """
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_ours and wanted.isprintable() else "/"
