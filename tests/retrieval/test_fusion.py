"""One ranking out of two, with the arithmetic."""

import pytest

from retrieval.fusion import WORD_SHARE, fuse

MEANING_SHARE = 1 - WORD_SHARE


def test_word_scores_are_scaled_by_the_best_and_meaning_from_the_median_to_the_best() -> None:
    # words: 8/8 = 1, 4/8 = 0.5; meaning: median 0.5, best 0.9: (0.9-0.5)/0.4 = 1, (0.7-0.5)/0.4 = 0.5
    by_meaning = {1: 0.9, 2: 0.7, 3: 0.5, 4: 0.3, 5: 0.1}
    fused = fuse({1: 8.0, 3: 4.0}, by_meaning)
    assert fused == pytest.approx(
        {1: WORD_SHARE + MEANING_SHARE, 2: 0.5 * MEANING_SHARE, 3: 0.5 * WORD_SHARE, 4: 0.0, 5: 0.0}
    )


def test_what_only_one_ranking_holds_is_kept() -> None:
    # 9 is not near in meaning: it counts as the median there, which is 0 of the spread.
    assert fuse({9: 3.0}, {1: 0.8, 2: 0.4})[9] == pytest.approx(WORD_SHARE)
    assert fuse({9: 3.0}, {1: 0.8, 2: 0.4})[1] == pytest.approx(MEANING_SHARE)


@pytest.mark.parametrize(
    ("by_word", "by_meaning", "fused"),
    [
        ({}, {}, {}),
        ({7: 2.0}, {}, {7: WORD_SHARE}),
        ({}, {7: 0.4}, {7: MEANING_SHARE}),
        ({7: 0.0}, {7: 0.4}, {7: MEANING_SHARE}),  # a word in every passage scores nothing
        ({}, {7: 0.4, 8: 0.4}, {7: MEANING_SHARE, 8: MEANING_SHARE}),
    ],
)
def test_at_the_edges(
    by_word: dict[int, float], by_meaning: dict[int, float], fused: dict[int, float]
) -> None:
    assert fuse(by_word, by_meaning) == pytest.approx(fused)
