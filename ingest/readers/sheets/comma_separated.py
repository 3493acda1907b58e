"""CSV files: one table, whatever parts its columns and however its characters are written."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ingest.documents import Page, ReadPaper
from ingest.errors import PaperRefused
from ingest.normalise import normalise
from ingest.readers.cell_values import is_figure
from ingest.readers.decoding import decode
from ingest.readers.guard import guarded, no_text
from ingest.readers.sheets.sheet import MOST_COLUMNS, Budget, Sheet, SheetCell, sheet_blocks

_WHAT = "CSV file"
MOST_BYTES = 100 * 1024 * 1024
_LONGEST_FIELD = 1024 * 1024  # characters
_PARTED_BY = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SAMPLE = 100  # lines by which the delimiter is told
_LONGEST_NAME = 90  # characters of a column's name


def read_csv(path: Path) -> ReadPaper:
    """Read a .csv file as one page. Raises PaperEmpty and PaperRefused."""
    name = path.name
    with guarded(name, _WHAT):
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise PaperRefused(
                f"{name}: {size / 2**20:.0f} MB is more than is read of a table ({MOST_BYTES // 2**20} MB).",
                hint="Data of that size belongs into a database. Add a summary of it.",
            )
        text = decode(path.read_bytes(), name)
        delimiter, text = _delimiter(text)
        sheet = _sheet(text, delimiter)
        blocks = sheet_blocks(sheet, 1)
        if not blocks:
            raise no_text(name)
        notes: list[str] = []
        if delimiter != ",":
            notes.append(f"Its columns are parted by {_PARTED_BY[delimiter]}.")
        if sheet.clipped:
            notes.append(
                f"It is larger than is read: its first {len(sheet.rows):,} rows are, and at most "
                f"{MOST_COLUMNS} columns."
            )
        return ReadPaper((Page(1, tuple(blocks)),), notes=tuple(notes))


def _delimiter(text: str) -> tuple[str, str]:
    """Return what parts the columns, and the text without the line by which Excel says so."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"').lower()
    if said.startswith("sep=") and said[4:] in _PARTED_BY:
        return said[4:], rest
    if first.rstrip("\r").lower() == "sep=\t":
        return "\t", rest
    return max(_PARTED_BY, key=lambda delimiter: _regularity(text, delimiter)), text


def _regularity(text: str, delimiter: str) -> tuple[int, int]:
    """Return how many of the first lines have the same number of columns, more than one, and that number."""
    try:
        rows = list(islice(_rows(text, delimiter), _SAMPLE))
    except csv.Error:
        return 0, 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return count, width


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_FIELD)
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _sheet(text: str, delimiter: str) -> Sheet:
    sheet = Sheet("")
    budget = Budget()
    for number, fields in enumerate(_rows(text, delimiter), start=1):
        cells = [_cleaned(each) for each in fields[:MOST_COLUMNS]]
        sheet.clipped = sheet.clipped or len(fields) > MOST_COLUMNS
        row = {column: SheetCell(cell) for column, cell in enumerate(cells, start=1) if cell}
        if not row:
            continue
        if not budget.take(row.values()):
            sheet.clipped = True
            break
        sheet.rows[number] = row
    first = next((number for number, row in sheet.rows.items() if len(row) > 1), None)
    if first is not None and _names_columns(sheet.rows[first]):
        sheet.heads.add(first)
    return sheet


def _cleaned(text: str) -> str:
    return "\n".join(line for line in map(normalise, text.split("\n")) if line)


def _names_columns(row: dict[int, SheetCell]) -> bool:
    """Whether the first full row names the columns, as nearly always: names that differ, and no figures."""
    names = [cell.text for cell in row.values()]
    return (
        len(set(names)) == len(names)
        and not any(map(is_figure, names))
        and all(len(name) <= _LONGEST_NAME for name in names)
    )
