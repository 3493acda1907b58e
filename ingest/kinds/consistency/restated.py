"""Figures that a paper gives twice and differently: in a summary, and again where it goes into detail.

The same words in two tables may well mean two things ("Total", "Other"). Only where the tables name
their rows and columns alike, and most of what they share is the same, is a difference a slip.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ingest.kinds.figures.figures import FigureTable
from ingest.kinds.figures.rows import FigureRow
from ingest.kinds.figures.units import Figure

_LEAST_SHARED = 3  # figures, other than nought, that two tables must have in common
_LEAST_SHARE = 0.75  # of all that both give
_VALUES = {"£": 1.0, "£000s": 1e3, "£m": 1e6, "£bn": 1e9}


@dataclass(frozen=True, slots=True)
class Restated:
    """A figure of one table, and what another gives in its place."""

    heading: str
    row: FigureRow
    figure: Figure
    other_row: FigureRow
    other: Figure


def restated(tables: Sequence[FigureTable]) -> Iterator[Restated]:
    """Yield the figures that two of a paper's ``tables`` give differently."""
    rows = {id(table): _told_apart(table) for table in tables}
    for first, second in combinations(tables, 2):
        if first.named_by != second.named_by or first.run is second.run:
            continue
        one, other = rows[id(first)], rows[id(second)]
        if shared := one.keys() & other.keys():
            yield from _differences(first, second, [(one[label], other[label]) for label in sorted(shared)])


def _differences(
    first: FigureTable, second: FigureTable, rows: Sequence[tuple[FigureRow, FigureRow]]
) -> Iterator[Restated]:
    alike, apart = 0, []
    for column, same in ((a, b) for a in first.columns for b in second.columns):
        if (column.name, column.period) != (same.name, same.period) or not column.heading:
            continue
        scale, other_scale = (
            _VALUES.get(c.unit or t.unit or "", 1.0) for c, t in ((column, first), (same, second))
        )
        for row, other in rows:
            here, there = row.figures.get(column.at), other.figures.get(same.at)
            if here is None or there is None or here.unit != there.unit:
                continue
            slack = max(scale * 10.0**-here.places, other_scale * 10.0**-there.places)
            if abs(here.number * scale - there.number * other_scale) <= slack:
                alike += here.number != 0
            else:
                apart.append(Restated(column.heading, row, here, other, there))
    if alike >= _LEAST_SHARED and alike >= _LEAST_SHARE * (alike + len(apart)):
        yield from apart


def _told_apart(table: FigureTable) -> dict[str, FigureRow]:
    """Return the rows of a table by their label, but those whose label is not their own alone."""
    found: dict[str, list[FigureRow]] = {}
    for row in table.rows:
        found.setdefault(row.label.lower(), []).append(row)
    return {label: rows[0] for label, rows in found.items() if len(rows) == 1}
