"""Whether the papers answer a question, or only speak of something near it.

Near misses are the hard part: the right topic in the wrong year, the right body of another area. They
are told by what must be named: an area, a year, a meeting's day that the question gives and that
neither the evidence nor its paper holds. What is left is weighed: what the cross-encoder makes of the
best evidence, how near the nearest passage is in meaning, and whether a telling word is missing
altogether. The weights are a logistic regression over 266 questions, half of them unanswerable, none of
which is in the sets that figures are reported of (docs/decisions/0018).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.answering.answer import Standing
from retrieval.answering.cross_reading import probability
from retrieval.answering.evidence import (
    Unit,
    heading_and_text,
    missing_weight,
    text_around,
    title_of,
)
from retrieval.periods import dates_and_months
from retrieval.query import Question, Wanted
from retrieval.references import same_reference
from retrieval.search import Found
from retrieval.words import stem, stems_in

# The best units are read with the question, and judged by.
LOOKED_AT = 16
_INTERCEPT, _ODDS, _PASSAGE, _MISSING = -1.05, 0.756, 2.87, -0.828
# Below, the cross-encoder only says more loudly that it sees no answer.
_LEAST_ODDS = -2.5
_NEARLY = 0.75
_MATTERS = frozenset({Wanted.STATEMENT, Wanted.YES_NO})
_ABOUT = 0.5
_LIKE = 0.6  # likeness from which a word stands for the matter
_DECIDING = frozenset(map(stem, "resolve decide decision vote rule determine meeting".split()))
_FIGURES = frozenset(map(str, range(100)))
_BODY_DECIDES = re.compile(
    r"\b(?:did|has|have)\b.{0,60}\b(?:panel|board|cabinet|committee|council|group|members|commissioner|pcc)\b.{0,25}"
    r"\b(?:resolved?|decided?|voted?|ruled?|determined?)\b",
    re.I,
)
# Why something was refused rests on its having been refused: papers that approve it answer nothing.
_REFUSING = re.compile(
    r"\b(?:turn(?:ed|ing|s)? (?:\w+ ){0,3}down|reject\w*|refus\w*|veto\w*|oppos\w*|declin\w*|dismiss\w*"
    r"|withdr[ae]w\w*|cancel\w*|abandon\w*|scrap(?:ped|ping|s)?|discontinu\w*|block(?:ed|ing|s)?|against"
    r"|rul(?:e|ed|ing) out|unsuccessful\w*"
    r"|not (?:to )?(?:support|approv|agree|proceed|pursu|tak|progress|go)\w*)\b",
    re.I,
)
# Of the answerable questions that the figures were fitted on, 6 of 136 are refused: this lies midway between
# the sixth least likely and the seventh, with which it would be more than one in twenty.
LEAST_PROBABILITY = 0.204


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether there is an answer, how likely one is, 0..1, and why not, for the log."""

    answered: bool
    probability: float
    reason: str


def judge(question: Question, best: Sequence[Unit], found: Sequence[Found]) -> Verdict:
    """Return whether ``best``, the units best first, answer the question."""
    evidence = [u for u in best[:LOOKED_AT] if u.form or question.wanted not in _FORM_DECIDES]
    if not evidence:
        return Verdict(False, 0.0, f"no {question.wanted} found")
    for missed, what in _MUST_BE_NAMED:
        if missed(question, evidence):
            return Verdict(False, 0.0, what)
    likely = chance(question, evidence, found)
    return Verdict(likely >= LEAST_PROBABILITY, likely, f"probability {likely:.2f}")


def chance(question: Question, evidence: Sequence[Unit], found: Sequence[Found]) -> float:
    """Return how likely the evidence is to answer, 0..1: as if half of all questions were answered."""
    fullest = max(evidence, key=lambda unit: unit.covered)
    z = (
        _INTERCEPT
        + _ODDS * max(_LEAST_ODDS, *(unit.odds for unit in evidence))
        + _PASSAGE * max((f.cosine for f in found), default=0.0)
        + _MISSING * missing_weight(fullest, question)
    )
    return probability(z)


_FORM_DECIDES = frozenset({Wanted.AMOUNT, Wanted.NUMBER, Wanted.DATE, Wanted.DURATION})


def _unsaid(question: Question, evidence: Sequence[Unit]) -> bool:
    """Whether no evidence says anything of the question, even in other words: in another language, say."""
    return bool(question.groups) and not any(unit.covered for unit in evidence)


def _unknown_area(question: Question, evidence: Sequence[Unit]) -> bool:
    """Whether the question names an area of which there is no paper, nor a word in the evidence."""
    if question.areas and question.compares:
        return False  # areas are compared: what is not found of one is told beside what is of another
    # A decision of another area's body is not what a paper of ours says in passing about that area.
    said = [unit.text if question.asks_agreed else text_around(unit) for unit in evidence[:5]]
    return bool(question.foreign_areas) and not any(
        area.lower() in text.lower() for text in said for area in question.foreign_areas
    )


def _other_area(question: Question, evidence: Sequence[Unit]) -> bool:
    """Whether all that was found is about other areas than the one asked about."""
    # Asked in other words than the papers', a question is hardly covered by anything.
    to_speak_of = [unit for unit in evidence if unit.covered >= _ABOUT] or evidence
    return bool(question.areas) and not any(
        unit.found.document.facts.area in question.areas
        or any(area.lower() in text_around(unit).lower() for area in question.areas)
        for unit in to_speak_of
    )


def _other_year(question: Question, evidence: Sequence[Unit]) -> bool:
    """Whether no evidence to speak of is about a year that the question names."""
    if not question.years or (question.period is not None and question.period.open):
        return False
    wanted = [_plain(year) for year in question.years]
    least = _NEARLY * max(unit.covered for unit in evidence)
    # A figure is of the year that stands beside it, not of one that its paragraph mentions too.
    figure = question.wanted in (Wanted.AMOUNT, Wanted.NUMBER)
    return not any(
        year in _plain(f"{heading_and_text(unit) if figure else text_around(unit)} {title_of(unit)}")
        for unit in evidence
        if unit.covered >= least
        for year in wanted
    )


def _other_meeting(question: Question, evidence: Sequence[Unit]) -> bool:
    """Whether the day of which a decision is asked is not the day of any evidence."""
    period = question.period
    if period is None or period.open or not question.asks_agreed:
        return False
    for unit in evidence:
        date = unit.found.document.facts.date
        said = unit.text if unit.standing is Standing.AGREED else ""
        held = f"{' '.join(unit.stored.passage.heading)} {said}"
        if (date and period.holds(date)) or any(map(period.holds, dates_and_months(held))):
            return False
    return True


def _plain(text: str) -> str:
    return text.replace("–", "/").replace("-", "/")


def _undecided(question: Question, evidence: Sequence[Unit]) -> bool:
    """Whether a body's decision is asked for, and nothing that was decided is about the matter."""
    matter = max(
        (g for g in question.groups if not any(way <= _DECIDING or way <= _FIGURES for way in g.ways)),
        key=lambda group: group.weight,
        default=None,
    )
    if matter is None or question.wanted not in _MATTERS or not _BODY_DECIDES.search(question.typed):
        return False
    return not any(
        unit.standing is Standing.AGREED
        and (
            (unit.found.deciding and unit.covered >= _ABOUT)
            or matter.match(frozenset(stems_in(heading_and_text(unit)))) >= _LIKE
        )
        for unit in evidence
    )


def _unrefused(question: Question, evidence: Sequence[Unit]) -> bool:
    """Whether it is asked why something was refused, and no evidence speaks of a refusal."""
    asks_why = question.wanted is Wanted.REASON and _REFUSING.search(question.typed)
    return bool(asks_why) and not any(
        unit.covered >= _ABOUT and _REFUSING.search(unit.text) for unit in evidence
    )


def _other_decision(question: Question, evidence: Sequence[Unit]) -> bool:
    """Whether the decision whose reference is given is neither among the evidence nor named in it."""
    return bool(question.references) and not any(
        same_reference(unit.found.document.facts.reference or "", question.references)
        or any(reference in text_around(unit) for reference in question.references)
        for unit in evidence
    )


_MUST_BE_NAMED: tuple[tuple[Callable[[Question, Sequence[Unit]], bool], str], ...] = (
    (_unsaid, "nothing of the question is said"),
    (_unknown_area, "no paper of that area"),
    (_other_area, "only papers of other areas"),
    (_other_year, "nothing about that year"),
    (_other_meeting, "nothing decided on that day"),
    (_other_decision, "no decision of that reference"),
    (_undecided, "nothing decided about it"),
    (_unrefused, "nothing refused"),
)
