"""How much of one paper's text stands in another, word for word."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ingest.store import Store
from ingest.words import words_in

_RUN = 5  # words
_KEPT = 500  # papers whose runs are kept at a time: some 30 KB each


@dataclass(frozen=True, slots=True)
class Shared:
    """The shares, 0..1, of the earlier paper's runs of words that the later holds, and the reverse."""

    of_earlier: float
    of_later: float

    @property
    def most(self) -> float:
        """The share of the shorter paper, about."""
        return max(self.of_earlier, self.of_later)


class Texts:
    """The texts of a store's papers, read when they are first compared."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._runs_of = lru_cache(maxsize=_KEPT)(self._read_runs)

    def shared(self, earlier_id: str, later_id: str) -> Shared:
        """Return how much two papers have in common; nothing where one has no text."""
        earlier, later = self._runs_of(earlier_id), self._runs_of(later_id)
        common = len(np.intersect1d(earlier, later, assume_unique=True))
        return Shared(common / max(len(earlier), 1), common / max(len(later), 1))

    def _read_runs(self, document_id: str) -> npt.NDArray[np.int64]:
        """Return what stands for each run of words of a paper, each once, in order."""
        runs: list[int] = []
        for stored in self._store.passages_of(document_id):
            words = words_in(stored.passage.text)
            runs += [hash(tuple(words[at : at + _RUN])) for at in range(len(words) - _RUN + 1)]
        return np.unique(np.array(runs, np.int64))
