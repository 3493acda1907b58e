"""Meetings and what they resolved, from minutes."""

from collections.abc import Iterator

from ingest.kinds.paper import Paper
from ingest.records import Meeting, Resolution


def meetings(paper: Paper) -> Iterator[Meeting]:
    """Yield the meeting that ``paper`` is the minutes of."""
    yield from ()


def resolutions(paper: Paper) -> Iterator[Resolution]:
    """Yield what was resolved, in the order of the minutes."""
    yield from ()
