"""Which of the first rows of a table name its columns: told by how they look beside the others, and by form.

A header stands out (it is bold or shaded and the rows below are not, or the file marks it as one) or it
has the form of one: short names over figures or longer cells. What only has the form may be a row of a
table that goes on from the page before, so the two are kept apart.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.readers.cell_values import has_no_values, is_unit, is_value
from ingest.readers.table_header_forms import MOST_ROWS, SAMPLE, Row, by_form, filled, may_name

Shade = tuple[int, int, int]

_LONGEST_STRONG = 250  # characters of a name that stands out: it may explain what is asked for
_MOST_MARKED_WORDS = 14
_RECURS = 1 / 3  # of the rows below: a shade that comes back more often is a band's or a rating's
_FIELD = re.compile(r"^[^:(]{2,40}:\s+\S")


@dataclass(frozen=True, slots=True)
class RowLook:
    """How a row looks: all its letters are ``bold``; the file has ``marked`` all its cells as headings.

    ``shades`` are the colours behind its cells by column, None for white. A cell of it spans ``reach``
    rows, this one included.
    """

    bold: bool = False
    marked: bool = False
    shades: tuple[Shade | None, ...] = ()
    reach: int = 1


@dataclass(frozen=True, slots=True)
class HeaderRows:
    """How many of a table's first rows name its columns; ``sure`` says that they stand out as such."""

    count: int = 0
    sure: bool = False


def header_rows(rows: Sequence[Row], looks: Sequence[RowLook]) -> HeaderRows:
    """Return how many of ``rows`` name the columns: 0 to 4, and never all of them."""
    if len(rows) < 2:
        return HeaderRows()
    count = _standing_out(rows, looks)
    sure = count > 0
    if not sure:
        count = by_form(rows, all_bold=all(look.bold for look in looks))
    if not count:
        return HeaderRows()
    most = min(MOST_ROWS, len(rows) - 1)
    reach = max(index + look.reach for index, look in enumerate(looks[:count]))
    if count < reach <= most and all(map(has_no_values, rows[count:reach])):
        count = reach
    while count < most and _goes_on(rows, looks, count):
        count += 1
    return HeaderRows(count, sure)


def names_columns(rows: Sequence[Row], looks: Sequence[RowLook]) -> bool:
    """Whether ``rows``, which are all that a table has, could be the header of a table that follows."""
    return (
        1 <= len(rows) <= MOST_ROWS
        and all(look.bold or look.marked for look in looks)
        and all(
            has_no_values(row) and may_name(row, _LONGEST_STRONG) and _reads_as_names(row) for row in rows
        )
        and max(map(filled, rows)) >= 2
    )


def _standing_out(rows: Sequence[Row], looks: Sequence[RowLook]) -> int:
    """Return how many of the first rows stand out as names: bold, shaded or marked as the others are not."""
    signs: tuple[Callable[[int], bool], ...] = (
        lambda at: looks[at].marked and _reads_as_names(rows[at]),
        lambda at: looks[at].bold,
        lambda at: _is_shaded_apart(rows, looks, at) and _is_shaded_as(looks[0], looks[at]),
    )
    best = 0
    for sign in signs:
        count = next((at for at in range(len(rows)) if not sign(at)), len(rows))
        # All of a table that is bold or marked says nothing of its first rows.
        if count == len(rows) or count > MOST_ROWS:
            continue
        while count and not all(may_name(row, _LONGEST_STRONG) for row in rows[:count]):
            count -= 1
        if count and max(map(filled, rows[:count])) >= 2:
            best = max(best, count)
    return best


def _is_shaded_apart(rows: Sequence[Row], looks: Sequence[RowLook], at: int) -> bool:
    """Whether each filled cell of a row is shaded as few of those under it are."""
    shaded = [column for column, cell in enumerate(rows[at]) if cell]
    for column in shaded:
        shade = _shade(looks[at], column)
        below = [
            _shade(look, column)
            for row, look in zip(rows[at + 1 :], looks[at + 1 :], strict=True)
            if row[column] and row != rows[at]
        ]
        if shade is None or below[: 2 * SAMPLE].count(shade) > _RECURS * len(below[: 2 * SAMPLE]):
            return False
    return bool(shaded)


def _is_shaded_as(first: RowLook, other: RowLook) -> bool:
    """Whether two rows share a shade: the first of two rows of bands is shaded apart, too, but otherwise."""
    return not set(first.shades).isdisjoint(shade for shade in other.shades if shade)


def _shade(look: RowLook, column: int) -> Shade | None:
    return look.shades[column] if column < len(look.shades) else None


def _goes_on(rows: Sequence[Row], looks: Sequence[RowLook], count: int) -> bool:
    """Whether the row after ``count`` header rows goes on with them: units, years, a lower level of names."""
    row, below = rows[count], rows[count + 1 :]
    named = [cell for cell in row if cell]
    if not named or any(len(cell.split()) > 4 or len(cell) > 40 for cell in named):
        return False
    if all(is_unit(cell) for cell in row[1:] if cell) and any(row[1:]):
        return True
    if any(is_value(cell) for cell in named):
        return False
    starts = all(cell[:1].isupper() or not cell[:1].isalpha() for cell in named)
    corner = not any(head[0] for head in rows[:count])
    if not row[0]:
        alike = corner or (looks[count].bold and looks[count - 1].bold)
        return starts and alike and len(row) > 2 and bool(below) and all(other[0] for other in below[:3])
    # Under names that leave the corner blank: the columns' own names, over figures.
    figures = [cell for other in below[:SAMPLE] for cell in other[1:] if cell]
    return (
        corner
        and starts
        and filled(row) > max(map(filled, rows[:count])) - 1
        and sum(map(is_value, figures)) > 0.5 * len(figures)
    )


def _reads_as_names(row: Row) -> bool:
    """Whether the cells that a file marks as headings read so: some files mark whatever row is first."""
    return all(len(cell.split()) <= _MOST_MARKED_WORDS and not _FIELD.match(cell) for cell in row)
