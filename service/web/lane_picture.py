"""Dated entries drawn in lanes, one for each standing: where each point stands, and what it is called.

Places are in hundredths of the picture's width, so that it stretches with the page; signs and letters do
not. So there are two scales, for wide and for narrow screens: points that would lie on each other are drawn
as one, which says how many they are.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.answering.answer import Standing
from service.strings import text
from service.wording import long_date

# A little air at both ends, so that no sign is cut off.
_FIRST, _LAST = 3.0, 97.0
_LANE_HEIGHT = 56


@dataclass(frozen=True, slots=True)
class Scale:
    """The least distances between the middles of points and of years, in hundredths of the width."""

    name: str
    point_gap: float
    year_gap: float


# Of 728 dots or more, and of 280 or more: a point with its number takes 30, a year 40.
WIDE = Scale("wide", 4.5, 7.0)
NARROW = Scale("narrow", 11.5, 15.0)


@dataclass(frozen=True, slots=True)
class DatedEntry:
    """An entry of the table: its number, counted from 1 by date."""

    number: int
    day: datetime.date
    standing: Standing


@dataclass(frozen=True, slots=True)
class Point:
    """One entry, called by its number ("3"), or several that lie close together ("×3")."""

    x: float
    label: str
    title: str
    entries: int


@dataclass(frozen=True, slots=True)
class Lane:
    """The entries of one standing; ``y`` is the middle of the lane, in dots from the picture's top."""

    standing: Standing
    y: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class LanePicture:
    """Lanes under each other with the years below them; ``height`` is in dots, without the years."""

    scale: str
    lanes: tuple[Lane, ...]
    years: tuple[tuple[float, str], ...]
    height: int

    @property
    def has_several(self) -> bool:
        """Whether any point stands for more than one entry."""
        return any(point.entries > 1 for lane in self.lanes for point in lane.points)


def lane_picture(entries: Sequence[DatedEntry], scale: Scale) -> LanePicture:
    """Draw entries, which are in order of their days and not all of one day."""
    days = (entries[0].day, entries[-1].day)
    standings = [standing for standing in Standing if any(e.standing is standing for e in entries)]
    lanes = tuple(
        Lane(
            standing,
            _LANE_HEIGHT * at + _LANE_HEIGHT // 2,
            tuple(_points([e for e in entries if e.standing is standing], days, scale.point_gap)),
        )
        for at, standing in enumerate(standings)
    )
    return LanePicture(scale.name, lanes, _years(*days, scale.year_gap), _LANE_HEIGHT * len(lanes))


def _points(
    entries: Sequence[DatedEntry], days: tuple[datetime.date, datetime.date], gap: float
) -> Iterator[Point]:
    """Yield the points of a lane, none nearer to the next than ``gap``."""
    groups = [[entry] for entry in entries]

    def middle(group: Sequence[DatedEntry]) -> float:
        return (_place(group[0].day, *days) + _place(group[-1].day, *days)) / 2

    while len(groups) > 1:
        gaps = [middle(after) - middle(before) for before, after in pairwise(groups)]
        nearest = gaps.index(min(gaps))
        if gaps[nearest] >= gap:
            break
        groups[nearest : nearest + 2] = [groups[nearest] + groups[nearest + 1]]
    for group in groups:
        yield Point(round(middle(group), 2), _label(group), _title(group), len(group))


def _label(group: Sequence[DatedEntry]) -> str:
    return str(group[0].number) if len(group) == 1 else text("timeline.several", n=len(group))


def _title(group: Sequence[DatedEntry]) -> str:
    first, last = long_date(group[0].day), long_date(group[-1].day)
    numbers = ", ".join(str(entry.number) for entry in group)
    return f"{numbers}: {first if first == last else text('date.span', first=first, last=last)}"


def _place(day: datetime.date, first: datetime.date, last: datetime.date) -> float:
    return _FIRST + (day - first).days / (last - first).days * (_LAST - _FIRST)


def _years(first: datetime.date, last: datetime.date, gap: float) -> tuple[tuple[float, str], ...]:
    """Return where each year begins; the first day's year stands at the left, those too near are left out."""
    years = [(_FIRST, str(first.year))]
    for year in range(first.year + 1, last.year + 1):
        place = round(_place(datetime.date(year, 1, 1), first, last), 2)
        if place - years[-1][0] >= gap:
            years.append((place, str(year)))
    return tuple(years)
