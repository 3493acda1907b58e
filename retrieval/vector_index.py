"""The passages' vectors: what is near in meaning, over all segments of the index."""

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from ingest.encoder import Vectors
from ingest.store import Store
from retrieval.indexing.choosing import Choice, Chooser
from retrieval.indexing.segments import Segments

Keys = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]


class VectorIndex:
    """Inner-product search over unit vectors, by passage key."""

    def __init__(self, segments: Segments, chooser: Chooser | None = None) -> None:
        self._segments = segments
        self._chooser = chooser or Chooser(segments)

    @classmethod
    def of(cls, store: Store) -> "VectorIndex":
        """Return the index of the store as it is now."""
        return cls(Segments.of(store))

    @property
    def size(self) -> int:
        """How many passages it holds."""
        return self._segments.size

    @property
    def revision(self) -> int:
        """The revision of the store that it is of."""
        return self._segments.revision

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
        if allowed is None:
            return self.search_in(vector, k, None, without=without)
        return self._search(vector, k, self._chooser.of_keys(allowed, without))

    def search_in(
        self, vector: Vectors, k: int, documents: Sequence[str] | None, *, without: Collection[int] = ()
    ) -> tuple[Keys, Scores]:
        """Search as ``search`` does, among the passages of the papers in ``documents`` (None for all)."""
        return self._search(vector, k, self._chooser.of_documents(documents, without))

    def _search(self, vector: Vectors, k: int, choice: Choice) -> tuple[Keys, Scores]:
        if k < 1 or not self._segments.held:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        keys, scores = [], []
        for held, chosen in zip(self._segments.held, choice, strict=True):
            rows, cosines = held.segment.vectors.search(vector, k, chosen)
            keys.append(held.segment.texts.keys[rows])
            scores.append(cosines)
        all_keys, all_scores = np.concatenate(keys), np.concatenate(scores)
        best = np.lexsort((all_keys, -all_scores))[:k]
        return all_keys[best], all_scores[best]
