"""Tables that a file tags, and what the tables of a paper say of the columns of those that follow them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.readers.pdf_aligned import aligned
from ingest.readers.pdf_blocks import Follows, Paragraph, Row, Span, Table, header_of
from ingest.readers.pdf_headers import RowLook, header_rows
from ingest.readers.pdf_lines import Line, lines_of
from ingest.readers.pdf_paragraphs import cell_text, tagged_paragraphs
from ingest.readers.pdf_ruled import REPEATED, Prose, Shades
from ingest.readers.pdf_runs import Run
from ingest.readers.pdf_table_parts import Columns, Part, TableRow, table_parts
from ingest.readers.pdf_tags import Tag, Tags

_SAME_COLUMNS = 4.0  # points

Marked = tuple[Run, Tag]


def table_of(rows: Sequence[Row], bold: Sequence[bool], columns: Sequence[float], page: int) -> Table:
    """Make a table of ``rows`` without the columns that are empty in all of them."""
    filled = [column for column in range(len(rows[0])) if any(row[column] for row in rows)]
    kept = tuple(tuple(row[column] for column in filled) for row in rows)
    found = header_rows(kept, [RowLook(is_bold) for is_bold in bold])
    return Table(
        kept, page, found.count, tuple(columns[column] for column in filled), sure=found.sure
    )


@dataclass(slots=True)
class TaggedTables:
    """The tagged tables of one paper, as far as its pages were read."""

    tags: Tags
    _width: dict[int, int] = field(default_factory=dict)
    _texts: dict[tuple[int, int], dict[int, str]] = field(default_factory=dict)  # by (table, row), column
    _begun: set[int] = field(default_factory=set)  # tables of which rows under the header have come

    def __post_init__(self) -> None:
        for tag in self.tags.by_mark.values():
            if tag.cell:
                self._width[tag.cell.table] = max(self._width.get(tag.cell.table, 0), tag.cell.column + 1)

    def parts(  # noqa: PLR0913 - each is something else of the page
        self, number: int, marked: Sequence[Marked], page: int, words: Counter[str], shade_of: Shades, prose: Prose
    ) -> Iterator[Part]:
        """Yield what page ``page`` (1-based) holds of table ``number``: rows, and cells that are prose."""
        rows: dict[int, dict[int, list[Marked]]] = defaultdict(lambda: defaultdict(list))
        for run, tag in marked:
            if tag.cell:
                rows[tag.cell.row][tag.cell.column].append((run, tag))
        begins = number not in self._begun or self._repeats(number, rows[min(rows)], min(rows), words)
        made = [self._row(number, row, rows[row], page, words, shade_of, prose) for row in sorted(rows)]
        spans = [self._span(number, rows, column) for column in range(self._width[number])]
        for part in table_parts(made, Columns(tuple(spans), number), page, begins=begins):
            if isinstance(part, Table) and part.number == number and not part.heads:
                self._begun.add(number)
            yield part

    def _row(  # noqa: PLR0913 - each is something else of the page
        self,
        table: int,
        row: int,
        cells: dict[int, list[Marked]],
        page: int,
        words: Counter[str],
        shade_of: Shades,
        prose: Prose,
    ) -> TableRow:
        lines = {column: lines_of([run for run, _ in inside]) for column, inside in sorted(cells.items())}
        texts = {column: cell_text(some, words) for column, some in lines.items()}
        before = self._texts.setdefault((table, row), {})
        width = range(self._width[table])
        whole = tuple(self._cell(table, row, column, texts, before) for column in width)
        for column, text in texts.items():
            if text != before.get(column):
                before[column] = f"{before.get(column, '')} {text}".strip()
        origins = [self.tags.spans.get((table, row, column), (table, row, column)) for column in width]
        shades = {column: shade_of(some[0].runs[0]) for column, some in lines.items()}
        only = next(iter(texts)) if sum(map(bool, whole)) < 2 else None
        return TableRow(
            cells=whole,
            names=tuple(
                whole[column] or (whole[origin[2]] if origin[1] == row else "")
                for column, origin in zip(width, origins, strict=True)
            ),
            look=RowLook(
                bold=all(line.bold for some in lines.values() for line in some),
                marked=all(tag.cell is not None and tag.cell.heads for inside in cells.values() for _, tag in inside),
                shades=tuple(shades.get(column) for column in width),
                reach=max(self._reach(table, row, column) for column in texts),
            ),
            prose=tuple(_prose(cells[only], page, prose)) if only is not None else (),
            over=only is not None and only > 0 and origins.count((table, row, only)) > 1,
        )

    def _repeats(self, table: int, cells: Mapping[int, list[Marked]], row: int, words: Counter[str]) -> bool:
        """Whether a row says what it said on an earlier page: it is printed on each, as a header is."""
        before = self._texts.get((table, row), {})
        return bool(before) and all(
            cell_text(lines_of([run for run, _ in inside]), words) == before.get(column)
            for column, inside in cells.items()
        )

    def _cell(self, table: int, row: int, column: int, here: dict[int, str], before: dict[int, str]) -> str:
        if column in here:
            return here[column]
        origin = self.tags.spans.get((table, row, column))
        text = before.get(column, "")  # this row began on an earlier page
        if not text and origin and origin[2] == column:
            text = self._texts.get((table, origin[1]), {}).get(column, "")
        return text if len(text) <= REPEATED else ""

    def _reach(self, table: int, row: int, column: int) -> int:
        reach = 1
        while self.tags.spans.get((table, row + reach, column)) == (table, row, column):
            reach += 1
        return reach

    def _span(
        self, table: int, rows: dict[int, dict[int, list[Marked]]], column: int
    ) -> Span | None:
        """Return from where to where the cells of a column reach that span no other."""
        runs = [
            run
            for row, cells in rows.items()
            if len(cells) > 1
            and self.tags.spans.get((table, row, column + 1)) != (table, row, column)
            for run, _ in cells.get(column, ())
        ]
        return (min(run.x0 for run in runs), max(run.x1 for run in runs)) if runs else None


def _prose(marked: Sequence[Marked], page: int, prose: Prose) -> Iterator[Part]:
    """Yield the parts of a cell that frames prose: its tagged paragraphs, and tables typed among them.

    Such a table is set with blanks and tabs, and is found by ``prose`` as on a page without tags.
    """
    tags = {id(run): tag for run, tag in marked}
    text: list[Run] = []
    for part in prose(lines_of([run for run, _ in marked])):
        if isinstance(part, Table):
            yield from _paragraphs(text, tags, page)
            text = []
            yield part
        else:
            text += [run for line in part.lines for run in line.runs]
    yield from _paragraphs(text, tags, page)


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


@dataclass(slots=True)
class Headers:
    """The column names of the tables met so far, so that a table that goes on keeps them."""

    _by_number: dict[int, Row] = field(default_factory=dict)
    _last: Table | None = None
    _last_header: Row = ()
    _last_sure: bool = False

    def of(self, table: Table, *, tops_page: bool) -> Row:
        """Return the column names of ``table``; ``tops_page`` says that it is the first thing on its page."""
        header, sure = table.own_header, table.sure
        last = self._last
        if last is not None and last.heads and last.number is not None and last.number == table.number:
            header = header_of([last.header, header], 2) if header else last.header
        elif not (sure or table.heads) and (kept := self._kept(table, tops_page=tops_page)):
            header, sure = kept
        self._last, self._last_header, self._last_sure = table, header, sure or table.heads
        if table.number is not None:
            self._by_number[table.number] = header
        return () if table.heads else header

    def _kept(self, table: Table, *, tops_page: bool) -> tuple[Row, bool] | None:
        """Return the names that ``table`` keeps of an earlier one, and whether those stand out as such.

        A table whose own names have but the form of names keeps only names that stand out.
        """
        own, last = table.own_header, self._last
        if last is None:
            return None
        if own and own == last.own_header and last.page == table.page:
            return self._last_header, self._last_sure
        if own and not self._last_sure:
            return None
        if table.number is not None and table.number in self._by_number:
            return self._by_number[table.number], self._last_sure
        header = _handed_on(table, last, self._last_header, tops_page=tops_page)
        return (header, self._last_sure) if header else None


def _handed_on(table: Table, last: Table, header: Row, *, tops_page: bool) -> Row:
    """Return ``header``, that of ``last``, for the columns of ``table`` if it goes on with it, else nothing."""
    if not header or not 0 <= table.page - last.page <= 1:
        return ()
    if _same_columns(table, last):
        return header
    next_to = (
        (tops_page or table.follows is Follows.NOTHING)
        if table.page > last.page
        else table.follows is Follows.TABLE
    )
    if not next_to:
        return ()
    return named_by(table, last, header)


def named_by(table: Table, last: Table, header: Row) -> Row:
    """Return the names in ``header``, that of ``last``, which stand over the columns of ``table``, if they do."""
    places = aligned(last.spans, table.spans)
    return tuple("" if place is None else header[place] for place in places) if places else ()


def _same_columns(table: Table, last: Table) -> bool:
    """Whether two tables that are not tagged have the same columns."""
    if table.number is not None or last.number is not None or len(table.columns) != len(last.columns):
        return False
    return len(table.rows[0]) == len(last.rows[0]) and all(
        abs(one - other) <= _SAME_COLUMNS for one, other in zip(table.columns, last.columns, strict=True)
    )
