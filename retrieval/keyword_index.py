"""SQLite FTS5 over the passages' words: what says the same words (BM25).

Passages that are withheld are in no index on disk: BM25 weighs a word by how many passages hold it, so
that an index of all would tell of them by its scores. For who may see them they are indexed in memory.
"""

import sqlite3
import threading
from collections.abc import Iterable, Sequence

from ingest.store import Store

# A word in the passage itself says most; its headings less; the paper's title, body and area least.
_WEIGHTS = "1.0, 0.5, 0.15"


class WithheldWords:
    """The words of withheld passages, in memory. Safe to use from many threads."""

    def __init__(self, entries: Iterable[tuple[int, str, tuple[str, str, str]]]) -> None:
        """Take (passage key, document id, (text, headings, titles)) of each passage."""
        self._lock = threading.Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._db.execute(
            "CREATE VIRTUAL TABLE passage_words USING fts5 (text, heading, title, document_id UNINDEXED,"
            " tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        self._db.executemany(
            "INSERT INTO passage_words (rowid, document_id, text, heading, title) VALUES (?, ?, ?, ?, ?)",
            ((key, document_id, *words) for key, document_id, words in entries),
        )

    def search(self, query: str, k: int, documents: Sequence[str] | None) -> list[tuple[int, float]]:
        """Return up to ``k`` (passage key, BM25) for an FTS5 query, best first; of ``documents``, if any."""
        where = "" if documents is None else f"AND document_id IN ({','.join('?' * len(documents))})"
        with self._lock:
            return self._db.execute(
                f"SELECT rowid, -bm25(passage_words, {_WEIGHTS}) FROM passage_words"
                f" WHERE passage_words MATCH ? {where} ORDER BY 2 DESC LIMIT ?",
                [query, *(documents or ()), k],
            ).fetchall()


def keyword_search(
    store: Store,
    words: Sequence[str],
    k: int,
    documents: Sequence[str] | None = None,
    withheld: WithheldWords | None = None,
) -> list[tuple[int, float]]:
    """Return up to ``k`` (passage key, BM25) for passages with any of ``words``, best (highest) first.

    A word of several parts ("2018/013", "not for publication") is looked for as a phrase.
    Only the papers in ``documents`` are looked at, when given. ``withheld`` is searched too, when given.
    """
    if not words or k < 1:
        return []
    query = " OR ".join('"' + word.replace('"', '""') + '"' for word in words)
    where = ""
    parameters: list[object] = [query]
    if documents is not None:
        where = (
            f"AND rowid IN (SELECT key FROM passages WHERE document_id IN ({','.join('?' * len(documents))}))"
        )
        parameters += documents
    with store.reading() as db:
        found = db.execute(
            f"SELECT rowid, -bm25(passage_words, {_WEIGHTS}) FROM passage_words"
            f" WHERE passage_words MATCH ? {where} ORDER BY 2 DESC LIMIT ?",
            [*parameters, k],
        ).fetchall()
    if withheld is not None:
        found += withheld.search(query, k, documents)
        found.sort(key=lambda hit: -hit[1])
    return [(int(key), float(score)) for key, score in found[:k]]
