"""What a key must be good for at each address: one table for every surface, read from top to bottom.

``{}`` in an address stands for one of its parts, ``**`` at its end for all that follows. What no line names
is closed to every key but one with the scope ``admin``, so that a forgotten line locks rather than opens.
"""

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from service.record_lists import LISTINGS


class KeyScope(StrEnum):
    """What a key is good for: to read papers, to ask as well, to add papers, or everything."""

    READ = "read"
    ASK = "ask"
    INGEST = "ingest"
    ADMIN = "admin"


# Who may ask or add may also read what the answers cite.
_IMPLIED = {
    KeyScope.READ: frozenset({KeyScope.READ}),
    KeyScope.ASK: frozenset({KeyScope.ASK, KeyScope.READ}),
    KeyScope.INGEST: frozenset({KeyScope.INGEST, KeyScope.READ}),
    KeyScope.ADMIN: frozenset(KeyScope),
}


class Need(NamedTuple):
    """What an address asks for: a scope, or None where everybody may come."""

    scope: KeyScope | None


_LISTS = tuple(LISTINGS)
_GET, _POST, _ANY = (
    frozenset({"GET", "HEAD"}),
    frozenset({"POST"}),
    frozenset({"GET", "HEAD", "POST", "DELETE"}),
)

_TABLE: tuple[tuple[KeyScope | None, frozenset[str], tuple[str, ...]], ...] = (
    # What says nothing of the papers: is it alive, how pages look, where to give a key.
    (None, _GET, ("/healthz", "/v1/instance", "/static/**", "/robots.txt", "/opensearch.xml")),
    (None, _GET | _POST, ("/sign-in",)),
    (None, _POST, ("/sign-out",)),
    # The API and other programs.
    (KeyScope.READ, _GET, ("/readyz", "/openapi.json", "/v1/models", "/v1/models/{}")),
    (KeyScope.READ, _GET, ("/v1/documents", "/v1/documents/**", "/v1/passages/**", "/v1/reading")),
    (KeyScope.READ, _GET, tuple(f"/v1/{name}" for name in _LISTS)),
    (KeyScope.READ, _POST, ("/v1/search", "/v1/embed", "/retrieval")),
    (KeyScope.ASK, _POST, ("/v1/ask", "/v1/chat/completions")),
    (KeyScope.ASK, _ANY, ("/mcp", "/mcp/**")),
    # Pages for reading.
    (KeyScope.READ, _GET, ("/documents", "/documents/**", "/search", "/p/{}", "/reading", "/reading/now")),
    (KeyScope.READ, _GET, tuple(f"/{name}" for name in _LISTS)),
    (KeyScope.READ, _GET, tuple(f"/{name}.csv" for name in _LISTS)),
    (KeyScope.READ, _GET, ("/measures/{}/over-time", "/sitemap.xml")),
    # Pages for asking: a feed of what was agreed is an answer, too.
    (KeyScope.ASK, _GET, ("/", "/c/**", "/conversations", "/conversations/**", "/timeline", "/feeds/**")),
    (KeyScope.ASK, _POST, ("/ask", "/feedback", "/conversations/**")),
    # Pages for adding papers.
    (KeyScope.INGEST, _GET | _POST, ("/add", "/add/**")),
)

# Where a page of another origin may ask with a key that is bound to that origin.
WIDGET_ADDRESSES = frozenset({"/v1/ask", "/v1/search"})


def is_allowed(held: frozenset[KeyScope], needed: KeyScope) -> bool:
    """Whether somebody with the scopes ``held`` may come to what needs ``needed``."""
    return any(needed in _IMPLIED[scope] for scope in held)


@lru_cache(maxsize=512)
def need_of(method: str, path: str) -> Need | None:
    """Return what is needed at an address; None where the table does not name it."""
    for scope, methods, pattern in _COMPILED:
        if method in methods and pattern.fullmatch(path):
            return Need(scope)
    return None


def _compiled(template: str) -> re.Pattern[str]:
    return re.compile(re.escape(template).replace(r"\{\}", "[^/]+").replace(r"\*\*", ".+"))


_COMPILED = tuple(
    (scope, methods, _compiled(template)) for scope, methods, templates in _TABLE for template in templates
)
