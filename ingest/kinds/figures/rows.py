"""The rows of a table of figures: what each is about, and the numbers in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.documents import Block, Rating
from ingest.kinds.actions.table_runs import TableRun
from ingest.kinds.figures.columns import FigureColumn, is_area, period_column
from ingest.kinds.figures.units import Figure, figure_in
from ingest.kinds.ratings import is_rating_column, rating_in

_LONGEST_LABEL = 25  # words of what names a row
_SHORT_LABEL = 2  # characters; "18" means something only as "Age 18"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row of numbers, by the column they stand in; ``label`` is what they are about."""

    label: str
    figures: dict[int, Figure]
    block: Block
    rating: Rating | None = None
    period: str | None = None


def figure_rows(run: TableRun, columns: Sequence[FigureColumn], label: int) -> Iterator[FigureRow]:
    """Yield the rows that hold figures; one that a page's end cut in two, with its figures in both, once."""
    when = period_column(run)
    last: FigureRow | None = None
    for block in run.rows:
        row = _row(run, columns, label, block)
        if row is None:
            continue
        if when is not None and when != label and when < len(block.cells):
            row = replace(row, period=block.cells[when] or None)
        cut = last is not None and block.page == last.block.page + 1 and len(row.figures) > 1
        if last and cut and row.figures == last.figures:
            if not last.label.endswith(row.label):
                last = replace(last, label=f"{last.label} {row.label}")
            continue
        if last:
            yield last
        last = row
    if last:
        yield last


def _row(run: TableRun, columns: Sequence[FigureColumn], label: int, block: Block) -> FigureRow | None:
    cells = block.cells
    figures = {c.at: figure for c in columns if c.at < len(cells) and (figure := figure_in(cells[c.at]))}
    words = cells[label] if label < len(cells) else ""
    if not words:  # a total may be named in the column of the categories
        words = next((c for c in cells[: columns[0].at] if any(map(str.isalpha, c)) and not figure_in(c)), "")
    words = " ".join(words.split())
    if not figures or not words or len(words.split()) > _LONGEST_LABEL:
        return None
    means_little = len(words) <= _SHORT_LABEL or figure_in(words) is not None
    if run.header and means_little and not is_area(run.header[label]):
        words = f"{run.header[label]} {words}".strip()
    return FigureRow(words, figures, block, _rating(run.header, block))


def _rating(header: Sequence[str], block: Block) -> Rating | None:
    for name, cell in zip(header, block.cells, strict=False):
        if is_rating_column(name) and (rating := rating_in(cell)):
            return rating
    return None
