"""The form that an answer has: an amount, a date, a name …, as ``Wanted`` asks for it."""

# ruff: noqa: E501 (a pattern cut over lines is harder to read than a long one)

import re

from retrieval.query import Question, TermGroup, Wanted
from retrieval.words import stem

_NOT_A_COUNT = re.compile(
    r"\b(?:19|20)\d{2}(?:\s?[/–-]\s?(?:20)?\d{2})?\b|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\b|\b(?:q|phase|stage|tier|appendix|item|section|page|pages|part|year)\s?\d+\b",
    re.I,
)
_DATE = (
    r"\b(?:\d{1,2}(?:st|nd|rd|th)? )?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\b(?:19|20)\d{2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b(?:monday|tuesday|wednesday|thursday|friday)\b"
)
FORMS = {
    Wanted.AMOUNT: re.compile(r"[£$€]\s?\d|\b\d[\d,.]*\s?(?:million|billion|m|bn|k)\b", re.I),
    Wanted.NUMBER: re.compile(r"\d|\bper cent\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|third|quarter)\b", re.I),
    Wanted.DATE: re.compile(_DATE, re.I),
    # "Until June 2022" says how long as "three years" does.
    Wanted.DURATION: re.compile(rf"\b(?:second|minute|hour|day|night|week|fortnight|month|term|year|decade)s?\b|\b(?:permanent\w*|annual\w*)\b|{_DATE}", re.I),
    Wanted.PERSON: re.compile(r"\b[A-Z][\w'’-]+(?: (?:of|and|for|the|&|in))* [A-Z][\w'’-]+|\b[A-Z]{3,}\b"),
    Wanted.REASON: re.compile(r"\b(?:because|due|owing|in order to|so that|to (?:allow|enable|ensure|support|help|avoid|reduce|strengthen)|as a result|reasons?|therefore|given|since)\b", re.I),
}  # fmt: skip
_COSTS = frozenset(map(stem, "cost price amount worth".split()))
_AMOUNT_SAYS = 0.8


def has_form(text: str, question: Question) -> bool:
    """Whether ``text`` holds an amount, a date, a name … where the question asks for one."""
    return holds_form(text, question.wanted)


def holds_form(text: str, wanted: Wanted) -> bool:
    """Whether ``text`` holds what is ``wanted``; False where no form is."""
    form = FORMS.get(wanted)
    if form is None or not form.search(text):
        return False
    # A year is no count. Only whole words are blanked, so that no others can come of it.
    return wanted is not Wanted.NUMBER or bool(form.search(_NOT_A_COUNT.sub(" ", text)))


def said_by_form(group: TermGroup, question: Question) -> float:
    """Return how far an amount says what only asks for one: "cost" need not stand beside "£300"."""
    asks = question.wanted is Wanted.AMOUNT and any(way <= _COSTS for way in group.ways)
    return _AMOUNT_SAYS if asks else 0.0
