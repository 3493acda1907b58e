"""Which units become claims, and in which order they are read."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from ingest.kinds.standing.standings import ORDER
from ingest.sentences import split_sentences
from retrieval.answering.answer import Standing
from retrieval.answering.answer_forms import has_form
from retrieval.answering.evidence import Unit
from retrieval.answering.leaning import with_neighbour
from retrieval.answering.record_units import RecordClaim
from retrieval.answering.unit_spans import LONGEST_LIST
from retrieval.query import Question
from retrieval.same_texts import likeness, word_pairs
from retrieval.words import stems_in

MOST_CLAIMS = 8
MOST_WORDS = 180
# A list is answered by all that is in it, as far as it can be read.
MOST_LISTED = 20
MOST_LISTED_WORDS = 320
_LONGEST_CLAIM = 55
_SAME = 0.5
# A unit far below the best answers something else.
_LEAST_SHARE = 0.45
_SECOND_OF_PASSAGE = 0.8
# The first claims are given the sentence that they lean on, or that goes on with them.
_MADE_WHOLE = 2
# The share of the question that something agreed must hold to be what was asked for.
_ABOUT = 0.5


def choose(question: Question, best: Sequence[Unit]) -> list[Unit]:
    """Return the units to claim, in reading order: at most ``MOST_CLAIMS``, about ``MOST_WORDS`` words."""
    chosen = _Chosen(question, top=best[0].score if best else 0.0)
    if question.asks_agreed:
        # What was agreed is asked for: it comes first, and may fill up to half of the answer.
        for unit in best:
            if unit.standing is Standing.AGREED and _is_about(unit) and chosen.words < MOST_WORDS // 2:
                chosen.take(unit)
    for unit in _balanced(question, best):
        chosen.take(unit)
    return in_order(question, chosen.units)


def _is_about(unit: Unit) -> bool:
    """Whether something agreed is what was asked about: by its own words, or as a notice's decision."""
    return unit.covered >= _ABOUT and (unit.own >= _ABOUT or unit.found.deciding)


def listed(claims: Sequence[RecordClaim]) -> list[RecordClaim]:
    """Return the first of a list of records, as many as can be read at once."""
    chosen: list[RecordClaim] = []
    words = 0
    for claim in claims:
        words += len(claim.text.split())
        if chosen and (len(chosen) == MOST_LISTED or words > MOST_LISTED_WORDS):
            break
        chosen.append(claim)
    return chosen


class _Chosen:
    """The claims so far, and what may be added to them."""

    def __init__(self, question: Question, top: float) -> None:
        self.units: list[Unit] = []
        self.words = 0
        self._question = question
        self._top = top
        self._said: list[set[tuple[str, str]]] = []

    def take(self, unit: Unit) -> None:
        """Add a unit, unless it is weak, says what was said, or there is no room."""
        of_passage = [u for u in self.units if u.stored.key == unit.stored.key]
        if len(self.units) >= MOST_CLAIMS or any(
            u.start < unit.end and unit.start < u.end for u in of_passage
        ):
            return
        least = _SECOND_OF_PASSAGE if of_passage else _LEAST_SHARE
        if unit.score < self._top * least or len(of_passage) > 1:
            return
        if len(self.units) < _MADE_WHOLE:
            unit = with_neighbour(unit)
        unit = shorten(unit, self._question, first=not self.units)
        count = len(unit.text.split())
        said = word_pairs(unit.text)
        if (self.units and self.words + count > MOST_WORDS) or any(
            likeness(said, s) >= _SAME for s in self._said
        ):
            return
        self.units.append(unit)
        self.words += count
        self._said.append(said)


def _balanced(question: Question, best: Sequence[Unit]) -> list[Unit]:
    """Return the units best first; where areas are compared, one of each area in turn."""
    if len(question.areas) < 2:
        return list(best)
    by_area = [[u for u in best if u.found.document.facts.area == area] for area in question.areas]
    turns = [unit for turn in zip_longest(*by_area) for unit in turn if unit is not None]
    return turns + [unit for unit in best if unit.found.document.facts.area not in question.areas]


def in_order(question: Question, chosen: Sequence[Unit]) -> list[Unit]:
    """Return units as they are read: what was agreed first where that is asked, else the best first."""
    if not question.asks_agreed:
        return list(chosen)
    return sorted(chosen, key=lambda unit: (ORDER.index(unit.standing), -unit.score))


def shorten(unit: Unit, question: Question, *, first: bool = False) -> Unit:
    """Return a long unit cut, at its commas and semicolons, to the part that says most of the question.

    The ``first`` of an answer may be longer: what it goes on to say is often what was asked.
    """
    if len(unit.text.split()) <= (LONGEST_LIST if first else _longest(unit)):
        return unit
    ends = [0] + [i + 1 for i, c in enumerate(unit.text) if c in ",;:–" and unit.text[i + 1 : i + 2] == " "]
    ends.append(len(unit.text))
    best: tuple[float, int, int] = (-1.0, 0, len(unit.text))
    for i, start in enumerate(ends[:-1]):
        for end in ends[i + 1 :]:
            part = unit.text[start:end]
            count = len(part.split())
            if count > _LONGEST_CLAIM:
                break
            if count < 12:
                continue
            score = _said(part, question) + 0.002 * count
            if score > best[0]:
                best = (score, start, end)
    _, start, end = best
    while start < end and unit.text[start] in " ,;:–":
        start += 1
    while end > start and unit.text[end - 1] in " ,;:–":
        end -= 1
    return replace(unit, text=unit.text[start:end], start=unit.start + start, end=unit.start + end)


def _longest(unit: Unit) -> int:
    """Return how many words a unit may have: several sentences, or a list, more than one sentence."""
    several = "\n" in unit.text or len(list(split_sentences(unit.text))) > 1
    return LONGEST_LIST if several else _LONGEST_CLAIM


def _said(part: str, question: Question) -> float:
    stems = frozenset(stems_in(part))
    return sum(g.weight * g.match(stems) for g in question.groups) + (
        0.5 if has_form(part, question) else 0.0
    )
