"""How many passages of each paper hold each word: counted once, when a paper's segment is made."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class WordCounts:
    """Counts by paper and word: ``counts[i]`` passages of paper ``papers[i]`` hold ``words[ids[i]]``."""

    words: list[str]
    papers: npt.NDArray[np.uint32]
    ids: npt.NDArray[np.uint32]
    counts: npt.NDArray[np.uint32]

    @classmethod
    def of(cls, by_paper: Sequence[Mapping[str, int]]) -> "WordCounts":
        """Take the counts of each paper, in the order of the papers."""
        words = sorted({word for counts in by_paper for word in counts})
        at = {word: i for i, word in enumerate(words)}
        sizes = [len(counts) for counts in by_paper]
        n = sum(sizes)
        return cls(
            words,
            np.repeat(np.arange(len(by_paper), dtype=np.uint32), sizes),
            np.fromiter((at[word] for counts in by_paper for word in counts), np.uint32, n),
            np.fromiter((count for counts in by_paper for count in counts.values()), np.uint32, n),
        )

    def total(self, kept: Mask) -> Counter[str]:
        """Return the sum over the papers in ``kept``, shape (papers,), for the words that any of them has."""
        of_kept = kept[self.papers]
        sums = np.bincount(self.ids[of_kept], self.counts[of_kept], len(self.words)).astype(np.int64)
        return Counter({word: n for word, n in zip(self.words, sums.tolist(), strict=True) if n})

    def save(self, folder: Path, name: str) -> None:
        """Write into ``folder`` under ``name``."""
        (folder / f"{name}.json").write_text(json.dumps(self.words), encoding="utf-8")
        np.save(folder / f"{name}.npy", np.stack([self.papers, self.ids, self.counts]))

    @classmethod
    def load(cls, folder: Path, name: str) -> "WordCounts":
        """Map what ``save`` wrote. Raises OSError or ValueError when it is not whole."""
        words = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        papers, ids, counts = np.load(folder / f"{name}.npy", mmap_mode="r")
        return cls(words, papers, ids, counts)


def merge(parts: Iterable[tuple[WordCounts, Mask]]) -> WordCounts:
    """Return the counts of the kept papers of ``parts``, one after another."""
    parts = list(parts)
    words = sorted({word for part, _ in parts for word in part.words})
    at = {word: i for i, word in enumerate(words)}
    papers, ids, counts, before = [], [], [], 0
    for part, kept in parts:
        of_kept = kept[part.papers]
        papers.append((np.cumsum(kept) - 1 + before)[part.papers[of_kept]].astype(np.uint32))
        ids.append(np.array([at[word] for word in part.words], np.uint32)[part.ids[of_kept]])
        counts.append(part.counts[of_kept])
        before += int(kept.sum())
    return WordCounts(words, np.concatenate(papers), np.concatenate(ids), np.concatenate(counts))
