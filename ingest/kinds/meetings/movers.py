"""Who moved a motion and who seconded it."""

import re
from dataclasses import dataclass

from ingest.sentences import split_sentences

_TITLE = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Lord|Lady|Baroness|Professor|Prof"
    r"|County Councillor|the)\.?\s+)*"
)
_WHO = (
    rf"(?P<who>(?:[Tt]he (?:Chair(?:man|person|woman)?|Leader|Mayor|Vice[- ]Chair(?:man)?"
    rf"|Deputy Leader)|{_TITLE}[A-Z][\w’'.-]*(?:\s+(?!Second|SECOND|Propos|Mov|That|THAT|The\b|RESOLVED"
    rf"|AGREED)[A-Z][\w’'.-]*){{0,3}}))"
)
_PROPOSE = r"(?i:moved|proposed|tabled)"
# Set phrases tell by themselves; "X proposed …" does so only beside a seconder: officers propose much.
_MOVED_BY = (
    re.compile(rf"\b{_PROPOSE}\s+(?i:by|from)\s*:?\s+{_WHO}"),
    re.compile(rf"\b(?i:proposer|mover|moved|proposed)\s*:\s*{_WHO}"),
    re.compile(rf"\b{_PROPOSE}\s+(?=(?:Cllr|Councillor|Mr|Mrs|Ms|Dr)\b){_WHO}"),
    re.compile(rf"\b(?i:on) the (?:motion|proposal|proposition) of {_WHO}"),
)
_MOVED = (*_MOVED_BY, re.compile(rf"\b{_WHO}(?:,[^,.;]{{3,120}},)?\s+(?:formally\s+)?{_PROPOSE}\b(?! by)"))
_SECONDED = (
    re.compile(rf"\b(?i:seconded)\s+(?i:by\s*:?\s+)?{_WHO}"),
    re.compile(rf"\b(?i:seconder|seconded)\s*:\s*{_WHO}"),
    re.compile(rf"\b{_WHO}(?:,[^.;]{{3,160}},)?\s+(?:formally\s+)?seconded\b(?! by)"),
)


@dataclass(frozen=True, slots=True)
class Movers:
    """Who proposed and who seconded, as printed; None where it is not said."""

    mover: str | None
    seconder: str | None


def movers_in(text: str) -> Movers | None:
    """Return the movers that ``text`` names, or None."""
    before = ""
    for sentence in split_sentences(text):  # an officer may have moved another thing in the same paragraph
        seconder = _first(sentence.text, _SECONDED)
        mover = _first(sentence.text, _MOVED if seconder else _MOVED_BY)
        if seconder and mover is None:  # "A moved that … . This was seconded by B."
            mover = _first(before, _MOVED)
        if mover or seconder:
            return Movers(mover, seconder)
        before = sentence.text
    return None


def _first(text: str, patterns: tuple[re.Pattern[str], ...]) -> str | None:
    return next((match["who"].strip(" .,") for pattern in patterns if (match := pattern.search(text))), None)
