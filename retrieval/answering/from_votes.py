"""Votes that minutes print: how many and who voted for, against, or for neither."""

import re

from ingest.records import RecordType, Resolution
from retrieval.answering.record_answer import RecordAnswer, Shown, listing_of
from retrieval.answering.record_times import time_asked
from retrieval.answering.record_topic import Topic, words_of_entry
from retrieval.answering.wording import Said, series, spoken, wording
from retrieval.query import Question
from retrieval.records import Catalogue, Entry, RecordFilters

_WHO_VOTED = re.compile(
    r"\b(?:who|which (?:members|councillors))\b.*\b(?:voted|abstained)\b"
    r"|\bhow many\b.*\b(?:voted|abstained|votes)\b|\bwhat was the vote\b|\bhow (?:was|did)\b.*\bvote",
    re.I,
)
_AGAINST = re.compile(r"\bagainst\b|\boppos\w+\b", re.I)
_NEITHER = re.compile(r"\babstain\w*\b|\babstention\w*\b", re.I)
_FOR = re.compile(r"\b(?:voted|votes) (?:for|in favour)\b", re.I)


def from_votes(question: Question, catalogue: Catalogue, filters: RecordFilters) -> RecordAnswer | None:
    """Return the votes on what ``question`` asks about, or None where none is asked for or printed."""
    if not _WHO_VOTED.search(question.typed):
        return None
    time = time_asked(question)
    entries = catalogue.entries(RecordType.RESOLUTION, filters=filters)
    voted = [e for e in entries if _has_votes(e) and time.holds(e.date)]
    kept = Topic.of(question, f"{time.text} against favour oppose abstain abstention").kept(
        voted, words_of_entry
    )
    if not kept:
        return None
    first = kept[0]
    shown = tuple(Shown(e) for e in kept if e.date == first.date and e.document.id == first.document.id)
    return RecordAnswer(_headline(question.typed, first) if len(shown) == 1 else _lines(shown), shown)


def _has_votes(entry: Entry) -> bool:
    record = _resolution(entry)
    return record.votes_for is not None or record.votes_against is not None


def _lines(shown: tuple[Shown, ...]) -> Said:
    return series("between.line", (_line(each.entry) for each in shown))


def _line(entry: Entry) -> Said:
    title = _resolution(entry).title or wording("headline.a_vote")
    return wording("headline.vote_on", title=title, counts=_counts(entry))


def _headline(typed: str, entry: Entry) -> Said:
    record = _resolution(entry)
    names: tuple[str, ...] = ()
    side = ""
    if _NEITHER.search(typed):
        names, side = record.abstained, "abstained"
    elif _AGAINST.search(typed):
        names, side = record.voted_against, "against"
    elif _FOR.search(typed):
        names, side = record.voted_for, "for"
    return wording(
        "headline.vote",
        counts=_counts(entry),
        on_day=wording("headline.on_day", day=spoken(entry.date)) if entry.date else "",
        voters=wording(f"headline.voters_{side}", names=listing_of(names)) if names else "",
    )


def _counts(entry: Entry) -> Said:
    record = _resolution(entry)
    votes = (("for", record.votes_for), ("against", record.votes_against), ("abstained", record.abstentions))
    told = (
        wording(f"headline.votes_{side}", number=str(number)) for side, number in votes if number is not None
    )
    return series("between.comma", told)


def _resolution(entry: Entry) -> Resolution:
    assert isinstance(entry.record, Resolution)
    return entry.record
