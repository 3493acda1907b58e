"""The records of a paper: each kind of fact has a reader of its own, told by form and never by name."""

from collections.abc import Callable, Iterable, Sequence

from ingest.documents import DocumentFacts, Page, Part, Passage
from ingest.kinds.acronyms.records import acronyms
from ingest.kinds.actions.tracker import actions
from ingest.kinds.consistency.totals import inconsistencies
from ingest.kinds.decisions.notice import decisions
from ingest.kinds.figures.measures import measures
from ingest.kinds.meetings.minutes import meetings, resolutions
from ingest.kinds.meetings.recommendations import recommendations
from ingest.kinds.paper import Paper, papers_of
from ingest.records import Record

_READERS: tuple[Callable[[Paper], Iterable[Record]], ...] = (
    decisions,
    meetings,
    resolutions,
    recommendations,
    actions,
    measures,
    acronyms,
    inconsistencies,
)


def find_records(
    facts: DocumentFacts, pages: Sequence[Page], passages: Sequence[Passage], parts: Sequence[Part] = ()
) -> tuple[Record, ...]:
    """Return the records of a file, paper by paper and type by type, in reading order."""
    return tuple(
        record
        for paper in papers_of(facts, pages, passages, parts)
        for read in _READERS
        for record in read(paper)
    )
