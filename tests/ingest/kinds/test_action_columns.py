"""What the columns and cells of action plans say."""

import datetime

import pytest

from ingest.documents import Rating
from ingest.kinds.actions.as_at import as_at
from ingest.kinds.actions.columns import Role, is_action_plan, roles_of
from ingest.kinds.ratings import is_rating_column, is_state, rating_in, without_carried


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Ref", Role.REFERENCE),
        ("Meeting date & action number", Role.REFERENCE),
        ("Actions", Role.ACTION),
        ("Agreed action", Role.ACTION),
        ("Actions completed", Role.ACTION),
        ("What we have committed to", Role.ACTION),
        ("Action owner", Role.LEAD),
        ("Lead department(s)", Role.LEAD),
        ("Responsible Partner / Lead", Role.LEAD),
        ("Notes on action", Role.PROGRESS),
        ("Evidence / Progress update", Role.PROGRESS),
        ("Outcome / impact measure", Role.MEASURE),
        ("Timescal e", Role.TIMESCALE),
        ("S M L", Role.TIMESCALE),
        ("Target date", Role.TIMESCALE),
        ("R A G", Role.RATING),
        ("BRAG status", Role.RATING),
        ("Current status", Role.STATUS),
        ("What", Role.ACTION),
        ("Action Ref", Role.REFERENCE),
        ("Status Update", Role.PROGRESS),
        ("Expected outcome", Role.MEASURE),
        ("Key Deliverable", Role.DELIVERABLE),
        ("Strategies and plans that are in place to deliver Led by", None),
        ("Variance", None),
        ("", None),
    ],
)
def test_what_a_column_is_for(name: str, role: Role | None) -> None:
    assert next(iter(roles_of([name])), None) is role


@pytest.mark.parametrize(
    ("header", "is_plan"),
    [
        (("Action", "Owner"), True),
        (("Priority", "Actions"), True),
        (("Action", "Notes of the hearing"), True),
        (("Action",), False),
        (("Commitment", "Description"), False),
        (("Risk", "Action", "Owner"), False),
    ],
)
def test_which_tables_list_actions(header: tuple[str, ...], is_plan: bool) -> None:
    assert is_action_plan(header, roles_of(header)) is is_plan


@pytest.mark.parametrize(
    ("cell", "rating"),
    [
        ("R", Rating.RED),
        ("amber", Rating.AMBER),
        ("Green ", Rating.GREEN),
        ("W", Rating.WHITE),
        ("RAG: Red", Rating.RED),
        ("Green (on track)", Rating.GREEN),
        ("A – delayed", Rating.AMBER),
        ("Amber/Green", None),
        ("Amber - Green", None),
        ("Blue", None),
        ("Complete", None),
        ("9 c/f", None),
        ("", None),
    ],
)
def test_the_colour_of_a_cell(cell: str, rating: Rating | None) -> None:
    assert rating_in(cell) is rating


@pytest.mark.parametrize(
    "name", ["RAG", "R A G", "R\nA\nG", "BRAG", "Rating", "Current RAG status", "Progress RAG"]
)
def test_columns_of_ratings(name: str) -> None:
    assert is_rating_column(name)


@pytest.mark.parametrize("name", ["Fragments", "Average", "Storage", "Actions"])
def test_other_columns(name: str) -> None:
    assert not is_rating_column(name)


@pytest.mark.parametrize(
    "cell",
    ["Complete", "Completed", "On-going", "Closed (May 2024)", "Not started", "Delayed to June", "c/f"],
)
def test_states(cell: str) -> None:
    assert is_state(cell)


@pytest.mark.parametrize(
    "cell", ["New contract awarded", "Spec agreed", "Open data published", "Report awaited"]
)
def test_words_of_progress_are_no_states(cell: str) -> None:
    assert not is_state(cell)


def test_a_term_without_its_c_f() -> None:
    assert without_carried("M c/f") == "M"


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["TB (5) 1.i Action Log as of 2 March 2011"], datetime.date(2011, 3, 2)),
        (["Board Action Log as 19 July 2011"], datetime.date(2011, 7, 19)),
        (["Position at 31 March 2024"], datetime.date(2024, 3, 31)),
        (["Action plan", "Quarter 2 2017/18"], datetime.date(2017, 9, 30)),
        (["Q4 2017-18 update"], datetime.date(2018, 3, 31)),
        (
            ["Progress report as at 1 May 2024", "Progress report as at 1 June 2024"],
            datetime.date(2024, 6, 1),
        ),
        (["The meeting was held on 3 May 2024"], None),
        (["Quarter 4 2017/19"], None),
    ],
)
def test_the_day_that_ratings_are_of(lines: list[str], day: datetime.date | None) -> None:
    assert as_at(lines) == day
