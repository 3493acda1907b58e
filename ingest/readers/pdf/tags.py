"""A tagged PDF's structure: which paragraph, heading, list item or table cell each run belongs to.

Word and most office programs tag what they export: each run on a page has a number (MCID), and a
tree of elements (Table, TR, TD, P, H1, ...) refers to them (PDF 32000-1, 14.7 and 14.8). Where a page
is tagged throughout, that says more than its geometry can: paragraphs and tables are known, not told.
"""

import logging
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject

from ingest.readers.pdf.structure_reader import StructureReader

_INLINE = frozenset(
    [
        *("Span", "Link", "Em", "Strong", "Reference", "Quote", "BibEntry", "Code", "Annot", "Ruby"),
        *("Warichu", "Sub", "Lbl", "LBody", "Lbody", "NonStruct", "Private"),
    ]
)
_MOST_ELEMENTS = 500_000
_DEEPEST = 100
_WIDEST = 200  # columns or rows that one cell may span


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's place: its table's number in the paper, its row and column from 0."""

    table: int
    row: int
    column: int
    heads: bool  # it is marked as naming its column or row


@dataclass(frozen=True, slots=True)
class Tag:
    """What a run belongs to. ``order`` grows in reading order; ``block`` is one paragraph's number."""

    order: int
    block: int
    role: str
    cell: Cell | None


# Of each base cell (table, row, column) that another covers: that other.
Spans = dict[tuple[int, int, int], tuple[int, int, int]]


@dataclass(slots=True)
class Tags:
    """The tags of a file by (page from 1, MCID), and the cells that span columns or rows."""

    by_mark: dict[tuple[int, int], Tag] = field(default_factory=dict)
    spans: Spans = field(default_factory=dict)


@dataclass(slots=True)
class _Table:
    number: int
    row: int = -1
    taken: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk stands: what the elements above say."""

    block: int = -1
    role: str = ""
    cell: Cell | None = None
    table: _Table | None = None
    item: int | None = None  # the list item whose first paragraph has not come yet
    page: int = 0


def read_tags(path: Path) -> Tags:
    """Return the tags of the file; none where it has no structure or a damaged one."""
    # pypdf logs and warns of each oddity of a file: none of them matters to a reader.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings(), path.open("rb") as stream:
            warnings.simplefilter("ignore")
            reader = StructureReader(stream)
            if reader.is_encrypted:
                reader.decrypt("")
            root = _dictionary(_dictionary(reader.trailer.get("/Root")).get("/StructTreeRoot"))
            if not root:
                return Tags()
            references = (page.indirect_reference for page in reader.pages)
            pages = {ref.idnum: number for number, ref in enumerate(references, start=1) if ref}
            walk = _Walk(_dictionary(root.get("/RoleMap")), pages)
            walk.kids(root, _Place(), 0)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged structure says nothing, but the pages may be sound
        return Tags()
    return walk.tags


class _Walk:
    def __init__(self, role_map: DictionaryObject, pages: dict[int, int]) -> None:
        self.tags = Tags()
        self._pages = pages
        self._role_map = role_map
        self._elements = 0
        self._tables = 0
        self._items: set[int] = set()  # list items whose first paragraph has come

    def kids(self, element: DictionaryObject, place: _Place, depth: int) -> None:
        """Walk the children of ``element``: marks on pages, and elements."""
        if depth > _DEEPEST:
            return
        for kid in _each(element.get("/K")):
            self._elements += 1
            if self._elements > _MOST_ELEMENTS:
                return
            if isinstance(kid, int):
                self._mark(place.page, kid, place)
            elif isinstance(kid, DictionaryObject):
                mcid = kid.get("/MCID")
                if isinstance(mcid, int):
                    self._mark(self._page_of(kid) or place.page, int(mcid), place)
                elif "/S" in kid:
                    self._element(kid, place, depth)

    def _mark(self, page: int, mcid: int, place: _Place) -> None:
        self.tags.by_mark[page, mcid] = Tag(self._elements, place.block, place.role, place.cell)

    def _element(self, element: DictionaryObject, place: _Place, depth: int) -> None:
        role = self._role(str(element.get("/S")))
        page = self._page_of(element) or place.page
        block, block_role, cell, table, item = place.block, place.role, place.cell, place.table, place.item
        if role == "Table" and cell and self._is_list(element):
            table, block, block_role = None, self._elements, role
        elif role == "Table":
            table, cell = _Table(self._tables), None
            self._tables += 1
        elif role == "TR" and table:
            table.row += 1
        elif role in ("TD", "TH") and table:
            cell = self._cell(element, table, heads=role == "TH")
            block, block_role, item = self._elements, role, None
        elif role == "LI":
            block, block_role, item = self._elements, role, self._elements
        elif role == "P" and item is not None and item not in self._items:
            self._items.add(item)  # a list item's first paragraph stands beside its bullet
        elif role not in _INLINE:
            block, block_role = self._elements, role
        self.kids(element, _Place(block, block_role, cell, table, item, page), depth + 1)

    def _is_list(self, table: DictionaryObject) -> bool:
        """Whether no row of a table has two cells: inside a cell, it lists what belongs to that cell."""
        return all(
            sum(self._role(str(cell.get("/S"))) in ("TD", "TH") for cell in _elements(row)) < 2
            for row in self._rows(table, 0)
        )

    def _rows(self, element: DictionaryObject, depth: int) -> Iterator[DictionaryObject]:
        for kid in _elements(element) if depth < _DEEPEST else ():
            role = self._role(str(kid.get("/S")))
            if role == "TR":
                yield kid
            elif role in ("THead", "TBody", "TFoot"):
                yield from self._rows(kid, depth + 1)

    def _page_of(self, element: DictionaryObject) -> int:
        """Return the number of the page that ``element`` names; 0 where it names none."""
        page = element.raw_get("/Pg") if "/Pg" in element else None
        return self._pages.get(int(getattr(page, "idnum", 0)), 0)

    def _role(self, name: str) -> str:
        for _ in range(10):  # a role map may refer to itself
            mapped = self._role_map.get(name)
            if mapped is None or mapped == name:
                break
            name = str(mapped)
        return name.removeprefix("/")

    def _cell(self, element: DictionaryObject, table: _Table, *, heads: bool) -> Cell:
        row = max(table.row, 0)
        column = 0
        while (row, column) in table.taken:
            column += 1
        wide, high = _span(element, "/ColSpan"), _span(element, "/RowSpan")
        for below in range(high):
            for right in range(wide):
                place = (row + below, column + right)
                table.taken.setdefault(place, (row, column))
                if below or right:
                    self.tags.spans[table.number, *place] = (table.number, row, column)
        return Cell(table.number, row, column, heads)


def _each(kids: Any) -> Iterator[Any]:
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    if isinstance(kids, ArrayObject):
        for kid in kids:
            yield kid.get_object()
    elif kids is not None:
        yield kids


def _elements(element: DictionaryObject) -> Iterator[DictionaryObject]:
    for kid in _each(element.get("/K")):
        if isinstance(kid, DictionaryObject) and "/S" in kid:
            yield kid


def _span(element: DictionaryObject, key: str) -> int:
    for attributes in _each(element.get("/A")):
        value = attributes.get(key) if isinstance(attributes, DictionaryObject) else None
        if isinstance(value, int):
            return max(1, min(int(value), _WIDEST))
    return 1


def _dictionary(value: Any) -> DictionaryObject:
    """Return what ``value`` refers to where that is a dictionary, else an empty one."""
    value = value.get_object() if value is not None and hasattr(value, "get_object") else value
    return value if isinstance(value, DictionaryObject) else DictionaryObject()
