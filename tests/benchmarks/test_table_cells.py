"""What counts as a table cell read right, and which cells of a table are labelled."""

import pytest

from ingest.documents import Block, BlockKind, Page
from tests.benchmarks.table_cells import Label, fault, names_column, read_labels
from tests.benchmarks.table_draw import pick_cells
from tests.benchmarks.tables import LABELS, rows_of


def row(*cells: str, header: tuple[str, ...] = ()) -> Block:
    return Block(BlockKind.TABLE_ROW, "", 1, cells=cells, header=header)


def label(row: str, column: str, value: str) -> Label:
    return Label("paper", 1, 1, row, column, value)


BUDGET = row("Highways", "1,200", "1,350", header=("Service", "2025-26 £000s", "2026-27 £000s"))


def test_a_cell_is_right_with_its_value_its_row_and_its_column() -> None:
    assert fault(label("Highways", "2025-26 £000s", "1,200"), [BUDGET]) is None


@pytest.mark.parametrize(
    ("row", "column", "value", "reason"),
    [
        ("Libraries", "2025-26 £000s", "1,200", "no such row among 1 on the page"),
        ("Highways", "2025-26 £000s", "1,350", "under the column “2026-27 £000s”"),
        ("Highways", "2025-26 £000s", "1200", "in the row stands Highways | 1,200 | 1,350"),
    ],
)
def test_a_cell_is_wrong_by_its_row_its_column_or_its_value(
    row: str, column: str, value: str, reason: str
) -> None:
    assert fault(label(row, column, value), [BUDGET]) == reason


@pytest.mark.parametrize(
    ("read", "value"),
    [
        ("Self-\nfinancing basis", "self-financing basis"),
        ("• Estates\n• IM & T", "Estates IM & T"),
        ("March – May", "March - May"),
        ("Carer's", "Carer’s"),
    ],
)
def test_two_good_readings_of_one_cell_are_the_same(read: str, value: str) -> None:
    assert fault(label("A1", "", value), [row("A1", read)]) is None


@pytest.mark.parametrize(("read", "value"), [("12 3", "123"), ("-1.2", "1.2"), ("100", "100%")])
def test_figures_are_the_same_only_to_the_letter(read: str, value: str) -> None:
    assert fault(label("A1", "", value), [row("A1", read)]) is not None


def test_a_value_in_the_row_below_is_not_in_the_row() -> None:
    rows = [row("Growth", "", ""), row("Savings", "24.0", "")]
    assert fault(label("Growth", "", "24.0"), rows) == "in the row stands Growth |  | "


def test_only_table_rows_count() -> None:
    prose = Block(BlockKind.PARAGRAPH, "Highways 1,200", 1)
    assert fault(label("Highways", "", "1,200"), [prose]) == "no such row among 0 on the page"


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("2025-26 budget", ("2025-26\nBudget", "2026-27 Budget")),
        ("Overspend", ("Over-\nspend", "Reason")),
        ("Frequency of update", ("Frequenc y of update", "Licence")),
        ("Licence?", ("Licence6?", "Dataset")),  # a footnote's mark
        ("2025-26", ("2025-26 £000s", "2026-27 £000s")),  # a unit
        ("October", ("Views in Q3 October", "Views in Q3 November", "Views in Q3 December")),  # a caption
        ("Organisations Wales", ("Wales", "Scotland")),  # the lower level alone, of one column only
        ("", ("", "Value")),
    ],
)
def test_a_column_is_named_though_not_to_the_letter(wanted: str, names: tuple[str, ...]) -> None:
    assert names_column(wanted, names, 0)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("Budget", ("", "Forecast")),
        ("Budget", ("Budget Forecast", "Forecast", "Variance")),  # two columns run together
        ("Organisations Wales", ("Organisations", "Scotland")),
        ("Adults External", ("External", "External", "Core")),  # the lower level of two columns
        ("2025-26 Year 1 £000s", ("2025-26", "2026-27")),  # the upper level alone
        ("", ("Highways", "1,200")),  # a row taken for the names of the columns
    ],
)
def test_a_column_is_named_wrongly(wanted: str, names: tuple[str, ...]) -> None:
    assert not names_column(wanted, names, 0)


def test_the_labelled_cells_are_the_first_the_last_and_four_between_the_same_each_time() -> None:
    cells = pick_cells(5, 4, table=1)
    assert cells == [(1, 1), (3, 4), (4, 1), (4, 2), (5, 3), (5, 4)]


def test_all_cells_of_a_small_table_are_labelled() -> None:
    assert pick_cells(2, 2, table=7) == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_no_held_out_cell_stands_on_a_page_that_was_labelled_before() -> None:
    mended_by, held_out = ({(label.file, label.page) for label in read_labels(path)} for path in LABELS)
    assert mended_by.isdisjoint(held_out)


def test_a_row_that_a_page_end_cuts_stands_whole_where_it_begins() -> None:
    header = ("Name", "Notes")
    cut = Block(BlockKind.TABLE_ROW, "", 4, cells=("Roads", "They are mended in the order of"), header=header)
    rest = Block(BlockKind.TABLE_ROW, "", 5, cells=("", "their use."), header=header)
    other = Block(BlockKind.TABLE_ROW, "", 5, cells=("Parks", "None."), header=header)
    note = Block(BlockKind.FOOTNOTE, "1 See below.", 4)
    rows = rows_of([Page(4, (cut, note)), Page(5, (rest, other))])
    assert [row.cells for row in rows[4]] == [("Roads", "They are mended in the order of their use.")]
    assert [row.cells for row in rows[5]] == [("Parks", "None.")]
