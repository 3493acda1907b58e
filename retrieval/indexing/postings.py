"""Which passages of a segment hold a term, and how often: arrays, mapped from disk."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval.indexing.terms import Occurrences

_TERMS = "terms.txt"
_ARRAYS = ("starts", "rows", "amounts", "lengths")
# Postings that are moved at a time when segments are merged: the arrays for them take about 200 MB.
_AT_A_TIME = 4_000_000

Mask = npt.NDArray[np.bool_]


class Postings:
    """The terms of a segment's passages. A passage is known by its row in the segment."""

    def __init__(self, found: Occurrences) -> None:
        self.found = found

    @cached_property
    def _at(self) -> dict[str, int]:
        return {term: at for at, term in enumerate(self.found.terms)}

    def of(self, term: str) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint16]]:
        """Return the rows that hold a term, ascending, and the weighted count of it in each."""
        at = self._at.get(term)
        if at is None:
            return self.found.rows[:0], self.found.amounts[:0]
        start, end = self.found.starts[at], self.found.starts[at + 1]
        return self.found.rows[start:end], self.found.amounts[start:end]

    def save(self, folder: Path) -> None:
        """Write into ``folder``."""
        (folder / _TERMS).write_text("\n".join(self.found.terms), encoding="utf-8", newline="")
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self.found, name))

    @classmethod
    def load(cls, folder: Path) -> "Postings":
        """Map what ``save`` or ``merge`` wrote. Raises OSError or ValueError when it is not whole."""
        text = (folder / _TERMS).read_text(encoding="utf-8")
        arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS}
        terms = text.split("\n") if text else []
        if len(arrays["starts"]) != len(terms) + 1 or arrays["starts"][-1] != len(arrays["rows"]):
            raise ValueError(f"{folder}: the terms are not those of the postings")
        return cls(Occurrences(terms, **arrays))


def merge(parts: Sequence[tuple[Postings, Mask]], folder: Path) -> Postings:
    """Write into ``folder`` the postings of the kept rows of ``parts``, one after another; return them.

    Each part comes with a mask, shape (its rows,), of the rows to keep.
    """
    terms = sorted({term for part, _ in parts for term in part.found.terms})
    place = {term: at for at, term in enumerate(terms)}
    places = [np.array([place[t] for t in part.found.terms], np.int64) for part, _ in parts]
    counts = np.zeros(len(terms), np.int64)
    for (part, kept), to in zip(parts, places, strict=True):
        for first, last, some in _runs(part):
            np.add.at(counts, to[first:last], np.add.reduceat(kept[some], _offsets(part, first, last)))
    starts = np.concatenate(([0], np.cumsum(counts)))
    total = int(starts[-1])
    rows = np.lib.format.open_memmap(folder / "rows.npy", "w+", np.uint32, (total,))
    amounts = np.lib.format.open_memmap(folder / "amounts.npy", "w+", np.uint16, (total,))
    free, before = starts[:-1].copy(), 0
    for (part, kept), to in zip(parts, places, strict=True):
        new_row = (np.cumsum(kept) - 1 + before).astype(np.uint32)
        for first, last, some in _runs(part):
            keep = kept[some]
            lengths = np.add.reduceat(keep, _offsets(part, first, last), dtype=np.int64)
            goes_to = np.repeat(free[to[first:last]] - np.cumsum(lengths) + lengths, lengths)
            goes_to += np.arange(len(goes_to))
            rows[goes_to] = new_row[some[keep]]
            amounts[goes_to] = part.found.amounts[part.found.starts[first] : part.found.starts[last]][keep]
            free[to[first:last]] += lengths
        before += int(kept.sum())
    held = counts > 0
    kept_terms = [term for term, any_left in zip(terms, held, strict=True) if any_left]
    (folder / _TERMS).write_text("\n".join(kept_terms), encoding="utf-8", newline="")
    np.save(folder / "starts.npy", np.append(starts[:-1][held], total))
    np.save(folder / "lengths.npy", np.concatenate([part.found.lengths[kept] for part, kept in parts]))
    rows.flush()
    amounts.flush()
    return Postings.load(folder)


def _runs(part: Postings) -> Iterator[tuple[int, int, npt.NDArray[np.uint32]]]:
    """Yield (first term, last term, rows of their postings) of runs of terms, few enough at a time."""
    starts, first = part.found.starts, 0
    while first < len(part.found.terms):
        last = int(np.searchsorted(starts, starts[first] + _AT_A_TIME, side="right")) - 1
        last = min(max(last, first + 1), len(part.found.terms))
        yield first, last, np.asarray(part.found.rows[starts[first] : starts[last]])
        first = last


def _offsets(part: Postings, first: int, last: int) -> npt.NDArray[np.int64]:
    """Return where in a run the postings of each of its terms begin; every term has at least one."""
    return np.asarray(part.found.starts[first:last] - part.found.starts[first])
