"""Pictures of records: a timeline of what was decided, and the ratings of a tracker, theme by theme.

Positions and sizes are in hundredths of the picture's width, so that it fits every screen. Each picture
has its text: what it shows is never said by colour alone.
"""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Rating
from ingest.records import Action, Measure
from retrieval.records import Entry
from service.strings import text
from service.wording import month_of, name_of

_MOST_COLUMNS = 60
_TALLEST = 90.0  # hundredths of the height
_MOST_THEMES = 14
# On a phone the picture is some 300 dots wide, and a year written below it some 32.
_LEAST_TICK_GAP = 11.0
_WIDE = 5.0  # what a number of two or three digits needs
_WIDE_ON_A_PHONE = 9.0  # and with the letter of a rating


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the timeline: what happened from ``label`` on; ``height`` in hundredths."""

    x: float
    width: float
    height: float
    count: int
    label: str

    @property
    def is_wide(self) -> bool:
        """Whether its number has room above it."""
        return self.width >= _WIDE


@dataclass(frozen=True, slots=True)
class Timeline:
    """Records over time; ``ticks`` are (place, year), ``text`` says the same in words."""

    columns: tuple[Column, ...]
    ticks: tuple[tuple[float, str], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a bar: how many have one rating."""

    rating: str
    count: int
    start: float
    width: float

    @property
    def is_wide(self) -> bool:
        """Whether its number has room in it."""
        return self.width >= _WIDE

    @property
    def is_slim(self) -> bool:
        """Whether its number has room in it on a wide screen only."""
        return self.width < _WIDE_ON_A_PHONE


@dataclass(frozen=True, slots=True)
class Bar:
    """One theme of a tracker."""

    label: str
    total: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Ratings by theme; ``legend`` are (rating, label, how many) over all themes."""

    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, str, int], ...]


def timeline(entries: Sequence[Entry]) -> Timeline | None:
    """Return the dated entries over time: by month or, where they span many, by year.

    None where all are of one month: there is nothing to compare.
    """
    days = sorted(entry.date for entry in entries if entry.date)
    if len({(day.year, day.month) for day in days}) < 2:
        return None
    months = _months(days[0], days[-1])
    by_year = len(months) > _MOST_COLUMNS
    slots = sorted({month.replace(month=1) for month in months}) if by_year else months
    counts = Counter(day.replace(day=1, month=1) if by_year else day.replace(day=1) for day in days)
    most, width = max(counts.values()), 100 / len(slots)
    columns = tuple(
        Column(
            round(index * width + 0.1 * width, 3),
            round(0.8 * width, 3),
            round(_TALLEST * counts[slot] / most, 2),
            counts[slot],
            str(slot.year) if by_year else month_of(slot),
        )
        for index, slot in enumerate(slots)
        if counts[slot]
    )
    years = Counter(day.year for day in days)
    return Timeline(
        columns,
        _ticks(slots, width),
        "; ".join(f"{year}: {number}" for year, number in sorted(years.items())),
    )


def _months(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Return the first day of every month from ``first`` to ``last``."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [datetime.date(month // 12, month % 12 + 1, 1) for month in range(start, end + 1)]


def _ticks(slots: Sequence[datetime.date], width: float) -> tuple[tuple[float, str], ...]:
    """Return where each year begins; years that would stand too near are left out."""
    ticks: list[tuple[float, str]] = []
    for index, slot in enumerate(slots):
        place = round(index * width, 3)
        is_first = index == 0 or slots[index - 1].year != slot.year
        if is_first and (not ticks or place - ticks[-1][0] >= _LEAST_TICK_GAP):
            ticks.append((place, str(slot.year)))
    return tuple(ticks)


def ratings_by_theme(entries: Sequence[Entry]) -> Bars | None:
    """Return the ratings of actions or measures by theme or table; None where there are no two to compare."""
    counts: dict[str, Counter[Rating]] = {}
    for entry in entries:
        if entry.rating:
            counts.setdefault(_theme(entry), Counter())[entry.rating] += 1
    if len(set().union(*counts.values())) * len(counts) < 2:
        return None
    largest = sorted(counts, key=lambda theme: -counts[theme].total())
    shown = [theme for theme in counts if theme in largest[:_MOST_THEMES]]
    if rest := [theme for theme in counts if theme not in shown]:
        others = text("records.other_themes")
        counts[others] = sum((counts[theme] for theme in rest), Counter())
        shown.append(others)
    most = max(counts[theme].total() for theme in shown)
    bars = tuple(_bar(theme, counts[theme], most) for theme in shown)
    whole: Counter[Rating] = sum((counts[theme] for theme in shown), Counter())
    legend = tuple((r.value, name_of(r), whole[r]) for r in Rating if whole[r])
    return Bars(bars, legend)


def _theme(entry: Entry) -> str:
    record = entry.record
    theme = (
        record.theme if isinstance(record, Action) else record.table if isinstance(record, Measure) else None
    )
    return theme or entry.document.facts.title


def _bar(theme: str, counts: Counter[Rating], most: int) -> Bar:
    """Return the bar of a theme; that of the theme with ``most`` fills the width."""
    total, start, pieces = counts.total(), 0.0, []
    for rating in Rating:
        if counts[rating]:
            width = 100 * counts[rating] / most
            pieces.append(Piece(rating.value, counts[rating], round(start, 3), round(width, 3)))
            start += width
    return Bar(theme, total, tuple(pieces))
