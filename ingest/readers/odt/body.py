"""The body of an OpenDocument text: its paragraphs, lists, tables and frames, in order, into a flow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.readers.flow import DEEPEST, Cell, Flow, Paragraph, Row, row_as_paragraph
from ingest.readers.grid import WIDEST
from ingest.readers.odt.lists import Label, List, Lists
from ingest.readers.odt.styles import DRAW, TABLE, TEXT, Styles, whole
from ingest.readers.odt.words import WordReader
from ingest.readers.wording import Wording
from ingest.readers.xml_tree import Element

# Indexes say again, with page numbers, what the paper says.
_UNREAD = frozenset(
    TEXT + name
    for name in (
        "table-of-content", "illustration-index", "table-index", "object-index", "alphabetical-index",
        "user-index", "tracked-changes",
    )
)  # fmt: skip
_PARAGRAPHS = frozenset((f"{TEXT}p", f"{TEXT}h"))
_ROW_GROUPS = frozenset(TABLE + name for name in ("table-rows", "table-row-group", "table-header-rows"))
_MOST_REPEATED = 100  # rows: a file may say that a row is repeated a million times


@dataclass(slots=True)
class _Item:
    """An item of a list on ``level``, from 0; its label is given to its first paragraph."""

    opened: List
    level: int
    start: str | None = None
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A paragraph, read, with the drawings fixed to it; or (None) a table, a drawing or a page's end."""

    element: Element
    paragraph: Paragraph | None = None
    drawings: tuple[Element, ...] = ()


@dataclass(slots=True)
class BodyReader:
    """Reads a body into ``flow``."""

    flow: Flow
    styles: Styles
    words: WordReader
    _lists: Lists = field(init=False)

    def __post_init__(self) -> None:
        self._lists = Lists(self.styles)

    def read(self, holder: Iterable[Element], depth: int = 0) -> None:
        """Read all that ``holder`` holds."""
        for found in self._found(holder, None, depth):
            element = found.element
            if found.paragraph is not None:
                self._add(element, found.paragraph)
                for drawing in found.drawings:
                    self.read(drawing, depth + 1)
            elif element.tag == f"{TABLE}table":
                self._table(element, depth)
            elif element.tag == f"{TEXT}soft-page-break":
                self.flow.end_page(by_author=False)
            else:
                self.read(element, depth + 1)

    def _add(self, element: Element, paragraph: Paragraph) -> None:
        style = element.get(f"{TEXT}style-name")
        if self.styles.says("paragraph", style, "break_before"):
            self.flow.begin_page()
        self.flow.add(paragraph)
        if self.styles.says("paragraph", style, "break_after"):
            self.flow.end_page(by_author=True)

    def _found(self, holder: Iterable[Element], item: _Item | None, depth: int) -> Iterator[_Found]:
        if depth > DEEPEST:
            return
        for element in holder:
            tag = element.tag
            if tag in _PARAGRAPHS:
                words, drawings = self.words.read(element)
                paragraph = Paragraph(words, level=self._level(element))
                label = self._label(element, item, worded=bool(words.text))
                paragraph.number, paragraph.item = label.number, label.mark
                yield _Found(element, paragraph, tuple(drawings))
            elif tag == f"{TEXT}list":
                opened = self._lists.open(element, item.opened if item else None)
                yield from self._found(element, _Item(opened, item.level + 1 if item else 0), depth + 1)
            elif tag == f"{TEXT}list-item" and item is not None:
                inner = _Item(item.opened, item.level, element.get(f"{TEXT}start-value"), waiting=True)
                yield from self._found(element, inner, depth + 1)
            elif tag in (f"{TABLE}table", f"{TEXT}soft-page-break") or tag.startswith(DRAW):
                yield _Found(element)
            elif tag not in _UNREAD and element.get(f"{TEXT}display") != "none":
                yield from self._found(element, item, depth + 1)

    def _level(self, element: Element) -> int:
        """Return the heading level, from 1, that an element or its style says; 0 for running text."""
        if element.tag == f"{TEXT}h":
            return max(1, whole(element.get(f"{TEXT}outline-level"), 1))
        return 1 if self.styles.is_named(element.get(f"{TEXT}style-name"), "title") else 0

    def _label(self, element: Element, item: _Item | None, *, worded: bool) -> Label:
        if item is not None and item.waiting:
            item.waiting = False
            return self._lists.item(item.opened, item.level, item.start)
        if element.tag == f"{TEXT}h" and worded and element.get(f"{TEXT}is-list-header") != "true":
            start = element.get(f"{TEXT}start-value")
            return self._lists.heading(self._level(element) - 1, start)
        return Label()

    # Tables

    def _table(self, table: Element, depth: int) -> None:
        rows = list(self._rows(table))
        if all(len(_cells(row)) == 1 for row, _, _ in rows):
            # A table of one column is a box around what it holds, tables included.
            for row, _, breaks in rows:
                if breaks:
                    self.flow.end_page(by_author=False)
                self.read(_cells(row)[0], depth + 1)
            return
        if self.styles.says("table", table.get(f"{TABLE}style-name"), "break_before"):
            self.flow.begin_page()
        read: list[Row] = []
        for row, heads, breaks in rows:
            cells = [cell for each in _cells(row) for cell in self._repeated(each, depth)]
            if breaks:
                cells[0].paragraphs.insert(0, Paragraph(Wording(leading=[False])))
            repeated = whole(row.get(f"{TABLE}number-rows-repeated"), 1)
            read += [Row(cells, heads)] * min(_MOST_REPEATED, max(1, repeated))
        self.flow.add_table(read)

    def _rows(
        self, holder: Iterable[Element], *, heads: bool = False
    ) -> Iterator[tuple[Element, bool, bool]]:
        """Yield each row, whether it heads the table, and whether a page ends before it."""
        breaks = False
        for element in holder:
            if element.tag == f"{TABLE}table-row":
                if element.get(f"{TABLE}visibility") in (None, "visible") and _cells(element):
                    yield element, heads, breaks
                    breaks = False
            elif element.tag in _ROW_GROUPS:
                header = element.tag == f"{TABLE}table-header-rows"
                yield from self._rows(element, heads=heads or header)
            elif element.tag == f"{TEXT}soft-page-break":
                breaks = True

    def _repeated(self, element: Element, depth: int) -> list[Cell]:
        """Return a cell as often as it says that it is repeated to the right."""
        shaded = self.styles.says("table-cell", element.get(f"{TABLE}style-name"), "shaded")
        cell = Cell(
            list(self._cell_paragraphs(element, depth)),
            columns=max(1, whole(element.get(f"{TABLE}number-columns-spanned"), 1)),
            rows=max(1, whole(element.get(f"{TABLE}number-rows-spanned"), 1)),
            shaded=bool(shaded),
        )
        repeated = whole(element.get(f"{TABLE}number-columns-repeated"), 1)
        return [cell] * min(WIDEST, max(1, repeated))

    def _cell_paragraphs(self, holder: Iterable[Element], depth: int) -> Iterator[Paragraph]:
        for found in self._found(holder, None, depth):
            element = found.element
            if found.paragraph is not None:
                yield found.paragraph
                for drawing in found.drawings:
                    yield from self._cell_paragraphs(drawing, depth + 1)
            elif element.tag == f"{TABLE}table":
                yield from self._inner_rows(element, depth + 1)
            elif element.tag != f"{TEXT}soft-page-break":
                yield from self._cell_paragraphs(element, depth + 1)

    def _inner_rows(self, table: Element, depth: int) -> Iterator[Paragraph]:
        """Yield the rows of a table inside a cell: one cell's paragraphs, or one paragraph "a; b; c"."""
        if depth > DEEPEST:
            return
        for row, _, _ in self._rows(table):
            cells = [list(self._cell_paragraphs(cell, depth)) for cell in _cells(row)]
            if len(cells) == 1:
                yield from cells[0]
            else:
                yield row_as_paragraph(cells)


def _cells(row: Element) -> list[Element]:
    """Return a row's cells; those that another covers are elements of another name."""
    return [cell for cell in row if cell.tag == f"{TABLE}table-cell"]
