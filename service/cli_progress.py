"""How far a long command is, on standard error: a bar on a terminal, a line now and then elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Protocol

from service.cli_output import print_remark

if TYPE_CHECKING:
    from rich.progress import Progress

# Often enough to show that it lives, seldom enough not to flood a log.
_SECONDS_BETWEEN_LINES = 10.0
# Before that, too little is known to say how long it will take.
_SECONDS_BEFORE_A_GUESS = 10.0
_LEAST_SECONDS_TOLD = 60.0


class Show(Protocol):
    """Shows each step that it is told of."""

    def __call__(self, done: int, total: int, doing: str, noun: str | None = None) -> None:
        """Show that ``done`` of ``total`` are done, and what is being done now.

        ``noun`` says what is counted where that is not what was said at the beginning; counting begins
        anew with another. ``total`` is 0 where nothing is counted.
        """

    def paused(self) -> AbstractContextManager[None]:
        """Keep the terminal free for a question and its answer."""


@contextmanager
def shown_progress(noun: str) -> Iterator[Show]:
    """Give what shows each step it is told of; ``noun`` says what is counted ("files")."""
    if sys.stderr.isatty():
        with _bar_columns() as bar:
            yield _Bar(noun, bar)
    else:
        yield _Lines(noun, time.monotonic)


class _Lines:
    """Prints the first step of each kind, and one every ten seconds after it."""

    def __init__(self, noun: str, clock: Callable[[], float]) -> None:
        self._noun = noun
        self._clock = clock
        self._counted = ""
        self._printed_at = self._begun_at = 0.0
        self._begun_with = 0

    def __call__(self, done: int, total: int, doing: str, noun: str | None = None) -> None:
        now = self._clock()
        counted = (noun or self._noun) if total else doing
        if counted != self._counted:
            self._counted, self._begun_at, self._begun_with = counted, now, done
        elif now - self._printed_at < _SECONDS_BETWEEN_LINES:
            return
        self._printed_at = now
        print_remark(
            f"{done} of {total} {counted}: {doing}{self._left(done, total, now)}" if total else doing
        )

    def paused(self) -> AbstractContextManager[None]:
        """Nothing stands in the way."""
        return nullcontext()

    def _left(self, done: int, total: int, now: float) -> str:
        passed, did = now - self._begun_at, done - self._begun_with
        if not did or passed < _SECONDS_BEFORE_A_GUESS:
            return ""
        left = passed / did * (total - done)
        return f" (about {left / 60:.0f} min left)" if left >= _LEAST_SECONDS_TOLD else ""


class _Bar:
    """Draws a bar on the terminal: one at a time, for what is being counted."""

    def __init__(self, noun: str, bar: "Progress") -> None:
        self._noun = noun
        self._bar = bar
        self._counted: str | None = None
        self._task = bar.add_task("", total=None, noun="")

    def __call__(self, done: int, total: int, doing: str, noun: str | None = None) -> None:
        counted = (noun or self._noun) if total else ""
        if counted != self._counted:
            # Begun with what is done already, which says nothing of how long the rest will take.
            self._bar.remove_task(self._task)
            self._counted = counted
            self._task = self._bar.add_task("", total=total or None, completed=done, noun=counted)
        self._bar.update(self._task, completed=done, description=doing)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Take the bar away meanwhile."""
        self._bar.stop()
        try:
            yield
        finally:
            self._bar.start()


@contextmanager
def _bar_columns() -> Iterator["Progress"]:
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[noun]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(compact=True),
        # A file name is no markup: "[red]" in it is shown, not obeyed.
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield bar
