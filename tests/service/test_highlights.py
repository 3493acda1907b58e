"""Where quoted words are found on a page: exactly, over blocks, in rows, or nearly."""

import pytest

from ingest.documents import Block, BlockKind, Page
from service.web.highlights import find, split
from service.web.page_layout import lay_out


def marked(quote: str, texts: list[str], rows: list[list[tuple[int, str]]] | None = None) -> dict[int, str]:
    found = find(quote, texts, rows or [])
    return {index: texts[index][start:end] for index, (start, end) in found.spans.items()}


@pytest.mark.parametrize(
    ("quote", "texts", "expected"),
    [
        ("was agreed", ["It was agreed.", "More."], {0: "was agreed"}),
        ("was\nagreed  on", ["It was agreed on Monday."], {0: "was agreed on"}),
        ("agreed on", ["It was\nagreed\non Monday."], {0: "agreed\non"}),
        ("to act. At once", ["They chose to act.", "At once they did."], {0: "to act.", 1: "At once"}),
        ("agreed:\n(a) to meet", ["It was agreed:", "to meet monthly"], {0: "agreed:", 1: "to meet"}),
        ("6.4 The grant was made.", ["Background", "The grant was made."], {1: "The grant was made."}),
        ("• The grant was made.", ["The grant was made."], {0: "The grant was made."}),
        ("(iv) The grant was made.", ["The grant was made."], {0: "The grant was made."}),
        ("nothing alike here at all", ["Completely different words."], {}),
        ("", ["Anything"], {}),
    ],
)
def test_quoted_words_are_found(quote, texts, expected):
    assert marked(quote, texts) == expected


def test_words_that_end_on_the_next_page_are_marked_as_far_as_they_go():
    assert marked("The last line.\nThe next page's line.", ["First.", "The last line."]) == {
        1: "The last line."
    }


def test_a_line_that_stands_twice_is_marked_behind_the_one_before_it():
    texts = ["Signature: (signed)", "I certify that:", "the budget is sound; and", "Signature: (signed)"]
    quote = "I certify that:\n(a) the budget is sound; and\nSignature: (signed)"
    assert set(marked(quote, texts)) == {1, 2, 3}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Other words.", "The Panel noted the report on the"], {1: "The Panel noted the report on the"}),
        (["women's centre in Sedgeford. More."], {0: "women's centre in Sedgeford."}),
        (["centre in Sedgeford of another kind", "centre"], {}),
    ],
)
def test_a_sentence_that_a_page_end_cuts_is_marked_on_both_pages(texts, expected):
    quote = "The Panel noted the report on the women's centre in Sedgeford."
    assert marked(quote, texts) == expected


CELLS = ["2.1", "Open a centre", "8", "2.3", "Extend the scheme to custody.\nTrain the staff.", "18"]
ROWS = [[(0, "Ref"), (1, "Action"), (2, "All")], [(3, "Ref"), (4, "Action"), (5, "All")]]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Ref: 2.1; Action: Open a centre; All: 8", {0: "2.1", 1: "Open a centre", 2: "8"}),
        ("All: 18", {5: "18"}),
        ("Action: Extend the scheme to custody.", {4: "Extend the scheme to custody."}),
        (
            "Ref: 2.3\nAction: Extend the scheme to custody.\nTrain the staff.\nAll: 18",
            {3: "2.3", 4: "Extend the scheme to custody.\nTrain the staff.", 5: "18"},
        ),
        ("Action: Train the staff.; All: 18", {4: "Train the staff.", 5: "18"}),
    ],
)
def test_a_table_row_is_found_by_its_cells(quote: str, expected: dict[int, str]):
    assert marked(quote, CELLS, ROWS) == expected


def test_words_that_read_a_little_differently_mark_their_block_and_say_so():
    texts = [
        "Something else entirely stands here.",
        "The panel noted the annual report and thanked the officers.",
    ]
    found = find("The Panel noted the Annual Report, and thanked officers", texts)
    assert set(found.spans) == {1}
    assert not found.exact


def test_splitting_keeps_every_character():
    for span in [None, (0, 2), (2, 5), (3, 5), (0, 5)]:
        assert "".join(segment.text for segment in split("hello", span)) == "hello"


def test_rows_and_items_are_gathered_and_the_first_mark_is_the_anchor():
    header = ("Ref", "Action", "Rating")
    page = Page(
        1,
        (
            Block(BlockKind.HEADING, "Actions", 1, level=1),
            Block(BlockKind.LIST_ITEM, "one", 1, number="(a)"),
            Block(BlockKind.LIST_ITEM, "two", 1),
            Block(BlockKind.TABLE_ROW, "", 1, cells=("1", "Extend the scheme", "Red"), header=header),
            Block(BlockKind.TABLE_ROW, "", 1, cells=("2",), header=header),
        ),
    )
    layout = lay_out(page, "Extend the scheme")
    assert [part.kind for part in layout.parts] == ["heading", "list", "table"]
    table = layout.parts[2]
    assert [[cell.column for cell in row] for row in table.rows] == [list(header), list(header)]
    anchors = [
        segment.text for row in table.rows for cell in row for segment in cell.segments if segment.anchor
    ]
    assert anchors == ["Extend the scheme"]
    assert layout.exact


def test_headings_go_down_one_step_at_a_time():
    levels = [3, 5, 5, 2, 6, 1]
    page = Page(1, tuple(Block(BlockKind.HEADING, f"Heading {n}", 1, level=n) for n in levels))
    assert [part.lines[0].depth for part in lay_out(page).parts] == [1, 2, 2, 1, 2, 1]
