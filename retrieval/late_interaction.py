"""Passages rescored by what stands nearest, in each, to every word of the question.

One vector for a passage blurs what each of its sentences says. Here every token of the question is
held against every token of the passage, and its nearest counts; after Khattab and Zaharia, "ColBERT"
(2020), with the tokens of the encoder as it is, not trained for it. The passages' tokens are kept as
signs (``ingest.token_signs``), the question's are whole.
"""

import statistics
from collections.abc import Mapping, Sequence

import numpy as np

from ingest.encoder import Vectors
from ingest.token_signs import TokenSigns, unpacked

# Passages whose tokens are looked at; fifty gave no better figures than thirty (docs/quality.md).
DEPTH = 30
LATE_SHARE = 0.4


def nearest_tokens(question: Vectors, passages: Mapping[int, TokenSigns]) -> dict[int, float]:
    """Return, of each passage by its key, the mean over the question's tokens of the nearest's likeness.

    ``question`` has the shape (tokens, width). The likeness is the inner product with a token's signs over
    the square root of the width: at most 1. Passages without tokens, or of another width, are left out.
    """
    comparable = {
        key: signs
        for key, signs in passages.items()
        if signs.tokens and len(question) and signs.width == question.shape[1]
    }
    if not comparable:
        return {}
    ends = np.cumsum([signs.tokens for signs in comparable.values()])
    # Many rows by few: it takes two thirds of the time that few by many take.
    likeness = unpacked(list(comparable.values())) @ question.T
    nearest = np.maximum.reduceat(likeness, [0, *ends[:-1]], axis=0)
    means = np.ascontiguousarray(nearest.T).mean(axis=0) / np.sqrt(question.shape[1])
    return dict(zip(comparable, means.tolist(), strict=True))


def rescore(
    fused: Mapping[int, float], looked_at: Sequence[int], likeness: Mapping[int, float]
) -> dict[int, float]:
    """Return the ``fused`` scores, 0..1, mixed with the ``likeness`` of those ``looked_at``.

    The likeness is scaled from the median of the passages looked at to their best. One whose tokens are not
    kept is taken to be as like as it is fused. What was not looked at keeps the fused share alone:
    it ranks below what was, as it did.
    """
    if not likeness:
        return dict(fused)
    middle, best = statistics.median(likeness.values()), max(likeness.values())
    spread = best - middle
    late = {key: fused[key] for key in looked_at}
    for key, value in likeness.items():
        late[key] = max(0.0, value - middle) / spread if spread > 0 else 1.0
    return {key: (1 - LATE_SHARE) * score + LATE_SHARE * late.get(key, 0.0) for key, score in fused.items()}
