"""How sure it is that the papers answer: a logistic model of the signs of the sentence that is surest.

One place must answer, not the sum of many that each say a little, so the chance of a question is
that of its best sentence. The weights are few, none goes against what its sign means, and all are made
by ``retrieval.evaluation.fit_abstain``.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields

from retrieval.answering.abstain_weights import INTERCEPT, WEIGHTS
from retrieval.answering.signs import AGAINST, Signs

NAMES = tuple(each.name for each in fields(Signs))


def certainty(signs: Sequence[Signs]) -> float:
    """Return the estimated chance, 0..1, that one of the sentences answers; 0 for none."""
    return max((1.0 / (1.0 + math.exp(-_evidence(each))) for each in signs), default=0.0)


def weakest(signs: Sequence[Signs]) -> str:
    """Return the name of the sign that the surest sentence lacks most, for the log; empty for none."""
    surest = max(signs, key=_evidence, default=None)
    if surest is None:
        return ""
    return max(NAMES, key=lambda name: _lost(surest, name))


def _evidence(signs: Signs, weights: Mapping[str, float] = WEIGHTS) -> float:
    return INTERCEPT + sum(weight * float(getattr(signs, name)) for name, weight in weights.items())


def _lost(signs: Signs, name: str) -> float:
    """Return how much a sentence falls short of the best that a sign can be."""
    value = float(getattr(signs, name))
    return abs(WEIGHTS.get(name, 0.0)) * (value if name in AGAINST else 1.0 - value)
