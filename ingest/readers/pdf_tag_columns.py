"""Cells of tagged tables put under one another: some programs leave the empty cells of a row out.

The cells that follow then count as columns further to the left than where they stand. A row that is
shorter than the table's fullest ones is laid under those.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from ingest.readers.pdf_aligned import Span, aligned
from ingest.readers.pdf_tags import Cell, Spans

_Row = dict[Cell, Span]


def spans_columns(cell: Cell, spans: Spans) -> bool:
    """Whether ``cell`` is tagged as one that spans columns."""
    place = (cell.table, cell.row, cell.column)
    return spans.get((cell.table, cell.row, cell.column + 1)) == place


def columns_by_place(reach: Mapping[Cell, Span], spans: Spans) -> dict[Cell, Cell]:
    """Return the cells of one page that stand under another column than they are tagged, as they should be.

    ``reach`` says from where to where the words of each cell go, in points. Rows in which a cell spans
    columns are left as they are.
    """
    tables: dict[int, dict[int, _Row]] = defaultdict(lambda: defaultdict(dict))
    for cell, span in reach.items():
        tables[cell.table][cell.row][cell] = span
    for rows in tables.values():
        for number in [number for number, row in rows.items() if any(spans_columns(cell, spans) for cell in row)]:
            del rows[number]
    moved: dict[Cell, Cell] = {}
    for rows in tables.values():
        moved.update(_moved(list(rows.values())))
    return moved


def _moved(rows: list[_Row]) -> dict[Cell, Cell]:
    most = max(map(len, rows), default=0)
    columns: dict[int, Span] = {}
    for row in rows:
        for cell, span in row.items() if len(row) == most else ():
            x0, x1 = columns.get(cell.column, span)
            columns[cell.column] = min(x0, span[0]), max(x1, span[1])
    order = sorted(columns)
    if len(order) != most or any(columns[one][1] > columns[other][0] for one, other in pairwise(order)):
        return {}
    moved: dict[Cell, Cell] = {}
    for row in rows:
        if len(row) < most and not all(_under(span, columns.get(cell.column)) for cell, span in row.items()):
            cells = sorted(row, key=lambda cell: row[cell])
            places = aligned([columns[column] for column in order], [row[cell] for cell in cells])
            if None not in places:
                moved.update(
                    (cell, replace(cell, column=order[place]))
                    for cell, place in zip(cells, places, strict=False)
                    if place is not None
                )
    return moved


def _under(span: Span, column: Span | None) -> bool:
    return column is not None and span[0] < column[1] and column[0] < span[1]
