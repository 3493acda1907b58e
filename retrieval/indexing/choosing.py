"""Filters, as rows: which passages of each segment may be looked at."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Sequence

import numpy as np

from retrieval.indexing.segments import Held, Segments
from retrieval.indexing.vector_rows import Chosen, Rows

_MOST = 16

# For each segment, the rows that may be looked at; None for all.
Choice = tuple[Chosen | None, ...]


class Chooser:
    """Turns filters into rows; those asked for lately are kept. Safe to use from many threads."""

    def __init__(self, segments: Segments) -> None:
        self._segments = segments
        self._kept: OrderedDict[Hashable, Choice] = OrderedDict()
        self._lock = threading.Lock()

    def of_documents(self, documents: Sequence[str] | None, without: Collection[int] = ()) -> Choice:
        """Return the rows of the passages of ``documents`` (None for all), but for those of ``without``."""
        key = None if documents is None else tuple(documents), frozenset(without)
        return self._remembered(key, lambda: self._choose(documents, without))

    def of_keys(self, keys: Sequence[int] | Rows, without: Collection[int] = ()) -> Choice:
        """Return the rows of the passages with ``keys``."""
        wanted = np.setdiff1d(np.asarray(keys, np.int64), np.fromiter(without, np.int64, len(without)))

        def rows(held: Held) -> Chosen:
            mask = np.zeros(held.segment.rows, bool)
            mask[held.segment.rows_of(wanted)] = True
            return Chosen(mask if held.alive is None else mask & held.alive)

        return tuple(map(rows, self._segments.held))

    def _choose(self, documents: Sequence[str] | None, without: Collection[int]) -> Choice:
        segments = self._segments
        papers: list[np.ndarray] | None = None
        if documents is not None:
            papers = [np.zeros(len(one.papers), bool) for one in segments.held]
            for document in documents:
                if document in segments.places:
                    at, place = segments.places[document]
                    papers[at][place] = True
        left_out = np.fromiter(without, np.int64, len(without))

        def rows(at: int, held: Held) -> Chosen | None:
            out = held.segment.rows_of(left_out)
            if papers is None and held.alive is None and not len(out):
                return None
            mask = held.segment.mask_of(held.papers if papers is None else papers[at])
            mask[out] = False
            return Chosen(mask)

        return tuple(rows(at, held) for at, held in enumerate(segments.held))

    def _remembered(self, key: Hashable, choose: Callable[[], Choice]) -> Choice:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        choice = choose()
        with self._lock:
            self._kept[key] = choice
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return choice
