"""Who moved a motion and who seconded it."""

import re
from dataclasses import dataclass

_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Lord|Lady|Baroness|Professor|Prof|County Councillor|the)\.?\s+)*"
_WHO = rf"(?P<who>(?:[Tt]he (?:Chair(?:man|person|woman)?|Leader|Mayor|Vice[- ]Chair(?:man)?|Deputy Leader)|{_TITLE}[A-Z][\w’'.-]*(?:\s+(?!Second|SECOND|Propos|Mov|That|THAT|The\b|RESOLVED|AGREED)[A-Z][\w’'.-]*){{0,3}}))"
_PROPOSE = r"(?i:moved|proposed|tabled)"
_PATTERNS = {
    "mover": (
        re.compile(rf"\b{_PROPOSE}\s+(?i:by|from)\s*:?\s+{_WHO}"),
        re.compile(rf"\b(?i:proposer|mover|moved|proposed)\s*:\s*{_WHO}"),
        re.compile(rf"\b{_WHO}(?:,[^,.;]{{3,120}},)?\s+(?:formally\s+)?{_PROPOSE}\b(?! by)"),
        re.compile(rf"\bon the (?:motion|proposal|proposition) of {_WHO}"),
    ),
    "seconder": (
        re.compile(rf"\b(?i:seconded)\s+(?i:by\s*:?\s+)?{_WHO}"),
        re.compile(rf"\b(?i:seconder|seconded)\s*:\s*{_WHO}"),
        re.compile(rf"\b{_WHO}(?:,[^.;]{{3,160}},)?\s+(?:formally\s+)?seconded\b(?! by)"),
    ),
}

_SET_PHRASES = tuple(p for at, p in enumerate(_PATTERNS["mover"]) if at != 2)


@dataclass(frozen=True, slots=True)
class Movers:
    """Who proposed and who seconded, as printed; None where it is not said."""

    mover: str | None
    seconder: str | None


def movers_in(text: str) -> Movers | None:
    """Return the movers that ``text`` names, or None."""
    mover, seconder = (_first(text, _PATTERNS[part]) for part in ("mover", "seconder"))
    # Officers propose many things; without a seconder only the set phrases are those of a motion.
    said = mover if seconder else _first(text, _SET_PHRASES)
    return Movers(said, seconder) if said or seconder else None


def _first(text: str, patterns: tuple[re.Pattern[str], ...]) -> str | None:
    return next((match["who"].strip(" .,") for pattern in patterns if (match := pattern.search(text))), None)
