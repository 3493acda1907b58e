"""One ranking out of two: a convex combination of scaled scores.

After Bruch, Gai and Ingber, "An analysis of fusion functions for hybrid retrieval" (2023), who find it
better than reciprocal rank fusion, and little sensitive to how the scores are scaled. BM25 is scaled by
the query's best, the cosine from the query's median to its best.
"""

import statistics
from collections.abc import Mapping

WORD_SHARE = 0.6


def fuse(by_word: Mapping[int, float], by_meaning: Mapping[int, float]) -> dict[int, float]:
    """Return the fused score, 0..1, of every key in either ranking."""
    best_word = max(by_word.values(), default=0.0)
    middle = statistics.median(by_meaning.values()) if by_meaning else 0.0
    best_meaning = max(by_meaning.values(), default=0.0)
    spread = best_meaning - middle
    fused: dict[int, float] = {}
    for key in by_word.keys() | by_meaning.keys():
        word = by_word.get(key, 0.0) / best_word if best_word > 0 else 0.0
        meaning = (
            max(0.0, by_meaning.get(key, middle) - middle) / spread
            if spread > 0
            else float(key in by_meaning)
        )
        fused[key] = WORD_SHARE * word + (1 - WORD_SHARE) * meaning
    return fused
