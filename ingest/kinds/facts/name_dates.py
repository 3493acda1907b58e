"""Dates in the names of files: "30th-Jan-2025", "20131031", "130529", "02 03 11", "Dec 2013"."""

import datetime
import re
from collections.abc import Iterator

from ingest.kinds.dates import MONTHS, first_date

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_SEPARATED = re.compile(r"(?<![\d.])(\d{1,2})[ ._-](\d{1,2})[ ._-](\d{4}|\d{2})(?!\d)(?![._-]\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d{2})[ ._-]?(\d{2})[ ._-]?(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{2})(\d{2})((?:19|20)\d{2})(?!\d)")
_SIX = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})(?!\d)")
# "NOV 2024-25" is the November of a financial year, which begins in April.
_MONTH_YEAR = re.compile(
    rf"\b(?P<month>{_MONTH})\.?[ ._-]*(?P<year>(?:19|20)\d{{2}})(?P<to>[-/ ]\d{{2}}(?!\d))?", re.I
)
_YEAR = re.compile(r"(?<!\d)(?<!\d[-/])((?:19|20)\d{2})(?!\d|[-_ /]\d{2}(?!\d))")
_FINANCIAL_YEAR_BEGINS = 4


def date_in_name(stem: str) -> datetime.date | None:
    """Return the first full date in a file's name, or None.

    Six digits without marks are the year first where they begin the name ("130529 minutes"), as names are
    given that are to be sorted, else the day first ("minutes 190711").
    """
    return first_date(re.sub(r"[-_+]+", " ", stem)) or next(_full_dates(stem), None)


def month_in_name(stem: str) -> datetime.date | None:
    """Return the first day of the month that a file's name gives, or None."""
    for match in _MONTH_YEAR.finditer(re.sub(r"[_+]+", " ", stem)):
        month, year = MONTHS[match["month"].lower()], int(match["year"])
        ends = match["to"] and int(match["to"][1:]) == (year + 1) % 100
        return datetime.date(year + bool(ends and month < _FINANCIAL_YEAR_BEGINS), month, 1)
    return None


def year_in_name(stem: str) -> datetime.date | None:
    """Return the first day of the year in a file's name; the span "2025-26" is no year."""
    match = _YEAR.search(stem)
    return datetime.date(int(match[1]), 1, 1) if match else None


def _full_dates(stem: str) -> Iterator[datetime.date]:
    """Yield the readings of the numbers of a name as a date, the likeliest first."""
    for match in _YEAR_FIRST.finditer(stem):
        yield from _dates((match[1], match[2], match[3]))
    for match in _DAY_FIRST.finditer(stem):
        yield from _dates((match[3], match[2], match[1]))
    for match in _SEPARATED.finditer(stem):
        yield from _dates((match[3], match[2], match[1]))
    for match in _SIX.finditer(stem):
        readings = [(match[3], match[2], match[1]), (match[1], match[2], match[3])]
        yield from _dates(*(reversed(readings) if match.start() == 0 else readings))


def _dates(*readings: tuple[str, str, str]) -> Iterator[datetime.date]:
    for year, month, day in readings:
        full = int(year) + (2000 if len(year) == 2 else 0)
        try:
            yield datetime.date(full, int(month), int(day))
        except ValueError:  # a number that is no date
            continue
