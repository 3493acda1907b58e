"""Texts in batches of one length, so that nothing is filled up and nothing need be masked."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

# Tokens in a batch. A quarter to one thousand are equally fast, four thousand take half as long again:
# what passes between the layers then leaves the processor's cache.
MOST_TOKENS = 512


def batches(lengths: Sequence[int], most_tokens: int = MOST_TOKENS) -> Iterator[list[int]]:
    """Yield the places of the texts of each batch, given their ``lengths`` in tokens; the longest first.

    A text longer than ``most_tokens`` has a batch of its own.
    """
    places: dict[int, list[int]] = defaultdict(list)
    for place, length in enumerate(lengths):
        places[length].append(place)
    for length in sorted(places, reverse=True):
        alike = places[length]
        most = max(1, most_tokens // max(1, length))
        for start in range(0, len(alike), most):
            yield alike[start : start + most]
