"""What a cell of a table holds: a figure, a moment, a tick or a short answer, rather than a name."""

import re
from collections.abc import Sequence
from itertools import pairwise

_FIGURE = re.compile(r"^[(£$€<>~+-]*\d[\d,]*\.?\d*\s?(?:%|k|m|bn|million)?\)?$", re.I)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_DATE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d\d){1,2}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:\s\d{4})?",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{1,2}[.:]\d\d(?:\s?[ap]m)?(?:\s?[-–]\s?\d{1,2}[.:]\d\d(?:\s?[ap]m)?)?")
_UNIT = re.compile(
    r"^\(?(?:[£$€]?\s?['’]?0?00s?|[£$€]\s?(?:m|k|bn|million|thousands?|['’]?000s?|s)?|%|no\.|days|hours|fte)\)?$",
    re.IGNORECASE,
)
_ANSWERS = frozenset("yes no y n n/a n/k tbc nil - – — red amber green r a g w white".split())
_TICKS = frozenset("x X ✓ ✔ ✗ ✘ ☐ ☑ ☒ • *".split())


def is_figure(cell: str) -> bool:
    """Whether a cell holds a figure or a short answer rather than a name."""
    return bool(_FIGURE.match(cell)) or cell.lower() in _ANSWERS


def has_figures(row: Sequence[str]) -> bool:
    """Whether a row holds a figure that is no year."""
    return any(is_figure(cell) and not _YEAR.match(cell) for cell in row)


def is_value(cell: str) -> bool:
    """Whether a cell holds a figure, a date, a time, a tick or a short answer: no name, but for a year."""
    figure = is_figure(cell) and not _YEAR.match(cell) and not is_unit(cell)
    return figure or cell in _TICKS or _is_moment(cell)


def is_unit(cell: str) -> bool:
    """Whether a cell names what its column counts: "£000", "%", "days"."""
    return bool(_UNIT.match(cell))


def has_no_values(row: Sequence[str]) -> bool:
    """Whether no cell of a row holds a value, or all but the first name columns by number."""
    return counts(row) or not any(is_value(cell) for cell in row if cell)


def counts(row: Sequence[str]) -> bool:
    """Whether the cells but the first name columns by number: points of a scale, dates of a forecast."""
    points = [cell for cell in row[1:] if cell]
    if len(points) > 1 and all(map(_is_moment, points)):
        return not is_value(row[0])
    if len(points) < 3 or not all(cell.isdecimal() for cell in points):
        return False
    return all(int(other) == int(one) + 1 for one, other in pairwise(points))


def _is_moment(cell: str) -> bool:
    return bool(_DATE.fullmatch(cell) or _TIME.fullmatch(cell))
