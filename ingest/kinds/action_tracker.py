"""Actions, from trackers and action plans."""

from collections.abc import Iterator

from ingest.kinds.paper import Paper
from ingest.records import Action


def actions(paper: Paper) -> Iterator[Action]:
    """Yield the actions of ``paper``."""
    yield from ()
