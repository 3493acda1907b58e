"""Sentences, items and rows of the passages found, weighed by how well each answers the question."""

import datetime
import math
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.documents import DocumentKind, PassageKind
from ingest.kinds.standing.standing_of import standing_of
from ingest.normalise import BULLET
from ingest.sentences import split_sentences
from ingest.store import StoredPassage
from ingest.words import words_in
from retrieval.answering.answer import Standing
from retrieval.cross_encoder import CrossEncoder
from retrieval.cross_encoder.texts import under_headings
from retrieval.periods import dates_and_months
from retrieval.query import Question, TermGroup, Wanted
from retrieval.references import same_reference
from retrieval.search import Found
from retrieval.words import stem

_LEADING_MARK = re.compile(
    rf"^(?:{BULLET}\s*)?(?:\(?[a-z0-9]{{1,3}}[.)]\s+|\d{{1,2}}(?:\.\d{{1,3}}){{1,4}}\.?\s+)?(?:{BULLET}\s*)?"
)
_MOSTLY_CAPITALS_FORM = re.compile(r"^(?:[A-Z /&()'-]{6,}:|\W*$)")

# How much a question's word counts that stands not in the sentence itself, but around it.
_IN_HEADING = 0.85
_IN_PASSAGE = 0.6
_IN_TITLE = 0.45
# In a paper whose title is what the question is about, a sentence need not name it again.
_IN_NAMED_TITLE = 0.75
_NAMED = 0.45
_BOILERPLATE = 0.35
_ANSWERS_SHARE = 0.5
_COSTS = frozenset(map(stem, "cost price amount worth".split()))
_AMOUNT_SAYS = 0.8
# A day counts only where the unit says this share of the question.
_ABOUT_IT = 0.3
_NEWEST = 0.15
# A question for an amount is answered by an amount: what is worth a sentence without the form asked for.
_WITHOUT_FORM = {
    Wanted.AMOUNT: 0.6,
    Wanted.NUMBER: 0.75,
    Wanted.DATE: 0.75,
    Wanted.DURATION: 0.75,
    Wanted.REASON: 0.85,
}

_ROLE = re.compile(
    r"\b(?:appointed|provider|provided by|delivered by|led by|chair(?:s|ed|ing|man)?|employ(?:s|ed|ment)?|responsible|commission(?:s|ed)?"
    r"|run by|runs|overse\w+|manag\w+|awarded to|funded by|hosted by|contact|author|lead)\b",
    re.I,
)
_NOT_A_COUNT = re.compile(
    r"\b(?:19|20)\d{2}(?:\s?[/–-]\s?(?:20)?\d{2})?\b|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\b|\b(?:q|phase|stage|tier|appendix|item|section|page|pages|part|year)\s?\d+\b",
    re.I,
)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
LONGEST_LIST = 75

_DATE = (
    r"\b(?:\d{1,2}(?:st|nd|rd|th)? )?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\b(?:19|20)\d{2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b(?:monday|tuesday|wednesday|thursday|friday)\b"
)
_FORMS = {
    Wanted.AMOUNT: re.compile(r"[£$€]\s?\d|\b\d[\d,.]*\s?(?:million|billion|m|bn|k)\b", re.I),
    Wanted.NUMBER: re.compile(r"\d|\bper cent\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|third|quarter)\b", re.I),
    Wanted.DATE: re.compile(_DATE, re.I),
    # "Until June 2022" says how long as "three years" does.
    Wanted.DURATION: re.compile(rf"\b(?:second|minute|hour|day|night|week|fortnight|month|term|year|decade)s?\b|\b(?:permanent\w*|annual\w*)\b|{_DATE}", re.I),
    Wanted.PERSON: re.compile(r"\b[A-Z][\w'’-]+(?: (?:of|and|for|the|&|in))* [A-Z][\w'’-]+|\b[A-Z]{3,}\b"),
    Wanted.REASON: re.compile(r"\b(?:because|due|owing|in order to|so that|to (?:allow|enable|ensure|support|help|avoid|reduce|strengthen)|as a result|reasons?|therefore|given|since)\b", re.I),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, item or row: ``found.stored.passage.text[start:end] == text``.

    ``covered`` is the share, 0..1, of the question's meaning that its words and what stands around it
    hold; ``own`` the share that its own words hold; ``form`` whether it has the form asked for;
    ``odds`` the log-odds that it answers, by the cross-encoder (nought where it was not asked); ``score``
    how well it answers.
    """

    found: Found
    text: str
    start: int
    end: int
    standing: Standing
    covered: float = 0.0
    own: float = 0.0
    form: bool = True
    odds: float = 0.0
    score: float = 0.0

    @property
    def stored(self) -> StoredPassage:
        """The passage that it stands in."""
        return self.found.stored


def units_of(found: Found) -> list[Unit]:
    """Return what can be claimed from a passage: its sentences, items and row lines, and its short lists whole.

    What they commit to is not told yet (``with_standing``): of most, nobody will ask.
    """
    passage = found.stored.passage
    spans = _spans(passage.text, passage.kind is PassageKind.TABLE_ROW)
    return [Unit(found, passage.text[start:end], start, end, Standing.REPORTED) for start, end in spans]


def with_standing(unit: Unit) -> Unit:
    """Return a unit with what it commits to."""
    part, facts = unit.stored.part, unit.found.document.facts
    kind = part.kind if part else facts.kind
    standing = _standing_of(unit.text, unit.stored.passage, kind, outcome_approves=unit.found.approved)
    return unit if standing is unit.standing else replace(unit, standing=standing)


def weighs_standing(question: Question) -> bool:
    """Whether what a unit commits to has a part in how well it answers, so that ``weigh`` must be told it."""
    return question.asks_agreed or question.wanted is Wanted.YES_NO


# What a passage's text alone decides is kept: many questions find the same passages.
_standing_of = lru_cache(maxsize=4096)(standing_of)


@lru_cache(maxsize=4096)
def _spans(text: str, is_row: bool) -> tuple[tuple[int, int], ...]:
    """Return the spans of a passage's units, those without words left out."""
    every = (*_sentence_spans(text), *_list_spans(text), *(_row_spans(text) if is_row else ()))
    return tuple(
        (start, end) for start, end in every if end - start > 2 and any(map(str.isalpha, text[start:end]))
    )


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    for sentence in split_sentences(text):
        mark = _LEADING_MARK.match(sentence.text)
        yield sentence.start + (mark.end() if mark else 0), sentence.end


def _row_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of a row that stands on several lines, where it is short enough to be read whole."""
    if "\n" in text and len(text.split()) <= LONGEST_LIST:
        yield 0, len(text)


def _list_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of lists, with the line that leads into them: a list answers whole or not at all."""
    lines = lines_of(text)
    position = 0
    while position < len(lines):
        items = position
        while items < len(lines) and lines[items][1].startswith(BULLET):
            items += 1
        if items - position >= 2 or (items > position and position and lines[position - 1][1].endswith(":")):
            lead = lines[position - 1][1].rstrip() if position else ""
            leads = lead.endswith((":", "-")) or f" {BULLET} " in lead
            first = lines[position - 1] if leads else lines[position]
            mark = _LEADING_MARK.match(first[1])
            start = first[0] + (mark.end() if mark else 0)
            end = lines[items - 1][0] + len(lines[items - 1][1])
            if len(text[start:end].split()) <= LONGEST_LIST:
                yield start, end
        position = max(items, position + 1)


def lines_of(text: str) -> list[tuple[int, str]]:
    """Return the lines of ``text``, each with the offset where it begins."""
    lines: list[tuple[int, str]] = []
    offset = 0
    for line in text.split("\n"):
        lines.append((offset, line))
        offset += len(line) + 1
    return lines


def weigh(units: Sequence[Unit], question: Question, *, boilerplate: Set[str] = frozenset()) -> list[Unit]:
    """Return the units with how much of the question each covers, and a first score.

    ``boilerplate`` are sentences of forms, which say nothing of what a paper is about. The units need
    their standing where the question ``weighs_standing``.
    """
    telling = frozenset[str]().union(*(group.telling for group in question.groups))
    settings: dict[int, _Setting] = {}
    titles: dict[str, tuple[frozenset[str], float]] = {}
    weighed = []
    for unit in units:
        key, document_id = unit.stored.key, unit.stored.document_id
        if document_id not in titles:
            title = _title_stems(unit) & telling
            named = share_said(question, title) >= _NAMED
            titles[document_id] = title, _IN_NAMED_TITLE if named else _IN_TITLE
        if key not in settings:
            settings[key] = _Setting(unit, question, telling, *titles[document_id])
        boiler = _BOILERPLATE if unit.text in boilerplate else 0.0
        weighed.append(_weigh_one(unit, question, telling, settings[key], boiler))
    return weighed


def share_said(question: Question, stems: Set[str]) -> float:
    """Return the share of the question's meaning, 0..1, that ``stems`` say."""
    total = sum(group.weight for group in question.groups)
    return sum(g.weight * g.match(stems) for g in question.groups) / total if total else 0.0


class _Setting:
    """What stands around the units of a passage, and how much of the question that says: the same for all.

    Only the stems in ``telling`` are kept: the few that anything of the question is told by.
    """

    def __init__(
        self, unit: Unit, question: Question, telling: frozenset[str], title: frozenset[str], in_title: float
    ) -> None:
        self._title, self._in_title = title, in_title
        self._around = (_stems_around(unit.stored) | unit.found.topic) & telling
        heading = _stems(" ".join(unit.stored.passage.heading[-1:])) & telling
        self._nearby = [
            max(_IN_HEADING * group.match(heading), _IN_PASSAGE * group.match(self._around))
            for group in question.groups
        ]
        self._with_title = self._said_with_title(question.groups, frozenset())

    def said(self, groups: Sequence[TermGroup], mine: frozenset[str]) -> Sequence[float]:
        """Return how far each group is said around a unit whose own telling stems are ``mine``, 0..1."""
        # Nearly always a unit's stems are among its passage's; not so where a word is cut at its end.
        if mine <= self._around:
            return self._with_title
        return self._said_with_title(groups, mine)

    def _said_with_title(self, groups: Sequence[TermGroup], mine: frozenset[str]) -> list[float]:
        whole = self._title | self._around | mine
        return [
            max(nearby, self._in_title * group.match(whole))
            for group, nearby in zip(groups, self._nearby, strict=True)
        ]


def _weigh_one(
    unit: Unit, question: Question, telling: frozenset[str], setting: _Setting, boiler: float
) -> Unit:
    mine = _stems(unit.text) & telling
    formed = has_form(unit.text, question)
    total = covered = own = 0.0
    for group, around in zip(question.groups, setting.said(question.groups, mine), strict=True):
        said = max(group.match(mine), _AMOUNT_SAYS if formed and _asks_amount(group, question) else 0.0)
        total += group.weight
        own += group.weight * said
        covered += group.weight * max(said, around)
    covered, own = (covered / total, own / total) if total else (0.0, 0.0)
    formed = formed or question.wanted not in _FORMS
    score = 0.45 * covered + 0.2 * own + 0.35 * unit.found.score
    score += _form_bonus(unit, question, formed)
    if not formed:
        score *= _WITHOUT_FORM.get(question.wanted, 1.0)
    return replace(unit, covered=covered, own=own, form=formed, score=score - boiler)


def _form_bonus(unit: Unit, question: Question, formed: bool) -> float:
    """Return what a unit gains or loses by its form, its standing and the years it speaks of."""
    bonus = 0.0
    words = unit.text.split()
    if question.wanted in _WITHOUT_FORM and formed:
        bonus += 0.12
    if question.asks_agreed:
        bonus += {Standing.AGREED: 0.14, Standing.RECOMMENDED: 0.05, Standing.PLANNED: 0.03}.get(
            unit.standing, 0.0
        )
    if question.wanted is Wanted.EXPANSION and any(
        f"({acronym.upper()})" in unit.text.upper() for acronym in question.expansions
    ):
        bonus += 0.5
    if question.references:
        reference = unit.found.document.facts.reference
        bonus += 0.1 if reference and same_reference(reference, question.references) else 0.0
    if question.wanted is Wanted.PERSON and _ROLE.search(unit.text):
        bonus += 0.2
    if question.wanted is Wanted.YES_NO and unit.standing in (Standing.AGREED, Standing.REPORTED):
        bonus += 0.06
    bonus += _year_bonus(unit.text, question) + _period_bonus(unit.text, question)
    if len(words) < 5 and not (formed and question.wanted in _FORMS):
        bonus -= 0.15
    if unit.text[-1:] not in ".;:!?" and sum(w[:1].isupper() for w in words) > len(words) * 0.7:
        bonus -= 0.1  # a title or a name
    if unit.text.rstrip().endswith(":"):
        bonus -= 0.3  # it leads into something that is not here
    if unit.found.deciding and len(words) > 4:
        bonus += 0.2
    if unit.text.rstrip().endswith("?") or _MOSTLY_CAPITALS_FORM.match(unit.text):
        bonus -= 0.08
    return bonus


def _period_bonus(text: str, question: Question) -> float:
    """Return what a unit gains by naming a day in the period asked about, or loses by naming only others."""
    if question.period is None:
        return 0.0
    dates = list(dates_and_months(text))
    if not dates:
        return 0.0
    return 0.2 if any(map(question.period.holds, dates)) else -0.1


def soonest_first(units: Sequence[Unit], question: Question) -> list[Unit]:
    """Return the units with the soonest day in the period raised, where the next or first is asked for."""
    period = question.period
    if not question.wants_next or period is None:
        return list(units)
    days = {
        u: min(filter(period.holds, dates_and_months(u.text)), default=None)
        for u in units
        if u.covered >= _ABOUT_IT
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


def _year_bonus(text: str, question: Question) -> float:
    """Return what a unit gains by speaking of the year asked about, or loses by speaking only of others."""
    if not question.years:
        return 0.0
    years = set(_YEAR.findall(text))
    if not years:
        return 0.0
    return 0.12 if any(year in text for year in question.years) else -0.06


def has_form(text: str, question: Question) -> bool:
    """Whether ``text`` holds an amount, a date, a name … where the question asks for one."""
    form = _FORMS.get(question.wanted)
    if question.wanted is Wanted.NUMBER:
        text = _NOT_A_COUNT.sub(" ", text)  # a year is no count
    return form is not None and bool(form.search(text))


def refine(units: Sequence[Unit], question: str, cross_encoder: CrossEncoder, *, best: int) -> list[Unit]:
    """Return the units, best first; the ``best`` of them are read with the question, which refines their scores."""
    ordered = sorted(units, key=_place)
    read = ordered[:best]
    odds = cross_encoder.log_odds(question, [_under_headings(unit) for unit in read])
    refined = [
        replace(unit, odds=float(one), score=unit.score + _ANSWERS_SHARE * probability(float(one)))
        for unit, one in zip(read, odds, strict=True)
    ]
    return sorted(refined, key=_place) + ordered[best:]


def probability(odds: float) -> float:
    """Return the probability, 0..1, of log-odds."""
    return 1.0 / (1.0 + math.exp(-odds))


def _place(unit: Unit) -> tuple[float, int, int]:
    return -unit.score, unit.stored.key, unit.start


def _under_headings(unit: Unit) -> str:
    part, passage = unit.stored.part, unit.stored.passage
    facts = unit.found.document.facts
    title = part.title if part and part.title else facts.title
    if facts.reference and facts.reference not in title:
        title = f"{facts.reference} {title}"
    if facts.date:
        title = f"{title}, {facts.date:%B %Y}"
    return under_headings(title, passage.heading[-1] if passage.heading else "", unit.text)


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    found: set[str] = set()
    for word in words_in(text):
        found.add(stem(word))
        if "/" in word:
            found.update(word.split("/"))
    return frozenset(found)


def _stems_around(stored: StoredPassage) -> frozenset[str]:
    passage = stored.passage
    return _stems(passage.text) | _stems(" ".join((*passage.heading, passage.context)))


def _title_stems(unit: Unit) -> frozenset[str]:
    kind = unit.found.document.facts.kind
    return _stems(title_of(unit)) | (
        _stems("decision") if kind is DocumentKind.DECISION_NOTICE else frozenset()
    )


def title_of(unit: Unit) -> str:
    """Return what a unit's paper is called: title, body, area, reference, and its year and month."""
    facts = unit.found.document.facts
    date = facts.date.strftime("%Y %B") if facts.date else None
    return " ".join(filter(None, (facts.title, facts.body, facts.area, facts.reference, date)))


def heading_and_text(unit: Unit) -> str:
    """Return a unit's own words under its headings."""
    return "\n".join((*unit.stored.passage.heading, unit.text))


def text_around(unit: Unit) -> str:
    """Return a unit's passage with its headings."""
    return "\n".join((*unit.stored.passage.heading, unit.stored.passage.text))


def missing_weight(unit: Unit, question: Question) -> float:
    """Return the weight, 0..1, of the most telling thing asked about that is nowhere around the unit."""
    stems = _stems(unit.text) | _stems_around(unit.stored) | _title_stems(unit)
    return max(
        (
            g.weight * (1.0 - max(g.match(stems), _said_by_form(g, unit.text, question)))
            for g in question.groups
        ),
        default=0.0,
    )


def _said_by_form(group: TermGroup, text: str, question: Question) -> float:
    """Return how far an amount says what only asks for one: "cost" need not stand beside "£300"."""
    return _AMOUNT_SAYS if _asks_amount(group, question) and has_form(text, question) else 0.0


def _asks_amount(group: TermGroup, question: Question) -> bool:
    return question.wanted is Wanted.AMOUNT and any(way <= _COSTS for way in group.ways)
