"""Decisions and resolutions that a question asks for: a list, the latest, those of a meeting or a day.

A decision notice records one decision; a panel or a cabinet resolves in its minutes. A list of decisions is
of the notices that fit, else of what was resolved, else of what is only proposed, and says which.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from ingest.records import Decision, DecisionOutcome, RecordType, Resolution
from retrieval.answering.record_answer import RecordAnswer
from retrieval.answering.record_times import TimeAsked, time_asked
from retrieval.answering.record_topic import Topic, words_of_entry
from retrieval.answering.wording import Part, Said, spoken, wording
from retrieval.query import Question
from retrieval.records import Catalogue, Entry, RecordFilters
from retrieval.words import stems_in

_LISTS = re.compile(
    r"\b(?:list|which|what|show|all|any|every|how many|number of|count)\b(?=.*\b(?:decisions|resolutions)\b)",
    re.I,
)
_LATEST = re.compile(
    r"\b(?:latest|last|most recent|newest)\s+(?:[\w-]+\s+){0,2}?(?:decision|resolution)\b"
    r"|\b(?:last|most recently)\s+(?:decided|agreed|resolved|approved)\b",
    re.I,
)
_DECIDED = re.compile(
    r"\b(?:decide[ds]?|agree[ds]?|resolve[ds]?|approve[ds]?|decisions?|resolutions?)\b", re.I
)
_LAST_MEETING = re.compile(
    r"\b(?:last|latest|most recent|previous)\s+(?:[\w-]+\s+){0,4}?(?:meeting|minutes)\b", re.I
)
_PROPOSED = re.compile(r"\b(?:proposed|pending|forthcoming|still to be (?:taken|made)|awaiting)\b", re.I)
_MONEY = re.compile(
    r"\b(?P<side>over|above|more than|exceeding|at least|under|below|less than|up to)\s+£\s?(?P<sum>[\d,.]+)"
    r"\s?(?P<scale>k|m|million|thousand)?\b",
    re.I,
)
_SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
_UNDER = frozenset({"under", "below", "less than", "up to"})
# Approving the minutes of the last meeting is resolved at every meeting.
_ROUTINE = re.compile(
    r"^\W*(?:(?:approval|confirmation) of (?:the )?)?minutes\b|\bminutes and actions?\b", re.I
)
_NOT_DECIDING = frozenset({DecisionOutcome.NOTED, DecisionOutcome.DEFERRED, DecisionOutcome.LOST})


def from_decisions(question: Question, catalogue: Catalogue, filters: RecordFilters) -> RecordAnswer | None:
    """Return the decisions that ``question`` asks for, or None where it asks for none, or none fits."""
    typed, time = question.typed, time_asked(question)
    if _DECIDED.search(typed) and (time.is_month_or_day or _LAST_MEETING.search(typed)):
        answer = _of_meeting(question, time, catalogue, filters)
        if answer is not None:
            return answer
    if _LATEST.search(typed):
        return _latest(question, time, catalogue, filters)
    if _LISTS.search(typed):
        return _list(question, time, catalogue, filters)
    return None


def is_routine(entry: Entry) -> bool:
    """Whether it was resolved that minutes are right, as at every meeting."""
    return isinstance(entry.record, Resolution) and bool(_ROUTINE.search(entry.record.title or ""))


def was_taken(entry: Entry) -> bool:
    """Whether a decision or resolution was taken: neither only proposed nor lost."""
    record = entry.record
    if isinstance(record, Decision):
        return record.outcome is not None and not record.proposed
    return isinstance(record, Resolution) and record.outcome is not DecisionOutcome.LOST


def _of_meeting(
    question: Question, time: TimeAsked, catalogue: Catalogue, filters: RecordFilters
) -> RecordAnswer | None:
    """Return all that one body decided at one meeting or on one day, where nothing narrower is asked."""
    every = catalogue.entries(RecordType.RESOLUTION, RecordType.DECISION, filters=filters)
    of_time = [e for e in every if was_taken(e) and time.holds(e.date)]
    of_area = [e for e in of_time if not question.areas or e.area in question.areas]
    topic = Topic.of(question, time.text)
    kept = _once(topic.kept(of_area, _body)) if of_area else []
    said = " ".join(_body(e) for e in kept)
    if not kept or topic.without(said).groups:
        return None  # a subject is asked about: what was resolved on it is looked at beside passages
    day, body = kept[0].date, kept[0].body
    kept = [e for e in kept if e.date == day and e.body == body]
    noun = "resolutions" if kept[0].record.type is RecordType.RESOLUTION else "decisions"
    headline = wording(
        "headline.decided_at",
        body=body or wording("headline.one_body"),
        day=spoken(day),
        decisions=wording(f"headline.{noun}", n=len(kept)),
    )
    return RecordAnswer.of(headline, *_in_paper_order(kept))


def _latest(
    question: Question, time: TimeAsked, catalogue: Catalogue, filters: RecordFilters
) -> RecordAnswer | None:
    """Return the newest of the decisions about the topic, with what was resolved beside it."""
    every = catalogue.entries(RecordType.DECISION, RecordType.RESOLUTION, filters=filters)
    taken = [e for e in every if was_taken(e) and not is_routine(e) and e.date and time.holds(e.date)]
    topic = Topic.of(question, time.text)
    kept = _once(topic.kept(taken, words_of_entry))
    if not kept:
        return None
    newest = kept[0]
    of_paper = [e for e in kept if e.document.id == newest.document.id and e.date == newest.date]
    if not topic.without(_body(newest)).groups:
        body = newest.body or newest.document.facts.title
        headline = wording("headline.latest_of_body", body=body, day=spoken(newest.date))
        return RecordAnswer.of(headline, *_in_paper_order(of_paper))
    of_item = [e for e in of_paper if _title(e) == _title(newest)]
    subject = _title(newest) or newest.document.facts.title
    key = "headline.latest" if len(kept) > len(of_item) else "headline.only"
    headline = wording(key, day=spoken(newest.date), subject=subject)
    return RecordAnswer.of(headline, *_in_paper_order(of_item))


def _list(
    question: Question, time: TimeAsked, catalogue: Catalogue, filters: RecordFilters
) -> RecordAnswer | None:
    """Return the decisions of a time, a sum, a topic."""
    bounded, sums = _with_sum(question.typed, filters)
    topic = Topic.of(question, " ".join((time.text, sums, "proposed pending forthcoming awaiting")))
    notices = [e for e in catalogue.entries(RecordType.DECISION, filters=bounded) if time.holds(e.date)]
    resolved = [e for e in catalogue.entries(RecordType.RESOLUTION, filters=bounded) if time.holds(e.date)]
    taken = [e for e in notices if was_taken(e)]
    proposed = [e for e in notices if not was_taken(e)]
    deciding = [e for e in resolved if e.outcome not in _NOT_DECIDING and not is_routine(e)]
    asked = [(taken, "decisions"), (deciding, "resolutions"), (proposed, "proposed_decisions")]
    for entries, noun in asked[2:] if _PROPOSED.search(question.typed) else asked:
        kept = _once(topic.kept(entries, words_of_entry))
        if kept:
            return RecordAnswer.of(_headline(kept, noun, sums), *kept)
    return None


def _headline(entries: Sequence[Entry], noun: str, sums: str) -> Said:
    days = sorted(e.date for e in entries if e.date)
    dated: Part = ""
    if days and days[0] == days[-1]:
        dated = wording("headline.of_day", day=spoken(days[0]))
    elif days:
        dated = wording("headline.of_days", first=spoken(days[0]), last=spoken(days[-1]))
    undated = len(entries) - len(days)
    return wording(
        "headline.decided",
        decisions=wording(f"headline.{noun}", n=len(entries)),
        sum=wording("headline.of_sum", sum=sums) if sums else "",
        dated=dated,
        undated=wording("headline.undated", number=str(undated)) if undated and days else "",
    )


def _once(entries: Iterable[Entry]) -> list[Entry]:
    """Return each decision once: a notice by its reference, a resolution by its words under one title.

    Minutes print a recommendation and, some lines on, the same words as resolved.
    """
    kept: dict[object, Entry] = {}
    for entry in entries:
        record = entry.record
        key: object = entry.id
        if isinstance(record, Decision) and record.reference:
            key = (entry.body, record.reference)
        elif isinstance(record, Resolution):
            key = (entry.document.id, record.title, tuple(stems_in(record.wording)))
        kept.setdefault(key, entry)
    return list(kept.values())


def _with_sum(typed: str, filters: RecordFilters) -> tuple[RecordFilters, str]:
    """Return the filters with the bound of a sum that the question names, and the words that name it."""
    match = _MONEY.search(typed)
    if match is None:
        return filters, ""
    value = Decimal(match["sum"].replace(",", "").rstrip(".")) * _SCALES.get(
        (match["scale"] or "").lower(), 1
    )
    bound = {"most": value} if match["side"].lower() in _UNDER else {"least": value}
    return filters.bounded(**bound), match[0].strip()


def _in_paper_order(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda e: (e.document.id, e.stored.ordinal))


def _title(entry: Entry) -> str:
    return getattr(entry.record, "title", None) or ""


def _body(entry: Entry) -> str:
    facts = entry.document.facts
    return " ".join(filter(None, (entry.body, entry.area, facts.body)))
