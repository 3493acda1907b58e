"""The time that a question speaks of: "after April 2018", "in summer 2018", "on 29 January 2018"."""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.kinds.dates import MONTHS, dates_in

_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 12)}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_RELATION = r"(?P<relation>after|since|from|before|until|till|by|in|on|during|for|of|next)?\s*(?:the\s+)?"
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
_FAR = datetime.date(9999, 12, 31)
_LONG_AGO = datetime.date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included; ``text`` is how the question says it.

    ``open`` says that it runs on at one end ("after", "before"), so that its own words will not stand
    in the sentence that answers.
    """

    start: datetime.date
    end: datetime.date
    text: str
    open: bool

    def holds(self, date: datetime.date) -> bool:
        """Whether a day lies in the period."""
        return self.start <= date <= self.end


def period_in(question: str) -> Period | None:
    """Return the first period that ``question`` names by day, month or season, or None."""
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
    return None


def dates_and_months(text: str) -> Iterator[datetime.date]:
    """Yield the full dates in ``text``, and the first day of months given without a day."""
    yield from (date for date, _ in dates_in(text))
    for match in _MONTH_YEAR.finditer(text):
        yield datetime.date(int(match["year"]), MONTHS[match["month"].lower()], 1)


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
