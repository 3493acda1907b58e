"""One question's work in parts, on cores that have nothing else to do.

While one person asks, the parts of the work run at once. While many ask, each question keeps to its own
thread: the few helpers are shared by all, and what none of them has begun is done by who asked for it.
So there are never more threads at work than askers and helpers.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from ingest.cores import usable_cores

Part = TypeVar("Part")
Result = TypeVar("Result")


class SideBySide:
    """Helpers for all questions of a process: by default as many as there are cores beside one's own.

    It may be used from many threads at once. Its threads begin when they are first needed.
    """

    def __init__(self, helpers: int | None = None) -> None:
        count = usable_cores() - 1 if helpers is None else helpers
        self._helpers = ThreadPoolExecutor(count, thread_name_prefix="helper") if count > 0 else None

    def begin(self, work: Callable[[], Result]) -> Callable[[], Result]:
        """Return what gives the result of ``work``, or raises what it raises; to be asked for once.

        A helper that is free begins at once; where none has, who asks for the result does the work.
        """
        if self._helpers is None:
            return work
        offer = self._helpers.submit(work)
        return lambda: work() if offer.cancel() else offer.result()

    def each(self, work: Callable[[Part], Result], parts: Sequence[Part]) -> list[Result]:
        """Return what ``work`` makes of each of ``parts``, in order. Raises what it raises."""
        if self._helpers is None or len(parts) < 2:
            return [work(part) for part in parts]
        offered = [self._helpers.submit(work, part) for part in parts]
        try:
            # The helpers begin at the front, who asked at the back: they meet once, and nobody waits before.
            from_the_back = [
                work(part) if offer.cancel() else offer.result()
                for part, offer in zip(reversed(parts), reversed(offered), strict=True)
            ]
            return from_the_back[::-1]
        finally:
            for offer in offered:
                offer.cancel()
