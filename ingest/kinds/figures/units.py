"""Numbers as papers print them, and the units that stand at them or over them.

A number stays in the unit of its print: "£1.2m" is 1.2 in "£m", and 7,800.0 under "£000s" is 7800.0 in
"£000s". Brackets are a minus, as accountants write it.
"""

import re
from dataclasses import dataclass

_SCALES = {"m": "m", "mn": "m", "million": "m", "bn": "bn", "billion": "bn", "k": "000s", "p": "p"}
_COUNTED = (
    r"years?|yrs?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|miles|km|people|pupils|places"
    r"|fte|fe|tonnes|kwh"
)
_NUMBER = re.compile(
    rf"""^(?P<sign>[+–—−-])?\s*(?P<open>\()?\s*(?P<pound>£)?\s*(?P<sign2>[+–—−-])?\s*
         (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)
         \s*(?P<scale>mn?|million|bn|billion|k|p)?\s*(?P<percent>%|per\s?cent|pp|p\.p\.)?\)?\s*
         (?P<counted>{_COUNTED})?\s*(?P<mark>\*{{1,4}}|[¹²³⁴⁵⁶⁷⁸⁹]+)?$""",
    re.I | re.X,
)
_NEGATIVE = re.compile(r"^\(.*\)")

# What a heading says that the numbers under it are in; the first that fits.
_UNITS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("£000s", re.compile(r"£\s?['’]?\s?000\s?['’]?s?\b|£\s?k\b|\b000['’]?s\b|£\s*thousands?\b", re.I)),
    ("£m", re.compile(r"£\s?['’]?\s?(?:m|millions?)\b", re.I)),
    ("£bn", re.compile(r"£\s?['’]?\s?(?:bn|billions?)\b", re.I)),
    ("%", re.compile(r"%|\bper\s?cent(?:age)?\b", re.I)),
    ("£", re.compile(r"£\s?p\b|£(?!\s?['’]?[\d@])|\(£\)", re.I)),
)
_UNIT_WORDS = re.compile(
    r"\(?\b(?:all )?figures (?:are )?(?:in|shown in) [£%]\S*\)?"
    r"|[\[(]?\s*(?:in\s+)?£\s?(?:['’]?\s?(?:000\s?['’]?s?|m|millions?|bn|k|p)\b)?\s*[\])]?(?![\d@])"
    r"|[\[(]\s*%\s*[\])]|(?<=\s)%$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is printed, and as one; ``unit`` is what stands at the number itself, if anything does.

    ``places`` are the digits after its point.
    """

    text: str
    number: float
    unit: str | None
    places: int


def figure_in(cell: str) -> Figure | None:
    """Return the number that a cell holds; None where it holds none, several, or words beside it.

    >>> figure_in("(£1.2m)")
    Figure(text='(£1.2m)', number=-1.2, unit='£m', places=1)
    """
    text = " ".join(cell.split())
    match = _NUMBER.match(text)
    if match is None:
        return None
    minus = (match["sign"] or match["sign2"] or "+") != "+" or bool(_NEGATIVE.match(text))
    digits = match["digits"].replace(",", "")
    _, _, decimals = digits.partition(".")
    number = float(digits)
    return Figure(text, -number if minus and number else number, _own_unit(match), len(decimals))


def _own_unit(match: re.Match[str]) -> str | None:
    if match["percent"]:
        return "%"
    scale = _SCALES.get((match["scale"] or "").lower(), "")
    if match["pound"]:
        return f"£{scale}"
    if scale == "p":
        return "p"
    if match["counted"]:
        return match["counted"].lower()
    return scale or None


def unit_in(heading: str) -> str | None:
    """Return the unit that a heading names: "£m", "£000s", "%"; None where it names none."""
    return next((unit for unit, sign in _UNITS if sign.search(heading)), None)


def without_unit(heading: str) -> str:
    """Return a heading without the unit that it names: "Variance £m" is "Variance"."""
    return " ".join(_UNIT_WORDS.sub(" ", heading).split()).strip(" ,:;–-")
