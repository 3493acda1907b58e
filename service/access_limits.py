"""How many requests a key may make: a bucket for each key, that fills again as time goes by."""

import math
import time
from collections.abc import Callable


class RateLimits:
    """A bucket a key, in memory: it holds a minute's requests and fills evenly. Used by one thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def seconds_to_wait(self, key_id: str, per_minute: int) -> int:
        """Take one request out of a key's bucket and return 0; if it is empty, the whole seconds to wait.

        >>> limits = RateLimits(clock=lambda: 100.0)
        >>> [limits.seconds_to_wait("1f", per_minute=2) for _ in range(3)]
        [0, 0, 30]
        """
        now = self._clock()
        left, then = self._buckets.get(key_id, (float(per_minute), now))
        left = min(float(per_minute), left + (now - then) * per_minute / 60)
        if left < 1:
            self._buckets[key_id] = left, now
            return max(1, math.ceil((1 - left) * 60 / per_minute))
        self._buckets[key_id] = left - 1, now
        return 0
