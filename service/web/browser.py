"""Which browser asks: an unguessable id in a cookie, so that its conversations can be listed to it alone.

The cookie says nothing of the person, is sent to this server only, and never with a request that another site
makes a browser send. It is set when a first question is asked, and not before.
"""

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from service.conversations import ID_PATTERN, new_id

COOKIE = "agreed_browser"
_SECONDS_A_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Browser:
    """The id of a browser; ``is_new`` where it was made for this request."""

    id: str
    is_new: bool
    is_secure: bool = False

    def remember(self, response: Response, *, days: int) -> None:
        """Make the browser say who it is for ``days`` from now; with 0, until it is closed."""
        response.set_cookie(
            COOKIE,
            self.id,
            max_age=days * _SECONDS_A_DAY or None,
            httponly=True,
            samesite="strict",
            secure=self.is_secure,
        )


def _browser(request: Request) -> Browser:
    said = request.cookies.get(COOKIE, "")
    is_known = bool(re.fullmatch(ID_PATTERN, said))
    return Browser(said if is_known else new_id(), not is_known, request.url.scheme == "https")


BrowserPart = Annotated[Browser, Depends(_browser)]
