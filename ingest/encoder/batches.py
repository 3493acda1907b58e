"""Texts in batches of like length, so that little of a batch is filling."""

from collections.abc import Iterator, Sequence

# Tokens in a batch, filling included. A thousand was faster than four thousand: what passes
# between the layers then stays in the processor's cache. It also keeps the peak of memory low.
MOST_TOKENS = 1024


def batches(lengths: Sequence[int], most_tokens: int = MOST_TOKENS) -> Iterator[list[int]]:
    """Yield the places of the texts of each batch, given their ``lengths`` in tokens; the longest first.

    A text longer than ``most_tokens`` has a batch of its own.
    """
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        # The first of a batch is its longest, to whose length the others are filled up.
        if batch and (len(batch) + 1) * lengths[batch[0]] > most_tokens:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch
