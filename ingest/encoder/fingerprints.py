"""Names for what made a store's vectors: ``model@weights/precision``, "all-MiniLM-L6-v2@53aa51172d14/int8".

Vectors of one model are compared whatever their precision: int8 was chosen so that it moves no ranking by
more than chance (docs/decisions/0015). Stores of before the weights were named have ``model/precision``.
"""

import re
from typing import NamedTuple

_DIGITS = 12
_FORM = re.compile(r"(?P<model>.*?)(?:@(?P<weights>[0-9a-f]+))?/(?P<precision>[^/]*)")


class Fingerprint(NamedTuple):
    """What a fingerprint says; ``weights`` is empty where it does not say which."""

    model: str
    weights: str
    precision: str


def fingerprint_of(model: str, weights: str, precision: str) -> str:
    """Return the fingerprint of a ``model`` whose weights have the sha256 ``weights`` (hex)."""
    return f"{model}@{weights[:_DIGITS]}/{precision}"


def parsed(fingerprint: str) -> Fingerprint:
    """Return what a fingerprint says; one of another form is a model's name and nothing else."""
    found = _FORM.fullmatch(fingerprint)
    if found is None:
        return Fingerprint(fingerprint, "", "")
    return Fingerprint(found["model"], found["weights"] or "", found["precision"])


def comparable(one: str, other: str) -> bool:
    """Whether vectors of these two fingerprints may be held against each other."""
    a, b = parsed(one), parsed(other)
    return a.model == b.model and (a.weights == b.weights or not (a.weights and b.weights))
