"""Lines in columns that may be a table: their rows, and what these turn out to be."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.readers.pdf.blocks import header_of
from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.paragraphs import cell_text
from ingest.readers.pdf.tables.column_names import column_names
from ingest.readers.pdf.tables.gutters import Cells
from ingest.readers.pdf.tables.heads import Columns
from ingest.readers.pdf.tables.pieces import Piece, cut, pieces_of
from ingest.readers.pdf.tables.rows import row_breaks
from ingest.readers.pdf.tables.signs import Look, look_of, mark_items
from ingest.readers.table_headers import HeaderRows, RowLook, header_rows

_SAME_EDGE = 1.5  # points
_RULED = 0.6  # of the rows

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnTable:
    """The rows of a table under the names of its columns, if it has any (``header``).

    ``sure`` says that these stand out as names. ``edges`` are in points: for each column the one, left
    or right, that its cells keep; ``spans``, from where to where they reach (None: it is empty).
    """

    rows: tuple[Row, ...]
    header: Row
    sure: bool
    edges: tuple[float, ...]
    spans: tuple[tuple[float, float] | None, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a form: the lines of its label, then those of what is entered."""

    lines: tuple[Line, ...]


Part = ColumnTable | Entry | list[Line]


@dataclass(frozen=True, slots=True)
class Draft:
    """What may be a table: lines ``start`` to ``end`` of a stretch; its rows begin at line ``body``.

    ``ruled`` are the lines under which a line is ruled across the columns.
    """

    start: int
    body: int
    end: int
    columns: Columns
    ruled: set[int]

    def parts(self, words: Counter[str], *, lists: bool) -> list[Part]:
        """Return the table, parted by the lines that name its sections; nothing where it is none.

        Unless ``lists``, columns that are to be read by themselves are nothing either.
        """
        rows = self._rows()
        full = [row for row in rows if len(self._filled(row)) > 1]
        texts = [self._texts(row, words) for row in full]
        form = self._named_by_form(full, texts)
        headed = form.count > 0 or self.body > self.start
        cells = [[self.columns.cells[at] for at in row] for row in full[form.count :]]
        ruled = sum(row[-1] in self.ruled for row in full) >= _RULED * len(full)
        match look_of(cells, texts[form.count :], self.columns.values, headed=headed, ruled=ruled):
            case Look.TABLE if form.count:
                names = {row[0] for row in full[: form.count]}
                table = self._empty(header_of(texts, form.count), sure=form.sure)
                return self._filled_in(table, [row for row in rows if row[0] not in names], words)
            case Look.TABLE:
                header, others = self._names(words)
                table = self._empty(header, sure=self._names_most(header))
                return [*others, *self._filled_in(table, rows, words)]
            case Look.FORM:
                return [Entry(self._read_across(row)) for row in rows]
            case Look.LISTS if lists:
                return self._read_down()
            case _:
                return []

    def _named_by_form(self, rows: Sequence[Sequence[int]], texts: Sequence[Row]) -> HeaderRows:
        """Return how many of ``rows`` name the columns, where no lines do that stand over them."""
        if self.body > self.start:
            return HeaderRows()
        looks = [
            RowLook(all(piece.bold for at in row for piece in self.columns.cells[at].values()))
            for row in rows
        ]
        found = header_rows(texts, looks)
        figures = any(self.columns.has_values(at) for row in rows[: found.count] for at in row)
        return HeaderRows() if figures else found

    def _empty(self, header: Row, *, sure: bool) -> ColumnTable:
        """Return the table without its rows."""
        cells = [self.columns.cells[at] for at in range(self.body, self.end)]
        columns = [[line[n] for line in cells if n in line] for n in range(len(self.columns.spans))]
        spans = tuple(
            (min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)) if pieces else None
            for pieces in columns
        )
        edges = tuple(
            _edge(pieces) if pieces else span.x1
            for pieces, span in zip(columns, self.columns.spans, strict=True)
        )
        return ColumnTable((), header, sure, edges, spans)

    def _filled_in(
        self, table: ColumnTable, rows: Sequence[Sequence[int]], words: Counter[str]
    ) -> list[Part]:
        """Return ``table`` with ``rows``, parted where a line names a section."""
        found: list[Part] = []
        gathered: list[Row] = []
        for row in rows:
            if not self._names_section(row):
                gathered.append(self._texts(row, words))
                continue
            if gathered:
                found.append(replace(table, rows=tuple(gathered)))
                gathered = []
            found.append([self.columns.lines[at] for at in row])
        if gathered:
            found.append(replace(table, rows=tuple(gathered)))
        return found

    def _read_across(self, row: Sequence[int]) -> tuple[Line, ...]:
        """Return what a row holds, cell after cell; a line that crosses the columns as it is."""
        if not self._filled(row):
            return tuple(self.columns.lines[at] for at in row)
        return tuple(
            Line(self.columns.cells[at][column].runs)
            for column in sorted(self._filled(row))
            for at in row
            if column in self.columns.cells[at]
        )

    def _read_down(self) -> list[Part]:
        """Return what each column says, one after the other; lines across the columns part them."""
        found: list[Part] = []
        stretch: list[Cells] = []
        groups = self._groups()
        for at in range(self.start, self.end + 1):
            cells = self.columns.cells.get(at) if at < self.end else None
            if cells:
                stretch.append(cells)
                continue
            found += [lines for group in groups if (lines := _lines_in(group, stretch))]
            stretch = []
            if at < self.end:
                found.append([self.columns.lines[at]])
        return found

    def _groups(self) -> list[list[int]]:
        """Group the columns: bullets and numbers go with what they stand before."""
        groups: list[list[int]] = []
        marks = False
        for column in range(len(self.columns.spans)):
            if marks:
                groups[-1].append(column)
            else:
                groups.append([column])
            texts = [line[column].text for line in self.columns.cells.values() if column in line]
            marks = not marks and mark_items(texts)
        return groups

    def _names(self, words: Counter[str]) -> tuple[Row, list[Part]]:
        """Return the names of the columns, and the words over them that name none."""
        spans = self.columns.spans
        head = [
            [part for piece in pieces_of(line) for part in cut(piece, spans)]
            for line in self.columns.lines[self.start : self.body]
        ]
        if not head:
            return (), []
        found = column_names(head, spans, self.columns.values, words)
        others = [
            Line(runs)
            for line in head
            if (runs := tuple(run for piece in line if piece in found.others for run in piece.runs))
        ]
        return found.names if any(found.names) else (), [others] if others else []

    def _names_most(self, header: Row) -> bool:
        """Whether most columns have names, of those of values if there are such."""
        named = [
            bool(name) for n, name in enumerate(header) if n in self.columns.values or not self.columns.values
        ]
        return 2 * sum(named) > len(named)

    def _rows(self) -> list[list[int]]:
        """Return the lines (indexes) of each row, from the top; a line across columns is one by itself."""
        rows: list[list[int]] = []
        stretch: list[int] = []
        for at in range(self.body, self.end):
            if self.columns.cells[at]:
                stretch.append(at)
                continue
            rows += self._parted(stretch)
            stretch = []
            rows.append([at])
        return rows + self._parted(stretch)

    def _parted(self, stretch: Sequence[int]) -> list[list[int]]:
        """Part ``stretch`` into rows; what has neither a name nor values goes on with the row above it."""
        if not stretch:
            return []
        ends = row_breaks(
            [self.columns.cells[at] for at in stretch],
            [self.columns.lines[at].y for at in stretch],
            set(self.columns.values),
            {stretch.index(at) for at in self.ruled if at in stretch[:-1]},
        )
        rows = [list(stretch[i:j]) for i, j in pairwise([0, *(end + 1 for end in ends), len(stretch)])]
        joined: list[list[int]] = []
        for row in rows:
            bare = not self._filled(row) & {0, self._label, *self.columns.values}
            if bare and joined and not self._names_section(joined[-1]):
                joined[-1] += row
            else:
                joined.append(row)
        return joined

    def _names_section(self, row: Sequence[int]) -> bool:
        return self._filled(row) <= {self._label}

    def _filled(self, row: Sequence[int]) -> set[int]:
        return {column for at in row for column in self.columns.cells[at]}

    @property
    def _label(self) -> int:
        """The column that names the rows: the first that does not hold values."""
        return next((n for n in range(len(self.columns.spans)) if n not in self.columns.values), 0)

    def _texts(self, row: Sequence[int], words: Counter[str]) -> Row:
        return tuple(
            cell_text(
                [Line(self.columns.cells[at][column].runs) for at in row if column in self.columns.cells[at]],
                words,
            )
            for column in range(len(self.columns.spans))
        )


def _edge(pieces: Sequence[Piece]) -> float:
    """Return the edge, left or right, that the most of a column's ``pieces`` keep, in points."""
    sides = [sorted(piece.x0 for piece in pieces), sorted(piece.x1 for piece in pieces)]
    left, right = (side[len(side) // 2] for side in sides)
    kept = [
        sum(abs(x - middle) <= _SAME_EDGE for x in side)
        for side, middle in zip(sides, (left, right), strict=True)
    ]
    return right if kept[1] > kept[0] else left


def _lines_in(columns: Sequence[int], cells: Sequence[Cells]) -> list[Line]:
    """Return the lines that ``cells`` have in ``columns``."""
    runs = [tuple(run for column in columns if column in line for run in line[column].runs) for line in cells]
    return [Line(some) for some in runs if some]
