"""Which pages' tags may be believed: they cover the page, and its tables agree with where the words stand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from ingest.readers.pdf.runs import Run
from ingest.readers.pdf.tables.aligned import Span
from ingest.readers.pdf.tables.grids import Grid
from ingest.readers.pdf.tables.tag_columns import columns_by_place, spans_columns
from ingest.readers.pdf.tags import Cell, Spans, Tag, Tags

_TAGGED_THROUGHOUT = 0.85  # of the characters of a page
_APART = 20.0  # points: cells further from one another are not of one column
_MOST_APART = 0.11  # of the cells
_MOST_WORDLESS = 0.3  # of the rows
_SAME_LINE = 0.2  # em
_PROSE_WORDS = 3
_FEWEST_CUT, _CUT = 2, 0.15  # rows, and the share of the rows

_Tagged = Sequence[tuple[Run, Tag]]


def trusted_tags(
    pages: Sequence[tuple[int, Sequence[Run], Sequence[Grid]]], tags: Tags
) -> list[dict[int, Tag]]:
    """Return the tags by MCID of each page (number from 1, runs, grids); none where they cannot be believed.

    Cells that stand under another column than they are tagged are put where they stand.
    """
    by_page: dict[int, dict[int, Tag]] = defaultdict(dict)
    for (number, mcid), tag in tags.by_mark.items():
        by_page[number][mcid] = tag
    tagged = [_tagged(runs, by_page[number]) for number, runs, _ in pages]
    moved = columns_by_place(_reach([pair for some in tagged for pair in some]), tags.spans)
    trusted: list[dict[int, Tag]] = []
    for (number, runs, grids), some in zip(pages, tagged, strict=True):
        found = {mcid: _placed(tag, moved) for mcid, tag in by_page[number].items()}
        covers = _letters(run for run, _ in some) >= _TAGGED_THROUGHOUT * _letters(runs)
        placed = _tagged(runs, found)
        agree = _tables_agree(placed, tags.spans) and not any(_cuts_cells(placed, grid) for grid in grids)
        trusted.append(found if covers and agree else {})
    return trusted


def _tagged(runs: Sequence[Run], tags: Mapping[int, Tag]) -> list[tuple[Run, Tag]]:
    return [(run, tags[run.mcid]) for run in runs if run.mcid is not None and run.mcid in tags]


def _placed(tag: Tag, moved: Mapping[Cell, Cell]) -> Tag:
    return replace(tag, cell=moved[tag.cell]) if tag.cell and tag.cell in moved else tag


def _letters(runs: Iterable[Run]) -> int:
    return sum(len(run.text) for run in runs)


def _reach(tagged: _Tagged) -> dict[Cell, Span]:
    """Return from where to where the words of each cell go."""
    reach: dict[Cell, Span] = {}
    for run, tag in tagged:
        if tag.cell:
            x0, x1 = reach.get(tag.cell, (run.x0, run.x1))
            reach[tag.cell] = min(x0, run.x0), max(x1, run.x1)
    return reach


def _tables_agree(tagged: _Tagged, spans: Spans) -> bool:
    """Whether the tags of tables may be believed: some programs guess them, and part labels from figures.

    The cells of a column must stand under one another, and a row must have words, not figures alone, the
    words of another row beside them. A row of one cell says nothing of columns.
    """
    reach = _reach(tagged)
    filled = Counter((cell.table, cell.row) for cell in reach)
    tables: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for cell, span in reach.items():
        if filled[cell.table, cell.row] > 1 and not spans_columns(cell, spans):
            tables[cell.table][cell.column].append(span)
    apart = sum(_cells_apart(columns) for columns in tables.values())
    cells = sum(len(column) for columns in tables.values() for column in columns.values())
    rows = _rows(tagged)
    wordless = [row for row in rows if not row.has_words]
    torn = any(row.shares_line(other) for row in wordless for other in rows if other is not row)
    return apart <= _MOST_APART * cells and len(wordless) <= _MOST_WORDLESS * len(rows) and not torn


@dataclass(slots=True)
class _TaggedRow:
    """A row of a tagged table: whether it has words, and where its lines stand (height, size), in points."""

    has_words: bool = False
    lines: set[tuple[float, float]] = field(default_factory=set)

    def shares_line(self, other: "_TaggedRow") -> bool:
        """Whether words of ``other`` stand beside the figures of this row: then its label is torn off."""
        return other.has_words and any(
            abs(y - level) <= _SAME_LINE * size for y, size in self.lines for level, _ in other.lines
        )


def _rows(tagged: _Tagged) -> list[_TaggedRow]:
    rows: dict[tuple[int, int], _TaggedRow] = defaultdict(_TaggedRow)
    for run, tag in tagged:
        if tag.cell:
            row = rows[tag.cell.table, tag.cell.row]
            row.has_words |= any(map(str.isalpha, run.text))
            row.lines.add((round(run.y, 1), run.size))
    return list(rows.values())


def _cuts_cells(tagged: _Tagged, grid: Grid) -> bool:
    """Whether lines of ruled cells are tagged as rows: the next goes on inside the cell, in small letters."""
    rows: dict[tuple[int, int], dict[tuple[int, int], str]] = defaultdict(dict)
    for run, tag in tagged:
        if tag.cell and (place := grid.cell_of(run)):
            said = rows[tag.cell.table, tag.cell.row]
            said[place] = f"{said.get(place, '')} {run.text}".strip()
    order = sorted(rows)
    cut = sum(
        not rows[above].keys().isdisjoint(rows[row]) and _goes_on(list(rows[row].values()))
        for above, row in pairwise(order)
    )
    return cut >= _FEWEST_CUT and cut >= _CUT * len(order)


def _goes_on(cells: Sequence[str]) -> bool:
    """Whether the texts of a row go on from those above it: all in small letters, or one as prose does."""
    first = [next((letter for letter in text if letter.isalnum()), "") for text in cells]
    prose = any(text[:1].islower() and len(text.split()) >= _PROSE_WORDS for text in cells)
    return prose or all(map(str.islower, first))


def _cells_apart(columns: Mapping[int, Sequence[Span]]) -> int:
    """Return how many cells stand far from the others of their column, or under another column."""
    places = {
        column: (median(x0 for x0, _ in spans), median(x1 for _, x1 in spans))
        for column, spans in columns.items()
    }
    apart = 0
    for column, spans in columns.items():
        left, right = places[column]
        others = [place for at, place in places.items() if at != column]
        for x0, x1 in spans:
            away = x0 >= right or x1 <= left
            elsewhere = away and any(x0 < other[1] and other[0] < x1 for other in others)
            apart += elsewhere or x0 > right + _APART or x1 < left - _APART
    return apart
