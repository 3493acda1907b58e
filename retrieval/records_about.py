"""Records about a topic: those that name it, and those that stand in the passages that are about it."""

from collections.abc import Sequence

from ingest.records import Decision, Recommendation, RecordType, Resolution
from retrieval.answering.answer import Hit
from retrieval.records import Catalogue, Entry, RecordFilters
from retrieval.words import ASKING, content_words, stem, stems_in

_TYPES = (RecordType.DECISION, RecordType.RESOLUTION, RecordType.RECOMMENDATION)
# Of a topic's words, this share must stand in a record of a passage that a search found.
_LEAST_SHARE = 0.5


def records_about(topic: str, hits: Sequence[Hit], catalogue: Catalogue) -> list[Entry]:
    """Return decisions, resolutions and recommendations about ``topic``, dated, newest first.

    ``hits`` are the passages that a search for the topic found: a record in one of them counts when it
    says half of the topic's words. All that ``catalogue`` keeps may be shown.
    """
    words = [word for word in content_words(topic) if word not in ASKING] or content_words(topic)
    wanted = frozenset(map(stem, words))
    if not wanted:
        return []
    found = {hit.passage_id for hit in hits}
    named = RecordFilters(about=" ".join(words))
    return [
        entry
        for entry in catalogue.entries(*_TYPES)
        if entry.date is not None
        and (named.keeps(entry) or (_passage_id(entry) in found and _share(entry, wanted) >= _LEAST_SHARE))
    ]


def wording_of(entry: Entry) -> str:
    """Return the words of a decision, a resolution or a recommendation."""
    record = entry.record
    return record.wording if isinstance(record, Decision | Resolution | Recommendation) else entry.text


def subject_of(entry: Entry) -> str:
    """Return what a decision, a resolution or a recommendation is about, as its heading says; else ""."""
    record = entry.record
    return (record.title or "") if isinstance(record, Decision | Resolution | Recommendation) else ""


def _passage_id(entry: Entry) -> str:
    return f"{entry.document.id}-{entry.record.source.passage}"


def _share(entry: Entry, wanted: frozenset[str]) -> float:
    return len(wanted & frozenset(stems_in(entry.text))) / len(wanted)
