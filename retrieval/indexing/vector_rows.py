"""FAISS over the vectors of a segment, mapped from disk: exact for some tens of thousands, in cells for more.

A vector is known by its row. Up to ``MOST_EXACT`` rows every vector is compared. Beyond, the rows are kept
in cells of half precision, and the cells nearest to the question are looked through. What is lost by that
is measured by ``make bench`` (recall@10).
"""

import math
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from ingest.encoder import Vectors

MOST_EXACT = 50_000
# The share of the cells that is looked through; there are as many cells as the square root of the rows.
# Of the ten nearest, 68 questions over 10⁶ passages found 0.946 in a sixteenth of them, 0.956 in an eighth,
# 0.963 in a quarter and 0.993 in a half, in 7, 14, 26 and 50 ms of processor time.
PROBED_SHARE = 1 / 2
_TRAINED_ON = 48  # rows a cell
_AT_A_TIME = 20_000

Rows = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
# Yields the vectors in order, in pieces of any length.
Pieces = Callable[[], Iterator[Vectors]]


class Chosen:
    """Rows to look at: those in ``mask``, shape (rows,)."""

    def __init__(self, mask: Mask) -> None:
        self.mask = mask
        self.count = int(mask.sum())
        bits = np.packbits(mask, bitorder="little")
        self.selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]  # as SWIG's stubs say


class VectorRows:
    """The unit vectors of a segment."""

    def __init__(self, index: "faiss.Index") -> None:
        self._index = index
        self._cells = getattr(index, "nlist", 0)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._index.d)

    @classmethod
    def write(cls, path: Path, pieces: Pieces, rows: int, dimension: int) -> "VectorRows":
        """Write the vectors that ``pieces`` yields, ``rows`` in all, and return them mapped."""
        faiss.omp_set_num_threads(os.cpu_count() or 1)
        index = (
            faiss.IndexFlatIP(max(1, dimension)) if rows <= MOST_EXACT else _cells(pieces, rows, dimension)
        )
        for piece in _gathered(pieces()):
            index.add(piece)
        if index.ntotal != rows:
            raise ValueError(f"{index.ntotal} vectors were given, not {rows}")
        faiss.write_index(index, str(path))
        return cls.load(path)

    @classmethod
    def load(cls, path: Path) -> "VectorRows":
        """Map what ``write`` wrote. Raises OSError or RuntimeError when it is not whole."""
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))

    def search(self, vector: Vectors, k: int, chosen: Chosen | None = None) -> tuple[Rows, Scores]:
        """Return up to ``k`` rows, of those ``chosen`` if given, and their cosines, best first."""
        k = min(k, len(self) if chosen is None else chosen.count)
        if k < 1:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        # One question has no work for several threads, and several would wait for each other. Counted by
        # thread, so that each thread that asks must say so.
        faiss.omp_set_num_threads(1)
        scores, rows = self._index.search(
            np.ascontiguousarray(vector.reshape(1, -1), np.float32), k, params=self._parameters(chosen)
        )
        found = rows[0] >= 0
        return rows[0][found], scores[0][found]

    def _parameters(self, chosen: Chosen | None) -> "faiss.SearchParameters | None":
        selector = {} if chosen is None else {"sel": chosen.selector}
        if not self._cells:
            return faiss.SearchParameters(**selector) if selector else None
        # The fewer rows are chosen, the more cells hold as many of them.
        share = 1.0 if chosen is None else chosen.count / len(self)
        probed = min(self._cells, math.ceil(self._cells * PROBED_SHARE / max(share, 1e-9)))
        return faiss.SearchParametersIVF(nprobe=probed, **selector)  # type: ignore[call-arg]


def _cells(pieces: Pieces, rows: int, dimension: int) -> "faiss.Index":
    """Return empty cells for ``rows`` vectors, learnt from a sample of them."""
    cells = round(math.sqrt(rows))
    coarse = faiss.IndexFlatIP(dimension)
    index = faiss.IndexIVFScalarQuantizer(
        coarse, dimension, cells, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    step = max(1, rows // (cells * _TRAINED_ON))
    sample, before = [], 0
    for piece in pieces():
        sample.append(piece[-before % step :: step])
        before += len(piece)
    index.train(np.concatenate(sample))
    return index


def _gathered(pieces: Iterator[Vectors]) -> Iterator[Vectors]:
    """Yield the vectors in larger pieces: each that is added costs a call."""
    waiting: list[Vectors] = []
    for piece in pieces:
        waiting.append(piece)
        if sum(map(len, waiting)) >= _AT_A_TIME:
            yield np.concatenate(waiting)
            waiting = []
    if waiting:
        yield np.concatenate(waiting)
