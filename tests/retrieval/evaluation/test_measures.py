"""The measures, by hand and against trec_eval's own code."""

import math

import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.measures import figures, ndcg, recall, reciprocal_rank

IDS = [f"p{n}" for n in range(130)]


def test_one_of_two_relevant_passages_stands_second() -> None:
    ranking, relevant = ["x", "a", "c"], {"a", "b"}
    # Gained 1 / log2(3) of the 1 / log2(2) + 1 / log2(3) that two relevant passages could gain.
    gained, best = 1 / math.log2(3), 1 + 1 / math.log2(3)
    assert ndcg(ranking, relevant, 10) == pytest.approx(gained / best)
    assert recall(ranking, relevant, 10) == 1 / 2
    assert reciprocal_rank(ranking, relevant, 10) == 1 / 2


def test_what_stands_after_k_counts_for_nothing() -> None:
    ranking = [*IDS[:10], "a"]
    assert ndcg(ranking, {"a"}, 10) == recall(ranking, {"a"}, 10) == reciprocal_rank(ranking, {"a"}, 10) == 0
    assert reciprocal_rank(ranking, {"a"}, 11) == 1 / 11


def test_an_id_that_stands_twice_counts_once() -> None:
    assert ndcg(["a", "a", "b"], {"a", "b"}, 10) == 1.0
    assert recall(["a", "a"], {"a", "b"}, 10) == 1 / 2


def test_a_query_that_nothing_is_relevant_to_is_left_out_and_one_without_a_ranking_counts_nought() -> None:
    got = figures({"q1": ["a"]}, {"q1": {"a"}, "q2": {"b"}, "q3": set()})
    assert (got.queries, got.ndcg_10, got.recall_100, got.mrr_10) == (2, 0.5, 0.5, 0.5)


def test_no_query_at_all_is_nought() -> None:
    assert figures({}, {}).ndcg_10 == 0.0


@given(st.data())
def test_figures_are_those_of_trec_eval(data: st.DataObject) -> None:
    relevant = {
        f"q{n}": data.draw(st.sets(st.sampled_from(IDS), min_size=1, max_size=20))
        for n in range(data.draw(st.integers(1, 4)))
    }
    rankings = {query: data.draw(st.permutations(IDS)) for query in relevant}

    mine = figures(rankings, relevant)

    evaluator = pytrec_eval.RelevanceEvaluator(
        {query: dict.fromkeys(ids, 1) for query, ids in relevant.items()},
        {"ndcg_cut.10", "recall.10,100", "recip_rank"},
    )
    # trec_eval orders by score; its reciprocal rank knows no k, so it is given the first ten alone.
    scored = {q: {one: float(-rank) for rank, one in enumerate(ids)} for q, ids in rankings.items()}
    first_ten = {q: dict(list(by_id.items())[:10]) for q, by_id in scored.items()}
    theirs = evaluator.evaluate(scored)
    cut = evaluator.evaluate(first_ten)
    for name, value in (
        ("ndcg_cut_10", mine.ndcg_10),
        ("recall_10", mine.recall_10),
        ("recall_100", mine.recall_100),
    ):
        assert value == pytest.approx(sum(q[name] for q in theirs.values()) / len(theirs))
    assert mine.mrr_10 == pytest.approx(sum(q["recip_rank"] for q in cut.values()) / len(cut))
