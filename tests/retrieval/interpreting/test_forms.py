"""The form of answer that a question asks for."""

import pytest

from ingest.documents import Rating
from retrieval.interpreting.forms import compares, ratings_in, wants_latest, wants_list, wants_next


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("List the members of the Fenshire panel", True),
        ("Which actions are still amber?", True),
        ("What are the priorities of the plan?", True),
        ("Which women offenders get support?", True),
        ("Show me every decision on parking", True),
        ("Who else was there?", True),
        ("Which provider is it?", False),
        ("What is the budget?", False),
        ("Which charity runs the hostel?", False),
        ("How much is the grant?", False),
    ],
)
def test_a_list_is_asked_for(asked: str, expected: bool) -> None:
    assert wants_list(asked) is expected


@pytest.mark.parametrize(
    ("asked", "areas", "expected"),
    [
        ("Compare Fenshire with Wexby", 0, True),
        ("Is crime higher than in Wexby?", 0, True),
        ("How did the number change between the first and the second report?", 0, False),
        ("Between the first and the second report, how did it change?", 0, True),
        ("What is planned for women?", 0, False),
        ("What is planned in Norfolk and Suffolk?", 2, True),
        ("What do the two boards plan?", 0, True),
    ],
)
def test_things_are_set_side_by_side(asked: str, areas: int, expected: bool) -> None:
    assert compares(asked, areas) is expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("What is the latest figure?", True),
        ("Which actions are still open?", True),
        ("the most recent report", True),
        ("What was the figure in 2018?", False),
        ("knowledge transfer", False),  # holds "now"
    ],
)
def test_how_things_stand_now(asked: str, expected: bool) -> None:
    assert wants_latest(asked) is expected


def test_the_next_day_of_several() -> None:
    assert wants_next("When is the next meeting?")
    assert not wants_next("When was the meeting?")


def test_each_rating_is_named_once() -> None:
    assert ratings_in("Amber and red actions; no amber ones") == (Rating.AMBER, Rating.RED)
