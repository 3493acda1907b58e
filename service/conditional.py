"""What a program has read already is not sent again: ``ETag``, ``If-None-Match`` (RFC 9110, section 13)."""

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Kept by whoever read it, and asked for again each time: papers may come, go or be closed at any moment.
CACHING = "private, no-cache"


class ConditionalAnswers:
    """Middleware: tags what is read under ``prefix``, and answers 304 where the same was read before.

    The tag is a mark of the bytes, so that it is right whatever they came from. It is weak, for the same
    answer may go out compressed. An answer that has a tag of its own passes as it is.
    """

    def __init__(self, app: ASGIApp, *, prefix: str) -> None:
        self.app = app
        self.prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and hold its answer back until its last byte is known."""
        reads = scope["type"] == "http" and scope["method"] == "GET"
        if not (reads and scope["path"].startswith(self.prefix)):
            await self.app(scope, receive, send)
            return
        held = _Held(send, Headers(scope=scope).get("if-none-match", ""))
        await self.app(scope, receive, held.take)


class _Held:
    """An answer that is held back."""

    def __init__(self, send: Send, known: str) -> None:
        self._send = send
        self._known = known
        self._start: Message | None = None
        self._body: list[bytes] = []

    async def take(self, message: Message) -> None:
        """Take the next message of the answer; send it on where there is nothing to tag."""
        if message["type"] == "http.response.start" and _is_to_be_tagged(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        elif message["type"] == "http.response.body":
            self._body.append(message.get("body", b""))
            if not message.get("more_body"):
                await self._answer(self._start, b"".join(self._body))

    async def _answer(self, start: Message, body: bytes) -> None:
        tag = f'W/"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
        headers = MutableHeaders(scope=start)
        headers["ETag"] = tag
        headers["Cache-Control"] = CACHING
        if is_known(tag, self._known):
            for name in ("content-length", "content-type"):
                del headers[name]
            start, body = {**start, "status": 304}, b""
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def is_known(tag: str, if_none_match: str) -> bool:
    """Whether an If-None-Match header names ``tag``, by the weak comparison.

    >>> is_known('W/"1f"', '"0a", "1f"'), is_known('W/"1f"', "*"), is_known('W/"1f"', 'W/"1"')
    (True, True, False)
    """
    named = [each.strip().removeprefix("W/") for each in if_none_match.split(",")]
    return "*" in named or tag.removeprefix("W/") in named


def _is_to_be_tagged(start: Message) -> bool:
    return start["status"] == 200 and "etag" not in Headers(raw=start["headers"])
