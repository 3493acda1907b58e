"""Memory that answers no longer need, given back to the machine; and what stays for good.

The C library keeps what was freed for the next time. Reading sentences takes tens of megabytes for a
fraction of a second, and what is small and kept comes to lie between them, so that a server that idles
would hold a third more than it uses.
"""

import asyncio
import ctypes
import gc
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

EVERY = 20.0  # seconds


# Of malloc.h. Each thread may have a heap of its own, and what one frees no other takes.
_ARENA_MAX, _MOST_HEAPS = -8, 2


def share_heaps() -> bool:
    """Let all threads share two heaps, from now on; return whether the C library could (only glibc can)."""
    mallopt = _of_c_library("mallopt")
    return mallopt is not None and bool(mallopt(_ARENA_MAX, _MOST_HEAPS))


def keep_what_is_loaded() -> None:
    """Leave what is in memory now out of the search for garbage, which takes up to 60 ms of a question."""
    gc.collect()
    gc.freeze()


def trimmer() -> Callable[[], object] | None:
    """Return what gives freed memory back, or None where the C library has no such thing: only glibc has."""
    trim = _of_c_library("malloc_trim")
    if trim is None:
        return None
    trim.argtypes = [ctypes.c_size_t]
    return lambda: trim(0)


def _of_c_library(name: str) -> "ctypes._NamedFuncPointer | None":
    if not sys.platform.startswith("linux"):
        return None
    try:
        return getattr(ctypes.CDLL(None), name)  # type: ignore[no-any-return]
    except (OSError, AttributeError):
        return None


@asynccontextmanager
async def giving_back(trim: Callable[[], object] | None, every: float = EVERY) -> AsyncIterator[None]:
    """Call ``trim`` every so many seconds, in a thread, for as long as the block lasts."""
    if trim is None:
        yield
        return
    task = asyncio.create_task(_from_time_to_time(trim, every))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _from_time_to_time(trim: Callable[[], object], every: float) -> None:
    while True:
        await asyncio.sleep(every)
        await asyncio.to_thread(trim)
