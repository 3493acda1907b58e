"""Tables without ruled lines: lines whose words stand in the same columns, one under another."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.readers.headings import numbered
from ingest.readers.pdf_lines import Line, text_of
from ingest.readers.pdf_paragraphs import join_lines, starts_item

_FEWEST_ROWS = 3
_FIGURE = re.compile(r"^[(£$€<>~+-]*\d[\d,.]*\s*(?:%|k|m|bn)?\)?$|^[-–—]$|^n/?a$", re.IGNORECASE)

Row = tuple[str, ...]


def column_stretches(lines: Sequence[Line]) -> list[tuple[bool, list[Line]]]:
    """Part ``lines`` into stretches in order, each with whether it is a table."""
    stretches: list[tuple[bool, list[Line]]] = []
    for line in lines:
        wide = _is_row(line)
        if stretches and stretches[-1][0] == wide:
            stretches[-1][1].append(line)
        else:
            stretches.append((wide, [line]))
    found: list[tuple[bool, list[Line]]] = []
    for wide, some in stretches:
        whole = wide and _is_table(some)
        # Where no columns are told, a line of a label and figures is still a row by itself.
        for is_table, line in ((whole or (wide and _is_figures(line)), line) for line in some):
            if found and found[-1][0] == is_table and (line is not some[0] or not is_table):
                found[-1][1].append(line)
            else:
                found.append((is_table, [line]))
    return found


def _is_figures(line: Line) -> bool:
    figures = sum(bool(_FIGURE.match(text_of(piece))) for piece in line.pieces)
    return figures > 1 and figures >= len(line.pieces) - 2


def _is_row(line: Line) -> bool:
    pieces = line.pieces
    # "6.4 <tab> The panel ..." is a numbered paragraph, and so is a bullet set off by a tab.
    return len(pieces) > 1 and not (
        len(pieces) == 2 and (starts_item(line.text) or numbered(f"{text_of(pieces[0])} x")[0])
    )


def _is_table(lines: Sequence[Line]) -> bool:
    if len(lines) < _FEWEST_ROWS:
        return False
    columns = _columns(lines)
    if len(columns) < 2:
        return False
    fits = sum(
        len({_column(columns, piece[0].x0) for piece in line.pieces}) == len(line.pieces) for line in lines
    )
    if fits < 0.8 * len(lines):
        return False
    pieces = [text_of(piece) for line in lines for piece in line.pieces[1:]]
    figures = sum(bool(_FIGURE.match(piece)) for piece in pieces) / len(pieces)
    # Two columns of words may be two columns of a page; figures, or a third column, make a table.
    return figures > 0.5 or (len(columns) > 2 and all(len(piece) < 80 for piece in pieces))


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return the columns from left to right: where pieces overlap, from line to line, there is one."""
    spans = sorted((piece[0].x0, max(run.x1 for run in piece)) for line in lines for piece in line.pieces)
    columns: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if columns and x0 < columns[-1][1] - 1:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _column(columns: Sequence[tuple[float, float]], x: float) -> int:
    return max((index for index, (x0, _) in enumerate(columns) if x0 <= x + 0.5), default=0)


def column_rows(
    lines: Sequence[Line], words: Counter[str]
) -> tuple[list[Row], list[bool], tuple[float, ...]]:
    """Return the rows of a table without rules, whether each is bold, and the columns' left edges.

    A line with nothing in the first column and no figures goes on with the row above it. Where the
    lines have no columns in common, each is a row of its pieces.
    """
    if not _is_table(lines):
        cells = [tuple(text_of(piece) for piece in line.pieces) for line in lines]
        width = max(map(len, cells))
        return (
            [row + ("",) * (width - len(row)) for row in cells],
            [line.bold for line in lines],
            (0.0,) * width,
        )
    columns = _columns(lines)
    rows: list[list[str]] = []
    bold: list[bool] = []
    for line in lines:
        filled = [""] * len(columns)
        for piece in line.pieces:
            index = _column(columns, piece[0].x0)
            filled[index] = f"{filled[index]} {text_of(piece)}".strip()
        if rows and not filled[0] and not any(_FIGURE.match(cell) for cell in filled if cell):
            rows[-1] = [
                join_lines([part for part in pair if part], words)
                for pair in zip(rows[-1], filled, strict=True)
            ]
        else:
            rows.append(filled)
            bold.append(line.bold)
    return [tuple(row) for row in rows], bold, tuple(x0 for x0, _ in columns)
