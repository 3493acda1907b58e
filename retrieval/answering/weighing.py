"""How well each unit answers a question, before any is read together with it.

A unit is worth what it says of the question by its own words and by what stands around it, what its
passage was found by, and its form: the amount or day that is asked for, what was agreed, the years.
"""

import re
from collections.abc import Sequence, Set

from ingest.documents import Document
from retrieval.answering.answer import Standing
from retrieval.answering.answer_forms import FORMS, said_by_form
from retrieval.answering.evidence import Unit, units_of, weighs_standing
from retrieval.answering.passage_words import UnitWords, words_of
from retrieval.answering.telling import Telling, Told
from retrieval.answering.unit_looks import Looks, days_in, form_held, names_role
from retrieval.query import Question, Wanted
from retrieval.references import same_reference
from retrieval.search import Found

# How much a question's word counts that stands not in the sentence itself, but around it.
_IN_HEADING = 0.85
_IN_PASSAGE = 0.6
_IN_TITLE = 0.45
# In a paper whose title is what the question is about, a sentence need not name it again.
_IN_NAMED_TITLE = 0.75
_NAMED = 0.45
_BOILERPLATE = 0.35
# A question for an amount is answered by an amount: what is worth a sentence without the form asked for.
_WITHOUT_FORM = {
    Wanted.AMOUNT: 0.6,
    Wanted.NUMBER: 0.75,
    Wanted.DATE: 0.75,
    Wanted.DURATION: 0.75,
    Wanted.REASON: 0.85,
}
_OF_STANDING = {Standing.AGREED: 0.14, Standing.RECOMMENDED: 0.05, Standing.PLANNED: 0.03}
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def weigh(found: Sequence[Found], question: Question, *, boilerplate: Set[str] = frozenset()) -> list[Unit]:
    """Return the units of passages with how much of the question each covers, and a first score.

    ``boilerplate`` are sentences of forms, which say nothing of what a paper is about. What the units commit
    to is told where the question ``weighs_standing``.
    """
    asked = _Asked(question)
    titles: dict[str, tuple[Telling, float]] = {}
    weighed = []
    for one in found:
        if one.document.id not in titles:
            titles[one.document.id] = asked.title(one.document)
        setting = _Setting(one, asked, *titles[one.document.id])
        units = units_of(one, told=weighs_standing(question))
        for unit, words in zip(units, words_of(one.stored.passage).units, strict=True):
            boiler = _BOILERPLATE if unit.text in boilerplate else 0.0
            weighed.append(_weigh_one(unit, words, setting, boiler))
    return weighed


class _Asked:
    """A question, with what is the same for all units."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.told = Told(question.groups)
        self.weights = [group.weight for group in question.groups]
        self.total = sum(self.weights)
        self.said_by_form = [said_by_form(group, question) for group in question.groups]

    def title(self, document: Document) -> tuple[Telling, float]:
        """Return what a paper's title tells of the question, and how much that counts."""
        telling = self.told.in_title(document)
        return telling, _IN_NAMED_TITLE if self.told.share(telling) >= _NAMED else _IN_TITLE


class _Setting:
    """What stands around the units of a passage, and how much of the question that says: the same for all."""

    def __init__(self, found: Found, asked: _Asked, title: Telling, in_title: float) -> None:
        told, headings = asked.told, found.stored.passage.heading
        self.asked, self._title, self._in_title = asked, title, in_title
        self._around = told.in_passage(found.stored) | told.among(found.topic)
        heading = told.in_text(" ".join(headings[-1:]))
        self._nearby = [
            max(_IN_HEADING * above, _IN_PASSAGE * around)
            for above, around in zip(told.said(heading), told.said(self._around), strict=True)
        ]
        self._with_title = self._said_with_title(frozenset())
        self._shares: dict[tuple[Telling, bool], tuple[float, float]] = {}

    def shares(self, mine: Telling, *, formed: bool) -> tuple[float, float]:
        """Return the shares of the question, 0..1, that a unit covers with what stands around it, and alone.

        ``mine`` are its own telling stems; ``formed`` says that it has the form asked for.
        """
        known = self._shares.get((mine, formed))
        if known is None:
            known = self._shares[mine, formed] = self._told(mine, formed=formed)
        return known

    def _told(self, mine: Telling, *, formed: bool) -> tuple[float, float]:
        asked = self.asked
        if not asked.total:
            return 0.0, 0.0
        # Nearly always a unit's stems are among its passage's; not so where a word is cut at its end.
        around = self._with_title if mine <= self._around else self._said_with_title(mine)
        covered = own = 0.0
        for weight, matched, by_form, beside in zip(
            asked.weights, asked.told.said(mine), asked.said_by_form, around, strict=True
        ):
            said = max(matched, by_form if formed else 0.0)
            own += weight * said
            covered += weight * max(said, beside)
        return covered / asked.total, own / asked.total

    def _said_with_title(self, mine: Telling) -> list[float]:
        whole = self.asked.told.said(self._title | self._around | mine)
        return [
            max(nearby, self._in_title * titled) for nearby, titled in zip(self._nearby, whole, strict=True)
        ]


def _weigh_one(unit: Unit, words: UnitWords, setting: _Setting, boiler: float) -> Unit:
    asked, text = setting.asked, unit.text
    question = asked.question
    formed = question.wanted in FORMS and form_held(text, question.wanted)
    covered, own = setting.shares(asked.told.among_hashes(words.stems), formed=formed)
    formed = formed or question.wanted not in FORMS
    score = 0.45 * covered + 0.2 * own + 0.35 * unit.found.score
    score += _form_bonus(unit, words.looks, question, formed)
    if not formed:
        score *= _WITHOUT_FORM.get(question.wanted, 1.0)
    return unit.weighed(covered, own, formed, score - boiler)


def _form_bonus(unit: Unit, looks: Looks, question: Question, formed: bool) -> float:
    """Return what a unit gains or loses by its form, its standing and the years it speaks of."""
    bonus = 0.0
    wanted, text = question.wanted, unit.text
    if wanted in _WITHOUT_FORM and formed:
        bonus += 0.12
    if question.asks_agreed:
        bonus += _OF_STANDING.get(unit.standing, 0.0)
    if wanted is Wanted.EXPANSION and any(
        f"({acronym.upper()})" in text.upper() for acronym in question.expansions
    ):
        bonus += 0.5
    if question.references:
        reference = unit.found.document.facts.reference
        bonus += 0.1 if reference and same_reference(reference, question.references) else 0.0
    if wanted is Wanted.PERSON and names_role(text):
        bonus += 0.2
    if wanted is Wanted.YES_NO and unit.standing in (Standing.AGREED, Standing.REPORTED):
        bonus += 0.06
    bonus += _year_bonus(text, question) + _period_bonus(text, question)
    if looks.short and not (formed and wanted in FORMS):
        bonus -= 0.15
    if looks.name:
        bonus -= 0.1
    if looks.leads:
        bonus -= 0.3  # into something that is not here
    if unit.found.deciding and not looks.short:
        bonus += 0.2
    if looks.asks:
        bonus -= 0.08
    return bonus


def _year_bonus(text: str, question: Question) -> float:
    """Return what a unit gains by speaking of the year asked about, or loses by speaking only of others."""
    if not question.years or not _YEAR.search(text):
        return 0.0
    return 0.12 if any(year in text for year in question.years) else -0.06


def _period_bonus(text: str, question: Question) -> float:
    """Return what a unit gains by naming a day in the period asked about, or loses by naming only others."""
    if question.period is None:
        return 0.0
    days = days_in(text)
    if not days:
        return 0.0
    return 0.2 if any(map(question.period.holds, days)) else -0.1
