"""The passages' words: what says the same words (BM25), over all segments of the index.

The terms are SQLite's (FTS5, with Porter's stems), and so is the formula. SQLite would weigh every passage
that holds any word of a question, one by one: a second and more among a million. Here the passages of a
term are arrays, which are added up. What is a phrase ("2018/013") is still looked up in SQLite.

Passages that are withheld are in no index on disk: BM25 weighs a word by how many passages hold it, so
that an index of all would tell of them by its scores. For who may see them they are indexed in memory.
"""

import math
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ingest.store import Store
from retrieval.indexing.choosing import Choice, Chooser
from retrieval.indexing.segments import Held, Segments
from retrieval.indexing.terms import TOKENISER, WEIGHT_UNIT

# As FTS5 has them, after Robertson and Zaragoza, "The probabilistic relevance framework" (2009).
_K1, _B = 1.2, 0.75
_LEAST_IDF = 1e-6
# The weights of retrieval.indexing.terms, as bm25() takes them.
_WEIGHTS = "1.0, 0.5, 0.15"
# The passages that hold a phrase and count for it, the best first.
_MOST_OF_PHRASE = 2000

Rows = npt.NDArray[np.uint32]
Scores = npt.NDArray[np.float64]


class WithheldWords:
    """The words of withheld passages, in memory. Safe to use from many threads."""

    def __init__(self, entries: Iterable[tuple[int, str, tuple[str, str, str]]]) -> None:
        """Take (passage key, document id, (text, headings, titles)) of each passage."""
        self._lock = threading.Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._db.execute(
            "CREATE VIRTUAL TABLE passage_words USING fts5 (text, heading, title, document_id UNINDEXED,"
            f' tokenize = "{TOKENISER}")'
        )
        self._db.executemany(
            "INSERT INTO passage_words (rowid, document_id, text, heading, title) VALUES (?, ?, ?, ?, ?)",
            ((key, document_id, *words) for key, document_id, words in entries),
        )

    def search(
        self, words: Sequence[str], k: int, documents: Sequence[str] | None
    ) -> list[tuple[int, float]]:
        """Return up to ``k`` (passage key, BM25) with any of ``words``, best first; of ``documents`` only."""
        where = "" if documents is None else f"AND document_id IN ({','.join('?' * len(documents))})"
        query = " OR ".join(map(_quoted, words))
        with self._lock:
            return self._db.execute(
                f"SELECT rowid, -bm25(passage_words, {_WEIGHTS}) FROM passage_words"
                f" WHERE passage_words MATCH ? {where} ORDER BY 2 DESC LIMIT ?",
                [query, *(documents or ()), k],
            ).fetchall()


class KeywordIndex:
    """BM25 over the words of the passages that are not withheld, by passage key."""

    def __init__(self, segments: Segments, chooser: Chooser | None = None) -> None:
        self._segments = segments
        self._chooser = chooser or Chooser(segments)

    def search(
        self,
        store: Store,
        words: Sequence[str],
        k: int,
        documents: Sequence[str] | None = None,
        withheld: WithheldWords | None = None,
    ) -> list[tuple[int, float]]:
        """Return up to ``k`` (passage key, BM25) for passages with any of ``words``, best (highest) first.

        A word of several parts ("2018/013", "not for publication") is looked for as a phrase in ``store``.
        Only the papers in ``documents`` are looked at, when given; ``withheld`` is searched too, when given.
        """
        if not words or k < 1:
            return []
        found = self._best(store, words, k, self._chooser.of_documents(documents))
        if withheld is not None:
            found += withheld.search(words, k, documents)
            found.sort(key=lambda hit: -hit[1])
        return found[:k]

    def _best(self, store: Store, words: Sequence[str], k: int, choice: Choice) -> list[tuple[int, float]]:
        held = self._segments.held
        scores = [np.zeros(one.segment.rows) for one in held]
        for word in words:
            terms = self._segments.terms.of_word(word)
            if len(terms) == 1:
                found = [self._alive(one, terms[0]) for one in held]
                idf = self._idf(sum(len(rows) for rows, _ in found))
                for sums, norms, (rows, amounts) in zip(scores, self._norms, found, strict=True):
                    sums[rows] += idf * (_K1 + 1) * amounts / (amounts + norms[rows])
            elif terms:
                keys, weights = _phrase(store, word)
                for one, sums in zip(held, scores, strict=True):
                    places, at = one.segment.places_of(keys)
                    sums[places] += weights[at]
        hits: list[tuple[int, float]] = []
        for one, sums, chosen in zip(held, scores, choice, strict=True):
            best = _highest(sums if chosen is None else sums * chosen.mask, k)
            hits += zip(one.segment.texts.keys[best].tolist(), sums[best].tolist(), strict=True)
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k]

    def _alive(self, held: Held, term: str) -> tuple[Rows, npt.NDArray[np.floating]]:
        """Return the rows of passages that hold ``term``, and the weighted count of it in each."""
        rows, amounts = held.segment.texts.postings.of(term)
        if held.alive is not None:
            kept = held.alive[rows]
            rows, amounts = rows[kept], amounts[kept]
        return rows, amounts * WEIGHT_UNIT

    def _idf(self, n: int) -> float:
        """Return the inverse passage frequency of a term that ``n`` passages hold."""
        return max(_LEAST_IDF, math.log((self._passages - n + 0.5) / (n + 0.5)))

    @cached_property
    def _passages(self) -> int:
        return sum(int(mask.sum()) for mask in self._indexed)

    @cached_property
    def _indexed(self) -> list[npt.NDArray[np.bool_]]:
        """Of each segment, which rows the word index holds."""
        return [
            one.segment.indexed if one.alive is None else one.segment.indexed & one.alive
            for one in self._segments.held
        ]

    @cached_property
    def _norms(self) -> list[npt.NDArray[np.floating]]:
        """Of each segment, what a passage's length adds below the fraction line."""
        lengths = [one.segment.texts.postings.found.lengths for one in self._segments.held]
        total = sum(int(of[mask].sum()) for of, mask in zip(lengths, self._indexed, strict=True))
        mean = total / max(self._passages, 1)
        return [_K1 * (1 - _B + _B * of / max(mean, 1e-9)) for of in lengths]


def _highest(scores: Scores, k: int) -> npt.NDArray[np.int64]:
    """Return the places of the ``k`` highest scores above nought, of equals the first ones."""
    found = np.flatnonzero(scores)
    if len(found) <= k:
        return found
    of_found = scores[found]
    least = np.partition(of_found, len(found) - k)[len(found) - k]
    above = found[of_found > least]
    return np.concatenate([above, found[of_found == least][: k - len(above)]])


def _phrase(store: Store, word: str) -> tuple[npt.NDArray[np.int64], Scores]:
    """Return the keys of the passages that hold a phrase, and what it adds to the score of each."""
    with store.reading() as db:
        found = db.execute(
            f"SELECT rowid, -bm25(passage_words, {_WEIGHTS}) FROM passage_words"
            " WHERE passage_words MATCH ? ORDER BY 2 DESC LIMIT ?",
            (_quoted(word), _MOST_OF_PHRASE),
        ).fetchall()
    return np.array([key for key, _ in found], np.int64), np.array([score for _, score in found])


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def keyword_search(
    store: Store,
    words: Sequence[str],
    k: int,
    documents: Sequence[str] | None = None,
    withheld: WithheldWords | None = None,
) -> list[tuple[int, float]]:
    """Search as ``KeywordIndex.search`` does, in a store as it is now."""
    return KeywordIndex(Segments.of(store)).search(store, words, k, documents, withheld)
