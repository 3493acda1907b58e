"""The tables that a file tags → their parts, page by page."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median_high, median_low

from ingest.readers.pdf.blocks import Paragraph, Row, Span, Table, header_of
from ingest.readers.pdf.lines import Line, lines_of
from ingest.readers.pdf.paragraphs import cell_text, tagged_paragraphs
from ingest.readers.pdf.runs import Run
from ingest.readers.pdf.tables.banners import banner_lines
from ingest.readers.pdf.tables.finding import (
    REPEATED,
    Columns,
    Part,
    TablePage,
    TableRow,
    is_bold,
    table_parts,
)
from ingest.readers.pdf.tables.several_rows import several_rows
from ingest.readers.pdf.tags import Tag, Tags
from ingest.readers.table_headers import RowLook

Marked = tuple[Run, Tag]
_Cells = Mapping[int, Sequence[Marked]]  # of a row, by column


@dataclass(slots=True)
class TaggedTables:
    """The tagged tables of one paper, as far as its pages were read."""

    tags: Tags
    _width: dict[int, int] = field(default_factory=dict)
    _texts: dict[tuple[int, int], dict[int, str]] = field(default_factory=dict)  # by (table, row), column
    _named: dict[int, tuple[Row, bool]] = field(default_factory=dict)  # names so far, and if they stand out
    _begun: set[int] = field(default_factory=set)  # tables of which rows under the header have come

    def __post_init__(self) -> None:
        for tag in self.tags.by_mark.values():
            if tag.cell:
                self._width[tag.cell.table] = max(self._width.get(tag.cell.table, 0), tag.cell.column + 1)

    def parts(self, number: int, marked: Sequence[Marked], page: TablePage) -> Iterator[Part]:
        """Yield what ``page`` holds of table ``number``: rows, and cells that are prose."""
        cells: dict[int, dict[int, list[Marked]]] = defaultdict(lambda: defaultdict(list))
        for run, tag in marked:
            if tag.cell:
                cells[tag.cell.row][tag.cell.column].append((run, tag))
        order = sorted(cells)
        begins = number not in self._begun or self._repeats((number, order[0]), cells[order[0]], page)
        rows = [row for at in order for row in self._rows((number, at), cells[at], page)]
        if begins and len(rows) == 1 and (banner := banner_lines(_lines(cells[order[0]]), rows[0].look)):
            yield Paragraph(banner, page.number)
            return
        columns = Columns(tuple(self._span(number, cells, at) for at in range(self._width[number])), number)
        for part in table_parts(rows, columns, page.number, begins=begins):
            yield self._with_names(part) if isinstance(part, Table) and part.number == number else part

    def _with_names(self, part: Table) -> Table:
        """Return ``part`` with what earlier pages say of its columns' names; note what it says itself."""
        known, sure = self._named.get(part.number or 0, ((), False))
        header = part.header or known
        if part.header and known and part.number not in self._begun:
            header = header_of([known, part.header], 2)  # a page ended inside the header
        self._named[part.number or 0] = header, part.sure or sure
        if part.heads:
            return part
        self._begun.add(part.number or 0)
        return replace(part, header=header, sure=part.sure or sure)

    def _rows(self, at: tuple[int, int], cells: _Cells, page: TablePage) -> Iterator[TableRow]:
        """Yield the row ``at`` (table, row); several where the file has taken them for one."""
        lines = _lines(cells)
        before = dict(self._texts.get(at, {}))
        for some in several_rows(lines):
            yield self._row(at, cells, some, page, before)
        said = self._texts.setdefault(at, {})
        for column, of_cell in lines.items():
            text = cell_text(of_cell, page.words)
            if text != said.get(column):
                said[column] = f"{said.get(column, '')} {text}".strip()

    def _row(
        self,
        at: tuple[int, int],
        cells: _Cells,
        lines: Mapping[int, Sequence[Line]],
        page: TablePage,
        before: Mapping[int, str],
    ) -> TableRow:
        table, row = at
        width = range(self._width[table])
        texts = {column: cell_text(some, page.words) for column, some in lines.items()}
        whole = tuple(self._said((table, row, column), texts, before) for column in width)
        origins = [self.tags.spans.get((table, row, column), (table, row, column)) for column in width]
        shades = {column: page.shade_of(some[0].runs[0]) for column, some in lines.items()}
        only = next(iter(texts)) if sum(map(bool, whole)) < 2 else None
        return TableRow(
            cells=whole,
            names=tuple(
                whole[column] or (whole[origin[2]] if origin[1] == row else "")
                for column, origin in zip(width, origins, strict=True)
            ),
            look=RowLook(
                bold=is_bold(line for some in lines.values() for line in some),
                marked=all(tag.cell and tag.cell.heads for column in lines for _, tag in cells[column]),
                shades=tuple(shades.get(column) for column in width),
                reach=max(self._reach(table, row, column) for column in texts),
            ),
            prose=tuple(_prose(cells[only], page)) if only is not None else (),
            over=only is not None and only > 0 and origins.count((table, row, only)) > 1,
        )

    def _said(self, place: tuple[int, int, int], here: Mapping[int, str], before: Mapping[int, str]) -> str:
        """Return the text at ``place`` (table, row, column), that of a cell that began above included."""
        table, _, column = place
        if column in here:
            return here[column]
        text = before.get(column, "")  # this row began on an earlier page
        origin = self.tags.spans.get(place)
        if not text and origin and origin[2] == column:
            text = self._texts.get((table, origin[1]), {}).get(column, "")
        return text if len(text) <= REPEATED else ""

    def _repeats(self, at: tuple[int, int], cells: _Cells, page: TablePage) -> bool:
        """Whether a row says what it said on an earlier page: it is printed on each, as a header is."""
        before = self._texts.get(at, {})
        return bool(before) and all(
            cell_text(lines_of([run for run, _ in inside]), page.words) == before.get(column)
            for column, inside in cells.items()
        )

    def _reach(self, table: int, row: int, column: int) -> int:
        """Return how many rows a cell spans."""
        reach = 1
        while self.tags.spans.get((table, row + reach, column)) == (table, row, column):
            reach += 1
        return reach

    def _span(self, table: int, cells: Mapping[int, _Cells], column: int) -> Span | None:
        """Return from where to where the words of a column reach in most of the cells that span no other."""
        reaches = [
            (min(run.x0 for run, _ in inside[column]), max(run.x1 for run, _ in inside[column]))
            for row, inside in cells.items()
            if len(inside) > 1
            and column in inside
            and self.tags.spans.get((table, row, column + 1)) != (table, row, column)
        ]
        if not reaches:
            return None
        return median_low(x0 for x0, _ in reaches), median_high(x1 for _, x1 in reaches)


def _lines(cells: _Cells) -> dict[int, list[Line]]:
    """Return the lines of the cells of a row, by column from left to right."""
    return {column: lines_of([run for run, _ in inside]) for column, inside in sorted(cells.items())}


def _prose(marked: Sequence[Marked], page: TablePage) -> Iterator[Part]:
    """Yield the parts of a cell that frames prose: its tagged paragraphs, and tables typed among them.

    Such a table is set with blanks and tabs, and is found as on a page without tags.
    """
    tags = {id(run): tag for run, tag in marked}
    text: list[Run] = []
    for part in page.prose(lines_of([run for run, _ in marked])):
        if isinstance(part, Table):
            yield from _paragraphs(text, tags, page.number)
            text = []
            yield part
        else:
            text += [run for line in part.lines for run in line.runs]
    yield from _paragraphs(text, tags, page.number)


def _paragraphs(runs: Sequence[Run], tags: Mapping[int, Tag], page: int) -> Iterator[Paragraph]:
    blocks: dict[int, list[Run]] = {}
    roles: dict[int, str] = {}
    for run in runs:
        tag = tags[id(run)]
        blocks.setdefault(tag.block, []).append(run)
        roles[tag.block] = tag.role
    for block, inside in blocks.items():
        for lines in tagged_paragraphs(lines_of(inside), roles[block]):
            yield Paragraph(tuple(lines), page, roles[block])
