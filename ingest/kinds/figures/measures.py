"""Measures, from performance and finance tables: one for each figure, with what it is of."""

from collections.abc import Iterator

from ingest.kinds.figures.columns import FigureColumn
from ingest.kinds.figures.figures import FigureTable, figure_tables
from ingest.kinds.figures.periods_in_headers import is_one_year, period_in
from ingest.kinds.figures.rows import FigureRow
from ingest.kinds.figures.units import Figure, unit_in
from ingest.kinds.paper import Paper
from ingest.kinds.places import places_in
from ingest.records import Measure, Source


def measures(paper: Paper) -> Iterator[Measure]:
    """Yield the figures of the tables of ``paper``, row by row."""
    for table in figure_tables(paper):
        for row in table.rows:
            source = paper.locate_row(row.block)
            if source is not None:
                yield from _measures_of(table, row, source)


def _measures_of(table: FigureTable, row: FigureRow, source: Source) -> Iterator[Measure]:
    baseline = next(
        (row.figures[c.at].text for c in table.columns if c.is_baseline and c.at in row.figures), None
    )
    for column in table.columns:
        figure = row.figures.get(column.at)
        if figure is None:
            continue
        name = _name(table, row, column)
        if name is None:
            continue
        yield Measure(
            source=source,
            name=name,
            value=figure.text,
            number=figure.number,
            unit=unit_of(table, row, column, figure),
            area=row.label if table.by_area else _place(column),
            period=_period(table, row, column),
            baseline=None if column.is_baseline else baseline,
            rating=row.rating,
            table=table.title,
        )


def unit_of(table: FigureTable, row: FigureRow, column: FigureColumn, figure: Figure) -> str | None:
    """Return a figure's unit, from the nearest place that says it: the cell, the row, what is over it."""
    of_row = None if table.by_area else unit_in(row.label)
    over = column.unit or table.unit
    if figure.unit == "£" and over and over.startswith("£"):
        return over  # "£586.1" under "£m"
    return figure.unit or (of_row if of_row == "%" or over is None else over)


def _name(table: FigureTable, row: FigureRow, column: FigureColumn) -> str | None:
    """Return what a figure is of: the row's words and the column's; the table's where rows are areas."""
    if table.by_area or table.by_period:
        if column.is_baseline and table.title:
            return f"{table.title}: {column.name}"
        return column.name or table.title
    return f"{row.label}: {column.name}" if column.name else row.label


def _period(table: FigureTable, row: FigureRow, column: FigureColumn) -> str | None:
    if table.by_period:
        return row.label
    if row.period or column.period or any(other.period for other in table.columns):
        return row.period or column.period
    # A year in the row's own name ("Base Budget 2024-25") comes before that of the table.
    own = period_in(row.label)
    if own and is_one_year(own):
        return own
    nearest, *others = table.lines_over or ("",)
    over = (period for line in others if (period := period_in(line)) and is_one_year(period))
    return period_in(nearest) or next(over, None)


def _place(column: FigureColumn) -> str | None:
    return next(iter(places_in(column.name)), None) if column.name else None
