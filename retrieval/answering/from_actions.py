"""Actions that a question asks for: those of a rating or a state, of a tracker, of a topic.

A tracker tells how things stand on its day. Of several states of one tracker only the newest counts; the
trackers of different bodies are counted each for itself, never together.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.documents import Rating
from ingest.records import Action, RecordType
from retrieval.answering.action_states import State, state_asked
from retrieval.answering.record_answer import RecordAnswer, Shown
from retrieval.answering.record_times import time_asked
from retrieval.answering.record_topic import Topic, stems_of
from retrieval.answering.wording import Part, Said, series, spoken, wording
from retrieval.query import Question
from retrieval.records import Catalogue, Entry, RecordFilters
from retrieval.same_texts import likeness, word_pairs
from retrieval.words import stems_in

_ACTIONS = re.compile(r"\b(?:actions?|tasks?|deliverables?|milestones?)\b", re.I)
_COUNTS = re.compile(r"\bhow many\b|\bnumber of\b|\bcount\b", re.I)
_LISTS = re.compile(r"\b(?:list|which|what|show|all|any|every)\b", re.I)
# Trackers that share so many of their actions, or so much of their titles, are states of one.
_SHARED_ACTIONS = 0.2
_SAME_TITLE = 0.5
# Where no action is in the state asked for, a few of the tracker show where that was looked for.
_SHOWN_OF_NONE = 3
_LONGEST_THEME = 6  # words of a theme that a headline names


@dataclass(frozen=True, slots=True)
class Tracker:
    """The actions of one paper, or of one part of a pack, in order; ``entries`` are never empty."""

    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """What the part or the paper is called."""
        first = self.entries[0]
        return first.part.title if first.part else first.document.facts.title

    @property
    def words(self) -> str:
        """The words that say which tracker it is."""
        first = self.entries[0]
        facts = first.document.facts
        return " ".join(filter(None, (self.title, facts.title, facts.area, facts.body, first.area)))

    @property
    def at(self) -> int:
        """The day that it is of, as a number that grows; 0 where it is not known."""
        return self.entries[0].date.toordinal() if self.entries[0].date else 0


# A tracker with those of its actions that are meant.
Own = tuple[Tracker, list[Entry]]


def from_actions(question: Question, catalogue: Catalogue, filters: RecordFilters) -> RecordAnswer | None:
    """Return the actions that ``question`` asks for, or None where it asks for none, or none fits."""
    typed = question.typed
    if not _ACTIONS.search(typed) or not (_COUNTS.search(typed) or _LISTS.search(typed)):
        return None
    time = time_asked(question)
    entries = [e for e in catalogue.entries(RecordType.ACTION, filters=filters) if time.holds(e.date)]
    if question.areas:
        entries = [e for e in entries if e.area in question.areas]
    state = state_asked(question, [e.record.status for e in entries if isinstance(e.record, Action)])
    if state is None and not (_LISTS.search(typed) and time.is_month_or_day):
        return None  # a list of all there is would be no answer
    aside = " ".join((time.text, *question.areas, *(state.words if state else ())))
    topic = Topic.of(question, aside)
    told = [t for t in _newest(_trackers(entries)) if state is None or any(map(state.is_told, t.entries))]
    found = _about(topic, told)
    if state is None:
        return _answer(found, found, state) if found else None
    found = [(t, own) for t, every in found if (own := [e for e in every if state.is_told(e)])]
    kept = [(tracker, [e for e in own if state.holds(e)]) for tracker, own in found]
    if any(own for _, own in kept):
        if not _COUNTS.search(typed):
            found = [pair for pair, (_, own) in zip(found, kept, strict=True) if own]
        return _with_areas_without(question.areas, found, state, _answer(found, kept, state))
    if len(found) != 1:
        return None
    # Of one tracker it can be said that none is; how some of its actions stand shows it.
    return _answer(found, [(tracker, own[:_SHOWN_OF_NONE]) for tracker, own in found], state)


def _with_areas_without(
    areas: Sequence[str], found: Sequence[Own], state: State, answer: RecordAnswer
) -> RecordAnswer:
    """Return the answer with a line for each area asked about of which no tracker tells the state."""
    have = {tracker.entries[0].area for tracker, _ in found}
    key = "headline.no_ratings" if state.ratings else "headline.no_statuses"
    lines = [wording(key, area=area) for area in areas if area not in have]
    return replace(answer, headline=series("between.line", (answer.headline, *lines)))


def _answer(told: Sequence[Own], shown: Sequence[Own], state: State | None) -> RecordAnswer:
    """Return the answer that counts what is ``told`` tracker by tracker, and shows what is ``shown``."""
    headline = series("between.line", (_line(tracker, own, state) for tracker, own in told))
    return RecordAnswer(headline, tuple(Shown(entry) for _, own in shown for entry in own))


def _trackers(entries: Sequence[Entry]) -> list[Tracker]:
    """Return the trackers that ``entries`` stand in, the newest first."""
    by_place: dict[tuple[str, int | None, object], list[Entry]] = {}
    for entry in entries:
        record = entry.record
        as_at = record.as_at if isinstance(record, Action) else None
        by_place.setdefault((entry.document.id, entry.stored.part, as_at), []).append(entry)
    return sorted((Tracker(tuple(own)) for own in by_place.values()), key=lambda t: -t.at)


def _newest(trackers: Sequence[Tracker]) -> list[Tracker]:
    """Return of each tracker its newest state."""
    kept: list[Tracker] = []
    for tracker in trackers:
        if not any(_is_one(tracker, newer) for newer in kept):
            kept.append(tracker)
    return kept


def _is_one(older: Tracker, newer: Tracker) -> bool:
    """Whether two trackers are states of one: of one body, and alike in title or in their actions."""
    first, second = older.entries[0], newer.entries[0]
    if first.document.id == second.document.id or (first.body, first.area) != (second.body, second.area):
        return False
    have, there = _wordings(older), _wordings(newer)
    if len(have & there) >= _SHARED_ACTIONS * min(len(have), len(there)):
        return True
    return likeness(word_pairs(older.title), word_pairs(newer.title)) >= _SAME_TITLE


def _wordings(tracker: Tracker) -> frozenset[tuple[str, ...]]:
    return frozenset(
        tuple(stems_in(e.record.action)) for e in tracker.entries if isinstance(e.record, Action)
    )


def _about(topic: Topic, trackers: Sequence[Tracker]) -> list[Own]:
    """Return the actions about a topic, tracker by tracker.

    What a tracker's title, body or area says is said of all of its actions. Where a theme is called what is
    asked for, or that and its tracker are, its actions are meant, and not those that use the word by chance.
    """
    words = {e.stored.key: tracker.words for tracker in trackers for e in tracker.entries}
    every = [entry for tracker in trackers for entry in tracker.entries]
    kept = [e for e in every if topic.groups and all(g.matches(stems_of(_theme(e))) for g in topic.groups)]
    if not kept and topic.groups:
        kept = topic.kept(every, lambda e: f"{words[e.stored.key]} {_theme(e)}")
    kept = kept or topic.kept(every, lambda e: f"{words[e.stored.key]} {e.text}")
    keys = {entry.stored.key for entry in kept}
    found = [(tracker, [e for e in tracker.entries if e.stored.key in keys]) for tracker in trackers]
    return [(tracker, own) for tracker, own in found if own]


def _theme(entry: Entry) -> str:
    return (entry.record.theme or "") if isinstance(entry.record, Action) else ""


def _line(tracker: Tracker, entries: Sequence[Entry], state: State | None) -> Said:
    """Return the sentence that counts the actions of one tracker."""
    day = max(
        (e.record.as_at for e in entries if isinstance(e.record, Action) and e.record.as_at), default=None
    )
    day = day or tracker.entries[0].date
    as_at = wording("headline.as_at", day=spoken(day)) if day else ""
    actions = _counted(tracker, entries)
    if state is None:
        return wording("headline.in_tracker", actions=actions, tracker=tracker.title, as_at=as_at)
    kept = [e for e in entries if state.holds(e)]
    key = "none" if not kept else "some" if len(kept) < len(entries) else "all"
    return wording(
        f"headline.{key}_in_state",
        n=len(kept),
        actions=actions,
        state=state.said,
        ratings=_by_rating(kept or entries) if len(state.ratings) > 1 or not kept else "",
        tracker=tracker.title,
        as_at=as_at,
    )


def _counted(tracker: Tracker, entries: Sequence[Entry]) -> Said:
    """Return how many ``entries`` there are, with their theme where they are those of one of several."""
    themes, every = {_theme(e) for e in entries}, {_theme(e) for e in tracker.entries}
    theme = min(themes)
    is_told = len(themes) == 1 < len(every) and 0 < len(theme.split()) <= _LONGEST_THEME
    if is_told:
        return wording("headline.actions_of_theme", n=len(entries), theme=theme)
    return wording("headline.actions", n=len(entries))


def _by_rating(entries: Sequence[Entry]) -> Part:
    counts = Counter(e.rating for e in entries if e.rating)
    rated = [wording(f"headline.rated_{r.value}", number=str(counts[r])) for r in Rating if counts[r]]
    return wording("headline.ratings", ratings=series("between.comma", rated)) if rated else ""
