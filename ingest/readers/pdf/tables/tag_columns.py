"""Cells of tagged tables put under one another, where the tags count their columns otherwise.

Some programs leave the empty cells of a row out, so that the cells after them count as columns further to
the left than where they stand. Others part columns wherever the borders of some row are, so that what
stands in one column counts as two. Rows are laid under the fullest ones, by where their words stand.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from ingest.readers.pdf.tables.aligned import Span, aligned
from ingest.readers.pdf.tags import Cell, Spans

_Row = dict[Cell, Span]


def spans_columns(cell: Cell, spans: Spans) -> bool:
    """Whether ``cell`` is tagged as one that spans columns."""
    place = (cell.table, cell.row, cell.column)
    return spans.get((cell.table, cell.row, cell.column + 1)) == place


def columns_by_place(reach: Mapping[Cell, Span], spans: Spans) -> dict[Cell, Cell]:
    """Return the cells that stand under another column than they are tagged, as they should be.

    ``reach`` says from where to where the words of each cell go, in points. Of rows that have fewer cells
    than the fullest, those in which a cell spans columns are left as they are.
    """
    tables: dict[int, dict[int, _Row]] = defaultdict(lambda: defaultdict(dict))
    for cell, span in reach.items():
        tables[cell.table][cell.row][cell] = span
    moved: dict[Cell, Cell] = {}
    for numbered in tables.values():
        rows = list(numbered.values())
        most = max(map(len, rows))
        if most > 1:
            moved.update(
                _moved(
                    [row for row in rows if len(row) == most],
                    [
                        row
                        for row in rows
                        if len(row) < most and not any(spans_columns(c, spans) for c in row)
                    ],
                )
            )
    return moved


def _moved(full: list[_Row], shorter: list[_Row]) -> dict[Cell, Cell]:
    # The row whose columns are counted without gaps is the one that is counted right.
    columns = min((_columns(row) for row in full), key=lambda columns: (sum(columns), columns))
    grounds: dict[int, Span] = {}
    for row in full:
        for cell, span in row.items() if _columns(row) == columns else ():
            x0, x1 = grounds.get(cell.column, span)
            grounds[cell.column] = min(x0, span[0]), max(x1, span[1])
    if any(grounds[one][1] > grounds[other][0] for one, other in pairwise(columns)):
        return {}
    moved: dict[Cell, Cell] = {}
    for row in [*full, *shorter]:
        if all(_under(span, grounds.get(cell.column)) for cell, span in row.items()):
            continue
        cells = sorted(row, key=lambda cell: row[cell])
        places = aligned([grounds[column] for column in columns], [row[cell] for cell in cells])
        known = [columns[place] for place in places if place is not None]
        if len(known) == len(cells) and all(
            _under(row[cell], grounds[column]) for cell, column in zip(cells, known, strict=True)
        ):
            moved.update(
                (cell, replace(cell, column=column)) for cell, column in zip(cells, known, strict=True)
            )
    return moved


def _columns(row: _Row) -> tuple[int, ...]:
    return tuple(sorted(cell.column for cell in row))


def _under(span: Span, column: Span | None) -> bool:
    return column is not None and span[0] < column[1] and column[0] < span[1]
