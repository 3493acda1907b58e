"""Several things at once, each of them in order: hosts are asked side by side, one request a host."""

import queue
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

# On some systems a wait without an end cannot be interrupted from the keyboard.
_SECONDS_BETWEEN_LOOKS = 0.5


def together(tasks: Sequence[Iterable[T]], at_once: int) -> Iterator[T]:
    """Yield what ``tasks`` yield, as it comes; at most ``at_once`` of them run at a time, in threads.

    What a task raises is raised here. When the caller stops early, no task is asked for more; a
    thread that is in the midst of something does not hold up the end of the process.
    """
    run = _Run(tasks)
    threads = [threading.Thread(target=run.work, daemon=True) for _ in range(min(at_once, len(tasks)))]
    for thread in threads:
        thread.start()
    try:
        working = len(threads)
        while working:
            found = run.next()
            if isinstance(found, _Done):
                working -= 1
                if found.error is not None:
                    raise found.error
            else:
                yield found.value
    finally:
        run.stopped.set()


class _Done:
    """A thread has ended: with no task left, or with an error."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


class _Value(Generic[T]):
    def __init__(self, value: T) -> None:
        self.value = value


class _Run(Generic[T]):
    def __init__(self, tasks: Sequence[Iterable[T]]) -> None:
        self.stopped = threading.Event()
        self._tasks: queue.SimpleQueue[Iterable[T]] = queue.SimpleQueue()
        for task in tasks:
            self._tasks.put(task)
        self._found: queue.SimpleQueue[_Value[T] | _Done] = queue.SimpleQueue()

    def next(self) -> _Value[T] | _Done:
        while True:
            try:
                return self._found.get(timeout=_SECONDS_BETWEEN_LOOKS)
            except queue.Empty:
                continue

    def work(self) -> None:
        try:
            while not self.stopped.is_set():
                try:
                    task = self._tasks.get_nowait()
                except queue.Empty:
                    break
                for value in task:
                    self._found.put(_Value(value))
                    if self.stopped.is_set():
                        break
        except BaseException as error:  # noqa: BLE001 - raised again where the results are awaited
            self._found.put(_Done(error))
        else:
            self._found.put(_Done())
