"""How good a ranking is: nDCG, recall and reciprocal rank, over passages that are relevant or not.

A ranking is a list of ids, best first; an id that stands twice counts where it stands first. Each
measure is 0..1, of one query; queries that nothing is relevant to have no figure and are left out of means.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RankingFigures:
    """Means over queries, 0..1. ``queries`` counts those that something is relevant to."""

    queries: int
    ndcg_10: float
    recall_10: float
    recall_100: float
    mrr_10: float


def ndcg(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return the gain of the first ``k``, discounted by log2(1 + rank), over the best that could be had.

    After Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002); every
    relevant passage has the gain 1.
    """
    gained = sum(_discount(rank) for rank, hit in enumerate(_hits(ranking, relevant, k), start=1) if hit)
    best = sum(_discount(rank) for rank in range(1, min(k, len(relevant)) + 1))
    return gained / best


def recall(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return the share of the relevant passages that stand among the first ``k``."""
    return sum(_hits(ranking, relevant, k)) / len(relevant)


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return one over the rank of the first relevant passage; 0 when none is among the first ``k``."""
    ranks = (rank for rank, hit in enumerate(_hits(ranking, relevant, k), start=1) if hit)
    return 1 / next(ranks, math.inf)


def figures(rankings: Mapping[str, Sequence[str]], relevant: Mapping[str, Collection[str]]) -> RankingFigures:
    """Return the means over the queries of ``relevant``, both by query id; one without a ranking counts 0."""
    queries = [(rankings.get(query, ()), wanted) for query, wanted in relevant.items() if wanted]

    def mean(of_each: list[float]) -> float:
        return sum(of_each) / len(of_each) if of_each else 0.0

    return RankingFigures(
        queries=len(queries),
        ndcg_10=mean([ndcg(ranking, wanted, 10) for ranking, wanted in queries]),
        recall_10=mean([recall(ranking, wanted, 10) for ranking, wanted in queries]),
        recall_100=mean([recall(ranking, wanted, 100) for ranking, wanted in queries]),
        mrr_10=mean([reciprocal_rank(ranking, wanted, 10) for ranking, wanted in queries]),
    )


def _discount(rank: int) -> float:
    return 1 / math.log2(1 + rank)


def _hits(ranking: Sequence[str], relevant: Collection[str], k: int) -> list[bool]:
    """Return, for the first ``k`` ids of a ranking, whether each is relevant."""
    return [one in relevant for one in list(dict.fromkeys(ranking))[:k]]
