"""Decisions, from decision notices and records of decision."""

from collections.abc import Iterator

from ingest.kinds.paper import Paper
from ingest.records import Decision


def decisions(paper: Paper) -> Iterator[Decision]:
    """Yield the decisions that ``paper`` records."""
    yield from ()
