"""The time that a question speaks of: "after April 2018", "between 2016 and 2018", "last year"."""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.kinds.dates import MONTHS, dates_in

_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 12)}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_RELATION = (
    r"(?P<relation>after|since|from|before|until|till|by|in|on|during|for|of|next|as at|as of)?\s*(?:the\s+)?"
)
_DAY = re.compile(
    _RELATION
    + rf"(?P<text>\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\.?,?\s+\d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}})",
    re.I,
)
_MONTH_YEAR = re.compile(
    _RELATION + rf"(?P<text>(?P<month>{_MONTH})\.?\s+(?P<year>(?:19|20)\d{{2}}))\b", re.I
)
_SEASON_YEAR = re.compile(
    _RELATION + rf"(?P<text>(?P<season>{'|'.join(_SEASONS)})\s+(?:of\s+)?(?P<year>(?:19|20)\d{{2}}))\b", re.I
)
_MONTH_WITH_YEAR = re.compile(rf"(?P<month>{_MONTH})\.?\s+(?P<year>(?:19|20)\d{{2}})\b", re.I)
# A year alone is a period only where more than that year is meant: "in 2018" is a word to be found.
_OPEN_YEAR = re.compile(
    r"\b(?P<relation>after|since|before|until|till)\s+(?P<year>(?:19|20)\d{2})\b(?![/–-]\d)", re.I
)
_YEAR = r"(?:19|20)\d{2}"
_FIGURES_OF_YEAR = re.compile(_YEAR)
_BEGIN = rf"(?:(?:{_MONTH})\.?(?:\s+{_YEAR})?|{_YEAR})"
_END = rf"(?:(?:{_MONTH})\.?\s+)?{_YEAR}"
_BETWEEN = re.compile(
    rf"\b(?:between\s+(?P<from1>{_BEGIN})\s+and\s+(?P<to1>{_END})"
    rf"|from\s+(?P<from2>{_BEGIN})\s+(?:to|until|till|up to)\s+(?P<to2>{_END}))\b(?![/–-]\d)",
    re.I,
)
_RELATIVE = re.compile(
    r"\b(?:(?:in|over|during|for|within)\s+)?(?:the\s+)?"
    r"(?:(?P<which>last|past|previous|this)\s+(?P<unit>year|month|week)"
    r"|(?:last|past|previous)\s+(?P<count>\d{1,2}|two|three|four|five|six|ten|twelve)\s+(?P<units>years|months|weeks))\b",
    re.I,
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "twelve": 12}
_DAYS = {"week": 7, "month": 30, "year": 365}
_FAR = datetime.date(9999, 12, 31)
_LONG_AGO = datetime.date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included; ``text`` is how the question says it.

    ``open`` says that its own words will not stand in the sentence that answers: it runs on at one end
    ("after", "before"), over several years, or is told from today ("last year").
    """

    start: datetime.date
    end: datetime.date
    text: str
    open: bool

    def holds(self, date: datetime.date) -> bool:
        """Whether a day lies in the period."""
        return self.start <= date <= self.end


def period_in(question: str, today: datetime.date | None = None) -> Period | None:
    """Return the first period that ``question`` names by day, month, season or years, or None.

    "Last year" is told from ``today``; without it, such words name no period.
    """
    span = _between(question)
    if span:
        return span
    match = _DAY.search(question)
    if match:
        day = next((date for date, _ in dates_in(match["text"])), None)
        if day:
            return _related(match, day, day)
    match = _MONTH_YEAR.search(question)
    if match:
        year, month = int(match["year"]), MONTHS[match["month"].lower()]
        return _related(match, datetime.date(year, month, 1), _month_end(year, month))
    match = _SEASON_YEAR.search(question)
    if match:
        year = int(match["year"])
        first, last = _SEASONS[match["season"].lower()]
        return _related(match, datetime.date(year, first, 1), _month_end(year, last), always_open=True)
    match = _OPEN_YEAR.search(question)
    if match:
        year = int(match["year"])
        return _related(match, datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    return _relative(question, today) if today else None


def dates_and_months(text: str) -> Iterator[datetime.date]:
    """Yield the full dates in ``text``, and the first day of months given without a day."""
    yield from (date for date, _ in dates_in(text))
    if not _FIGURES_OF_YEAR.search(text):
        return
    for match in _MONTH_WITH_YEAR.finditer(text):
        yield datetime.date(int(match["year"]), MONTHS[match["month"].lower()], 1)


def _between(question: str) -> Period | None:
    match = _BETWEEN.search(question)
    if match is None:
        return None
    first, last = match["from1"] or match["from2"], match["to1"] or match["to2"]
    end = _month_end(int(last[-4:]), _month_of(last) or 12)
    # "Between April and June 2018": the year stands once, for both.
    year = int(first[-4:]) if first[-4:].isdigit() else end.year
    start = datetime.date(year, _month_of(first) or 1, 1)
    return Period(start, end, match[0], open=True) if start <= end else None


def _month_of(text: str) -> int | None:
    return MONTHS.get(text.split(maxsplit=1)[0].strip(".").lower())


def _relative(question: str, today: datetime.date) -> Period | None:
    match = _RELATIVE.search(question)
    if match is None:
        return None
    if match["count"]:
        count = _COUNTS.get(match["count"].lower()) or int(match["count"])
        days = count * _DAYS[match["units"].lower().removesuffix("s")]
        return Period(today - datetime.timedelta(days), today, match[0], open=True)
    unit, this = match["unit"].lower(), match["which"].lower() == "this"
    if unit == "year":
        year = today.year if this else today.year - 1
        start, end = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    elif unit == "month":
        end = _month_end(today.year, today.month) if this else today.replace(day=1) - datetime.timedelta(1)
        start = end.replace(day=1)
    else:
        monday = today - datetime.timedelta(today.weekday() + (0 if this else 7))
        start, end = monday, monday + datetime.timedelta(6)
    return Period(start, end, match[0], open=True)


def _related(
    match: re.Match[str], start: datetime.date, end: datetime.date, *, always_open: bool = False
) -> Period:
    relation = (match["relation"] or "").lower()
    if relation == "after":
        return Period(end + datetime.timedelta(days=1), _FAR, match[0], open=True)
    if relation in ("since", "from"):
        return Period(start, _FAR, match[0], open=True)
    if relation == "before":
        return Period(_LONG_AGO, start - datetime.timedelta(days=1), match[0], open=True)
    if relation in ("until", "till", "by"):
        return Period(_LONG_AGO, end, match[0], open=True)
    return Period(start, end, match[0], open=always_open)


def _month_end(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])
