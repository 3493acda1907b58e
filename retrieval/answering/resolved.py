"""What was decided or resolved about a question, by the records of it.

Minutes name their subject in the heading of an item, and resolve under it "that the report be agreed":
the words asked about often stand in neither sentence nor passage. A record knows both, so the decisions
and resolutions that are about a question are looked at first. What a question says in other words than the
paper ("moving" for "transfer") is told by likeness of meaning.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from ingest.encoder import Vectors
from ingest.records import RecordType
from retrieval.answering.from_decisions import is_routine, was_taken
from retrieval.answering.record_times import TimeAsked, time_asked
from retrieval.answering.record_units import PassagesByKey
from retrieval.answering.telling import Told
from retrieval.query import Question
from retrieval.records import Catalogue, Entry
from retrieval.search import Found
from retrieval.vector_index import VectorIndex
from retrieval.words import stems_in

# The cosine of the question with each of the passages of these keys; those that are not indexed are left out.
Likeness = Callable[[Sequence[int]], Mapping[int, float]]

# The share of the question that a record must say, how far it may fall behind the best, and how much its
# words count beside its meaning.
_ABOUT = 0.4
_LEAST_SAID = 0.2
_NEAR_BEST = 0.85
_WORDS = 0.6
_MOST = 6


def likeness_to(vector: Vectors, index: VectorIndex) -> Likeness:
    """Return how like in meaning passages are to the question of ``vector``, shape (dimension,)."""

    def cosines(keys: Sequence[int]) -> dict[int, float]:
        found, scores = index.search(vector, len(keys), keys)
        return {int(key): float(score) for key, score in zip(found, scores, strict=True)}

    return cosines


def resolved_about(
    question: Question,
    catalogue: Catalogue,
    documents: Collection[str] | None,
    passages: PassagesByKey,
    likeness: Likeness,
) -> list[Found]:
    """Return the passages in which something about the question was decided, best first.

    Only ``documents`` are looked at, when given.
    """
    every = catalogue.entries(RecordType.DECISION, RecordType.RESOLUTION)
    entries = [e for e in every if documents is None or e.document.id in documents]
    kept = _best(question, [e for e in entries if was_taken(e) and not is_routine(e)], likeness)
    stored = {p.key: p for p in passages([e.stored.passage_key for _, e in kept])}
    found: dict[int, Found] = {}
    for score, entry in kept:
        key = entry.stored.passage_key
        if key in stored and key not in found:
            topic = frozenset(stems_in(_subject(entry)))
            found[key] = Found(stored[key], entry.document, score, score, deciding=True, topic=topic)
    return list(found.values())


def _best(question: Question, entries: Sequence[Entry], likeness: Likeness) -> list[tuple[float, Entry]]:
    """Return the entries that are about the question with how much they are, best first."""
    time, told = time_asked(question), Told(question.groups)
    shares = [(_share(question, time, told, entry), entry) for entry in entries]
    said = [(share, entry) for share, entry in shares if share >= _LEAST_SAID]
    if not said:
        return []
    cosines = likeness(list({entry.stored.passage_key for _, entry in said}))
    scored = [
        (_WORDS * share + (1 - _WORDS) * max(0.0, cosines.get(entry.stored.passage_key, 0.0)), entry)
        for share, entry in said
    ]
    best = max(score for score, _ in scored)
    near = [(score, entry) for score, entry in scored if score >= max(_ABOUT, _NEAR_BEST * best)]
    return sorted(near, key=lambda pair: -pair[0])[:_MOST]


def _share(question: Question, time: TimeAsked, told: Told, entry: Entry) -> float:
    """Return how much of the question a record says, 0..1, by its subject, its words, its body and day."""
    if time.is_month_or_day and not time.holds(entry.date):
        return 0.0
    if question.period is not None and not time.holds(entry.date):
        return 0.0
    return told.share(told.in_text(f"{_subject(entry)} {entry.text}"))


def _subject(entry: Entry) -> str:
    record, facts = entry.record, entry.document.facts
    own = (getattr(record, name, None) for name in ("title", "recommended", "reference"))
    return " ".join(filter(None, (*own, entry.body, facts.title, facts.area, str(entry.date or ""))))
