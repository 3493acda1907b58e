"""Workbooks (.xlsx): each sheet is a page, its tables' rows under their headings, as the sheet shows them.

Read as the XML that it is: what decides the reading - merged cells, hidden rows, struck-out words, number
formats - libraries give only with the whole workbook in memory, at fifty times its size.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.documents import Block, BlockKind, Page, ReadPaper
from ingest.normalise import normalise
from ingest.readers.guard import damaged, guarded, no_text
from ingest.readers.markings import markings_in
from ingest.readers.ooxml import RELATIONSHIPS, OfficePackage
from ingest.readers.sheets.excel import SheetReader, Workbook
from ingest.readers.sheets.excel_styles import child, children, read_looks, read_strings
from ingest.readers.sheets.sheet import Budget, Sheet, sheet_blocks
from ingest.readers.titles import borne_out

_WHAT = "workbook"
_MOST_SHEETS = 1000


def read_workbook(path: Path) -> ReadPaper:
    """Read an .xlsx file: its sheets are pages, in order; those that are hidden are left out, and named.

    Raises PaperEmpty, PaperNeedsPassword and PaperRefused.
    """
    with guarded(path.name, _WHAT), OfficePackage(path, name=path.name, what=_WHAT) as package:
        return _read(package)


def _read(package: OfficePackage) -> ReadPaper:
    main = package.main_part()
    root = package.tree(main)
    listed = child(root, "sheets")
    if root is None or listed is None:
        raise damaged(package.name, _WHAT, "it lists no sheets")
    relations = package.relations(main)
    parts = {relation.kind: relation.target for relation in relations.values() if not relation.external}
    styles = package.tree(parts["styles"]) if "styles" in parts else None
    properties = child(root, "workbookPr")
    workbook = Workbook(
        read_looks(styles),
        read_strings(package, parts.get("sharedStrings")),
        from_1904=properties is not None and properties.get("date1904") in ("1", "true"),
    )
    reader = SheetReader(package, workbook, Budget())
    sheets: list[Sheet] = []
    hidden: list[str] = []
    for element in children(listed, "sheet")[:_MOST_SHEETS]:
        name = normalise(element.get("name") or "")
        relation = relations.get(element.get(f"{RELATIONSHIPS}id") or "")
        if relation is None or relation.kind != "worksheet" or relation.target not in package:
            continue  # a chart by itself, or a sheet that the file lost
        if (element.get("state") or "visible") != "visible":
            hidden.append(name)
        else:
            sheets.append(reader.read(relation.target, name))
    pages = _pages(sheets, markings_in(reader.running))
    paper = ReadPaper(
        pages=pages,
        title=borne_out(package.title(), pages),
        notes=tuple(_told(sheets, hidden, reader.unknown)),
    )
    if paper.is_empty or not any(sheet.rows for sheet in sheets):
        raise no_text(package.name, holds="hidden sheets" if hidden else "")
    return paper


def _pages(sheets: Sequence[Sheet], markings: Sequence[str]) -> tuple[Page, ...]:
    pages: list[Page] = []
    for number, sheet in enumerate(sheets, start=1):
        blocks = sheet_blocks(sheet, number)
        if blocks and blocks[0].text != sheet.name:
            blocks.insert(0, Block(BlockKind.HEADING, sheet.name, number, level=1))
        if number == 1:
            blocks[:0] = [Block(BlockKind.PARAGRAPH, marking, 1) for marking in markings]
        pages.append(Page(number, tuple(blocks)))
    return tuple(pages)


def _told(sheets: Sequence[Sheet], hidden: Sequence[str], unknown: int) -> Iterator[str]:
    """Yield what the user should know of the reading."""
    parts = [f"the sheet “{name}”" for name in hidden]
    for sheet in sheets:
        counts = [
            f"{count} {what if count == 1 else f'{what}s'}"
            for count, what in ((sheet.hidden_rows, "row"), (sheet.hidden_columns, "column"))
            if count
        ]
        if counts:
            parts.append(f"{' and '.join(counts)} of “{sheet.name}”")
    if parts:
        yield f"Hidden, and not read: {'; '.join(parts)}."
    for sheet in sheets:
        if sheet.clipped:
            yield f"“{sheet.name}” is larger than is read: what lies far below or to the right is left out."
    if unknown:
        cells = "1 cell holds a formula" if unknown == 1 else f"{unknown} cells hold formulas"
        yield f"{cells} without a result in the file: open it in Excel, save it, and add it again."
