"""Recommendations to a body, from reports."""

from collections.abc import Iterator

from ingest.kinds.paper import Paper
from ingest.records import Recommendation


def recommendations(paper: Paper) -> Iterator[Recommendation]:
    """Yield what ``paper`` asks a body to do."""
    yield from ()
