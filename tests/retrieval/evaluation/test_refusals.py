"""The curve of what is refused rightly against what is refused wrongly."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.refusals import WRONGLY, refusal_curve

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=60)


def test_the_unlikeliest_answerable_questions_are_the_price() -> None:
    answerable = [0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99]
    none, one = refusal_curve(answerable, [0.05, 0.2, 0.4, 0.7], wrongly=(0.05, 0.1))
    assert (none.least, none.wrongly, none.refused) == (0.1, 0.0, 0.25)
    assert (one.least, one.wrongly, one.refused) == (0.3, pytest.approx(0.1), 0.5)


def test_without_either_kind_there_is_no_curve() -> None:
    assert refusal_curve([], [0.5]) == refusal_curve([0.5], []) == []


@given(SHARES, SHARES)
def test_more_wrong_refusals_never_refuse_less(answerable, unanswerable) -> None:
    points = refusal_curve(answerable, unanswerable)
    assert [point.borne for point in points] == list(WRONGLY)
    assert all(point.wrongly <= point.borne for point in points)
    assert all(a.refused <= b.refused for a, b in itertools.pairwise(points))
