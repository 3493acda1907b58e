"""Tables of figures: which columns hold numbers and of what, and what each row's numbers are about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.kinds.actions.table_runs import TableRun, tables_of
from ingest.kinds.figures.columns import (
    FigureColumn,
    column_of,
    holds_figures,
    is_area,
    label_columns,
    list_numbers,
    names_rows_beside,
    page_numbers,
)
from ingest.kinds.figures.periods_in_headers import is_period
from ingest.kinds.figures.rows import FigureRow, figure_rows
from ingest.kinds.figures.units import figure_in, unit_in, without_unit
from ingest.kinds.paper import Paper, once

_LEAST_FIGURES = 0.6  # the share of a nameless column's cells that are numbers
_LEAST_PAIRS = 3  # rows of a table of two columns without names


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A table of figures; ``named_by`` is the heading of the column whose words name its rows.

    ``by_area`` and ``by_period`` say that these are areas or periods.
    """

    run: TableRun
    columns: tuple[FigureColumn, ...]
    rows: tuple[FigureRow, ...]
    named_by: str = ""
    by_area: bool = False
    by_period: bool = False

    @property
    def lines_over(self) -> tuple[str, ...]:
        """The line right over the table and the headings that it stands under, the nearest first."""
        return tuple(line for line in (self.run.caption, *reversed(self.run.headings)) if line)

    @property
    def title(self) -> str | None:
        """The nearest line over the table that names it; a unit alone does not."""
        return next((line for line in self.lines_over if any(c.isalpha() for c in without_unit(line))), None)

    @property
    def unit(self) -> str | None:
        """The unit that the line over the table names for all of it."""
        return unit_in(self.run.caption or "") or unit_in(self.title or "")


@once
def figure_tables(paper: Paper) -> tuple[FigureTable, ...]:
    """Return the tables of ``paper`` that hold figures, in reading order."""
    return tuple(_figure_tables(paper))


def _figure_tables(paper: Paper) -> Iterator[FigureTable]:
    before: FigureTable | None = None
    unclear: set[tuple[str, ...]] = set()
    for run in tables_of(paper):
        if _has_names_below(run):
            unclear.add(run.header)
        if run.header in unclear:
            continue
        for table in _named(run) if run.header else _pairs(run):
            if not table.rows:
                continue
            before = _with_units_of(table, before) if before else table
            yield before


def _named(run: TableRun) -> Iterator[FigureTable]:
    """Yield a table whose columns have names; two, where two stand side by side."""
    columns = [column_of(run.header, at) for at in range(len(run.header)) if holds_figures(run, at)]
    labels = label_columns(run, {column.at for column in columns})
    if not columns or not labels:
        return
    for label, group in _side_by_side(run, columns, labels):
        if _is_one_among_words(run, group):
            continue
        words = [row.cells[label] for row in run.rows if label < len(row.cells) and row.cells[label]]
        yield FigureTable(
            run,
            tuple(group),
            tuple(figure_rows(run, group, label)),
            named_by=run.header[label],
            by_area=is_area(run.header[label]),
            by_period=sum(map(is_period, words)) > len(words) / 2,
        )


def _has_names_below(run: TableRun) -> bool:
    """Whether a second row of names stands under the header, so that neither tells what the figures are."""
    cells = run.rows[0].cells
    named = sum(unit_in(cell) is not None and figure_in(cell) is None for cell in cells)
    return bool(run.header) and not cells[0] and named > 1


def _side_by_side(
    run: TableRun, columns: Sequence[FigureColumn], labels: Sequence[int]
) -> Iterator[tuple[int, list[FigureColumn]]]:
    """Yield which column names the rows of which figures; ``labels`` are in order of their fitness.

    Words between figures name those on their right, where figures on their left have names of their own.
    """
    first = labels[0]
    beside = [at for at in labels if at > first and names_rows_beside(run, at)]
    groups: dict[int, list[FigureColumn]] = {first: []}
    for column in columns:
        own = [at for at in beside if at < column.at and any(first < other.at < at for other in columns)]
        groups.setdefault(max(own, default=first), []).append(column)
    yield from ((label, group) for label, group in groups.items() if group)


def _pairs(run: TableRun) -> Iterator[FigureTable]:
    """Yield a table of two columns without names: what is counted, and how many."""
    if len(run.rows) < _LEAST_PAIRS or any(len(row.cells) != 2 or not all(row.cells) for row in run.rows):
        return
    for at, label in ((1, 0), (0, 1)):
        found = [figure for row in run.rows if (figure := figure_in(row.cells[at]))]
        worded = not any(figure_in(row.cells[label]) for row in run.rows)
        listed = bool(found) and (list_numbers(found) or page_numbers(found))
        if len(found) >= _LEAST_FIGURES * len(run.rows) and worded and not listed:
            column = FigureColumn(at, "", "", None, None)
            yield FigureTable(run, (column,), tuple(figure_rows(run, (column,), label)))
            return


def _is_one_among_words(run: TableRun, columns: Sequence[FigureColumn]) -> bool:
    """Whether a table's only number is one that nothing marks as a figure, or stands amid rows of words."""
    cells = ((row.cells[c.at], c) for row in run.rows for c in columns if c.at < len(row.cells))
    found = [(figure, column) for cell, column in cells if (figure := figure_in(cell))]
    marked = any(figure.unit or column.unit or column.period for figure, column in found)
    return len(found) == 1 and (len(run.rows) > 1 or not marked)


def _with_units_of(table: FigureTable, before: FigureTable) -> FigureTable:
    """Return a table that goes on on the next page with the unit that only its beginning names."""
    units = {column.unit for column in before.columns}
    if (
        len(units) != 1
        or any(column.unit for column in table.columns)
        or table.run.page > before.run.rows[-1].page + 1
        or table.run.headings != before.run.headings
        or not _names(table.run) <= _names(before.run)
    ):
        return table
    unit = units.pop()
    return replace(table, columns=tuple(replace(column, unit=unit) for column in table.columns))


def _names(run: TableRun) -> set[str]:
    return {name for words in run.header if (name := without_unit(words))}
