"""Seconds, their median and 95th, and the memory of this process."""

import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

Figures = dict[str, float]

_clock = time.perf_counter


def seconds_of(do: Callable[[], object]) -> float:
    """Return the seconds that ``do`` takes, by the clock in use (``count_processor_time``)."""
    started = _clock()
    do()
    return _clock() - started


def count_processor_time() -> None:
    """Count from now on the seconds that this process computes: what others do at the same time is left out.

    For a machine that is busy with other things. What waits, for a disk say, is not counted either.
    """
    global _clock  # noqa: PLW0603 - one clock for a process
    _clock = time.process_time


def milliseconds_of(cases: Iterable[T], do: Callable[[T], object]) -> list[float]:
    """Return the milliseconds that ``do`` takes for each case."""
    return [1000 * seconds_of(lambda case=case: do(case)) for case in cases]


def percentile_95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def spread(name: str, milliseconds: Sequence[float]) -> Figures:
    """Return the median and the 95th of ``milliseconds`` as figures called ``name``."""
    return {
        f"{name}, median ms": statistics.median(milliseconds),
        f"{name}, 95th ms": percentile_95(milliseconds),
    }


def peak_megabytes() -> float:
    """Return the most memory that this process has held, mapped files among it."""
    # Counted in kilobytes, but in bytes on a Mac.
    units = 1_000_000 if sys.platform == "darwin" else 1_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / units


def own_megabytes() -> float:
    """Return the memory of this process that the system cannot take back: without mapped files.

    Read from /proc; where there is none, all memory is counted.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return peak_megabytes()
    lines = (line.split() for line in status.read_text("utf-8").splitlines())
    return next(float(words[1]) / 1000 for words in lines if words and words[0] == "RssAnon:")


def megabytes_on_disk(folder: Path) -> float:
    """Return the size of all files under ``folder``."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
