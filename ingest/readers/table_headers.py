"""Which of the first rows of a table name its columns, where nothing marks them: told by look and by form."""

import re
from collections.abc import Sequence
from itertools import takewhile

from ingest.readers.headings import numbered

_LONGEST = 90  # characters of one name
_FIGURE = re.compile(r"^[(£$€<>~+-]*\d[\d,]*\.?\d*\s?(?:%|k|m|bn|million)?\)?$", re.I)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_VALUES = frozenset("yes no y n n/a n/k tbc nil - – — red amber green r a g w white".split())
_MOST_STRONG = 3

Row = Sequence[str]


def header_rows(rows: Sequence[Row], strong: Sequence[bool]) -> int:
    """Return how many of the first ``rows`` name the columns: 0 to 3.

    They do when they alone are ``strong`` (bold, shaded), when they alone have no figures, or when the
    first has a short name for each of three or more columns, over longer cells. Two columns are as often
    a form (label, value) as a table, so need the look.
    """
    if len(rows) < 2:
        return 0
    leading = next((index for index, stands_out in enumerate(strong) if not stands_out), len(strong))
    alone = 1 <= leading <= min(_MOST_STRONG, len(rows) - 1)
    if alone and all(map(_names, rows[:leading])) and _filled(rows[leading - 1]) >= 2:
        return leading
    if over := _over_figures(rows):
        return over
    first = rows[0]
    if leading == len(strong) or not _names(first) or not all(map(_is_short_name, filter(None, first))):
        return 0
    # A blank corner, over a column of labels, is a table's and no form's.
    corner = len(first) > 2 and not first[0] and all(first[1:]) and all(row[0] for row in rows[1:3])
    if not corner and not (_filled(first) >= max(3, len(first) - 1) and _stands_out(rows)):
        return 0
    return 1 + sum(1 for _ in takewhile(_names_units, rows[1 : min(3, len(rows) - 1)]))


def has_figures(row: Row) -> bool:
    """Whether a row holds a figure that is no year."""
    return any(is_figure(cell) and not _YEAR.match(cell) for cell in row)


def is_figure(cell: str) -> bool:
    """Whether a cell holds a figure or a short answer rather than a name."""
    return bool(_FIGURE.match(cell)) or cell.lower() in _VALUES


def _over_figures(rows: Sequence[Row]) -> int:
    """Return how many rows without a figure stand over rows of a label and figures; 0 where it is not so."""
    body = next((index for index, row in enumerate(rows) if has_figures(row)), len(rows))
    if not 1 <= body <= _MOST_STRONG or len(rows[0]) <= 2 or not all(map(_names, rows[:body])):
        return 0
    below = [cell for row in rows[body : body + 6] for cell in row[1:] if cell]
    named = sum(any(row[column] for row in rows[:body]) for column in range(len(rows[0])))
    figures = sum(map(is_figure, below))
    return body if below and figures > 0.6 * len(below) and named * 2 > len(rows[0]) else 0


def _filled(row: Row) -> int:
    return sum(map(bool, row))


def _names(row: Row) -> bool:
    figures = sum(is_figure(cell) and not _YEAR.match(cell) for cell in row)
    return figures <= len(row) / 3 and all(len(cell) <= _LONGEST for cell in row)


def _is_short_name(cell: str) -> bool:
    # A single letter explains a rating ("G", "Implemented"), and names nothing.
    return len(cell) != 1 and len(cell.split()) <= 8 and numbered(cell)[0] is None and cell[-1:] != "."


def _names_units(row: Row) -> bool:
    """Whether a row goes on with the names: "Actual", "£m" over all columns but the first."""
    return (
        not row[0]
        and all(row[1:])
        and not any(map(str.isdigit, "".join(row)))
        and len("".join(row)) < 15 * len(row)
    )


def _stands_out(rows: Sequence[Row]) -> bool:
    """Whether the cells under the first row are longer than it, or figures."""
    body = [cell for row in rows[1:8] for cell in row if cell]
    first = [cell for cell in rows[0] if cell]
    if not body or not first:
        return False
    figures = sum(map(is_figure, body))
    longer = sum(map(len, body)) / len(body) > 1.3 * sum(map(len, first)) / len(first)
    return longer or figures > 0.25 * len(body)
