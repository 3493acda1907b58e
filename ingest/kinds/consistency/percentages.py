"""Percentages in running text that the two numbers beside them do not give: "Of the 50 actions 42 (90%)"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_N = r"\d{1,3}(?:,\d{3})+|\d+"
_SHARES = (
    re.compile(
        rf"(?:^|[.;:,–]\s+|\b(?:that|and|but)\s+)of (?:the |these |all |a total of )*"
        rf"(?P<whole>{_N})\b(?P<amid>[^.;:()\d%£]{{0,90}})"
        rf"\b(?P<part>{_N}) \((?:or )?(?P<percent>\d{{1,3}}(?:\.\d+)?)\s?%\)",
        re.I,
    ),
    re.compile(
        rf"(?<![\d.,£])(?P<part>{_N}) (?:out )?of (?:the |these |all |a total of )*(?P<whole>{_N})\b"
        rf"(?P<amid>[^.;:()\d%£]{{0,60}})\((?:or )?(?P<percent>\d{{1,3}}(?:\.\d+)?)\s?%\)",
        re.I,
    ),
)


@dataclass(frozen=True, slots=True)
class WrongShare:
    """A percentage as it is printed, and what its two numbers give; where it stands in the text."""

    part: int
    whole: int
    stated: str
    gives: float
    start: int
    end: int


def wrong_shares(text: str) -> Iterator[WrongShare]:
    """Yield the percentages in ``text`` that are off by more than rounding, up or down, may account for."""
    if "%)" not in text:
        return  # as of most lines
    for form in _SHARES:
        for match in form.finditer(text):
            part, whole = (int(match[name].replace(",", "")) for name in ("part", "whole"))
            if not 0 < part <= whole:
                continue
            _, _, decimals = match["percent"].partition(".")
            gives = 100 * part / whole
            if abs(gives - float(match["percent"])) > 10.0 ** -len(decimals):
                yield WrongShare(part, whole, match["percent"], gives, match.start(), match.end())
