"""Server-sent events: the wire form (WHATWG HTML, section 9.2)."""

import json

MEDIA_TYPE = "text/event-stream"
HEADERS = {"X-Accel-Buffering": "no"}


def event(name: str, data: object) -> str:
    r"""Return one event; ``data`` is sent as JSON on a single line.

    >>> event("done", {})
    'event: done\ndata: {}\n\n'
    """
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def is_wanted(accept: str | None) -> bool:
    """Whether an Accept header asks for a stream of events."""
    return MEDIA_TYPE in (accept or "")
