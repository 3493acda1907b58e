"""How the cells of a table become rows, and which of the first rows name its columns."""

import pytest

from ingest.documents import Block, BlockKind
from ingest.readers.grid import GridCell, GridRow, grid_blocks
from ingest.readers.table_headers import RowLook, header_rows


def row(*texts: str, strong: bool = False) -> GridRow:
    return GridRow(tuple(GridCell(text, strong=strong) for text in texts), 1)


def laid(*rows: GridRow) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(block.cells, block.header) for block in grid_blocks(rows)]


@pytest.mark.parametrize(
    ("rows", "strong", "count"),
    [
        ([("Name", "Role"), ("Ann", "Chair")], [True, False], 1),
        ([("Name", "Role"), ("Ann", "Chair")], [False, False], 0),
        ([("Name", "Role"), ("Ann", "Chair")], [True, True], 0),
        ([("Area", "Q1", "Q2"), ("Stoke", "4", "5"), ("Leek", "1", "2")], [False] * 3, 1),
        ([("", "2018", "2019"), ("Stoke", "4", "5")], [False] * 2, 1),
        ([("Area", "£000", "Share"), ("Stoke", "12", "3")], [False] * 2, 1),
        ([("Area", "", ""), ("", "Plan", "Spend"), ("Stoke", "4", "5")], [False] * 3, 2),
        ([("Stoke", "4", "5"), ("Leek", "1", "2")], [False] * 2, 0),
        ([("Action", "Owner", "Update"), ("Write to all", "Ann", "It was done in May.")], [False] * 2, 1),
        ([("G", "Green", "It is done, and nothing is left."), ("A", "Amber", "x")], [False] * 2, 0),
        ([("", "Ann", "Bo"), ("Chair", "yes", "no"), ("Clerk", "no", "yes")], [False] * 3, 1),
        ([("Area", "Q1")], [True], 0),
    ],
)  # fmt: skip
def test_header_rows_are_told_by_look_and_by_form(
    rows: list[tuple[str, ...]], strong: list[bool], count: int
) -> None:
    assert header_rows(rows, [RowLook(bold=bold) for bold in strong]).count == count


def test_columns_that_are_empty_throughout_are_left_out() -> None:
    assert laid(row("a", "", "b"), row("c", "", "")) == [(("a", "b"), ()), (("c", ""), ())]


def test_a_long_cell_that_spans_rows_stands_in_the_first_only() -> None:
    long = "word " * 60
    spanning = GridRow((GridCell(long.strip(), rows=2), GridCell("a")), 1)
    assert [cells[0] for cells, _ in laid(spanning, row("b"))] == [long.strip(), ""]


def test_headings_that_come_again_are_not_rows_and_may_have_changed() -> None:
    table = [
        row("In £m", "2023", strong=True), row("Area", "Spend", strong=True), row("Stoke", "4"),
        row("In £m", "2022", strong=True), row("Area", "Spend", strong=True), row("Leek", "2"),
    ]  # fmt: skip
    assert laid(*table) == [
        (("Stoke", "4"), ("In £m Area", "2023 Spend")),
        (("Leek", "2"), ("In £m Area", "2022 Spend")),
    ]


def test_struck_words_and_framed_blocks_keep_their_place() -> None:
    framed = Block(BlockKind.PARAGRAPH, "Framed.", 1)
    rows = [
        GridRow((GridCell("a", struck="old"), GridCell("b")), 1),
        GridRow((), 1, blocks=(framed,)),
        row("c", "d"),
    ]
    assert [block.kind for block in grid_blocks(rows)] == [
        BlockKind.TABLE_ROW,
        BlockKind.STRUCK,
        BlockKind.PARAGRAPH,
        BlockKind.TABLE_ROW,
    ]


def test_a_cell_that_says_it_spans_the_world_is_bounded() -> None:
    wide = GridRow((GridCell("a", columns=10**9, rows=10**9), GridCell("b")), 1)
    assert laid(wide, row("c")) == [(("a",), ()), (("a",), ())]
