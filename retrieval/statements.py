"""Sentences with figures, so that two papers' sentences can be laid one upon the other.

What is compared are sums, shares and counts. Years, dates, ranges, references and the numbers of
sections, pages and notes stay words of the sentence: where they differ, two sentences say two things.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.documents import PassageKind
from ingest.kinds.dates import MONTHS
from ingest.sentences import split_sentences
from ingest.store import StoredPassage
from ingest.words import words_in

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_FIGURE = re.compile(
    r"(?<![\w.,/:(\[–-])(?<!\d )£?\s?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<unit>\s?(?:%|per cent\b|thousand\b|million\b|billion\b|bn\b|mn\b|m\b|k\b))?"
    r"(?![\w/–:\])-]|[.,]\d)"
)
_UNITS = {
    "k": 10**3, "thousand": 10**3, "m": 10**6, "mn": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9,
}  # fmt: skip
# What is numbered is named by its number: "section 18", "Q3", "item 7".
_NAMED = re.compile(
    r"\b(?:sections?|paragraphs?|paras?|pages?|pp?|annex|appendix|act|figure|table|items?|notes?|no|number|part"
    rf"|chapter|years?|phase|version|priority|objective|theme|quarter|q|stage|{_MONTH})\.?\s?$",
    re.I,
)
_A_DATE = re.compile(rf"\s?(?:st|nd|rd|th)?\s?(?:of )?(?:{_MONTH})\b", re.I)
_NUMBERED = re.compile(r"^\W*\d+(?:\.\d+)*[.)]?\s+")
_ADDRESS = re.compile(r"https?:|www\.", re.I)
_FEWEST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Given:
    """A figure as it is printed, and its value, so that "£1.2m" and "£1,200,000" are one."""

    text: str
    value: tuple[str, Decimal]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a passage, characters ``start`` to ``end``: its words without figures, and these."""

    stored: StoredPassage
    start: int
    end: int
    words: str
    figures: tuple[Given, ...]


def statements_in(passages: Iterable[StoredPassage]) -> dict[str, Statement]:
    """Return the sentences with figures of a paper's running text, by their words.

    Sentences that stand in it twice with other figures are left out: they are of several things.
    """
    found: dict[str, Statement] = {}
    values: Counter[str] = Counter()
    for one in (statement for stored in passages for statement in _statements(stored)):
        known = found.setdefault(one.words, one)
        values[one.words] += _values(known) != _values(one)
    return {words: one for words, one in found.items() if not values[words]}


def differ(one: Statement, other: Statement) -> bool:
    """Whether two sentences of the same words give other figures."""
    return _values(one) != _values(other)


def _statements(stored: StoredPassage) -> Iterator[Statement]:
    if stored.passage.kind is not PassageKind.PROSE:
        return
    for sentence in split_sentences(stored.passage.text):
        numbered = _NUMBERED.match(sentence.text)
        lead = numbered.end() if numbered else 0
        text = sentence.text[lead:]
        if _ADDRESS.search(text):
            continue
        matches = [match for match in _FIGURE.finditer(text) if _is_figure(match, text)]
        ends = [0, *(match.end() for match in matches)]
        starts = [*(match.start() for match in matches), len(text)]
        pieces = [words_in(text[start:end]) for start, end in zip(ends, starts, strict=True)]
        if matches and sum(word.isalpha() for piece in pieces for word in piece) >= _FEWEST_WORDS:
            yield Statement(
                stored,
                sentence.start + lead,
                sentence.start + len(sentence.text),
                " # ".join(" ".join(piece) for piece in pieces),
                tuple(map(_given, matches)),
            )


def _is_figure(match: re.Match[str], text: str) -> bool:
    number, unit = match["number"], match["unit"]
    if "£" in match[0] or unit or "," in number:
        return True
    is_year = len(number) == 4 and number[:2] in ("18", "19", "20")
    return not (is_year or _NAMED.search(text[: match.start()]) or _A_DATE.match(text[match.end() :]))


def _given(match: re.Match[str]) -> Given:
    unit = (match["unit"] or "").strip().lower()
    value = Decimal(match["number"].replace(",", "")) * _UNITS.get(unit, 1)
    sort = "£" if "£" in match[0] else "%" if unit in ("%", "per cent") else ""
    return Given(match[0].strip(), (sort, value))


def _values(statement: Statement) -> tuple[tuple[str, Decimal], ...]:
    return tuple(figure.value for figure in statement.figures)
