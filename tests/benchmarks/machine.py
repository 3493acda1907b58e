"""What the machine can do at best, and how near the encoder comes to it."""

import time
from contextlib import closing
from pathlib import Path

import numpy as np

from ingest.store import Store
from retrieval.library import Library
from retrieval.threads import keep_products_to_one_thread
from tests.benchmarks.timing import Figures, seconds_of

_SIDE = 1536


def limits(data: Path) -> Figures:
    """Return the matrix speed of one core, and the encoder's share of it on passages, in percent.

    The encoder's arithmetic is counted for a transformer of L layers, width d and inner width 4d over
    sequences of t tokens: L(24 t d² + 4 t² d) operations a sequence. L and d are those of the default model.
    One core is compared with one core.
    """
    keep_products_to_one_thread()
    one = np.random.default_rng(0).standard_normal((_SIDE, _SIDE), np.float32)
    one @ one
    matrix = max(2 * _SIDE**3 / seconds_of(lambda: one @ one) / 1e9 for _ in range(5))
    with closing(Store(data)) as store:
        texts = [stored.passage.text for stored in store.all_passages()][:200]
    with closing(Library.open(data)) as library:
        encoder = library._encoder
        _, signs = encoder.encode_passages(texts)
        # Marks of punctuation and the two special tokens are not among the signs.
        tokens = [one.tokens + 2 for one in signs]
        began, wall = time.process_time(), time.perf_counter()
        encoder.encode(texts)
        seconds, wall = time.process_time() - began, time.perf_counter() - wall
    layers, width = 6, encoder.dimension
    operations = sum(layers * (24 * t * width**2 + 4 * t * t * width) for t in tokens)
    reached = operations / seconds / 1e9
    return {
        "matrix product, GFLOP/s a core": matrix,
        "encoder, GFLOP/s a core": reached,
        "encoder, % of the matrix product": 100 * reached / matrix,
        "encoder, tokens/s": sum(tokens) / wall,
    }
