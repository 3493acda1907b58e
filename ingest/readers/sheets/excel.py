"""One sheet of a workbook, read bit by bit: its cells as the sheet shows them, without what is hidden."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.readers.links import web_address
from ingest.readers.ooxml import RELATIONSHIPS, OfficePackage, Relation
from ingest.readers.sheets.excel_styles import Look, Words, child, children, clipped, local, words_of
from ingest.readers.sheets.number_formats import show, show_text
from ingest.readers.sheets.sheet import MOST_COLUMNS, Budget, Sheet, SheetCell
from ingest.readers.xml_tree import Element, iterate_xml

_MOST_MERGES = 100_000
_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")
_TAGS = (
    "row", "col", "mergeCell", "hyperlink", "autoFilter", "oddHeader", "oddFooter", "evenHeader",
    "evenFooter", "firstHeader", "firstFooter",
)  # fmt: skip
_HIDDEN = frozenset({"1", "true"})
# "&C" and the like place a part of a header; "&P" and the like stand for something; "&12" is a size.
_HEADER_CODES = re.compile(r'&(?:"[^"]*"|[LCR]|[A-Z&]|\d+)', re.I)
_PLACES = re.compile(r"&[LCR]", re.I)
_TRUE = {"1": "TRUE", "0": "FALSE"}


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the sheets of a workbook share."""

    looks: Sequence[Look]
    strings: Sequence[Words]
    from_1904: bool = False


@dataclass(slots=True)
class SheetReader:
    """Reads a sheet; ``budget`` bounds what is read of all sheets together."""

    package: OfficePackage
    workbook: Workbook
    budget: Budget
    relations: Mapping[str, Relation] = field(default_factory=dict)
    running: list[str] = field(default_factory=list)  # what its headers and footers say
    unknown: int = 0  # cells with formulas whose results the file does not hold
    _last: int = 0  # the number of the row before

    def read(self, part: str, name: str) -> Sheet:
        """Return the sheet in ``part``."""
        self.relations = self.package.relations(part)
        self._last = 0
        sheet = Sheet(name)
        hidden: set[int] = set()
        wanted = tuple(f"{{*}}{tag}" for tag in _TAGS)
        merges = 0
        with self.package.stream(part) as stream:
            for element in iterate_xml(stream, wanted, self.package.name, self.package.what):
                tag = local(element)
                if tag == "row":
                    self._row(element, sheet)
                elif tag == "col":
                    hidden |= _hidden_columns(element)
                elif tag == "mergeCell" and merges < _MOST_MERGES:
                    merges += 1
                    _merge(element.get("ref"), sheet)
                elif tag == "hyperlink":
                    self._link(element, sheet)
                elif tag == "autoFilter":
                    _head(element.get("ref"), sheet)
                elif tag.endswith(("Header", "Footer")):
                    self.running += _header_texts(element.text or "")
        sheet.hidden_columns = len({column for row in sheet.rows.values() for column in row} & hidden)
        shown = {
            number: {column: cell for column, cell in row.items() if column not in hidden}
            for number, row in sheet.rows.items()
        }
        sheet.rows = {number: row for number, row in shown.items() if row}
        self._tables(sheet)
        return sheet

    def _row(self, element: Element, sheet: Sheet) -> None:
        number = self._last = _whole(element.get("r")) or self._last + 1
        if not self.budget.cells:
            sheet.clipped = True
            return
        cells = children(element, "c")
        if (element.get("hidden") or "").lower() in _HIDDEN:
            sheet.hidden_rows += any(child(cell, "v") is not None for cell in cells)
            return
        row: dict[int, SheetCell] = {}
        column = 0
        for cell in cells:
            place = _REFERENCE.match(cell.get("r") or "")
            column = _column(place[1]) if place else column + 1
            if column > MOST_COLUMNS:
                sheet.clipped = True
                break
            shown = self._cell(cell)
            if shown is not None:
                row[column] = shown
        if row and not self.budget.take(row.values()):
            sheet.clipped = True
            return
        if row:
            sheet.rows[number] = row

    def _cell(self, cell: Element) -> SheetCell | None:
        """Return what a cell shows; None for an empty one."""
        index = _whole(cell.get("s"))
        look = self.workbook.looks[index] if index < len(self.workbook.looks) else Look()
        words = self._words(cell, look)
        if words is None:
            return None
        if look.struck:
            words = Words("", f"{words.live} {words.struck}".strip())
        if not words.live and not words.struck:
            return None
        return SheetCell(words.live, strong=look.strong, struck=words.struck)

    def _words(self, cell: Element, look: Look) -> Words | None:
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            inline = child(cell, "is")
            return words_of(inline) if inline is not None else None
        found = child(cell, "v")
        value = (found.text or "") if found is not None else ""
        if not value:
            self.unknown += child(cell, "f") is not None
            return None
        if kind == "s":
            index = _whole(value)
            return self.workbook.strings[index] if index < len(self.workbook.strings) else None
        if kind == "b":
            return Words(_TRUE.get(value, value))
        if kind == "n":
            return Words(self._number(value, look))
        return Words(clipped(show_text(value, look.code) if kind == "str" else value))

    def _number(self, value: str, look: Look) -> str:
        try:
            number = float(value)
        except ValueError:
            return clipped(value)
        if not math.isfinite(number):
            return clipped(value)
        return clipped(show(number, look.code, from_1904=self.workbook.from_1904))

    def _link(self, element: Element, sheet: Sheet) -> None:
        relation = self.relations.get(element.get(f"{RELATIONSHIPS}id") or "")
        address = web_address(relation.target) if relation is not None and relation.external else None
        place = _REFERENCE.match(element.get("ref") or "")
        if address and place:
            cell = sheet.rows.get(int(place[2]), {}).get(_column(place[1]))
            if cell is not None and cell.text:
                cell.links = ((cell.text.replace("\n", " "), address),)

    def _tables(self, sheet: Sheet) -> None:
        """Take the header rows that the sheet's tables tell."""
        for relation in self.relations.values():
            if relation.kind == "table" and not relation.external:
                root = self.package.tree(relation.target)
                if root is not None and root.get("headerRowCount") != "0":
                    _head(root.get("ref"), sheet)


def _merge(reference: str | None, sheet: Sheet) -> None:
    """Let the first cell of a merged range span it."""
    first, _, last = (reference or "").partition(":")
    start, end = _REFERENCE.match(first), _REFERENCE.match(last)
    if not start or not end:
        return
    cell = sheet.rows.get(int(start[2]), {}).get(_column(start[1]))
    if cell is not None:
        cell.columns = max(1, _column(end[1]) - _column(start[1]) + 1)
        cell.rows = max(1, int(end[2]) - int(start[2]) + 1)


def _head(reference: str | None, sheet: Sheet) -> None:
    place = _REFERENCE.match((reference or "").partition(":")[0])
    if place:
        sheet.heads.add(int(place[2]))


def _hidden_columns(element: Element) -> set[int]:
    if (element.get("hidden") or "").lower() not in _HIDDEN:
        return set()
    first, last = _whole(element.get("min")), _whole(element.get("max"))
    return set(range(max(1, first), min(last, MOST_COLUMNS) + 1))


def _header_texts(text: str) -> list[str]:
    """Return the texts of a sheet's header or footer, left, middle and right."""
    return [_HEADER_CODES.sub("", part) for part in _PLACES.split(text)]


def _column(letters: str) -> int:
    """Return a column's number, from 1, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else 0
