"""Dates as papers print them."""

import datetime
import re
from collections.abc import Iterator

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = re.compile(
    # The end of a span of years is no day: "2012–15 June 2012".
    rf"(?<!\d{{4}}[–—-])(?<!\d{{4}}/)\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})\.?,?\s+(?P<y1>\d{{4}})\b"
    rf"|\b(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})\b"
    r"|\b(?P<y3>(?:19|20)\d{2})-(?P<m3>\d{2})-(?P<d3>\d{2})\b"
    r"|\b(?P<d4>\d{1,2})[./-](?P<m4>\d{1,2})[./-](?P<y4>\d{2}|\d{4})\b",
    re.I,
)
# A date has a year of four figures, or is figures alone. Most texts hold neither, and this tells it soon.
_FIGURES = re.compile(r"\d{4}|\d[./-]\d")
_MONTH_YEAR = re.compile(rf"\b(?P<m>{_MONTH})\.?\s+(?P<y>\d{{4}})\b", re.I)


def dates_in(text: str) -> Iterator[tuple[datetime.date, int]]:
    """Yield each full date in ``text`` with the offset where it begins; day before month in figures."""
    if not _FIGURES.search(text):
        return
    for match in _DATE.finditer(text):
        parts = match.groupdict()
        day, month, year = next(
            (parts[f"d{n}"], parts[f"m{n}"], parts[f"y{n}"]) for n in range(1, 5) if parts[f"y{n}"]
        )
        number = MONTHS.get(month.lower()) or int(month)
        full = int(year) + (2000 if len(year) == 2 else 0)
        try:
            yield datetime.date(full, number, int(day)), match.start()
        except ValueError:  # 31.02, or a version number
            continue


def first_date(text: str) -> datetime.date | None:
    """Return the first full date in ``text``, or None."""
    return next((date for date, _ in dates_in(text)), None)


def first_month(text: str) -> datetime.date | None:
    """Return the first day of the first "January 2019" in ``text``, or None."""
    match = _MONTH_YEAR.search(text)
    return datetime.date(int(match["y"]), MONTHS[match["m"].lower()], 1) if match else None
