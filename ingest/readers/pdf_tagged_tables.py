"""The tables that a file tags → their parts, page by page."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.readers.pdf_blocks import Paragraph, Row, Span, Table, header_of
from ingest.readers.pdf_headers import RowLook
from ingest.readers.pdf_lines import Line, lines_of
from ingest.readers.pdf_paragraphs import cell_text, tagged_paragraphs
from ingest.readers.pdf_ruled_tables import REPEATED, Prose, Shades
from ingest.readers.pdf_runs import Run
from ingest.readers.pdf_several_rows import several_rows
from ingest.readers.pdf_tables import Columns, Part, TableRow, table_parts
from ingest.readers.pdf_tags import Tag, Tags

Marked = tuple[Run, Tag]


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


