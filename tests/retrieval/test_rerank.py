"""A passage is worth what the best of its sentences says."""

import pytest

from retrieval.rerank import rerank
from tests.retrieval.made import found, unit


def test_half_of_the_score_is_fused_and_half_the_best_sentence_s() -> None:
    one, two = found("One here.", key=1, score=0.8), found("Two. Three.", key=2, score=0.4)
    units = [
        unit("One here.", of=one, score=0.2),
        unit("Two.", of=two, score=0.8),
        unit("Three.", of=two, score=0.1),
    ]
    ranked = rerank([one, two], units)
    # one: 0.5*0.8 + 0.5*0.2/0.8 = 0.525; two: 0.5*0.4 + 0.5*0.8/0.8 = 0.7
    assert [(f.stored.key, f.score) for f in ranked] == [(2, pytest.approx(0.7)), (1, pytest.approx(0.525))]


def test_a_passage_without_sentences_keeps_half_of_its_score() -> None:
    one, two = found("One.", key=1, score=0.8), found("Two.", key=2, score=0.4)
    ranked = rerank([one, two], [unit("Two.", of=two, score=0.5)])
    assert [(f.stored.key, f.score) for f in ranked] == [(2, pytest.approx(0.7)), (1, pytest.approx(0.4))]


@pytest.mark.parametrize("worth", [0.0, -0.4])
def test_worthless_sentences_take_nothing_away(worth) -> None:
    one = found("One.", score=0.8)
    assert [f.score for f in rerank([one], [unit("One.", of=one, score=worth)])] == [pytest.approx(0.4)]


def test_passages_of_like_worth_keep_the_order_of_the_store() -> None:
    passages = [found("One.", key=key, score=0.5) for key in (3, 1, 2)]
    assert [f.stored.key for f in rerank(passages, [])] == [1, 2, 3]


def test_nothing_found_nothing_ranked() -> None:
    assert rerank([], []) == []
