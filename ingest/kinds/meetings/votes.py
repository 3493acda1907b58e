"""Votes as minutes print them: how many were for, against and abstained, and who.

"by 12 votes to 3", "8 for, 2 against, 1 abstention", "For (5): Cllrs A, B …; Against: 2", "unanimously".
"""

import re
from dataclasses import dataclass

from ingest.kinds.meetings.people import names_in

_WORDS = {
    word: number
    for number, word in enumerate(
        "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
} | {"nil": 0, "none": 0, "nobody": 0, "zero": 0}
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_FOR = r"(?:(?:votes? )?(?:cast )?(?:in favour|for)(?: of the \w+)?)"
_AGAINST = r"(?:(?:votes? )?(?:cast )?against)"
_ABSTAINED = r"(?:abstentions?|abstained|abstaining|abstain)"
_MEMBERS = r"(?:votes?|members?|councillors?|people|cast|voted|voting)"
_TO = re.compile(
    rf"\b(?P<for>{_COUNT})\s*(?:votes?)?\s+(?:votes?\s+)?to\s+(?P<against>{_COUNT})\b(?! \w+ percent)",
    re.IGNORECASE,
)
_VOTED = re.compile(
    r"\bvot(?:e[ds]?|ing)\b|\bmajority\b|\bshow of hands\b|\bcarried\b|\blost\b|\bdefeated\b|\bdivision\b",
    re.IGNORECASE,
)


def _before(what: str) -> re.Pattern[str]:
    return re.compile(rf"\b({_COUNT})\s+(?:{_MEMBERS}\s+){{0,2}}{what}\b", re.IGNORECASE)


def _after(what: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b{what}\s*(?:[:=–-]\s*|\(\s*)?({_COUNT})\b(?=\s*(?:[),.;:\n–-]|$|and\b|for\b|against\b|abst"
        rf"|votes?\b|members\b))",
        re.IGNORECASE,
    )


_SIDES = ("for", "against", "abstained")
_WORDINGS = dict(zip(_SIDES, (_FOR, _AGAINST, _ABSTAINED), strict=True))
# A count stands before its side ("8 for, 2 against") or behind it ("For: 8 Against: 2"), not both.
_STYLES = tuple({side: form(what) for side, what in _WORDINGS.items()} for form in (_before, _after))
_LIST = re.compile(
    rf"(?:^|[;.\n]\s*)(?P<side>(?:voting )?(?:{_FOR}|{_AGAINST}"
    rf"|{_ABSTAINED}))(?: the \w+)?\s*(?:\(\s*\d+\s*\))?\s*[:–-]\s*(?:\(?\d+\)?\s*[-–:]?\s*)?"
    r"(?P<names>[^;\n]*?)(?=\s*(?:[;\n]|\.\s|\.?$))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Vote:
    """The counts and the names of a vote; None and empty where they are not printed."""

    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    voted_for: tuple[str, ...] = ()
    voted_against: tuple[str, ...] = ()
    abstained: tuple[str, ...] = ()


def vote_in(text: str) -> Vote | None:
    """Return the vote that ``text`` reports, or None."""
    names = _names(text)
    counts = max(
        ({side: _count(pattern, text) for side, pattern in style.items()} for style in _STYLES),
        key=lambda found: sum(count is not None for count in found.values()),
    )
    if sum(count is not None for count in counts.values()) < 2 and not names:
        match = _TO.search(text) if _VOTED.search(text) else None
        if match is None:
            return None
        counts |= {"for": _number(match["for"]), "against": _number(match["against"])}
    for side, people in names.items():
        counts[side] = len(people) if counts[side] is None else counts[side]
    return Vote(
        votes_for=counts["for"],
        votes_against=counts["against"],
        abstentions=counts["abstained"],
        voted_for=names.get("for", ()),
        voted_against=names.get("against", ()),
        abstained=names.get("abstained", ()),
    )


def _count(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return _number(match[1]) if match else None


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _WORDS[word.lower()]


def _names(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for match in _LIST.finditer(text):
        people = tuple(names_in(match["names"]))
        if people:
            found.setdefault(_side(match["side"].lower()), people)
    return found


def _side(words: str) -> str:
    if "against" in words:
        return "against"
    return "abstained" if "abst" in words else "for"
