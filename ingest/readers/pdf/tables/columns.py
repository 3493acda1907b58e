"""Tables without ruled cells: lines whose words stand in the same columns, one under another.

Columns are told by their gutters (``pdf_gutters``), the names over them by where they stand
(``pdf_heads``), rows by what looks like one cell (``pdf_rows``). What is then no table - two columns
of prose, a numbered list, a list of contents (``pdf_table_signs``) - is left as lines.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.rules import Rule
from ingest.readers.pdf.tables.column_names import stands_over
from ingest.readers.pdf.tables.drafts import Draft, Part
from ingest.readers.pdf.tables.gutters import Block, Cells, find_blocks
from ingest.readers.pdf.tables.heads import Columns, head_of, tables_in
from ingest.readers.pdf.tables.pieces import pieces_of
from ingest.readers.pdf.tables.row_rules import ruled_under
from ingest.readers.pdf.tables.rows import are_strips, goes_on, value_columns
from ingest.readers.pdf.tables.values import Kind, kind_of

_FEWEST_RULES = 2


def column_parts(
    lines: Sequence[Line], rules: Sequence[Rule], words: Counter[str], *, lists: bool = True
) -> Iterator[Part]:
    """Part ``lines``, which stand under one another, into tables, entries of forms and lines between them.

    With ``lists``, columns of prose or lists side by side are lines too, those of each column together.
    """
    free: list[Line] = []
    done = 0
    for columns, ruled in _columns(lines, rules):
        for first, last in tables_in(columns):
            draft = _draft(columns, ruled, first, last, done)
            parts = draft.parts(words, lists=lists) if draft.start >= done else []
            if parts:
                free += lines[done : draft.start]
                done = draft.end
            for part in parts:
                if isinstance(part, list):
                    free += part
                    continue
                if free:
                    yield free
                    free = []
                yield part
    free += lines[done:]
    if free:
        yield free


def _columns(lines: Sequence[Line], rules: Sequence[Rule]) -> Iterator[tuple[Columns, set[int]]]:
    """Yield the columns of each block, from the top, and under which lines a line is ruled across them."""
    for block in find_blocks(lines):
        cells = dict(zip(range(block.start, block.end), block.cells, strict=True))
        ruled = _ruled(lines, rules, block)
        _start_of_rows(cells, block, ruled)
        _end_of_rows(cells, block, ruled)
        values = value_columns([cells[at] for at in sorted(cells)], len(block.columns))
        values |= _unfilled(cells, values, len(block.columns))
        yield Columns(lines, cells, block.columns, values), ruled


def _ruled(lines: Sequence[Line], rules: Sequence[Rule], block: Block) -> set[int]:
    """Return under which of ``lines`` a line is ruled that parts rows of ``block``."""
    found = ruled_under(lines, rules, block.columns[0].x0, block.columns[-1].x1)
    kept = [at for at in range(block.start, block.end) if block.cells[at - block.start]]
    cells = [block.cells[at - block.start] for at in kept]
    inside = {index for index, at in enumerate(kept) if at in found}
    return set() if are_strips(cells, [lines[at].y for at in kept], inside) else found


def _draft(columns: Columns, ruled: set[int], first: int, last: int, done: int) -> Draft:
    """Return what the lines ``first`` to ``last`` may be, with their names, which may begin at ``done``."""
    head, body = head_of(columns, first, last, done, ruled)
    while head < body and not _names_columns(columns, head):
        head += 1
    return Draft(head, body, last, columns, ruled)


def _unfilled(cells: Mapping[int, Cells], values: Mapping[int, Kind], columns: int) -> dict[int, Kind]:
    """Return the columns that are named among columns of values and hold nothing, as such."""
    filled = [
        at
        for at, line in cells.items()
        if any(n in values and kind_of(piece.text) is values[n] for n, piece in line.items())
    ]
    first = min(filled, default=0)
    used = {column for at, line in cells.items() if at >= first for column in line}
    return {column: Kind.FIGURE for column in range(columns) if column not in used}


def _names_columns(columns: Columns, at: int) -> bool:
    """Whether line ``at``, the highest of a head, stands over columns rather than over the table."""
    pieces = pieces_of(columns.lines[at])
    return len(pieces) > 1 or stands_over(pieces[0], columns.spans, columns.values)


def _end_of_rows(cells: dict[int, Cells], block: Block, ruled: set[int]) -> None:
    """Add to ``cells`` the lines under the block that go on with its last row.

    Where rows are ruled, the rule under it ends it; else it ends where no cell of it goes on.
    """
    end = max(cells) + 1
    rule = min((at for at in ruled if at >= end - 1), default=end - 1)
    if _are_ruled(block, ruled) and all(at in block.near for at in range(end, rule + 1)):
        cells.update({at: block.near[at] for at in range(end, rule + 1)})
        return
    while end in block.near and _goes_on(cells, block.near[end]):
        cells[end] = block.near[end]
        end += 1


def _start_of_rows(cells: dict[int, Cells], block: Block, ruled: set[int]) -> None:
    """Add to ``cells`` the lines over the block that its first row has, under the rule over it."""
    start = min(cells)
    rule = max((at for at in ruled if at < start), default=start - 1)
    if _are_ruled(block, ruled) and all(at in block.near for at in range(rule + 1, start)):
        cells.update({at: block.near[at] for at in range(rule + 1, start)})


def _are_ruled(block: Block, ruled: set[int]) -> bool:
    return sum(block.start <= at < block.end - 1 for at in ruled) >= _FEWEST_RULES


def _goes_on(cells: Mapping[int, Cells], line: Cells) -> bool:
    """Whether the one piece of ``line`` goes on with the cell above it."""
    ((column, piece),) = line.items()
    above = [index for index in cells if column in cells[index]]
    if not above:
        return False
    last = cells[max(above)][column]
    width = max(cells[index][column].x1 for index in above) - min(cells[index][column].x0 for index in above)
    return goes_on(last, piece, width)
