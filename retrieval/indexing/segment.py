"""A part of the index, written once: some papers whole, with their vectors, terms and counts of words."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.documents import Document
from ingest.encoder import Vectors
from ingest.store import Store
from retrieval.indexing.said import Counted
from retrieval.indexing.terms import Terms
from retrieval.indexing.texts import Texts, merge
from retrieval.indexing.vector_rows import VectorRows

Mask = npt.NDArray[np.bool_]

_VECTORS = "vectors.faiss"
# Passages whose texts are read at a time while a segment is made.
_AT_A_TIME = 20_000


class Segment:
    """Papers' texts and vectors, read from the ``folder`` that they were written into."""

    def __init__(self, folder: Path, texts: Texts, vectors: VectorRows) -> None:
        self.folder = folder
        self.texts = texts
        self.vectors = vectors
        self.counted = Counted(texts)

    @property
    def rows(self) -> int:
        """How many passages it holds, those that are gone from the store among them."""
        return len(self.texts.keys)

    @cached_property
    def indexed(self) -> Mask:
        """Which rows the word index knows: those of passages that are not withheld."""
        return np.asarray(self.texts.postings.found.lengths > 0)

    @cached_property
    def _by_key(self) -> npt.NDArray[np.int64]:
        return np.argsort(self.texts.keys, kind="stable")

    def rows_of(self, keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the rows of those of ``keys`` that it holds."""
        return self.places_of(keys)[0]

    def places_of(self, keys: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Return the rows of those of ``keys`` that it holds, and where each of them is among ``keys``."""
        order, held = self._by_key, self.texts.keys
        if not len(order):
            return order, order
        rows = order[np.minimum(np.searchsorted(held, keys, sorter=order), len(order) - 1)]
        at = np.flatnonzero(held[rows] == keys)
        return rows[at], at

    def mask_of(self, papers: Mask) -> Mask:
        """Return which rows are of the kept papers; ``papers`` has the shape (papers,)."""
        return np.repeat(papers, self.texts.sizes)

    @classmethod
    def load(cls, folder: Path) -> "Segment":
        """Map what ``write`` wrote.

        Raises OSError, ValueError, KeyError or RuntimeError when it is not whole.
        """
        texts = Texts.load(folder)
        segment = cls(folder, texts, VectorRows.load(folder / _VECTORS))
        if not len(texts.keys) == len(segment.vectors) == len(segment.indexed) == texts.sizes.sum():
            raise ValueError(f"{folder}: its parts are not of one length")
        return segment


def write(
    store: Store,
    folder: Path,
    kept: Sequence[tuple[Segment, Mask]],
    fresh: Sequence[Document],
    *,
    written: Mapping[str, int],
    terms: Terms,
) -> Segment:
    """Write a segment of the kept papers of others and of ``fresh`` papers into ``folder``, and load it.

    Each other segment comes with a mask, shape (its papers,). ``written`` gives the revision of each paper.
    To be called within one reading of the store.
    """
    folder.mkdir(parents=True)
    parts = [(one.texts, papers) for one, papers in kept]
    names = _write_texts(store, folder, parts, fresh, written=written, terms=terms)

    def vectors() -> Iterator[Vectors]:
        for name in names:
            yield store.vectors_of(name)[1]

    rows = len(Texts.load(folder).keys)
    VectorRows.write(folder / _VECTORS, vectors, rows, store.dimension)
    return Segment.load(folder)


def _write_texts(
    store: Store,
    folder: Path,
    kept: Sequence[tuple[Texts, Mask]],
    fresh: Sequence[Document],
    *,
    written: Mapping[str, int],
    terms: Terms,
) -> list[str]:
    """Write the texts of the papers into ``folder``; return the papers' ids in their order.

    What is read goes to disk piece by piece and is mapped from there: a million passages' terms would take
    two gigabytes of memory.
    """
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as pieces:
        parts = list(kept)
        for at, some in enumerate(_pieces(fresh)):
            piece = Path(pieces) / str(at)
            piece.mkdir()
            Texts.of(store, some, written, terms).save(piece)
            parts.append((Texts.load(piece), np.ones(len(some), bool)))
        return merge(parts, written, folder)


def _pieces(documents: Sequence[Document]) -> Iterator[list[Document]]:
    """Yield ``documents``, as many at a time as memory is no trouble with."""
    waiting: list[Document] = []
    for document in documents:
        waiting.append(document)
        if sum(one.passages for one in waiting) >= _AT_A_TIME:
            yield waiting
            waiting = []
    if waiting:
        yield waiting
