"""The signs that a sentence answers a question, and those that it only speaks of something near.

A near miss has the right topic and lacks one thing: the year, the place, what is asked for, the figure
beside it. So what a sentence says itself is told from what stands around it, and single things that
are missing from the sum of all that is there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.answering.asked_for import asked_for, share
from retrieval.answering.evidence import Unit, has_form, heading_and_text, text_around, title_of
from retrieval.query import Question, TermGroup, Wanted
from retrieval.search import Found
from retrieval.words import stem, stems_in

_HEADINGS = 2  # how many of a passage's headings, the nearest ones, are read with a sentence
# How much a word counts that stands under the heading, in the passage or in the title, not in the sentence.
_UNDER_HEADING, _IN_PASSAGE, _IN_TITLE = 0.9, 0.7, 0.6
_STANDS_FOR = 0.5  # likeness from which a word may stand for what is asked for
_BESIDE, _NEAR = 4, 9  # words between a figure and what it is asked of
_MANY = 3.0  # weight of the words said from which it is no chance that they stand together
_YEARS = re.compile(r"(?P<first>(?:19|20)\d{2})/(?:20)?(?P<last>\d{2})")
_FIGURE = re.compile(
    r"^\W*\d|%|^(?:none|no|one|two|three|four|five|six|seven|eight|nine|ten|half|third|quarter)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a sentence, each 0..1, and what speaks against it (``AGAINST``).

    ``said`` is the share of the question that the sentence says itself, ``said_under`` with its headings,
    ``said_around`` with its passage and title, ``said_much`` the weight of that, of ``_MANY``; ``likeness``
    and ``passage_likeness`` those in meaning. ``asked_for`` and ``rarest``: whether the thing asked for and the
    most telling word stand in the sentence or its headings, ``…_around`` in its passage or title; ``names``
    likewise for the least said of the names. ``attached``: whether the figure, day or name stands beside
    what it is asked of; ``year``: whether it is of the year asked about; ``stands_out``: by how much the best
    sentence is better than the next ones. ``missing`` is the weight of the most telling word that is nowhere,
    ``unknown`` the share of words that no paper holds, ``reason`` whether a reason is asked for: such a question
    rests on a premise that may be false.
    """

    said: float
    said_under: float
    said_around: float
    said_much: float
    likeness: float
    passage_likeness: float
    asked_for: float
    asked_for_around: float
    rarest: float
    rarest_around: float
    names: float
    names_around: float
    attached: float
    year: float
    stands_out: float
    missing: float
    unknown: float
    reason: float


AGAINST = frozenset({"missing", "unknown", "reason"})


def signs_of(question: Question, best: Sequence[Unit], found: Sequence[Found]) -> list[Signs]:
    """Return the signs of each of the units ``best``, which come best first, in that order."""
    of_question = _OfQuestion.of(question, best, found)
    return [_signs(unit, question, of_question) for unit in best]


@dataclass(frozen=True, slots=True)
class _OfQuestion:
    """What is the same for every sentence."""

    asked_for: tuple[TermGroup, ...]
    rarest: TermGroup | None
    names: tuple[TermGroup, ...]
    words: frozenset[str]
    unknown: float
    passage_likeness: float
    stands_out: float

    @classmethod
    def of(cls, question: Question, best: Sequence[Unit], found: Sequence[Found]) -> "_OfQuestion":
        groups = question.groups
        unknown = frozenset(map(stem, question.unknown))
        total = sum(group.weight for group in groups)
        lost = sum(group.weight for group in groups if group.ways[0] <= unknown)
        following = [unit.score for unit in best[1:8]]
        ahead = best[0].score - sum(following) / len(following) if following else 0.5
        return cls(
            asked_for(question),
            max(groups, key=lambda group: group.weight, default=None),
            tuple(group for group in groups if group.name),
            frozenset(s for group in groups for way in group.ways for s in way),
            lost / total if total else 0.0,
            max((f.cosine for f in found), default=0.0),
            min(1.0, max(0.0, ahead)),
        )


def _signs(unit: Unit, question: Question, of: _OfQuestion) -> Signs:
    passage = unit.stored.passage
    own = _stems(unit.text)
    headings = _stems(" ".join(passage.heading[-_HEADINGS:]))
    under = own | headings
    around = under | _stems("\n".join((*passage.heading, passage.context, passage.text))) | unit.found.topic
    title = _stems(title_of(unit))
    anywhere = around | title

    def said(group: TermGroup) -> float:
        return max(
            group.match(own),
            _UNDER_HEADING * group.match(headings),
            _IN_PASSAGE * group.match(around),
            _IN_TITLE * group.match(title),
        )

    groups = question.groups
    total = sum(group.weight for group in groups)
    weight_said = sum(group.weight * said(group) for group in groups)
    rarest = of.rarest
    return Signs(
        said=share(groups, own),
        said_under=share(groups, under),
        said_around=weight_said / total if total else 0.0,
        said_much=min(1.0, weight_said / _MANY),
        likeness=unit.likeness,
        passage_likeness=of.passage_likeness,
        asked_for=share(of.asked_for, under),
        asked_for_around=share(of.asked_for, anywhere),
        rarest=rarest.match(under | title if rarest.name else under) if rarest else 0.0,
        rarest_around=rarest.match(anywhere) if rarest else 0.0,
        names=min((name.match(under) for name in of.names), default=1.0),
        names_around=min((name.match(anywhere) for name in of.names), default=1.0),
        attached=_attached(unit, question, of),
        year=_of_year(unit, question),
        stands_out=of.stands_out,
        missing=max((g.weight * (1.0 - g.match(anywhere)) for g in groups), default=0.0),
        unknown=of.unknown,
        reason=float(question.wanted is Wanted.REASON),
    )


def _attached(unit: Unit, question: Question, of: _OfQuestion) -> float:
    """Return how near the form asked for stands to what is asked for, 0..1; 1 where no form is asked for."""
    if question.wanted not in _HAS_FIGURE and question.wanted is not Wanted.PERSON:
        return 1.0
    words = unit.text.split()
    figures = [i for i, word in enumerate(words) if _is_form(word, question, of)]
    things = [
        i
        for i, word in enumerate(words)
        if any(group.match(_stems(word)) >= _STANDS_FOR for group in of.asked_for)
    ]
    if not figures:
        return 0.0
    if not things:
        headings = _stems(" ".join(unit.stored.passage.heading[-_HEADINGS:]))
        return 0.3 if any(group.match(headings) >= _STANDS_FOR for group in of.asked_for) else 0.0
    apart = min(abs(figure - thing) for figure in figures for thing in things)
    return 1.0 if apart <= _BESIDE else 0.7 if apart <= _NEAR else 0.4


_HAS_FIGURE = frozenset({Wanted.AMOUNT, Wanted.NUMBER, Wanted.DATE})


def _is_form(word: str, question: Question, of: _OfQuestion) -> bool:
    """Whether a word is a figure, a part of a date, or a part of a name that the question does not give."""
    if question.wanted is Wanted.PERSON:
        return word[:1].isupper() and len(word) > 1 and not (_stems(word) & of.words)
    if question.wanted is Wanted.NUMBER:
        return bool(_FIGURE.search(word)) and has_form(word, question)
    return has_form(word, question) or (question.wanted is Wanted.AMOUNT and word[:1].isdigit())


def _of_year(unit: Unit, question: Question) -> float:
    """Return how near the year asked about stands, 0..1: in the sentence, its title, its passage; 1 for none asked."""
    if not question.years or (question.period is not None and question.period.open):
        return 1.0
    asked = {form for year in question.years for form in _forms_of_year(year)}
    for text, near in ((heading_and_text(unit), 1.0), (title_of(unit), 0.6), (text_around(unit), 0.5)):
        if any(year in _plain(text) for year in asked):
            return near
    return 0.0


def _forms_of_year(year: str) -> set[str]:
    """Return the ways in which a year is written: "2016-17" is also "2016/2017"."""
    match = _YEARS.fullmatch(_plain(year))
    return {f"{match['first']}/{match['last']}", f"{match['first']}/20{match['last']}"} if match else {year}


def _plain(text: str) -> str:
    return text.replace("–", "/").replace("-", "/")


@lru_cache(maxsize=8192)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stems_in(text))
