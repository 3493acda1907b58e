"""The rating or the state of actions that a question asks for: "amber", "complete", "on track".

A state is asked for in the words that trackers print, or in one of a few common ways to say that
something is at its end, is not, or is late.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ingest.documents import Rating
from ingest.records import Action
from retrieval.answering.wording import Part, series, wording
from retrieval.query import Question
from retrieval.records import Entry
from retrieval.words import stems_in

_AT_END = re.compile(r"^\W*(?:completed?|closed|done|discharged|achieved|delivered|finished|met)\b", re.I)
_LATE = re.compile(r"^\W*(?:overdue|delayed|late|behind|slipped)\b", re.I)
# How questions say so, the key of what the answer calls it, and how papers print it. The first that is
# asked counts.
_NOT_YET = r"(?:not|yet)\b[\w ]{0,12}\b(?:completed?|done|finished)"
_COMMON: tuple[tuple[re.Pattern[str], str, Callable[[str], bool]], ...] = (
    (
        re.compile(rf"\b(?:outstanding|open|incomplete|unfinished|{_NOT_YET})\b", re.I),
        "headline.state_not_complete",
        lambda status: not _AT_END.match(status),
    ),
    (
        re.compile(r"\b(?:completed?|closed|finished|done|delivered|discharged)\b", re.I),
        "headline.state_complete",
        lambda status: bool(_AT_END.match(status)),
    ),
    (
        re.compile(r"\b(?:overdue|delayed|late|behind)\b", re.I),
        "headline.state_late",
        lambda status: bool(_LATE.match(status)),
    ),
)
_LONGEST_STATUS = 4


@dataclass(frozen=True, slots=True)
class State:
    """What is asked of an action: one of ``ratings``, or a status that ``is_status`` holds of.

    ``said`` is how the answer calls it, ``words`` those of the question that ask for it.
    """

    said: Part
    words: tuple[str, ...]
    ratings: frozenset[Rating] = frozenset()
    is_status: Callable[[str], bool] | None = None

    def is_told(self, entry: Entry) -> bool:
        """Whether the paper tells of an action what is asked: its rating, or its status."""
        status = entry.record.status if isinstance(entry.record, Action) else None
        return entry.rating is not None if self.ratings else status is not None

    def holds(self, entry: Entry) -> bool:
        """Whether an action is in this state, as its paper tells."""
        if self.ratings:
            return entry.rating in self.ratings
        status = entry.record.status if isinstance(entry.record, Action) else None
        return status is not None and self.is_status is not None and self.is_status(status)


def state_asked(question: Question, statuses: Iterable[str | None]) -> State | None:
    """Return the rating or state that ``question`` asks for; ``statuses`` are those that papers print."""
    typed = question.typed
    ratings = [r for r in Rating if re.search(rf"\b{r.value}\b", typed, re.I)]
    if ratings:
        said = series("between.or", (wording(f"headline.state_{rating.value}") for rating in ratings))
        return State(said, tuple(r.value for r in ratings), frozenset(ratings))
    for asks, key, holds in _COMMON:
        match = asks.search(typed)
        if match:
            return State(wording(key), (match[0],), is_status=holds)
    return _printed(typed, statuses)


def _printed(typed: str, statuses: Iterable[str | None]) -> State | None:
    """Return the state that the question names in the very words of a status that papers print."""
    asked = f" {' '.join(stems_in(typed))} "
    for status in sorted({s.strip() for s in statuses if s}, key=len, reverse=True):
        stems = tuple(stems_in(status))
        if 0 < len(stems) <= _LONGEST_STATUS and f" {' '.join(stems)} " in asked:
            return State(
                status.lower(),
                (status,),
                is_status=lambda printed, stems=stems: tuple(stems_in(printed))[: len(stems)] == stems,  # type: ignore[misc]
            )
    return None
