"""The body of a Word file: its paragraphs, tables, text boxes and sections, in order, into a flow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.readers.flow import DEEPEST, Cell, Flow, Paragraph, Row, row_as_paragraph
from ingest.readers.word.numbering import Numbering
from ingest.readers.word.parts import held
from ingest.readers.word.runs import RunReader
from ingest.readers.word.styles import Styles, W, heading_of, number, switched, value
from ingest.readers.word.tables import PlacedCell, PlacedRow, placed_rows
from ingest.readers.wording import Wording
from ingest.readers.xml_tree import Element

# Lists of contents say again, with page numbers, what the headings say.
_CONTENTS_STYLES = ("toc ", "table of figures", "table of authorities")
_SAME_PAGE = ("continuous", "nextColumn")


@dataclass(slots=True)
class BodyReader:
    """Reads a body into ``flow``."""

    flow: Flow
    styles: Styles
    numbering: Numbering
    runs: RunReader
    _section_starts: list[str] = field(default_factory=list)
    _running: Wording | None = None  # a paragraph whose end is deleted: it runs on into the next

    def read(self, body: Element) -> None:
        """Read all of ``body``."""
        sections = [
            element
            for element in body.iter(f"{W}sectPr")
            if (parent := element.getparent()) is not None and parent.tag in (f"{W}pPr", f"{W}body")
        ]
        # A section says itself how it begins; so where one ends, the next one is asked.
        self._section_starts = [value(section, "type") or "nextPage" for section in sections[1:]]
        self._blocks(body, gone=False, depth=0)
        if self._running is not None:
            self.flow.add(Paragraph(self._running))

    def _blocks(self, holder: Iterable[Element], *, gone: bool, depth: int) -> None:
        if depth > DEEPEST:
            return
        for element, element_gone in held(holder, f"{W}p", f"{W}tbl", gone=gone):
            if element.tag == f"{W}p":
                self._paragraph(element, gone=element_gone, depth=depth)
            else:
                self._table(element, gone=element_gone, depth=depth)

    def _paragraph(self, element: Element, *, gone: bool, depth: int) -> None:
        properties = element.find(f"{W}pPr")
        paragraph, boxes = self._read(element, gone=gone)
        if self._begins_page(properties):
            self.flow.begin_page()
        if self.styles.name(value(properties, "pStyle")).startswith(_CONTENTS_STYLES):
            paragraph = Paragraph(
                Wording(leading=[*paragraph.words.leading, *paragraph.words.trailing], fills=True)
            )
        if self._running is not None:
            self._running.join(paragraph.words)
            paragraph.words, self._running = self._running, None
        if _end_is_deleted(properties) and paragraph.words.text:
            self._running = paragraph.words
        else:
            self.flow.add(paragraph)
        for box in boxes:
            self._blocks(box, gone=gone, depth=depth + 1)
        if properties is not None and properties.find(f"{W}sectPr") is not None and self._section_starts:
            self._begin_section(self._section_starts.pop(0))

    def _begin_section(self, start: str) -> None:
        if start in ("oddPage", "evenPage"):
            self.flow.begin_side(odd=start == "oddPage")
        elif start not in _SAME_PAGE:
            self.flow.end_page(by_author=True)

    def _read(self, element: Element, *, gone: bool) -> tuple[Paragraph, list[Element]]:
        """Read one paragraph: its words, its level as a heading, its number or list mark."""
        properties = element.find(f"{W}pPr")
        style_id = value(properties, "pStyle") or self.styles.paragraph
        words, boxes = self.runs.read(element, style_id, gone=gone)
        outline = number(value(properties, "outlineLvl"))
        level = heading_of(outline) if outline is not None else self.styles.outline(style_id)
        paragraph = Paragraph(words, level=level)
        # A paragraph that is deleted whole is not counted; one that is only empty is.
        if not gone and (words.text or not _end_is_deleted(properties)):
            listed = properties.find(f"{W}numPr") if properties is not None else None
            label = self.numbering.label(value(listed, "numId"), number(value(listed, "ilvl")), style_id)
            if label is not None:
                paragraph.number, paragraph.item = label.number, label.mark
        return paragraph, boxes

    def _begins_page(self, properties: Element | None) -> bool:
        said = switched(properties, "pageBreakBefore")
        return self.styles.says(value(properties, "pStyle"), "page_break_before") if said is None else said

    # Tables

    def _table(self, element: Element, *, gone: bool, depth: int) -> None:
        placed = placed_rows(element, self.styles, gone=gone)
        if all(len(row.cells) == 1 for row in placed):
            # A table of one column is a box around what it holds, tables included.
            for row in placed:
                self._blocks(row.cells[0].element, gone=row.gone, depth=depth + 1)
            return
        self.flow.add_table([self._row(row, depth) for row in placed])

    def _row(self, row: PlacedRow, depth: int) -> Row:
        cells = [Cell([], columns=row.before)] if row.before else []
        cells += [self._cell(cell, row, depth) for cell in row.cells]
        return Row(cells, heads=row.heads)

    def _cell(self, cell: PlacedCell, row: PlacedRow, depth: int) -> Cell:
        paragraphs = list(self._cell_paragraphs(cell.element, gone=row.gone, depth=depth))
        return Cell(paragraphs, cell.columns, cell.rows, shaded=cell.shaded)

    def _cell_paragraphs(self, holder: Iterable[Element], *, gone: bool, depth: int) -> Iterator[Paragraph]:
        if depth > DEEPEST:
            return
        for element, element_gone in held(holder, f"{W}p", f"{W}tbl", gone=gone):
            if element.tag == f"{W}p":
                paragraph, boxes = self._read(element, gone=element_gone)
                yield paragraph
                for box in boxes:
                    yield from self._cell_paragraphs(box, gone=element_gone, depth=depth + 1)
            else:
                for row in placed_rows(element, self.styles, gone=element_gone):
                    yield from self._inner_row(row, depth + 1)

    def _inner_row(self, row: PlacedRow, depth: int) -> Iterator[Paragraph]:
        """Yield a row of a table inside a cell: its one cell's paragraphs, or one paragraph "a; b; c"."""
        cells = [list(self._cell_paragraphs(cell.element, gone=row.gone, depth=depth)) for cell in row.cells]
        if len(cells) == 1:
            yield from cells[0]
        elif cells:
            yield row_as_paragraph(cells)


def _end_is_deleted(properties: Element | None) -> bool:
    mark = properties.find(f"{W}rPr") if properties is not None else None
    return mark is not None and mark.find(f"{W}del") is not None
