"""A measure over its periods: columns to look at, and the values as printed.

The values of one measure are those of the same row name, table, area and unit in one paper.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.kinds.dates import MONTHS
from ingest.records import Measure
from retrieval.records import Entry

_YEAR = re.compile(r"(?<!\d)(?:((?:19|20)\d{2})|(\d{2})(?=[-–/]\d{2}(?!\d)))")
_QUARTER = re.compile(r"\b(?:Q|quarter\s*)([1-4])\b", re.IGNORECASE)
_MONTH = re.compile(rf"\b({'|'.join(sorted(MONTHS, key=len, reverse=True))})\b", re.IGNORECASE)
_TALLEST = 80.0  # hundredths of the height
_FEWEST = 2

# A paper's id, and the table, name, area and unit of a row of one of its tables.
SeriesKey = tuple[str, str | None, str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Column:
    """One period; ``x`` and ``width`` are in hundredths of the picture's width, the others of its height."""

    x: float
    width: float
    y: float
    height: float
    period: str
    value: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A measure over its periods; ``entries`` are its records in the same order as the ``columns``.

    ``zero`` is where nothing lies, in hundredths from the top: columns of negative values hang from it.
    """

    name: str
    unit: str
    table: str
    columns: tuple[Column, ...]
    entries: tuple[Entry, ...]
    zero: float

    @property
    def text(self) -> str:
        """The picture in words."""
        return "; ".join(f"{column.period}: {column.value}" for column in self.columns)


def series_in(measures: Sequence[Entry]) -> dict[SeriesKey, list[Entry]]:
    """Return the measures that have values for several periods, each with these in order of time.

    In the paper's order where the periods do not tell the time; the first of two values of one period.
    """
    found: dict[SeriesKey, dict[str, Entry]] = {}
    for entry in sorted(measures, key=lambda one: one.stored.key):
        key = series_key(entry)
        if key is not None:
            found.setdefault(key, {}).setdefault(entry.record.period or "", entry)  # type: ignore[union-attr]
    return {key: _in_time(periods) for key, periods in found.items() if len(periods) >= _FEWEST}


def series_key(entry: Entry) -> SeriesKey | None:
    """Return what the values of one measure share; None for what has no number or no period."""
    record = entry.record
    if not isinstance(record, Measure) or record.number is None or not record.period:
        return None
    return entry.document.id, record.table, record.name, record.area, record.unit


def _in_time(periods: Mapping[str, Entry]) -> list[Entry]:
    times = {period: time for period in periods if (time := _time(period)) is not None}
    if len(set(times.values())) < len(periods):
        return list(periods.values())
    return [periods[period] for period in sorted(times, key=times.__getitem__)]


def trend_of(series: Sequence[Entry]) -> Trend | None:
    """Return the picture of a series; None for one without values."""
    records = [entry.record for entry in series if isinstance(entry.record, Measure)]
    numbers = [record.number for record in records if record.number is not None]
    if len(numbers) < _FEWEST or len(numbers) != len(series):
        return None
    most, least = max(*numbers, 0.0), min(*numbers, 0.0)
    scale = _TALLEST / ((most - least) or 1.0)
    zero, width = round(10 + most * scale, 2), 100 / len(numbers)
    columns = tuple(
        Column(
            x=round(index * width + 0.15 * width, 3),
            width=round(0.7 * width, 3),
            y=round(zero - max(number, 0.0) * scale, 2),
            height=round(abs(number) * scale, 2),
            period=record.period or "",
            value=record.value,
        )
        for index, (record, number) in enumerate(zip(records, numbers, strict=True))
    )
    first = records[0]
    return Trend(first.name, first.unit or "", first.table or "", columns, tuple(series), zero)


def _time(period: str) -> tuple[int, int] | None:
    """Return the year and the part of it that a period begins with; None where it names no year.

    >>> _time("2020-21"), _time("Q3 2019/20"), _time("to date")
    ((2020, 0), (2019, 9), None)
    """
    found = _YEAR.search(period)
    if not found:
        return None
    year = int(found[1]) if found[1] else 2000 + int(found[2])
    if quarter := _QUARTER.search(period):
        return year, 3 * int(quarter[1])
    month = _MONTH.search(period)
    return year, MONTHS[month[1].lower()] if month else 0
