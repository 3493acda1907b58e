"""Acronyms with the place where a paper says what they stand for."""

from collections.abc import Iterator

from ingest.kinds.acronyms import find_acronyms
from ingest.kinds.paper import Paper
from ingest.records import Acronym


def acronyms(paper: Paper) -> Iterator[Acronym]:
    """Yield each expansion that ``paper`` gives of an acronym, where it first stands."""
    seen: set[tuple[str, str]] = set()
    for line in paper.lines:
        for acronym, expansion in find_acronyms(line.text):
            if (acronym, expansion) not in seen:
                seen.add((acronym, expansion))
                yield Acronym(source=line.source(), acronym=acronym, expansion=expansion)
