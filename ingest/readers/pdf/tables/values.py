"""What a cell of a table holds: a figure, a date, or words."""

import re
from enum import Enum

_FIGURE = re.compile(
    r"^[(£$€<>~≤≥+-]*\s?\d[\d,]*(?:\.\d+)?\s*(?:%|k|m|bn|million|p|ppts?)?\)?[*†‡]?$"
    r"|^[-–—]+$|^(?:n/?a|nil|tbc|#?n/?k)$",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$"
    rf"|^(?:\d{{1,2}}(?:st|nd|rd|th)?[\s-])?{_MONTH}[\s-]?(?:\d{{2,4}})?$",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"^(?:19|20)\d\d(?:\s?[-–/]\s?(?:\d\d|(?:19|20)\d\d))?$|^q[1-4]\b.{0,8}$", re.IGNORECASE)
_ORDINAL = re.compile(r"^(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){2,3})$", re.IGNORECASE)
_UNIT = re.compile(
    r"^\(?(?:[£$€]\s?(?:’?'?000s?|0{3}'?’?s?|k|m|bn|million)?|’?'?000s?|%|fte)\)?$", re.IGNORECASE
)


_MONTH_LAST = re.compile(rf"\b{_MONTH}$", re.IGNORECASE)
_YEAR = re.compile(r"^(?:19|20)\d\d$")


class Kind(Enum):
    """What a cell holds. ``PERIOD`` is a year or quarter, which may as well name a column.

    ``ORDINAL`` is the number of a row ("3.", "(b)"), where it cannot be a figure.
    """

    FIGURE = "figure"
    DATE = "date"
    PERIOD = "period"
    ORDINAL = "ordinal"
    WORDS = "words"


def kind_of(text: str) -> Kind:
    """Return what ``text``, the whole of a cell's line, is."""
    if _PERIOD.match(text):
        return Kind.PERIOD
    if _FIGURE.match(text):
        return Kind.FIGURE
    if _DATE.match(text):
        return Kind.DATE
    if _ORDINAL.match(text):
        return Kind.ORDINAL
    return Kind.WORDS


def is_cut_date(text: str, below: str) -> bool:
    """Whether a date runs over from one line to the next: "7 December" and "2011"."""
    return bool(_MONTH_LAST.search(text) and _YEAR.match(below))


def is_unit(text: str) -> bool:
    """Whether ``text`` says only in what unit figures are ("£000s", "%")."""
    return bool(_UNIT.match(text))
