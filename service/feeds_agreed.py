"""What was agreed on a topic, newest papers first: what feeds and alerts tell of.

Two things are put together: the decisions and resolutions that the papers record, and the agreed claims of
the answer, which find what stands in running text.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.records import DecisionOutcome
from retrieval.answering.answer import Citation, Filters, Standing
from retrieval.library import MOST_HITS, Library
from retrieval.records_about import records_about, subject_of, wording_of
from service.permanent_links import mark_of, permanent_path

MOST = 100
_AGREED = frozenset({DecisionOutcome.AGREED, DecisionOutcome.APPROVED, DecisionOutcome.CARRIED})


@dataclass(frozen=True, slots=True)
class Agreed:
    """Something that was agreed, in the paper's ``words``; ``title`` is what it is about."""

    title: str
    words: str
    date: datetime.date | None
    citation: Citation

    @property
    def id(self) -> str:
        """A name that is the same on every server, and after the same file was ingested again."""
        return f"urn:agreed:{self.citation.passage_id}:{mark_of(self.citation.quote.exact)}"

    @property
    def path(self) -> str:
        """Where this server shows it, with the words marked, for good."""
        return permanent_path(self.citation)


def agreed_on(library: Library, topic: str, *, areas: Sequence[str] = ()) -> list[Agreed]:
    """Return what was agreed on ``topic``, newest first, ``MOST`` at most; of some ``areas``, or of all.

    Raises QuestionInvalid for a topic that cannot be asked about, ModelError and StoreError.
    """
    filters = Filters(areas=list(areas))
    found: list[Agreed] = []
    for one in (*_recorded(library, topic, filters), *_answered(library, topic, filters)):
        if not any(_is_same(one.citation, other.citation) for other in found):
            found.append(one)
    # The words decide between those of one day, so that the order is the same each time.
    found.sort(key=lambda one: (-(one.date or datetime.date.min).toordinal(), one.id))
    return found[:MOST]


def _recorded(library: Library, topic: str, filters: Filters) -> Iterator[Agreed]:
    catalogue = library.catalogue()
    hits = library.search(topic, k=MOST_HITS, filters=filters).hits
    wanted = {area.casefold() for area in filters.areas}
    entries = [
        entry
        for entry in records_about(topic, hits, catalogue)
        if entry.standing is Standing.AGREED
        and entry.outcome in _AGREED
        and (not wanted or (entry.area or "").casefold() in wanted)
    ]
    for entry, citation in catalogue.cited(entries) if entries else ():
        yield Agreed(subject_of(entry) or _title(citation), wording_of(entry), entry.date, citation)


def _answered(library: Library, topic: str, filters: Filters) -> Iterator[Agreed]:
    answer = library.ask(f"What was agreed on {topic}?", filters=filters)
    cited = {citation.id: citation for citation in answer.citations}
    for claim in answer.claims:
        if claim.standing is not Standing.AGREED:
            continue
        for identity in claim.citation_ids[:1]:
            citation = cited[identity]
            date = claim.date or citation.document.date
            yield Agreed(_title(citation), citation.quote.exact, date, citation)


def _title(citation: Citation) -> str:
    return citation.document.title or citation.document.name


def _is_same(one: Citation, other: Citation) -> bool:
    """Whether two citations share words of one passage."""
    return one.passage_id == other.passage_id and one.start < other.end and other.start < one.end
