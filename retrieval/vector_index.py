"""FAISS over the passages' vectors: what is near in meaning.

The index is disposable: it is kept on disk only to start quickly, and rebuilt from the store
whenever its revision, model or dimension is not the store's.
"""

import json
import os
from collections.abc import Collection, Sequence
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from ingest.encoder import Vectors
from ingest.store import Store

_INDEX_FILE = "vectors.faiss"
_ABOUT_FILE = "vectors.json"

Keys = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]


class VectorIndex:
    """Exact inner-product search over unit vectors, by passage key."""

    def __init__(self, index: "faiss.Index", revision: int) -> None:
        self._index = index
        self.revision = revision

    @classmethod
    def of(cls, store: Store) -> "VectorIndex":
        """Return the index of the store as it is now: from disk when that is current, else rebuilt."""
        revision = store.revision
        loaded = cls._load(store, revision)
        if loaded is not None:
            return loaded
        with store.reading():
            revision = store.revision
            keys, vectors = store.vectors()
        index = cls.build(keys, vectors, revision)
        index._save(store)
        return index

    @classmethod
    def build(cls, keys: Keys, vectors: Vectors, revision: int) -> "VectorIndex":
        """Build from keys, shape (n,), and unit vectors, shape (n, dimension)."""
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(max(1, vectors.shape[1])))
        if len(keys):
            index.add_with_ids(np.ascontiguousarray(vectors), keys)
        return cls(index, revision)

    @property
    def size(self) -> int:
        """How many passages it holds."""
        return int(self._index.ntotal)

    def search(
        self,
        vector: Vectors,
        k: int,
        allowed: Sequence[int] | Keys | None = None,
        *,
        without: Collection[int] = (),
    ) -> tuple[Keys, Scores]:
        """Return up to ``k`` keys and cosines, best first.

        Only ``allowed`` keys are scored, when given; those in ``without`` never are.
        """
        k = min(k, self.size if allowed is None else len(allowed))
        if k < 1:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        parameters = None
        if selector := _selector(allowed, without):
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # SWIG's stubs lack it
        scores, keys = self._index.search(vector.reshape(1, -1).astype(np.float32), k, params=parameters)
        found = keys[0] >= 0
        return keys[0][found], scores[0][found]

    # -- on disk ------------------------------------------------------------------------------

    @classmethod
    def _load(cls, store: Store, revision: int) -> "VectorIndex | None":
        try:
            about = json.loads((store.folder / _ABOUT_FILE).read_text(encoding="utf-8"))
            if about != _about(store, revision):
                return None
            index = faiss.read_index(str(store.folder / _INDEX_FILE))
        except (OSError, ValueError, RuntimeError):
            return None  # absent, cut short or of another version: rebuilt
        return cls(index, revision) if index.d == (store.dimension or index.d) else None

    def _save(self, store: Store) -> None:
        """Write beside the store; a folder that cannot be written to costs only a slower start."""
        try:
            _replace(store.folder / _INDEX_FILE, faiss.serialize_index(self._index).tobytes())
            _replace(store.folder / _ABOUT_FILE, json.dumps(_about(store, self.revision)).encode())
        except OSError:
            return


def _selector(allowed: Sequence[int] | Keys | None, without: Collection[int]) -> "faiss.IDSelector | None":
    """Return what chooses the keys to score; None for all."""
    chosen = None if allowed is None else faiss.IDSelectorBatch(np.asarray(allowed, dtype=np.int64))
    if not without:
        return chosen
    others = faiss.IDSelectorNot(faiss.IDSelectorBatch(np.fromiter(without, np.int64, len(without))))
    return others if chosen is None else faiss.IDSelectorAnd(chosen, others)


def _about(store: Store, revision: int) -> dict[str, object]:
    return {"revision": revision, "model": store.model, "dimension": store.dimension}


def _replace(path: Path, data: bytes) -> None:
    """Write ``data`` so that a reader sees the old file or the new one, never half of it."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    temporary.write_bytes(data)
    temporary.replace(path)
