"""Table rows that a page end cuts in two."""

import pytest

from ingest.documents import Block, BlockKind, Page
from ingest.passages import make_passages
from ingest.row_ends import row_runs_on, whole_row

HEADER = ("Dataset", "Description", "Published")


def row(*cells: str, page: int = 1, header: tuple[str, ...] = HEADER) -> Block:
    return Block(BlockKind.TABLE_ROW, "", page, cells=cells, header=header)


CUT = row("Complaints by office and year", "We will publish what was asked for, and", "June 2026")


@pytest.mark.parametrize(
    ("following", "runs"),
    [
        (row("", "how each request was answered.", ""), True),
        (row("Complaints by office and year", "how each request was answered.", "June 2026"), True),
        (row("and month", "how each request was answered.", ""), True),
        (row("Recycling", "how each request was answered.", "May 2027"), False),  # it has a name of its own
        (row("Complaints by office and year", "What we will publish", "May 2027"), False),
        (row("Complaints by office and year", "", "June 2026"), False),  # nothing is added
        (row("", "how each request was answered.", "", header=("A", "B", "C")), False),
        (Block(BlockKind.PARAGRAPH, "how each request was answered.", 2), False),
    ],
)
def test_a_row_goes_on_where_all_that_is_new_goes_on_in_mid_sentence(following: Block, runs: bool) -> None:
    assert row_runs_on(CUT, following) is runs


def test_a_row_whose_sentences_have_ended_does_not_go_on() -> None:
    assert not row_runs_on(
        row("Complaints", "We publish all that was asked for.", "June"), row("", "so far", "")
    )


def test_rows_of_short_words_in_small_letters_are_rows_of_their_own() -> None:
    assert not row_runs_on(row("apples", "yes", "no"), row("pears", "no", "yes"))


def test_a_page_on_which_a_column_is_empty_may_leave_it_out() -> None:
    rest = row("how each request for them", header=("Description",), page=2)
    last = row("was answered.", header=("Description",), page=3)
    assert row_runs_on(CUT, rest)
    assert row_runs_on(rest, last)
    whole = whole_row([CUT, rest, last])
    assert whole.page == 1
    assert whole.cells == (
        "Complaints by office and year",
        "We will publish what was asked for, and how each request for them was answered.",
        "June 2026",
    )


def test_what_is_said_again_is_said_once_and_a_hyphen_joins() -> None:
    first = row("Roads", "We will look at every local-", "May")
    again = row("Roads", "authority road.", "May", page=2)
    assert whole_row([first, again]).cells == ("Roads", "We will look at every local-authority road.", "May")


def test_a_passage_holds_the_whole_row_and_spans_its_pages() -> None:
    rest = row("", "how each request was answered.", "", page=2)
    (passage,) = make_passages([Page(1, (CUT,)), Page(2, (rest,))])
    assert (passage.page_start, passage.page_end) == (1, 2)
    assert "what was asked for, and how each request was answered." in passage.text
