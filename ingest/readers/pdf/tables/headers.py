"""Which of the first rows of a table name its columns: told by how they look beside the others, and by form.

A header stands out (it is bold or shaded and the rows below are not, or the file marks it as one) or it
has the form of one: short names over figures or longer cells. What only has the form may be a row of a
table that goes on from the page before, so the two are kept apart.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.headings import numbered
from ingest.readers.table_headers import is_figure

Row = Sequence[str]
Shade = tuple[int, int, int]

MOST_ROWS = 4
_LONGEST = 90  # characters of one name that only has the form of one
_LONGEST_STRONG = 250  # of one that stands out: it may explain what is asked for
_MOST_WORDS = 8
_MOST_MARKED_WORDS = 14
_MOST_NAME_WORDS = 4
_PROSE = 80  # characters
_SAMPLE = 8  # rows below that a row is compared with
_RECURS = 1 / 3  # of the rows below: a shade that comes back more often is a band's or a rating's
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_DATE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d\d){1,2}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:\s\d{4})?",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{1,2}[.:]\d\d(?:\s?[ap]m)?(?:\s?[-–]\s?\d{1,2}[.:]\d\d(?:\s?[ap]m)?)?")
_FIELD = re.compile(r"^[^:(]{2,40}:\s+\S")
_ENDS_SHORT = re.compile(r"\b(?:no|nos|ref|refs|dept|approx|est|qty|vol|p\.a)\.$", re.IGNORECASE)
_TICKS = frozenset("x X ✓ ✔ ✗ ✘ ☐ ☑ ☒ • *".split())
_UNIT = re.compile(
    r"^\(?(?:[£$€]?\s?['’]?0?00s?|[£$€]\s?(?:m|k|bn|million|thousands?|['’]?000s?|s)?|%|no\.|days|hours|fte)\)?$",
    re.IGNORECASE,
)
# Words that name a column and are hardly ever a value themselves.
_NAMING = frozenset(
    """
    description descriptions definition definitions meaning explanation detail details comment comments
    note notes response responses progress action actions owner lead deadline timescale timescales status
    purpose rationale commitment indicator measure target
    """.split()
)


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
        count = _by_form(rows, looks)
    if not count:
        return HeaderRows()
    most = min(MOST_ROWS, len(rows) - 1)
    reach = max(index + look.reach for index, look in enumerate(looks[:count]))
    if count < reach <= most and all(map(_has_no_values, rows[count:reach])):
        count = reach
    while count < most and _goes_on(rows, looks, count):
        count += 1
    return HeaderRows(count, sure)


def names_columns(rows: Sequence[Row], looks: Sequence[RowLook]) -> bool:
    """Whether ``rows``, which are all that a table has, could be the header of a table that follows."""
    return (
        1 <= len(rows) <= MOST_ROWS
        and all(look.bold or look.marked for look in looks)
        and all(_has_no_values(row) and _names(row, _LONGEST_STRONG) and _reads_as_names(row) for row in rows)
        and max(map(_filled, rows)) >= 2
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
        while count and not all(_names(row, _LONGEST_STRONG) for row in rows[:count]):
            count -= 1
        if count and max(map(_filled, rows[:count])) >= 2:
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
        if shade is None or below[: 2 * _SAMPLE].count(shade) > _RECURS * len(below[: 2 * _SAMPLE]):
            return False
    return bool(shaded)


def _is_shaded_as(first: RowLook, other: RowLook) -> bool:
    """Whether two rows share a shade: the first of two rows of bands is shaded apart, too, but otherwise."""
    return not set(first.shades).isdisjoint(shade for shade in other.shades if shade)


def _shade(look: RowLook, column: int) -> Shade | None:
    return look.shades[column] if column < len(look.shades) else None


def _by_form(rows: Sequence[Row], looks: Sequence[RowLook]) -> int:
    first = rows[0]
    if over := _over_figures(rows):
        return over
    if all(look.bold for look in looks) or not (_names(first, _LONGEST) and _has_no_values(first)):
        return 0
    if not all(map(_is_short_name, filter(None, first))) or _recurs(rows):
        return 0
    if _leaves_corner(rows) or _names_by_word(first) or _stands_over_prose(rows):
        return 1
    return int(_filled(first) >= max(3, len(first) - 1) and _is_shorter(rows))


def _over_figures(rows: Sequence[Row]) -> int:
    """Return how many rows of names stand over rows of a label and figures; 0 where it is not so."""
    body = next((at for at, row in enumerate(rows) if not _has_no_values(row)), len(rows))
    if not 1 <= body <= MOST_ROWS or len(rows[0]) < 2:
        return 0
    head = rows[:body]
    if not all(_names(row, _LONGEST) and all(map(_is_short_name, filter(None, row))) for row in head):
        return 0
    below = [cell for row in rows[body : body + _SAMPLE] for cell in row[1:] if cell]
    named = sum(any(row[column] for row in head) for column in range(len(rows[0])))
    # A form, too, has a label and a figure in a row: only a blank corner or more rows tell it apart.
    if len(rows[0]) == 2 and (named < 2 or len(rows) < 4):
        return 0
    return body if below and sum(map(_is_value, below)) > 0.6 * len(below) and named * 2 > len(rows[0]) else 0


def _leaves_corner(rows: Sequence[Row]) -> bool:
    """Whether the first row has names, but none over a column of labels."""
    first, below = rows[0], rows[1:4]
    return (
        len(first) > 2
        and not first[0]
        and _filled(first) >= 2
        and all(cell[:1].isupper() or not cell[:1].isalpha() for cell in first if cell)
        and all(row[0] and _filled(row) > _filled(first) - 1 for row in below)
    )


def _names_by_word(first: Row) -> bool:
    """Whether the first row has a name for each column, one of them a word that is hardly ever a value."""
    return all(first) and any(
        word in _NAMING for cell in first[1:] for word in re.findall(r"[a-z]+", cell.lower())[-1:]
    ) and not first[0].endswith(":")  # fmt: skip


def _stands_over_prose(rows: Sequence[Row]) -> bool:
    """Whether the first row has a short name for each column, and one of them stands over prose alone."""
    first, below = rows[0], rows[1 : _SAMPLE + 1]
    return (
        all(first)
        and all(len(cell.split()) <= _MOST_NAME_WORDS and cell[:1].isupper() for cell in first)
        and any(
            all(len(row[column]) >= max(_PROSE, 4 * len(first[column])) for row in below)
            for column in range(1, len(first))
        )
    )


def _recurs(rows: Sequence[Row]) -> bool:
    """Whether what the first row says of a column stands under it again: then it is a value."""
    first = rows[0]
    return any(
        cell and row[column] == cell
        for row in rows[1:]
        if tuple(row) != tuple(first)
        for column, cell in enumerate(first)
        if column
    )


def _is_shorter(rows: Sequence[Row]) -> bool:
    """Whether the cells under the first row are longer than it."""
    body = [cell for row in rows[1:_SAMPLE] for cell in row if cell]
    first = [cell for cell in rows[0] if cell]
    if not body or not first:
        return False
    return sum(map(len, body)) / len(body) > 1.3 * sum(map(len, first)) / len(first)


def _goes_on(rows: Sequence[Row], looks: Sequence[RowLook], count: int) -> bool:
    """Whether the row after ``count`` header rows goes on with them: units, years, a lower level of names."""
    row, below = rows[count], rows[count + 1 :]
    named = [cell for cell in row if cell]
    if not named or any(len(cell.split()) > 4 or len(cell) > 40 for cell in named):
        return False
    if all(_UNIT.match(cell) for cell in row[1:] if cell) and any(row[1:]):
        return True
    if any(_is_value(cell) for cell in named):
        return False
    starts = all(cell[:1].isupper() or not cell[:1].isalpha() for cell in named)
    corner = not any(head[0] for head in rows[:count])
    if not row[0]:
        alike = corner or (looks[count].bold and looks[count - 1].bold)
        return starts and alike and len(row) > 2 and bool(below) and all(other[0] for other in below[:3])
    # Under names that leave the corner blank: the columns' own names, over figures.
    figures = [cell for other in below[:_SAMPLE] for cell in other[1:] if cell]
    return (
        corner
        and starts
        and _filled(row) > max(map(_filled, rows[:count])) - 1
        and sum(map(_is_value, figures)) > 0.5 * len(figures)
    )


def _filled(row: Row) -> int:
    return sum(map(bool, row))


def _is_value(cell: str) -> bool:
    """Whether a cell holds a figure, a date, a time, a tick or a short answer: no name, but for a year."""
    return (is_figure(cell) and not _YEAR.match(cell)) or cell in _TICKS or _is_moment(cell)


def _is_moment(cell: str) -> bool:
    return bool(_DATE.fullmatch(cell) or _TIME.fullmatch(cell))


def _has_no_values(row: Row) -> bool:
    return _counts(row) or not any(_is_value(cell) for cell in row if cell)


def _counts(row: Row) -> bool:
    """Whether the cells but the first name columns by number: points of a scale, dates of a forecast."""
    points = [cell for cell in row[1:] if cell]
    if len(points) > 1 and all(map(_is_moment, points)):
        return not _is_value(row[0])
    if len(points) < 3 or not all(cell.isdecimal() for cell in points):
        return False
    return all(int(other) == int(one) + 1 for one, other in pairwise(points))


def _names(row: Row, longest: int) -> bool:
    """Whether the cells of a row may be names: short, and few of them figures."""
    filled = [cell for cell in row if cell]
    figures = 0 if _counts(row) else sum(map(_is_value, filled))
    return bool(filled) and 3 * figures <= len(filled) and all(len(cell) <= longest for cell in filled)


def _reads_as_names(row: Row) -> bool:
    """Whether the cells that a file marks as headings read so: some files mark whatever row is first."""
    return all(len(cell.split()) <= _MOST_MARKED_WORDS and not _FIELD.match(cell) for cell in row)


def _is_short_name(cell: str) -> bool:
    # A single letter explains a rating ("G", "Implemented"), and names nothing.
    single = len(cell) == 1 and not cell.isdecimal()
    return (
        not single
        and len(cell.split()) <= _MOST_WORDS
        and numbered(cell)[0] is None
        and (cell[-1:] != "." or bool(_ENDS_SHORT.search(cell)))
    )
