"""The day that a tracker's ratings are of: "Action Log as of 2 March 2011", "Quarter 4 2017/18"."""

import datetime
import re
from collections.abc import Iterable

from ingest.kinds.dates import dates_in

_AS_AT = re.compile(r"\b(?:as|position)\s+(?:at|of|on)?\s*(?:the\s+)?(?:end\s+of\s+)?$", re.I)
_A_LOG = re.compile(r"\b(?:action|progress|status|delivery)\s+(?:log|plan|tracker|update|report)\b", re.I)
_QUARTER = re.compile(
    r"\b(?:quarter|qtr|q)\s*(?P<quarter>[1-4])\b[\s,(–-]{0,4}(?P<year>20\d\d)\s*[/–-]\s*(?:20)?(?P<next>\d\d)\b",
    re.I,
)
_QUARTER_ENDS = {1: (0, 6, 30), 2: (0, 9, 30), 3: (0, 12, 31), 4: (1, 3, 31)}
_LONGEST = 200  # characters of a line that is about the paper as a whole


def as_at(lines: Iterable[str]) -> datetime.date | None:
    """Return the day that ``lines`` over a tracker say it is of; the last of several, None where none does.

    A quarter of a financial year stands for its last day, and the date in a log's title for itself.

    >>> as_at(["Action plan", "Quarter 4 2017/18 Performance Report"])
    datetime.date(2018, 3, 31)
    """
    found = None
    for line in lines:
        if len(line) <= _LONGEST:
            found = _day(line) or found
    return found


def _day(line: str) -> datetime.date | None:
    dates = list(dates_in(line))
    for date, at in dates:
        if _AS_AT.search(line[:at]):
            return date
    if dates and _A_LOG.search(line):
        return dates[0][0]
    quarter = _QUARTER.search(line)
    if quarter and (int(quarter["year"]) + 1) % 100 == int(quarter["next"]):
        later, month, day = _QUARTER_ENDS[int(quarter["quarter"])]
        return datetime.date(int(quarter["year"]) + later, month, day)
    return None
