"""A passage gains by the passages beside it, when these were found too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.neighbours import NEIGHBOUR_SHARE, Place, with_neighbours


def in_one_paper(*keys: int) -> dict[int, Place]:
    return {key: Place("paper", None, ordinal) for ordinal, key in enumerate(keys)}


def test_of_two_alike_the_one_beside_a_good_passage_comes_first() -> None:
    places = in_one_paper(10, 11) | {20: Place("other", None, 1)}
    got = with_neighbours({10: 1.0, 11: 0.5, 20: 0.5}, places)
    raised = 1.0 + NEIGHBOUR_SHARE * 0.5  # the best, brought back to 1
    assert got == pytest.approx({10: 1.0, 11: (0.5 + NEIGHBOUR_SHARE) / raised, 20: 0.5 / raised})


def test_passages_of_another_part_are_no_neighbours() -> None:
    places = {1: Place("pack", 0, 4), 2: Place("pack", 1, 5)}
    assert with_neighbours({1: 1.0, 2: 0.5}, places) == {1: 1.0, 2: 0.5}


def test_a_passage_that_is_gone_keeps_its_place() -> None:
    assert with_neighbours({1: 1.0, 2: 0.5}, {1: Place("paper", None, 0)}) == {1: 1.0, 2: 0.5}


def test_nothing_found_is_nothing() -> None:
    assert with_neighbours({}, {}) == {}


@given(st.dictionaries(st.integers(0, 40), st.floats(0, 1)))
def test_scores_stay_between_nought_and_the_best(scores: dict[int, float]) -> None:
    got = with_neighbours(scores, in_one_paper(*range(41)))
    assert set(got) == set(scores)
    assert all(0 <= score <= max(scores.values()) + 1e-9 for score in got.values())
