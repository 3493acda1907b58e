"""A passage stands among others: where those before and after it are about the question, it more likely is.

Papers are cut into passages by length, and what is said on one thing runs on from one into the next.
"""

from collections.abc import Mapping
from typing import NamedTuple

NEIGHBOUR_SHARE = 0.1


class Place(NamedTuple):
    """Where a passage stands: in which paper and part (None where there are none), and as the how manieth."""

    document_id: str
    part: int | None
    ordinal: int


def with_neighbours(scores: Mapping[int, float], places: Mapping[int, Place]) -> dict[int, float]:
    """Return ``scores``, 0..1, by key, with a tenth of the neighbours' added; the best is as high as before.

    Neighbours are the passages before and after in the same part of the same paper. One that was not
    found adds nothing, and a passage that was not found gets nothing: neighbours alone find nothing.
    """
    at = {places[key]: score for key, score in scores.items() if key in places}

    def beside(key: int) -> float:
        if key not in places:
            return 0.0
        document_id, part, ordinal = places[key]
        before, after = Place(document_id, part, ordinal - 1), Place(document_id, part, ordinal + 1)
        return at.get(before, 0.0) + at.get(after, 0.0)

    raised = {key: score + NEIGHBOUR_SHARE * beside(key) for key, score in scores.items()}
    best = max(raised.values(), default=0.0)
    ratio = max(scores.values()) / best if best > 0 else 1.0
    return {key: score * ratio for key, score in raised.items()}
