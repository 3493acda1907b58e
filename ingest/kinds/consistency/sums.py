"""Totals of tables that their parts do not add up to.

A paper seldom says which rows a total is of; the table itself shows it. Where the rows above add up to
it in most columns, they are its parts, and a column in which they do not is a slip. The same holds for
a column that is the sum of others in most rows. What rounding may account for is no slip.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.kinds.figures.figures import FigureTable
from ingest.kinds.figures.rows import FigureRow
from ingest.kinds.figures.units import Figure

_TOTAL = re.compile(r"^(?:sub|grand|overall)?[\s-]*totals?\b|\btotals?$|\b(?:annual|overall)\b", re.I)
# Of such figures, the whole is not the sum of its parts; and "of which" repeats a part of the row above.
_NO_SUM = re.compile(r"\bof which\b|\bincluding\b|%|\bper cent\b|\brate\b|\baverage\b|\bratio\b", re.I)
_LEAST_AGREE = 2  # sums that show which parts a total has
_LEAST_SHARE = 0.6  # of the sums
_LEAST_PARTS, _MOST_PARTS = 2, 40


@dataclass(frozen=True, slots=True)
class Sum:
    """A printed total and its parts, in the rows ``first`` to ``last``; ``rounded`` as money is."""

    row: FigureRow
    at: int
    stated: Figure
    parts: tuple[Figure, ...]
    first: FigureRow
    last: FigureRow
    rounded: bool

    @property
    def added(self) -> float:
        """What the parts add up to, to as many places as they are printed with."""
        return round(sum(part.number for part in self.parts), self.places)

    @property
    def places(self) -> int:
        """The most digits after the point that a part is printed with."""
        return max(part.places for part in self.parts)

    @property
    def agrees(self) -> bool:
        """Whether the total is what its parts add up to, or as near as rounding each lets it be."""
        places = min(figure.places for figure in (self.stated, *self.parts))
        slack = 0.5 * 10.0**-places * (len(self.parts) + 1) if self.rounded else 0.0
        return abs(sum(part.number for part in self.parts) - self.stated.number) <= slack + 1e-9


def wrong_sums(table: FigureTable) -> Iterator[Sum]:
    """Yield the totals of ``table`` that its own figures contradict, each once."""
    seen: set[tuple[int, int]] = set()
    for wrong in (*_down(table), *_across(table)):
        key = (id(wrong.row.block), wrong.at)
        if key not in seen:
            seen.add(key)
            yield wrong


def _down(table: FigureTable) -> Iterator[Sum]:
    """Yield wrong totals under their columns; the last row may be one without saying so."""
    start = 0
    for index, row in enumerate(table.rows):
        named = _TOTAL.search(row.label) is not None
        if named or index == len(table.rows) - 1:
            sums = (_sum_down(table, row, table.rows[start:index], column.at) for column in table.columns)
            yield from _wrong([one for one in sums if one], named=named)
        if named:
            start = index + 1


def _across(table: FigureTable) -> Iterator[Sum]:
    """Yield wrong totals at the end of their rows, in columns that are named for that."""
    begin = 0
    for end, column in enumerate(table.columns):
        if column.is_baseline:
            begin = end + 1
        if _TOTAL.search(column.heading):
            parts = [part.at for part in table.columns[begin:end]]
            sums = (_sum_across(table, row, parts, column.at) for row in table.rows)
            yield from _wrong([one for one in sums if one], named=True)
            begin = end + 1


def _sum_down(table: FigureTable, row: FigureRow, over: Sequence[FigureRow], at: int) -> Sum | None:
    if at not in row.figures or any(_NO_SUM.search(part.label) for part in (*over, row)):
        return None
    parts = tuple(part.figures[at] for part in over if at in part.figures)
    return _sum(table, row, at, parts, (over[0], over[-1])) if over else None


def _sum_across(table: FigureTable, row: FigureRow, over: Sequence[int], at: int) -> Sum | None:
    if at not in row.figures or any(part not in row.figures for part in over) or _NO_SUM.search(row.label):
        return None
    return _sum(table, row, at, tuple(row.figures[part] for part in over), (row, row))


def _sum(
    table: FigureTable, row: FigureRow, at: int, parts: tuple[Figure, ...], ends: tuple[FigureRow, FigureRow]
) -> Sum | None:
    """Return a total with its parts; None where they cannot be added."""
    stated = row.figures[at]
    column = next(column for column in table.columns if column.at == at)
    units = {figure.unit for figure in (stated, *parts)}
    if not _LEAST_PARTS <= len(parts) <= _MOST_PARTS or len(units) > 1 or _NO_SUM.search(column.heading):
        return None
    if "%" in {*units, table.unit}:
        return None
    # Counts are exact; money and whatever has a point is rounded.
    rounded = any(figure.places or figure.unit for figure in (stated, *parts))
    return Sum(row, at, stated, parts, *ends, rounded or bool(column.unit or table.unit))


def _wrong(sums: Sequence[Sum], *, named: bool) -> Iterator[Sum]:
    """Yield the sums that are wrong, where enough others are right to show that these are sums."""
    right = [one for one in sums if one.agrees]
    telling = {one.stated.number for one in right if sum(part.number != 0 for part in one.parts) > 1}
    if len(telling) >= _LEAST_AGREE + (not named) and len(right) >= _LEAST_SHARE * len(sums):
        yield from (one for one in sums if not one.agrees)
