"""A visit: a URL is asked for, and where it was moved to, each step in turn and checked again."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from ingest.errors import PaperRefused, PaperUnreachable
from ingest.web.client import Reply, WebClient
from ingest.web.limits import FetchLimits
from ingest.web.pace import Pace
from ingest.web.urls import host_of, joined

_MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a visit ended, and the reply there."""

    url: str
    reply: Reply


def allow_all(_url: str) -> None:
    """Check nothing."""


def no_headers(_url: str) -> Mapping[str, str]:
    """Send nothing beside the usual."""
    return {}


class Visitor:
    """Visits URLs at a polite pace; for use by several threads at once."""

    def __init__(
        self,
        client: WebClient,
        pace: Pace,
        limits: FetchLimits,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._limits = limits
        self._clock = clock
        self.pace = pace

    @contextmanager
    def visit(
        self,
        url: str,
        *,
        check: Callable[[str], None] = allow_all,
        headers: Callable[[str], Mapping[str, str]] = no_headers,
    ) -> Iterator[Visit]:
        """Ask for a tidy URL and follow its redirects; give where they end while the context lasts.

        ``check`` is called before each step and may raise; ``headers`` gives what a step's request
        says beside the usual. Raises PaperRefused and PaperUnreachable, as ``WebClient.get`` does.
        """
        seconds = self._limits.most_seconds
        for _ in range(self._limits.most_redirects + 1):
            check(url)
            self.pace.wait(host_of(url))
            began = self._clock()
            with self._client.get(url, headers(url), seconds) as reply:
                target = _moved_to(url, reply)
                if target is None:
                    yield Visit(url, reply)
                    return
            seconds -= self._clock() - began
            url = target
        raise PaperRefused(
            f"It was moved on more than {self._limits.most_redirects} times.",
            hint="Open it in a browser, and list the address that it ends at.",
        )

    def slow_down(self, url: str, seconds: float) -> None:
        """Ask the host of ``url`` less often, no less than the limits allow."""
        self.pace.slow_down(host_of(url), min(seconds, self._limits.most_seconds_between))


def read_at_most(reply: Reply, most_bytes: int) -> tuple[bytes, bool]:
    """Return the content of ``reply`` up to ``most_bytes``, and whether that is all of it."""
    found = bytearray()
    for chunk in reply.chunks:
        found += chunk
        if len(found) > most_bytes:
            return bytes(found[:most_bytes]), False
    return bytes(found), True


def raise_for_status(url: str, status: int) -> None:
    """Raise when ``status`` brings no paper: PaperUnreachable if a later try may, else PaperRefused."""
    host = host_of(url)
    if status in {408, 425, 429} or status >= 500:
        raise PaperUnreachable(
            f"{host} answered {status}: it is busy or out of order.", hint="The next ingest tries again."
        )
    if status in {401, 402, 403, 407}:
        raise PaperRefused(
            f"{host} answered {status}: the paper is not open to all, or not to programs.",
            hint="Fetch it with a browser and ingest the file.",
        )
    if status not in {200, 203}:
        raise PaperRefused(
            f"{host} answered {status} instead of what was asked for.", hint="Open it in a browser."
        )


def _moved_to(url: str, reply: Reply) -> str | None:
    location = reply.headers.get("location")
    return joined(url, location) if reply.status in _MOVED and location else None
