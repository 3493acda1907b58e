"""Measures, from performance and finance tables."""

from collections.abc import Iterator

from ingest.kinds.paper import Paper
from ingest.records import Measure


def measures(paper: Paper) -> Iterator[Measure]:
    """Yield the values of the tables of ``paper``."""
    yield from ()
