"""A Word table's rows and cells in their places: spans, merged cells, rows left out or deleted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.readers.grid import WIDEST
from ingest.readers.merged_cells import merge_down
from ingest.readers.word.parts import held
from ingest.readers.word.runs import switched_on
from ingest.readers.word.styles import Styles, W, number, switched, value
from ingest.readers.xml_tree import Element

_PLAIN_FILLS = frozenset({"auto", "ffffff", "none", ""})
_FIRST_ROW = 0x20  # in the bits by which tables before 2010 say which parts of their style they use


@dataclass(slots=True)
class PlacedCell:
    """A cell that begins in grid column ``column``, from 0, and spans ``columns`` and ``rows``."""

    element: Element
    column: int
    columns: int
    shaded: bool
    begins: bool  # it begins a run of merged cells downwards
    goes_on: bool  # it goes on with the merged cell above
    rows: int = 1


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of cells, after ``before`` columns that it leaves out.

    ``heads``: it is marked to be repeated on each page; ``gone``: it is deleted.
    """

    cells: tuple[PlacedCell, ...]
    before: int
    heads: bool
    gone: bool


def placed_rows(table: Element, styles: Styles, *, gone: bool = False) -> list[PlacedRow]:
    """Return the rows of ``table`` that are shown; a cell tells how far those merged with it reach."""
    rows = list(_rows(table, styles, gone=gone))
    merged = merge_down([row.cells for row in rows])
    return [replace(row, cells=tuple(cells)) for row, cells in zip(rows, merged, strict=True)]


def _rows(table: Element, styles: Styles, *, gone: bool) -> Iterator[PlacedRow]:
    first_heads = _first_row_heads(table.find(f"{W}tblPr"), styles)
    for element, row_gone in held(table, f"{W}tr", gone=gone):
        properties = element.find(f"{W}trPr")
        if switched(properties, "hidden"):
            continue
        deleted = properties is not None and properties.find(f"{W}del") is not None
        before = max(0, min(WIDEST, number(value(properties, "gridBefore")) or 0))
        cells = _cells(element, before)
        if cells:
            heads = bool(switched(properties, "tblHeader")) or first_heads
            yield PlacedRow(tuple(cells), before, heads, row_gone or deleted)
            first_heads = False


def _cells(row: Element, column: int) -> Sequence[PlacedCell]:
    cells: list[PlacedCell] = []
    for element, _ in held(row, f"{W}tc"):
        properties = element.find(f"{W}tcPr")
        columns = max(1, min(WIDEST, number(value(properties, "gridSpan")) or 1))
        merged = properties.find(f"{W}vMerge") if properties is not None else None
        begins = merged is not None and merged.get(f"{W}val") == "restart"
        if value(properties, "hMerge") == "continue" and cells:
            cells[-1].columns += columns
        else:
            goes_on = merged is not None and not begins
            cells.append(PlacedCell(element, column, columns, _is_shaded(properties), begins, goes_on))
        column += columns
    return cells


def _is_shaded(properties: Element | None) -> bool:
    shading = properties.find(f"{W}shd") if properties is not None else None
    if shading is None:
        return False
    return (shading.get(f"{W}fill") or "").lower() not in _PLAIN_FILLS or bool(shading.get(f"{W}themeFill"))


def _first_row_heads(properties: Element | None, styles: Styles) -> bool:
    """Whether the table's style makes a header of the first row, and the table lets it."""
    look = properties.find(f"{W}tblLook") if properties is not None else None
    if look is None:
        return False
    lets = look.get(f"{W}firstRow")
    try:
        let = bool(int(look.get(f"{W}val") or "0", 16) & _FIRST_ROW)
    except ValueError:
        let = False
    let = let if lets is None else switched_on(lets)
    return let and any(style.names_first_row for style in styles.chain(value(properties, "tblStyle")))
