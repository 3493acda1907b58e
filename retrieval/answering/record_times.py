"""The day, month or year that a question gives records of: "on 29 January 2018", "in March's meeting".

A day or month is often said without its year. It then is that of any year.
"""

import datetime
import re
from dataclasses import dataclass

from ingest.kinds.dates import MONTHS
from retrieval.periods import Period
from retrieval.query import Question

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_OF_MONTH = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})"
    rf"|(?P<month2>{_MONTH})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)\b(?:,?\s+(?P<year>(?:19|20)\d{{2}}))?(?![\d/])",
    re.I,
)
# "May" and "March" are words too: a month alone is written with a capital, and after "in", "the", "last".
_MONTH_ALONE = re.compile(
    rf"\b(?i:in|of|during|the|last|at|from|for|since)\s+(?P<month>{'|'.join(m.capitalize() for m in MONTHS)})"
    r"(?:['’]s)?\b(?!\.?,?\s+\d)"
)
_IN_YEAR = r"\b(?:in|during|of|throughout|from)\s+(?:the\s+)?(?:financial\s+|calendar\s+)?(?:year\s+)?{year}"


@dataclass(frozen=True, slots=True)
class TimeAsked:
    """The time that a question names; a part that is None does not restrict.

    ``month`` and ``day`` are those of a year that the question leaves open; ``text`` is how all of it is
    said.
    """

    period: Period | None = None
    month: int | None = None
    day: int | None = None
    text: str = ""

    @property
    def named(self) -> bool:
        """Whether the question names any time."""
        return self.period is not None or self.month is not None

    @property
    def is_day(self) -> bool:
        """Whether it names one day, with or without its year."""
        if self.period is not None:
            return self.period.start == self.period.end
        return self.day is not None

    @property
    def is_month_or_day(self) -> bool:
        """Whether it names a day or a month, as one does of a meeting."""
        if self.period is not None:
            return not self.period.open and (self.period.end - self.period.start).days < 31
        return self.month is not None

    def holds(self, date: datetime.date | None) -> bool:
        """Whether a record of ``date`` is of this time; one without a date is of no time that is named."""
        if not self.named:
            return True
        if date is None:
            return False
        if self.period is not None:
            return self.period.holds(date)
        return date.month == self.month and self.day in (None, date.day)


def time_asked(question: Question) -> TimeAsked:
    """Return the time that a question names."""
    if question.period is not None:
        return TimeAsked(question.period, text=question.period.text)
    match = _DAY_OF_MONTH.search(question.typed)
    if match:
        month = MONTHS[(match["month"] or match["month2"]).lower()]
        return _of_day(match, month, int(match["day"] or match["day2"]))
    match = _MONTH_ALONE.search(question.typed)
    if match:
        return TimeAsked(month=MONTHS[match["month"].lower()], text=match["month"])
    for year in question.years:
        said = re.search(_IN_YEAR.format(year=re.escape(year)), question.typed, re.I)
        if said:
            return TimeAsked(_year(year, said[0]), text=said[0])
    return TimeAsked()


def _of_day(match: re.Match[str], month: int, day: int) -> TimeAsked:
    if match["year"]:
        try:
            date = datetime.date(int(match["year"]), month, day)
        except ValueError:
            return TimeAsked()  # 31 June: no day
        return TimeAsked(Period(date, date, match[0], open=False), text=match[0])
    return TimeAsked(month=month, day=day, text=match[0])


def _year(year: str, said: str) -> Period:
    """Return a calendar year, or the financial year from April for one like "2021/22"."""
    first = int(year[:4])
    if len(year) > 4:
        return Period(datetime.date(first, 4, 1), datetime.date(first + 1, 3, 31), said, open=True)
    return Period(datetime.date(first, 1, 1), datetime.date(first, 12, 31), said, open=True)
