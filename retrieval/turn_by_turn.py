"""Questions answered a few at a time, in the order in which they came.

Sixteen that are worked on at once take Python's lock and the processor's cache from one another, and fewer
are answered than by one alone; one more than there are cores keeps all cores at work.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from ingest.cores import usable_cores

Result = TypeVar("Result")


class TurnByTurn:
    """Does what is asked for on threads of its own; what is asked while all are at work waits its turn.

    It may be used from many threads at once, but not by the work itself, which would wait for itself.
    """

    def __init__(self, at_once: int | None = None) -> None:
        self._threads = ThreadPoolExecutor(at_once or usable_cores() + 1, thread_name_prefix="answering")

    def do(self, work: Callable[[], Result]) -> Result:
        """Return what ``work`` returns, or raise what it raises."""
        return self._threads.submit(work).result()

    def close(self) -> None:
        """End the threads once they have nothing left to do."""
        self._threads.shutdown(wait=False)
