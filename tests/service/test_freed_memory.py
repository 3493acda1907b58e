"""Memory that is free again is given back, and nobody waits for it."""

import asyncio
import sys

import pytest

from service.freed_memory import giving_back, share_heaps, trimmer


def _times_trimmed(seconds: float, every: float) -> int:
    times = []

    async def serve() -> None:
        async with giving_back(lambda: times.append(1), every):
            await asyncio.sleep(seconds)

    asyncio.run(serve())
    return len(times)


def test_it_is_given_back_from_time_to_time_while_the_server_runs() -> None:
    assert _times_trimmed(0.5, every=0.05) >= 2
    assert _times_trimmed(0.05, every=30) == 0


def test_where_the_c_library_cannot_the_server_runs_all_the_same() -> None:
    async def serve() -> bool:
        async with giving_back(None):
            return True

    assert asyncio.run(serve())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc only")
def test_on_linux_it_can_be_called() -> None:
    trim = trimmer()
    if trim is not None:  # another C library than glibc
        trim()
        assert share_heaps()
