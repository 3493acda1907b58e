"""Politeness: how long to wait before a host is asked again."""

import threading
from collections import defaultdict
from collections.abc import Callable


class Pace:
    """Spaces out the requests to each host; for use by several threads at once.

    Args:
        seconds: the least time from one request of a host to its next.
        clock: seconds, never going back.
        sleep: waits for so many seconds.
    """

    def __init__(self, seconds: float, *, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._between: dict[str, float] = defaultdict(lambda: seconds)
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str) -> None:
        """Return when it is the caller's turn to ask ``host``."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + self._between[host]
        if turn > now:
            self._sleep(turn - now)

    def slow_down(self, host: str, seconds: float) -> None:
        """Leave at least ``seconds`` between requests to ``host`` from now on."""
        with self._lock:
            more = seconds - self._between[host]
            if more > 0:
                self._between[host] = seconds
                if host in self._next:
                    self._next[host] += more
