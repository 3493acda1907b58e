"""The columns of a table of figures: those that hold numbers, and those whose words name the rows."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from ingest.kinds.actions.table_runs import TableRun
from ingest.kinds.figures.periods_in_headers import is_period, period_in, without_period
from ingest.kinds.figures.units import Figure, figure_in, unit_in, without_unit
from ingest.kinds.ratings import is_rating_column

_LEAST_FIGURES = 0.6  # the share of a column's filled cells that are numbers
_LONGEST_LABEL = 25  # words, on average, of what names a row
_LONGEST_NAME = 16  # words of a column's name; a longer one is not a name
_NOT_FIGURES = re.compile(
    r"\b(?:ref|references?|nos?|pages?|paragraph|phone|telephone|time\s?scales?|deadline|by when"
    r"|(?:action|item|question|row|serial) number)\W*$|^\W*(?:id|item|year|dates?|section|#)\W*$",
    re.I,
)
_BEST_LABELS = re.compile(r"\b(?:headline|titles?|names?|projects?|indicators?|measures?|savings?)\b", re.I)
_POOR_LABELS = re.compile(
    r"\b(?:category|cabinet member|directorate|dir|lead|owner|brief|details?|reason|core or|source|cause"
    r"|consequence|event|summary|funded|linked)\b",
    re.I,
)
_AREAS = re.compile(
    r"^(?:local |police )?(?:authorit(?:y|ies)|areas?|forces?|districts?|boroughs?|regions?|count(?:y|ies)"
    r"|departments?|organisations?|constituenc(?:y|ies)|wards?|sites?|establishments?)\b",
    re.I,
)
_BASELINE = re.compile(r"\bbase\s?line\b", re.I)
_BROKEN = re.compile(r"(?<=[a-z]{4}) ([b-hj-z])(?= |$)")
_LEFT_OVER = re.compile(r"\(\s*\)|\s*\b(?:for|as at|at|in|of|to|by|from)$", re.I)
_NO_FIGURE = frozenset({"n/a", "na", "tbc", "nil", "none"})
_MOSTLY = 0.8
_MOST_PAGES = 1000
_LIST_GAPS = 3  # a list's own numbers may leave some out


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A column of numbers: ``name`` is what its heading says beside the period and the unit."""

    at: int
    heading: str
    name: str
    period: str | None
    unit: str | None

    @property
    def is_baseline(self) -> bool:
        """Whether the column is what the others are compared with."""
        return _BASELINE.search(self.heading) is not None


def column_of(header: Sequence[str], at: int) -> FigureColumn:
    """Return what the heading of the column ``at`` says of the numbers under it."""
    heading = _BROKEN.sub(r"\1", " ".join(header[at].split()))  # "Varianc e", in a narrow column
    name = " ".join(_LEFT_OVER.sub(" ", without_unit(without_period(heading))).split()).strip(" *,:–-")
    worded = re.search(r"[^\W\d_]{2}", name) is not None
    return FigureColumn(at, heading, name if worded else "", period_in(heading), unit_in(heading))


def holds_figures(run: TableRun, at: int) -> bool:
    """Whether the column ``at`` holds numbers that say how much or how many: no years, no list numbers."""
    name = " ".join(run.header[at].split())
    if not name or len(name.split()) > _LONGEST_NAME or _NOT_FIGURES.search(name) or is_rating_column(name):
        return False
    cells = [row.cells[at] for row in run.rows if at < len(row.cells) and _says_something(row.cells[at])]
    figures = [figure for cell in cells if (figure := figure_in(cell))]
    return (
        bool(figures)
        and len(figures) >= _LEAST_FIGURES * len(cells)
        and not all(re.fullmatch(r"(?:19|20)\d\d", figure.text) for figure in figures)
        and not (period_in(name) is None and list_numbers(figures))
    )


def label_columns(run: TableRun, figures: Set[int]) -> list[int]:
    """Return the columns whose words may name the rows, the likeliest first."""
    found: list[tuple[int, int]] = []
    for at, name in enumerate(run.header):
        cells = [row.cells[at] for row in run.rows if at < len(row.cells) and _names(row.cells[at])]
        if (
            at in figures
            or is_rating_column(name)
            or len(cells) < len(run.rows) / 2
            or sum(len(cell.split()) for cell in cells) > _LONGEST_LABEL * len(cells)
            or (period_in(name) is not None and not without_period(name))
        ):
            continue
        poor = _POOR_LABELS.search(name) is not None
        found.append((2 if poor else int(not _BEST_LABELS.search(name)), at))
    rows_numbers = [
        (3, at)
        for at in range(len(run.header))
        if not found
        and at not in figures
        and _NOT_FIGURES.search(run.header[at]) is None
        and period_in(run.header[at]) is None
        and all(at < len(row.cells) and figure_in(row.cells[at]) for row in run.rows[:1])
    ]
    return [at for _, at in sorted(found or rows_numbers)]


def names_rows_beside(run: TableRun, at: int) -> bool:
    """Whether the column ``at``, amid figures, holds names: those of a second table beside the first."""
    cells = [row.cells[at] for row in run.rows if at < len(row.cells) and row.cells[at]]
    return sum(cell[0].isalpha() for cell in cells) >= _MOSTLY * len(cells)


def period_column(run: TableRun) -> int | None:
    """Return the column that says of each row which period it is of: "Year"."""
    for at in range(len(run.header)):
        cells = [row.cells[at] for row in run.rows if at < len(row.cells) and row.cells[at]]
        if cells and sum(map(is_period, cells)) >= _MOSTLY * len(cells):
            return at
    return None


def page_numbers(figures: Sequence[Figure]) -> bool:
    """Whether numbers may be the pages of a list of contents: whole, few, none below the one before."""
    numbers = [figure.number for figure in figures]
    whole = not any(figure.unit or figure.places for figure in figures)
    return whole and numbers == sorted(numbers) and max(numbers) < _MOST_PAGES


def is_area(name: str) -> bool:
    """Whether a column of names is of places or of bodies: "Authority", "Department"."""
    return _AREAS.match(name.strip()) is not None


def list_numbers(figures: Sequence[Figure]) -> bool:
    """Whether numbers are those of a list: whole, few apart, each above or each under the one before."""
    numbers = [figure.number for figure in figures]
    if len(numbers) < 2 or any(figure.unit or figure.places for figure in figures):
        return False
    steps = {after - before for before, after in pairwise(numbers)}
    return steps <= {*range(1, _LIST_GAPS + 1)} or steps == {-1}


def _says_something(cell: str) -> bool:
    return any(c.isalnum() for c in cell) and cell.strip().lower() not in _NO_FIGURE


def _names(cell: str) -> bool:
    return is_period(cell) or (any(map(str.isalpha, cell)) and figure_in(cell) is None)
