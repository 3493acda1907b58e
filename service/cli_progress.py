"""How far a long command is, on standard error: a bar on a terminal, a line now and then elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from service.cli_output import print_remark

# Often enough to show that it lives, seldom enough not to flood a log.
_SECONDS_BETWEEN_LINES = 10.0

# Called with how many are done, how many there are in all, and what is being done now.
Show = Callable[[int, int, str], None]


@contextmanager
def shown_progress(noun: str) -> Iterator[Show]:
    """Give a function that shows each step it is told of; ``noun`` says what is counted ("files")."""
    if sys.stderr.isatty():
        with _bar(noun) as show:
            yield show
    else:
        yield _Lines(noun, time.monotonic)


class _Lines:
    """Prints the first step, and one every ten seconds after it."""

    def __init__(self, noun: str, clock: Callable[[], float]) -> None:
        self._noun = noun
        self._clock = clock
        self._printed_at: float | None = None

    def __call__(self, done: int, total: int, doing: str) -> None:
        now = self._clock()
        due = self._printed_at is None or now - self._printed_at >= _SECONDS_BETWEEN_LINES
        if due and total:
            self._printed_at = now
            print_remark(f"{done} of {total} {self._noun}: {doing}")


@contextmanager
def _bar(noun: str) -> Iterator[Show]:
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(noun),
        TimeElapsedColumn(),
        # A file name is no markup: "[red]" in it is shown, not obeyed.
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, doing: bar.update(task, total=total, completed=done, description=doing)
