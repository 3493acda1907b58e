"""Sentences, items and rows of the passages found: what they commit to, their order, and what they lack."""

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import repeat

from ingest.documents import Document, DocumentKind, Passage
from ingest.kinds.standing.standing_of import standing_of
from ingest.store import PASSAGES_KEPT, StoredPassage
from retrieval.answering.answer import Standing
from retrieval.answering.answer_forms import has_form, said_by_form
from retrieval.answering.passage_words import words_of
from retrieval.answering.telling import Told, full_title
from retrieval.answering.unit_looks import days_in
from retrieval.query import Question, Wanted
from retrieval.search import Found

# A day counts only where the unit says this share of the question.
_ABOUT_IT = 0.3
_NEWEST = 0.15


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, item or row: ``found.stored.passage.text[start:end] == text``.

    ``covered`` is the share, 0..1, of the question's meaning that its words and what stands around it
    hold; ``own`` the share that its own words hold; ``form`` whether it has the form asked for;
    ``odds`` the log-odds that it answers, by the cross-encoder (none at all, minus infinity, where it was
    not read with the question); ``score`` how well it answers.
    """

    found: Found
    text: str
    start: int
    end: int
    standing: Standing
    covered: float = 0.0
    own: float = 0.0
    form: bool = True
    odds: float = -math.inf
    score: float = 0.0

    @property
    def stored(self) -> StoredPassage:
        """The passage that it stands in."""
        return self.found.stored

    def weighed(self, covered: float, own: float, form: bool, score: float) -> "Unit":
        """Return it with what was found of it."""
        # Not by ``replace``, which takes four times as long: there are hundreds for every question.
        return Unit(
            self.found, self.text, self.start, self.end, self.standing, covered, own, form, self.odds, score
        )


def units_of(found: Found, *, told: bool = False) -> list[Unit]:
    """Return what can be claimed from a passage: its sentences, items and row lines, and its short lists whole.

    What they commit to is ``told`` or not yet (``with_standing``): of most, nobody will ask.
    """
    passage, words = found.stored.passage, words_of(found.stored.passage).units
    standings = _standings(found) if told else repeat(Standing.REPORTED, len(words))
    return [
        Unit(found, passage.text[one.start : one.end], one.start, one.end, standing)
        for one, standing in zip(words, standings, strict=True)
    ]


def standings_of(stored: StoredPassage, document: Document, *, approved: bool) -> tuple[Standing, ...]:
    """Return what each unit of a passage commits to.

    ``approved`` says that its paper is a notice by which what is recommended in it was approved.
    """
    kind = stored.part.kind if stored.part else document.facts.kind
    return _standings_of(stored.passage, kind, approved)


# Many questions find the same passages, and each of some hundred patterns is looked for.
@lru_cache(maxsize=PASSAGES_KEPT)
def _standings_of(passage: Passage, kind: DocumentKind, approved: bool) -> tuple[Standing, ...]:
    texts = (passage.text[one.start : one.end] for one in words_of(passage).units)
    return tuple(standing_of(text, passage, kind, outcome_approves=approved) for text in texts)


def with_standing(unit: Unit) -> Unit:
    """Return a unit, as ``units_of`` gives it, with what it commits to."""
    words = words_of(unit.stored.passage).units
    for one, standing in zip(words, _standings(unit.found), strict=True):
        if (one.start, one.end) == (unit.start, unit.end):
            return replace(unit, standing=standing)
    raise ValueError(f"no unit of its passage: {unit.text!r}")


def _standings(found: Found) -> tuple[Standing, ...]:
    return standings_of(found.stored, found.document, approved=found.approved)


def weighs_standing(question: Question) -> bool:
    """Whether what a unit commits to has a part in how well it answers, so that ``weigh`` must tell it."""
    return question.asks_agreed or question.wanted is Wanted.YES_NO


def soonest_first(units: Sequence[Unit], question: Question) -> list[Unit]:
    """Return the units with the soonest day in the period raised, where the next or first is asked for."""
    period = question.period
    if not question.wants_next or period is None:
        return list(units)
    days = {
        u: min(filter(period.holds, days_in(u.text)), default=None) for u in units if u.covered >= _ABOUT_IT
    }
    soonest = min((day for day in days.values() if day), default=None)
    return [replace(u, score=u.score + 0.25) if soonest and days.get(u) == soonest else u for u in units]


def newest_first(units: Sequence[Unit], question: Question) -> list[Unit]:
    """Return the units of newer papers raised, where the question is about how things stand now."""
    if not question.wants_latest:
        return list(units)
    days = {u: u.found.document.facts.date for u in units if u.covered >= _ABOUT_IT}
    dated = [day.toordinal() for day in days.values() if day]
    if not dated or min(dated) == max(dated):
        return list(units)
    oldest, span = min(dated), max(dated) - min(dated)

    def newness(day: datetime.date | None) -> float:
        return (day.toordinal() - oldest) / span if day else 0.0

    return [replace(u, score=u.score + _NEWEST * newness(days.get(u))) for u in units]


def title_of(unit: Unit) -> str:
    """Return what a unit's paper is called: title, body, area, reference, and its year and month."""
    return full_title(unit.found.document)


def heading_and_text(unit: Unit) -> str:
    """Return a unit's own words under its headings."""
    return "\n".join((*unit.stored.passage.heading, unit.text))


def text_around(unit: Unit) -> str:
    """Return a unit's passage with its headings."""
    return "\n".join((*unit.stored.passage.heading, unit.stored.passage.text))


def missing_weight(unit: Unit, question: Question) -> float:
    """Return the weight, 0..1, of the most telling thing asked about that is nowhere around the unit."""
    told = Told(question.groups)
    around = told.in_passage(unit.stored) | told.in_title(unit.found.document)
    said = told.said(told.in_text(unit.text) | around)
    formed = has_form(unit.text, question)
    return max(
        (
            group.weight * (1.0 - max(one, said_by_form(group, question) if formed else 0.0))
            for group, one in zip(question.groups, said, strict=True)
        ),
        default=0.0,
    )
