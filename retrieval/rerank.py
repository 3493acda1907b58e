"""A first reranking: a passage is worth what the best of its sentences says of the question.

Rank fusion sees a passage as one bag of words; a sentence that holds most of the question together,
in the form that is asked for (an amount, a date), is better evidence than its words scattered.
"""

from collections.abc import Sequence
from dataclasses import replace

from retrieval.answering.evidence import Unit
from retrieval.search import Found

_FUSED_SHARE = 0.5


def rerank(found: Sequence[Found], weighed: Sequence[Unit]) -> list[Found]:
    """Return ``found``, best first, by their fused score and the best of their ``weighed`` units."""
    best: dict[int, float] = {}
    for unit in weighed:
        best[unit.stored.key] = max(best.get(unit.stored.key, 0.0), unit.score)
    top = max(best.values(), default=1.0) or 1.0

    def score(f: Found) -> float:
        return _FUSED_SHARE * f.score + (1 - _FUSED_SHARE) * max(0.0, best.get(f.stored.key, 0.0)) / top

    return sorted(
        (replace(f, score=min(1.0, score(f))) for f in found), key=lambda f: (-f.score, f.stored.key)
    )
