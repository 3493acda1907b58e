"""The form of answer that a question asks for: an amount, a date, a list, a comparison, what was agreed."""

# ruff: noqa: E501 (a pattern cut over lines is harder to read than a long one)

import re

from ingest.documents import Rating
from retrieval.interpreting.question import Wanted

_AGREED = re.compile(
    r"\b(?:agree[ds]?|agreement|decid\w+|decisions?|approv\w+|resolv\w+|resolutions?|sign(?:ed)? off|award\w*)\b",
    re.I,
)
_NEXT = re.compile(r"\b(?:next|first|following|earliest)\b", re.I)
_LATEST = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|current(?:ly)?|up[- ]to[- ]date|at present|at the moment|these days|nowadays|now|still|today)\b",
    re.I,
)
_RATING = re.compile(r"\b(red|amber|green)\b", re.I)
# "What are the", "which actions": more than one thing may be meant. "Which is" asks for one.
_LIST = re.compile(
    r"^(?:please )?(?:list|name|enumerate)\b|\b(?:list|all) of (?:the|all)\b|\ball the\b|\b(?:give|show|tell) me (?:a list|all|every)\b"
    r"|^(?:what|which|who) (?:are|were|else)\b|^(?:which|what) (?!(?:is|was|does|has)\b)(?:[a-z-]+ ){0,3}?(?:[a-z]+[a-rt-z]s|people|women|men|children) (?:are|were|have|do|did|will|can|get|still)\b",
    re.I,
)  # fmt: skip
_COMPARES = re.compile(
    r"\bcompar\w+\b|\b(?:versus|vs)\b|\bdiffer\w*\b|\bbetween\b.{3,60}\band\b.{0,60}\bchang\w+\b|\b(?:more|less|fewer|higher|lower|better|worse) than in\b"
    r"|\bboth\b|\beach of\b|\bthe (?:two|three|four) (?:areas|counties|councils|forces|boards|panels|strategies|reports|papers)\b|\bside by side\b",
    re.I,
)
_WANTED: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    (Wanted.EXPANSION, re.compile(r"\b(?:stands? for|abbreviat\w+|acronym|short for|spell out|expand)\b|\bwhat (?:does|do|is|are) (?:an? |the )?[A-Z][A-Za-z]*[A-Z]\w* mean", re.I)),
    (Wanted.AMOUNT, re.compile(r"\bhow much\b|\b(?:what|which) (?:\w+ ){0,4}(?:cost|budget|grant|fund(?:ing)?|amount|price|spend|value|contribution|sum|worth)\b|\bhow (?:expensive|costly)\b|£", re.I)),
    (Wanted.NUMBER, re.compile(r"\bhow many\b|\b(?:what|which) (?:\w+ ){0,3}(?:number|share|percentage|proportion|rate|percent|per cent|ratio|figure)\b|\bnumber of\b", re.I)),
    (Wanted.DATE, re.compile(r"\bwhen\b|\b(?:what|which) (?:date|day|month|year)\b|\bsince when\b|\bhow soon\b|\bby what date\b", re.I)),
    (Wanted.DURATION, re.compile(r"\bhow long\b", re.I)),
    (Wanted.PERSON, re.compile(r"\bwho(?:m|se)?\b|\bwhich (?:\w+ )?(?:body|organisation|charity|company|provider|board|group|person|officer|agency|councillor|member|firm|contractor|supplier)\b", re.I)),
    (Wanted.REASON, re.compile(r"\bwhy\b|\bwhat (?:was|were|is|are) the reasons?\b|\bfor what reason\b", re.I)),
    (Wanted.YES_NO, re.compile(r"^(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)\b", re.I)),
)  # fmt: skip


def wanted_by(asked: str) -> Wanted:
    """Return the form of answer that a question asks for."""
    return next((wanted for wanted, form in _WANTED if form.search(asked)), Wanted.STATEMENT)


def asks_agreed(asked: str) -> bool:
    """Whether a question is about what was agreed or decided."""
    return bool(_AGREED.search(asked))


def wants_list(asked: str) -> bool:
    """Whether a question asks for all of several things."""
    return bool(_LIST.search(asked))


def wants_next(asked: str) -> bool:
    """Whether a question asks for the next or first of several days."""
    return bool(_NEXT.search(asked))


def wants_latest(asked: str) -> bool:
    """Whether a question is about how things stand now."""
    return bool(_LATEST.search(asked))


def compares(asked: str, areas: int) -> bool:
    """Whether a question sets things side by side: in words, or by naming several ``areas``."""
    return areas > 1 or bool(_COMPARES.search(asked))


def ratings_in(asked: str) -> tuple[Rating, ...]:
    """Return the ratings that a question names, in order, each once."""
    return tuple(dict.fromkeys(Rating(found.lower()) for found in _RATING.findall(asked)))
