"""How often a wrong key may be given: a few times a minute from one address, then none is looked at."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from service.access_limits import RateLimits

MOST_A_MINUTE = 10
# Each remembered address takes some hundred bytes; the one longest silent is forgotten first.
_MOST_ADDRESSES = 1000


class FailedSignIns:
    """Wrong keys by the address that gave them. May be used from many threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._limits: OrderedDict[str, RateLimits] = OrderedDict()
        self._waiting: dict[str, float] = {}
        self._lock = threading.Lock()

    def seconds_to_wait(self, address: str) -> int:
        """Return for how many seconds no key of this address is looked at; 0 when one may be given.

        >>> failed = FailedSignIns(clock=lambda: 0.0)
        >>> for _ in range(11):
        ...     failed.note("a")
        >>> failed.seconds_to_wait("a"), failed.seconds_to_wait("b")
        (6, 0)
        """
        with self._lock:
            return max(0, round(self._waiting.get(address, 0.0) - self._clock()))

    def note(self, address: str) -> None:
        """Note that a wrong key was given."""
        with self._lock:
            limits = self._limits.setdefault(address, RateLimits(self._clock))
            self._limits.move_to_end(address)
            if wait := limits.seconds_to_wait(address, MOST_A_MINUTE):
                self._waiting[address] = self._clock() + wait
            while len(self._limits) > _MOST_ADDRESSES:
                oldest, _ = self._limits.popitem(last=False)
                self._waiting.pop(oldest, None)
