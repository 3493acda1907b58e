"""Rows of cells, as a reader found them, to table-row blocks that know their header.

Exported tables are cut by page ends and merged cells: a cell that was merged over rows stands in
the first of them only, a row cut by a page end goes on in the next, a header is printed again on
every page, and a caption or section name fills one cell of an otherwise empty row.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.documents import Block, BlockKind

_VALUE = re.compile(
    r"^[£$€(<>~+-]*\d[\d,.]*\s*(?:%|k|m|bn|million|p|per cent)?\)?$|^(?:n/?a|-|–|yes|no|y|n|tbc)$", re.I
)
_PAGE_MARK = re.compile(r"^page \d{1,4}$", re.I)
_CONTENTS_ROW = re.compile(r"^\d[\d\s]*$")


def rows_to_blocks(rows: Sequence[Sequence[str]], page: int) -> Iterator[Block]:
    """Yield a block for each row of one table, and a heading for each row that only names a section."""
    cleaned = _drop_page_marks(rows)
    width = max((column + 1 for row in cleaned for column, cell in enumerate(row) if cell), default=0)
    table = [(tuple(row) + ("",) * width)[:width] for row in cleaned if any(row)]
    if _is_contents(table):
        return
    header: tuple[str, ...] = ()
    last: list[str] = []
    pending: Block | None = None
    for position, row in enumerate(table):
        filled = [cell for cell in row if cell]
        if header and _same_row(row, header):
            continue
        caption = position == 0 and len(table) > 1 and width > 1
        if len(filled) == 1 and row[0] and (caption or _names_section(row, header, table[position + 1 :])):
            if pending:
                yield pending
            pending, last = None, []
            yield Block(BlockKind.HEADING, filled[0].rstrip(":"), page, level=5)
            continue
        if _looks_like_header(row, table[position + 1 :], first=not last):
            if pending:
                yield pending
            pending, last, header = None, [], tuple(cell.replace("\n", " ") for cell in row)
            continue
        if pending and last and _continues(row, last):
            last = [_join(a, b) for a, b in zip(last, row, strict=True)]
            pending = _row_block(last, header, page)
            continue
        if pending:
            yield pending
        last = _carried_down(row, last)
        pending = _row_block(last, header, page)
    if pending:
        yield pending


def _row_block(cells: Sequence[str], header: tuple[str, ...], page: int) -> Block:
    return Block(BlockKind.TABLE_ROW, "", page, cells=tuple(cells), header=header)


def _drop_page_marks(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Blank the cells that hold only a page number printed beside the table, and the column that it made."""
    return [["" if _PAGE_MARK.match(cell) else cell for cell in row] for row in rows]


def _is_contents(table: Sequence[tuple[str, ...]]) -> bool:
    """Whether this is a list of contents: at most three columns, the last of ascending page numbers."""
    last = [row[-1] for row in table]
    if len(table) < 4 or len(table[0]) > 3 or not all(_CONTENTS_ROW.match(cell) for cell in last):
        return False
    numbers = [int(cell.split()[0]) for cell in last]
    return numbers == sorted(numbers) and numbers[-1] < 1000


def _same_row(row: Sequence[str], header: Sequence[str]) -> bool:
    return [c.replace("\n", " ").lower() for c in row] == [c.lower() for c in header]


def _names_section(row: Sequence[str], header: tuple[str, ...], following: Sequence[Sequence[str]]) -> bool:
    """Whether a row with one filled cell names what follows (it is no wrapped line, nor an empty row)."""
    text = row[0]
    if not following or not text[:1].isupper() or len(text.split()) > 10 or text[-1:] in ".,;":
        return False
    below = following[0]
    if header and _same_row(below, header):
        return True
    return sum(bool(cell) for cell in below) > 1 and (
        bool(header) or _looks_like_header(below, following[1:], first=True)
    )


def _looks_like_header(row: Sequence[str], following: Sequence[Sequence[str]], *, first: bool) -> bool:
    """Whether a row names columns: short words over longer or numeric cells."""
    filled = [cell for cell in row if cell]
    if not first or len(filled) < 2 or len(filled) < len(row) * 0.6 or not following:
        return False
    if any(_VALUE.match(cell) or len(cell.split()) > 9 or cell.endswith(".") for cell in filled):
        return False
    body = [cell for below in following[:6] for cell in below if cell]
    if not body:
        return False
    numeric = sum(bool(_VALUE.match(cell)) for cell in body) / len(body)
    longer = sum(len(cell) for cell in body) / len(body) > 2.5 * sum(len(cell) for cell in filled) / len(
        filled
    )
    return numeric > 0.25 or longer


def _continues(row: Sequence[str], last: Sequence[str]) -> bool:
    """Whether a row is the rest of the row above it, cut by a page end or a line end."""
    if len(row) != len(last):
        return False
    pairs = [(above, cell) for above, cell in zip(last, row, strict=True) if cell]
    return bool(pairs) and all(
        above and cell[:1].islower() and above[-1:] not in ".;:" for above, cell in pairs
    )


def _carried_down(row: Sequence[str], last: Sequence[str]) -> list[str]:
    """Give a row the leading cells that were merged with those above it."""
    cells = list(row)
    if not last or len(last) != len(cells) or len(cells) < 3:
        return cells
    if not any(cells[1:]):
        return cells
    for column in range(min(2, len(cells) - 1)):
        above, here = last[column], cells[column]
        if (not here and not any(cells[:column])) or (not here and column == 1 and cells[0] == last[0]):
            cells[column] = above
        elif here[:1].islower() and above and above[-1:] not in ".;:" and column <= 1:
            # The merged cell itself was cut by a page end: its second half names this row too.
            cells[column] = f"{above} {here}"
        else:
            break
    return cells


def _join(above: str, below: str) -> str:
    return f"{above} {below}".strip()
