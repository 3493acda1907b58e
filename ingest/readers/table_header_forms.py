"""Which of the first rows of a table have the form of names: short, over figures or longer cells."""

import re
from collections.abc import Sequence

from ingest.readers.cell_values import counts, has_no_values, is_value
from ingest.readers.headings import numbered

Row = Sequence[str]

MOST_ROWS = 4
LONGEST = 90  # characters of one name that only has the form of one
SAMPLE = 8  # rows below that a row is compared with
_MOST_WORDS = 8
_MOST_NAME_WORDS = 4
_PROSE = 80  # characters
_ENDS_SHORT = re.compile(r"\b(?:no|nos|ref|refs|dept|approx|est|qty|vol|p\.a)\.$", re.IGNORECASE)
# Words that name a column and are hardly ever a value themselves.
_NAMING = frozenset(
    """
    description descriptions definition definitions meaning explanation detail details comment comments
    note notes response responses progress action actions owner lead deadline timescale timescales status
    purpose rationale commitment indicator measure target
    """.split()
)


def by_form(rows: Sequence[Row], *, all_bold: bool) -> int:
    """Return how many of the first ``rows`` have the form of names; where ``all_bold``, no row stands out."""
    first = rows[0]
    if over := _over_figures(rows):
        return over
    if all_bold or not (may_name(first, LONGEST) and has_no_values(first)):
        return 0
    if not all(map(_is_short_name, filter(None, first))) or _recurs(rows):
        return 0
    if _leaves_corner(rows) or _names_by_word(first) or _stands_over_prose(rows):
        return 1
    return int(filled(first) >= max(3, len(first) - 1) and _is_shorter(rows))


def may_name(row: Row, longest: int) -> bool:
    """Whether the cells of a row may be names: short, and few of them figures."""
    names = [cell for cell in row if cell]
    figures = 0 if counts(row) else sum(map(is_value, names))
    return bool(names) and 3 * figures <= len(names) and all(len(cell) <= longest for cell in names)


def filled(row: Row) -> int:
    """Return how many cells of a row hold something."""
    return sum(map(bool, row))


def _over_figures(rows: Sequence[Row]) -> int:
    """Return how many rows of names stand over rows of a label and figures; 0 where it is not so."""
    body = next((at for at, row in enumerate(rows) if not has_no_values(row)), len(rows))
    if not 1 <= body <= MOST_ROWS or len(rows[0]) < 2:
        return 0
    head = rows[:body]
    if not all(may_name(row, LONGEST) and all(map(_is_short_name, filter(None, row))) for row in head):
        return 0
    below = [cell for row in rows[body : body + SAMPLE] for cell in row[1:] if cell]
    named = sum(any(row[column] for row in head) for column in range(len(rows[0])))
    # A form, too, has a label and a figure in a row: only a blank corner or more rows tell it apart.
    if len(rows[0]) == 2 and (named < 2 or len(rows) < 4):
        return 0
    return body if below and sum(map(is_value, below)) > 0.6 * len(below) and named * 2 > len(rows[0]) else 0


def _leaves_corner(rows: Sequence[Row]) -> bool:
    """Whether the first row has names, but none over a column of labels."""
    first, below = rows[0], rows[1:4]
    return (
        len(first) > 2
        and not first[0]
        and filled(first) >= 2
        and all(cell[:1].isupper() or not cell[:1].isalpha() for cell in first if cell)
        and all(row[0] and filled(row) > filled(first) - 1 for row in below)
    )


def _names_by_word(first: Row) -> bool:
    """Whether the first row has a name for each column, one of them a word that is hardly ever a value."""
    return all(first) and any(
        word in _NAMING for cell in first[1:] for word in re.findall(r"[a-z]+", cell.lower())[-1:]
    ) and not first[0].endswith(":")  # fmt: skip


def _stands_over_prose(rows: Sequence[Row]) -> bool:
    """Whether the first row has a short name for each column, and one of them stands over prose alone."""
    first, below = rows[0], rows[1 : SAMPLE + 1]
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
    body = [cell for row in rows[1:SAMPLE] for cell in row if cell]
    first = [cell for cell in rows[0] if cell]
    if not body or not first:
        return False
    return sum(map(len, body)) / len(body) > 1.3 * sum(map(len, first)) / len(first)


def _is_short_name(cell: str) -> bool:
    # A single letter explains a rating ("G", "Implemented"), and names nothing.
    single = len(cell) == 1 and not cell.isdecimal()
    return (
        not single
        and len(cell.split()) <= _MOST_WORDS
        and numbered(cell)[0] is None
        and (cell[-1:] != "." or bool(_ENDS_SHORT.search(cell)))
    )
