"""What papers say, counted: the words that a question may use, and how common they are."""

import itertools
import threading
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.indexing.texts import Texts

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Said:
    """What the papers say, as far as it is not withheld.

    ``words`` and ``stems`` count the passages with each, ``title_words`` the papers with each in their
    title, ``forms`` the decision notices with each sentence; ``shown`` counts the passages of each paper.
    """

    words: Counter[str]
    stems: Counter[str]
    title_words: Counter[str]
    forms: Counter[str]
    shown: Counter[str]


class Counted:
    """Counts what the papers of some texts say, and remembers it until other papers of them are wanted.

    So a paper that is added to a store of many costs no count of these. Safe to use from many threads.
    """

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._lock = threading.Lock()
        self._last: tuple[bytes, Said] | None = None

    def of(self, papers: Mask) -> Said:
        """Return what the papers in the mask, shape (papers,), say; not to be changed."""
        key = np.packbits(papers).tobytes()
        with self._lock:
            if self._last is None or self._last[0] != key:
                self._last = key, self._count(papers)
            return self._last[1]

    def _count(self, papers: Mask) -> Said:
        texts = self._texts
        names = itertools.compress(texts.papers, papers)
        return Said(
            texts.words.total(papers),
            texts.stems.total(papers),
            texts.title_words.total(papers),
            Counter(text for at, said in texts.forms.items() if papers[at] for text in said),
            Counter(dict(zip(names, texts.shown[papers].tolist(), strict=True))),
        )
