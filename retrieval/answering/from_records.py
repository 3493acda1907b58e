"""Questions that records answer: lists and counts of actions and decisions, who was at a meeting, votes.

A record answers exactly and completely where passages answer nearly: "which actions are still amber"
wants every one of them and no other. What is asked for is told by the form of the question; what it is
about, by the question's own things (``TermGroup``). Where no record fits, passages answer.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.documents import Rating
from ingest.records import Action, Meeting, RecordType, Resolution
from retrieval.answering.answer import Filters
from retrieval.query import Question, TermGroup
from retrieval.records import Catalogue, Entry, RecordFilters
from retrieval.words import stem, stems_in

_ACTIONS = re.compile(r"\b(?:actions?|tasks?|deliverables?|milestones?)\b", re.I)
_COUNTS = re.compile(r"\bhow many\b|\bnumber of\b|\bcount\b", re.I)
_LISTS = re.compile(r"\b(?:list|which|what|show|all|any|every)\b", re.I)
_DECISIONS = re.compile(r"\bdecisions\b", re.I)
_DECIDED = re.compile(
    r"\b(?:decide[ds]?|agree[ds]?|resolve[ds]?|approve[ds]?|decisions?|resolutions?)\b", re.I
)
_LATEST = re.compile(r"\b(?:latest|last|most recent|newest)\b", re.I)
_APOLOGIES = re.compile(r"\bapolog(?:y|ies|ised)\b|\bwho (?:was|were) (?:absent|missing)\b", re.I)
_PRESENT = re.compile(
    r"\bwho (?:was|were|is) (?:present|there)\b|\bwho (?:attended|came|sat)\b|\battendees\b", re.I
)
_VOTES = re.compile(r"\bvot(?:e[sd]?|ing)\b|\babstain\w*\b", re.I)
_MONEY = re.compile(
    r"\b(?P<side>over|above|more than|exceeding|at least|under|below|less than|up to)\s+£\s?(?P<sum>[\d,.]+)"
    r"\s?(?P<scale>k|m|million|thousand)?\b",
    re.I,
)
_SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
_UNDER = frozenset({"under", "below", "less than", "up to"})

# How papers print that an action is at its end, or is not, when they do so in words.
_STATES: tuple[tuple[re.Pattern[str], str, re.Pattern[str]], ...] = (
    (
        re.compile(r"\b(?:complete[d]?|closed|finished|done|delivered)\b", re.I),
        "complete",
        re.compile(r"^\W*(?:complete|closed|done|discharged|achieved|delivered|finished)", re.I),
    ),
    (
        re.compile(
            r"\b(?:outstanding|open|incomplete|not (?:yet )?(?:complete|done)|ongoing|on-going)\b", re.I
        ),
        "open",
        re.compile(r"^\W*(?:on-?\s?going|open|outstanding|in progress|not |carried|awaiting|underway)", re.I),
    ),
    (
        re.compile(r"\b(?:overdue|delayed|late|behind)\b", re.I),
        "late",
        re.compile(r"^\W*(?:overdue|delayed|late|behind|slipped)", re.I),
    ),
)
_OF_THE_ASKING = frozenset(
    map(
        stem,
        """action actions task tasks deliverable deliverables milestone milestones red amber green white rated
        rating status tracker plan log list count number total decision decisions resolution resolutions
        meeting meetings minutes panel vote votes voted voting apologies present attended attendees latest
        recent last newest complete completed closed done open outstanding ongoing overdue delayed late over
        under above below least pounds still currently item made taken year""".split(),
    )
)
# How much of what is asked a record must say to be one of those asked for.
_ABOUT = 0.99
_NEARLY = 0.6


@dataclass(frozen=True, slots=True)
class RecordAnswer:
    """Records that answer a question whole, in the order to be read, and a sentence that counts them."""

    headline: str
    entries: tuple[Entry, ...]


def answer_from_records(
    question: Question, catalogue: Catalogue, filters: RecordFilters | None = None
) -> RecordAnswer | None:
    """Return the records that answer ``question``, or None where its form asks for none, or none fits."""
    kept = filters or RecordFilters()
    for asks, find in _FORMS:
        if asks(question.typed):
            answer = find(question, catalogue, kept)
            if answer is not None:
                return answer
    return None


def record_filters(filters: Filters) -> RecordFilters:
    """Return the filters of a question as those of records."""
    return RecordFilters(
        areas=frozenset(filters.areas),
        documents=frozenset(filters.documents),
        kinds=frozenset(filters.kinds),
        date_from=filters.date_from,
        date_to=filters.date_to,
    )


def _asks_actions(typed: str) -> bool:
    if not _ACTIONS.search(typed) or not (_COUNTS.search(typed) or _LISTS.search(typed)):
        return False
    return _ratings(typed) != frozenset() or any(asked.search(typed) for asked, _, _ in _STATES)


def _asks_decisions(typed: str) -> bool:
    return bool(_DECISIONS.search(typed) and (_LISTS.search(typed) or _COUNTS.search(typed)))


def _asks_latest(typed: str) -> bool:
    return bool(_LATEST.search(typed) and re.search(r"\bdecision\b", typed, re.I))


def _asks_meeting(typed: str) -> bool:
    return bool(_APOLOGIES.search(typed) or _PRESENT.search(typed))


def _asks_votes(typed: str) -> bool:
    return bool(_VOTES.search(typed))


def _asks_day(typed: str) -> bool:
    return bool(_DECIDED.search(typed))


def _actions(question: Question, catalogue: Catalogue, filters: RecordFilters) -> RecordAnswer | None:
    """Return the actions of the rating or state that is asked for."""
    typed = question.typed
    every = _about(question, catalogue.entries(RecordType.ACTION, filters=filters))
    ratings = _ratings(typed)
    state = next(((name, printed) for asked, name, printed in _STATES if asked.search(typed)), None)
    if ratings:
        kept = [e for e in every if e.rating in ratings]
        said = " or ".join(sorted(ratings))
    elif state:
        said = state[0]
        kept = [e for e in every if _is_in_state(e, *state)]
    else:
        return None
    kept = _of_latest(kept)
    if not kept:
        return None
    return RecordAnswer(_count(kept, "action", f"{'is' if len(kept) == 1 else 'are'} {said}"), tuple(kept))


def _is_in_state(entry: Entry, name: str, printed: re.Pattern[str]) -> bool:
    record = entry.record
    assert isinstance(record, Action)
    if record.status and printed.search(record.status):
        return True
    return (
        name == "complete"
        and record.status is None
        and record.rating is Rating.GREEN
        and bool(re.match(r"\W*complete", record.progress or "", re.I))
    )


def _decisions(question: Question, catalogue: Catalogue, filters: RecordFilters) -> RecordAnswer | None:
    """Return the decisions of a time, a sum, a topic."""
    bounded = _with_sum(question.typed, filters)
    entries = catalogue.entries(RecordType.DECISION, filters=bounded)
    kept = _about(question, [e for e in entries if _is_of_time(e, question)])
    return (
        RecordAnswer(_count(kept, "decision", "is recorded", "are recorded"), tuple(kept)) if kept else None
    )


def _latest(question: Question, catalogue: Catalogue, filters: RecordFilters) -> RecordAnswer | None:
    kept = _about(question, catalogue.entries(RecordType.DECISION, RecordType.RESOLUTION, filters=filters))
    return RecordAnswer("", (kept[0],)) if kept and kept[0].date else None


def _meetings(question: Question, catalogue: Catalogue, filters: RecordFilters) -> RecordAnswer | None:
    """Return the meeting that is asked about: of its day, its body, or the latest."""
    every = [e for e in catalogue.entries(RecordType.MEETING, filters=filters) if _is_of_time(e, question)]
    scored = [(_share(question, e, f"{e.body or ''} {e.document.facts.title}"), e) for e in every]
    best = max((score for score, _ in scored), default=0.0)
    kept = [e for score, e in scored if score == best]
    if not kept or (best < _NEARLY and _topic(question)):
        return None
    record = kept[0].record
    assert isinstance(record, Meeting)
    if _APOLOGIES.search(question.typed):
        names, said = record.apologies, "Apologies"
    else:
        names, said = (*record.present, *record.in_attendance), "Present"
    return RecordAnswer(f"{said}: {'; '.join(names)}.", (kept[0],)) if names else None


def _votes(question: Question, catalogue: Catalogue, filters: RecordFilters) -> RecordAnswer | None:
    """Return the resolutions on which votes are printed, about what is asked."""
    entries = catalogue.entries(RecordType.RESOLUTION, filters=filters)
    voted = [e for e in entries if _has_votes(e) and _is_of_time(e, question)]
    kept = _about(question, voted)
    return RecordAnswer("", tuple(kept[:3])) if kept else None


def _has_votes(entry: Entry) -> bool:
    record = entry.record
    assert isinstance(record, Resolution)
    return record.votes_for is not None or record.votes_against is not None


def _of_day(question: Question, catalogue: Catalogue, filters: RecordFilters) -> RecordAnswer | None:
    """Return what was resolved on the day that the question names."""
    period = question.period
    if period is None or period.open or period.start != period.end:
        return None
    entries = catalogue.entries(RecordType.RESOLUTION, RecordType.DECISION, filters=filters)
    of_day = [e for e in entries if e.date is not None and period.holds(e.date)]
    kept = _about(question, of_day, least=_NEARLY)
    return RecordAnswer("", tuple(kept)) if kept else None


_Find = Callable[[Question, Catalogue, RecordFilters], RecordAnswer | None]
_FORMS: Sequence[tuple[Callable[[str], bool], _Find]] = (
    (_asks_actions, _actions),
    (_asks_meeting, _meetings),
    (_asks_votes, _votes),
    (_asks_latest, _latest),
    (_asks_decisions, _decisions),
    (_asks_day, _of_day),
)


def _topic(question: Question) -> list[TermGroup]:
    """Return the things that a question is about, without those that say of what time or sum it is."""
    bounds = [question.period.text if question.period else "", *question.years]
    bounds += [match["sum"] for match in _MONEY.finditer(question.typed)]
    aside = _OF_THE_ASKING | frozenset(stems_in(" ".join(bounds)))
    return [g for g in question.groups if not any(way <= aside for way in g.ways) and g.weight > 0]


def _about(question: Question, entries: Iterable[Entry], least: float = _ABOUT) -> list[Entry]:
    """Return the entries that say what the question is about, each thing of it."""
    return [e for e in entries if _share(question, e, _words_of(e)) >= least]


def _share(question: Question, entry: Entry, words: str) -> float:
    topic = _topic(question)
    if not topic:
        return 1.0
    stems = frozenset(stems_in(words)) | frozenset(stems_in(f"{entry.area or ''} {entry.date or ''}"))
    total = sum(g.weight for g in topic)
    return sum(g.weight * g.match(stems) for g in topic) / total


def _words_of(entry: Entry) -> str:
    facts = entry.document.facts
    return " ".join(filter(None, (entry.text, entry.body, facts.title, facts.area)))


def _ratings(typed: str) -> frozenset[Rating]:
    return frozenset(r for r in Rating if re.search(rf"\b{r.value}\b", typed, re.I))


def _is_of_time(entry: Entry, question: Question) -> bool:
    """Whether a record is of the time that the question names, if it names one."""
    if question.period is not None:
        return entry.date is not None and question.period.holds(entry.date)
    if question.years:
        return entry.date is not None and any(str(entry.date.year) == year[:4] for year in question.years)
    return True


def _with_sum(typed: str, filters: RecordFilters) -> RecordFilters:
    match = _MONEY.search(typed)
    if match is None:
        return filters
    number = match["sum"].replace(",", "").rstrip(".")
    value = Decimal(number) * _SCALES.get((match["scale"] or "").lower(), 1)
    bound = {"most": value} if match["side"].lower() in _UNDER else {"least": value}
    return filters.bounded(**bound)


def _of_latest(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries of the newest paper: an older state of a tracker says how things were."""
    dated = [e.date for e in entries if e.date]
    newest: dict[str, Entry] = {}
    for entry in entries:
        newest.setdefault(entry.document.facts.title.casefold(), entry)
    keep = {e.document.id for e in newest.values()}
    return [e for e in entries if e.document.id in keep] if dated else list(entries)


def _count(entries: Sequence[Entry], noun: str, one: str, many: str | None = None) -> str:
    number = len(entries)
    return f"{number:,} {noun if number == 1 else noun + 's'} {one if number == 1 else many or one}."
