"""The conversations of a browser: listed, searched, renamed and deleted."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from service.history import LONGEST_NAME, no_conversation
from service.parts import HistoryPart
from service.web.browser import BrowserPart
from service.web.rendering import respond

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/conversations")
def conversations(request: Request, history: HistoryPart, browser: BrowserPart, words: str = "") -> Response:
    """List this browser's conversations, those that hold ``words`` if any are given."""
    return respond(
        "conversations.html",
        conversations=history.listed(browser.id, words),
        words=words,
        days=history.days,
        longest_name=LONGEST_NAME,
        base=str(request.base_url).rstrip("/"),
    )


@router.post("/conversations/{identity}/name")
def rename(
    identity: str, history: HistoryPart, browser: BrowserPart, name: Annotated[str, Form()] = ""
) -> Response:
    """Give a conversation a name. Raises NotInStore for one that is not this browser's."""
    history.rename(browser.id, identity, name)
    return RedirectResponse(f"/conversations#c-{identity}", status_code=303)


@router.get("/conversations/{identity}/delete")
def confirm(identity: str, history: HistoryPart, browser: BrowserPart) -> Response:
    """Ask whether a conversation is to be deleted; of all of them where ``identity`` is "all"."""
    if identity != "all" and history.owner(identity) != browser.id:
        raise no_conversation()
    return respond("delete_conversation.html", identity=identity, name=history.name(identity))


@router.post("/conversations/{identity}/delete")
def delete(identity: str, history: HistoryPart, browser: BrowserPart) -> Response:
    """Delete a conversation, or all of them. Raises NotInStore for one that is not this browser's."""
    if identity == "all":
        history.delete_all(browser.id)
    else:
        history.delete(browser.id, identity)
    return RedirectResponse("/conversations", status_code=303)
