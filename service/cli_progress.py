"""How far an ingest is, on standard error: a bar on a terminal, a plain line now and then elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

from service.cli_output import print_remark
from service.rendering import name_line

if TYPE_CHECKING:
    from ingest.pipeline import Progress

# Often enough to show that it lives, seldom enough not to flood a log.
_SECONDS_BETWEEN_LINES = 10.0


@contextmanager
def shown_progress() -> Iterator[Callable[["Progress"], None]]:
    """Give a function that shows each step it is told of, for as long as the ingest lasts."""
    if sys.stderr.isatty():
        with _bar() as show:
            yield show
    else:
        yield _Lines(time.monotonic)


class _Lines:
    """Prints the first step, the last, and one every ten seconds between them."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._printed_at: float | None = None

    def __call__(self, progress: "Progress") -> None:
        now = self._clock()
        due = self._printed_at is None or now - self._printed_at >= _SECONDS_BETWEEN_LINES
        if due and progress.total:
            self._printed_at = now
            print_remark(f"{progress.done} of {progress.total} files: {_step(progress)}")


@contextmanager
def _bar() -> Iterator[Callable[["Progress"], None]]:
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        # A file name is no markup: "[red]" in it is shown, not obeyed.
        TextColumn("{task.description}", markup=False),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda progress: bar.update(
            task, total=progress.total, completed=progress.done, description=_step(progress)
        )


def _step(progress: "Progress") -> str:
    name = name_line(PurePath(progress.path).name)
    return f"{progress.step} {name}".strip()
