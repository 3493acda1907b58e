"""Each token of the question is held against the nearest of a passage's tokens."""

import numpy as np
import pytest

from ingest.token_signs import TokenSigns
from retrieval.late_interaction import LATE_SHARE, nearest_tokens, rescore


def signs(*rows: list[int]) -> TokenSigns:
    return TokenSigns.of(np.array(rows, dtype=np.float32).reshape(-1, 4))


QUESTION = np.array([[0.5, 0.5, 0.5, 0.5], [0.5, 0.5, -0.5, -0.5]], dtype=np.float32)


def test_the_nearest_token_counts_for_each_of_the_question() -> None:
    got = nearest_tokens(
        QUESTION,
        {
            1: signs([1, 1, 1, 1], [1, 1, -1, -1], [-1, -1, -1, -1]),  # holds both
            2: signs([1, 1, 1, 1]),  # holds the first; the second lies square to it
            3: signs([-1, -1, -1, -1]),
        },
    )
    # An inner product with the signs is at most the root of the width, 2.
    assert got == pytest.approx({1: (2 + 2) / 2 / 2, 2: (2 + 0) / 2 / 2, 3: (-2 + 0) / 2 / 2})


def test_passages_without_tokens_or_of_another_width_are_left_out() -> None:
    wider = TokenSigns.of(np.ones((1, 8), dtype=np.float32))
    assert nearest_tokens(QUESTION, {1: signs(), 2: wider}) == {}
    assert set(nearest_tokens(QUESTION, {1: signs(), 2: wider, 3: signs([1, 1, 1, 1])})) == {3}


def test_a_question_without_tokens_is_like_nothing() -> None:
    assert nearest_tokens(np.empty((0, 4), np.float32), {1: signs([1, 1, 1, 1])}) == {}


def test_likeness_is_scaled_from_the_median_to_the_best() -> None:
    fused = {1: 1.0, 2: 0.8, 3: 0.6, 4: 0.4}
    got = rescore(fused, [1, 2, 3], {1: 0.2, 2: 0.6, 3: 0.4})
    # The median is 0.4 and the best 0.6: 1 is below, 2 the best, 3 the median; 4 was not looked at.
    rest = 1 - LATE_SHARE
    assert got == pytest.approx({1: rest, 2: rest * 0.8 + LATE_SHARE, 3: rest * 0.6, 4: rest * 0.4})


def test_a_passage_whose_tokens_are_not_kept_is_as_like_as_it_is_fused() -> None:
    got = rescore({1: 0.9, 2: 0.5}, [1, 2], {2: 0.3})
    assert got == pytest.approx({1: 0.9, 2: (1 - LATE_SHARE) * 0.5 + LATE_SHARE})


def test_nothing_is_mixed_where_no_tokens_are_kept() -> None:
    assert rescore({1: 0.9, 2: 0.5}, [1, 2], {}) == {1: 0.9, 2: 0.5}
