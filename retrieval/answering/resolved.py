"""What was decided or resolved about a question, by the records of it.

Minutes name their subject in the heading of an item, and resolve under it "that the report be agreed":
the words asked about often stand in neither sentence nor passage. A record knows both, so the decisions
and resolutions that are about a question are looked at first.
"""

from collections.abc import Collection

from ingest.records import Decision, DecisionOutcome, RecordType, Resolution
from retrieval.answering.evidence import share_said
from retrieval.answering.record_units import PassagesByKey
from retrieval.query import Question
from retrieval.records import Catalogue, Entry
from retrieval.search import Found
from retrieval.words import stems_in

# The share of the question that a record must say, and how far it may fall behind the best.
_ABOUT = 0.4
_NEAR_BEST = 0.85
_MOST = 6
# Approving the minutes of the last meeting is resolved at every meeting.
_ROUTINE = frozenset(stems_in("minutes correct record signed chair apologies"))


def resolved_about(
    question: Question, catalogue: Catalogue, documents: Collection[str] | None, passages: PassagesByKey
) -> list[Found]:
    """Return the passages in which something about the question was decided, best first.

    Only ``documents`` are looked at, when given.
    """
    every = catalogue.entries(RecordType.DECISION, RecordType.RESOLUTION)
    entries = [e for e in every if documents is None or e.document.id in documents]
    scored = [(_share(question, entry), entry) for entry in entries if _was_taken(entry)]
    best = max((share for share, _ in scored), default=0.0)
    kept = sorted(
        ((share, e) for share, e in scored if share >= max(_ABOUT, _NEAR_BEST * best)),
        key=lambda pair: -pair[0],
    )[:_MOST]
    stored = {p.key: p for p in passages([e.stored.passage_key for _, e in kept])}
    found: dict[int, Found] = {}
    for share, entry in kept:
        key = entry.stored.passage_key
        if key in stored and key not in found:
            topic = frozenset(stems_in(_subject(entry)))
            found[key] = Found(stored[key], entry.document, share, share, deciding=True, topic=topic)
    return list(found.values())


def _was_taken(entry: Entry) -> bool:
    record = entry.record
    return (
        isinstance(record, Decision | Resolution)
        and record.outcome not in (None, DecisionOutcome.LOST)
        and not (isinstance(record, Decision) and record.proposed)
    )


def _share(question: Question, entry: Entry) -> float:
    """Return how much of the question a record says, 0..1, by its subject, its words, its body and day."""
    when = entry.date
    if question.period is not None and not (when and question.period.holds(when)):
        return 0.0
    said = frozenset(stems_in(f"{_subject(entry)} {entry.text}"))
    if len(said & _ROUTINE) > len(_ROUTINE) // 2:
        return 0.0
    return share_said(question, said)


def _subject(entry: Entry) -> str:
    record, facts = entry.record, entry.document.facts
    own = (getattr(record, name, None) for name in ("title", "recommended", "reference"))
    return " ".join(filter(None, (*own, entry.body, facts.title, facts.area, str(entry.date or ""))))
