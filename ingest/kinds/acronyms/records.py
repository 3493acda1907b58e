"""Acronyms with the place where a paper says what they stand for."""

from collections.abc import Iterator

from ingest.kinds.acronyms.definitions import definitions
from ingest.kinds.paper import Paper
from ingest.records import Acronym


def acronyms(paper: Paper) -> Iterator[Acronym]:
    """Yield each expansion that ``paper`` gives of an acronym, where it first stands."""
    seen: set[tuple[str, str]] = set()
    for line in paper.lines:
        for found in definitions(line.text):
            if (found.acronym, found.expansion) not in seen:
                seen.add((found.acronym, found.expansion))
                source = line.source(found.start, found.end)
                yield Acronym(source=source, acronym=found.acronym, expansion=found.expansion)
