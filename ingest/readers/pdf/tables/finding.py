"""The rows of a table as a page has them → its parts: tables with their columns named, and framed prose."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from ingest.readers.pdf.blocks import Paragraph, Row, Span, Table, header_of
from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.runs import Run
from ingest.readers.table_headers import RowLook, Shade, header_rows, names_columns

Part = Paragraph | Table

_BOLD = 0.9  # of the letters
REPEATED = 250  # characters: a longer cell that spans rows is not repeated in each


@dataclass(frozen=True, slots=True)
class TablePage:
    """What reading a table needs of its page: its ``number`` from 1, and the ``words`` of the paper.

    ``shade_of`` returns the colour behind a run (None: white), ``prose`` the parts that lines make which
    nothing tags or rules.
    """

    number: int
    words: Counter[str]
    shade_of: Callable[[Run], Shade | None]
    prose: Callable[[Sequence[Line]], Iterator[Part]]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its ``cells``; its ``names``, in which what spans columns is said in each of them; its look.

    A row of one cell has ``prose``, the parts that the cell frames: a section's name, or paragraphs.
    ``over`` says that this cell leaves the first column out and spans others, as a name over names does.
    """

    cells: Row
    names: Row
    look: RowLook
    prose: tuple[Part, ...] = ()
    over: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table's columns are: their ``spans`` in points (None: empty here), and its number if tagged."""

    spans: tuple[Span | None, ...]
    number: int | None = None


def table_parts(
    rows: Sequence[TableRow], columns: Columns, page: int, *, begins: bool = True
) -> Iterator[Part]:
    """Yield the parts of a table on page ``page`` in order; rows of prose part it, but its header goes on.

    Columns that are empty in all rows are left out of a table without a number. ``begins`` says that
    its first row is here.
    """
    names, sure = _named(rows) if begins else ([], False)
    named = {id(row) for row in names}
    body = [row for row in rows if id(row) not in named and not row.prose]
    numbered = columns.number is not None
    kept = list(range(len(columns.spans))) if numbered else _filled([*names, *body])
    heads = begins and not names and names_columns([row.cells for row in body], [row.look for row in body])
    above = body if heads else names
    header = header_of([tuple(row.names[column] for column in kept) for row in above], len(above))
    table = Table(
        rows=(),
        page=page,
        columns=tuple(span[0] if (span := columns.spans[column]) else 0.0 for column in kept),
        number=columns.number,
        header=header,
        sure=sure,
        spans=tuple(columns.spans[column] for column in kept),
        heads=heads,
    )
    held: list[Row] = []
    headers = len(names)  # the header's rows that no table holds yet
    for row in rows:
        if row.prose and id(row) not in named:
            if len(held) > headers:
                yield replace(table, rows=tuple(held), headers=headers)
                held, headers = [], 0
            yield from row.prose
        else:
            held.append(tuple(row.cells[column] for column in kept))
    if held:
        yield replace(table, rows=tuple(held), headers=headers)


def _named(rows: Sequence[TableRow]) -> tuple[list[TableRow], bool]:
    """Return the rows that name the columns, and whether they stand out as such.

    A row of one cell is such a row where it stands right over the others and spans several of them.
    """
    body = [row for row in rows if not row.prose]
    filled = _filled(body)
    found = header_rows(
        [tuple(row.cells[column] for column in filled) for row in body],
        [replace(row.look, shades=tuple(row.look.shades[column] for column in filled)) for row in body],
    )
    if not found.count:
        return [], False
    at = next(index for index, row in enumerate(rows) if row is body[0])
    above = list(takewhile(lambda row: row.over, reversed(rows[:at])))
    return [*reversed(above), *body[: found.count]], found.sure


def is_bold(lines: Iterable[Line]) -> bool:
    """Whether the letters of ``lines`` are bold, but for a footnote's sign or two."""
    letters: Counter[bool] = Counter()
    for line in lines:
        for run in line.runs:
            letters[run.bold] += sum(map(str.isalnum, run.text))
    return letters[True] > 0 and letters[True] >= _BOLD * letters.total()


def _filled(rows: Sequence[TableRow]) -> list[int]:
    width = len(rows[0].cells) if rows else 0
    return [column for column in range(width) if any(row.cells[column] for row in rows)]
