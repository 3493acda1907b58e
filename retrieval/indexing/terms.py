"""Texts to the terms that the word index knows them by: SQLite's own, so that both know the same."""

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

# As in the store's table of words (ingest.migrations).
TOKENISER = "porter unicode61 remove_diacritics 2 separators '⁰¹²³⁴⁵⁶⁷⁸⁹'"
# A word in the passage itself says most (20 units); its headings less (10); the titles least (3). Whole
# numbers in units of WEIGHT_UNIT, so that sums are exact.
WEIGHT_UNIT = 0.05
_INSERT = "INSERT INTO words (rowid, text, heading, title) VALUES (?, ?, ?, ?)"
_PAIRS = (
    "SELECT term, doc, sum(CASE col WHEN 'text' THEN 20 WHEN 'heading' THEN 10 ELSE 3 END), count(*)"
    " FROM found GROUP BY term, doc ORDER BY term, doc"
)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Which terms stand in which texts. ``terms`` are in order, each once.

    The texts with the term at ``i`` are ``rows[starts[i]:starts[i + 1]]``, ascending, and ``amounts`` there
    the weighted count of its occurrences in units of WEIGHT_UNIT. ``lengths`` counts all terms of each text.
    """

    terms: list[str]
    starts: npt.NDArray[np.int64]
    rows: npt.NDArray[np.uint32]
    amounts: npt.NDArray[np.uint16]
    lengths: npt.NDArray[np.uint32]


class Terms:
    """Tells texts apart into terms. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        # What is sorted here is soon done with: it need not go by way of the disk.
        self._db.execute("PRAGMA temp_store = MEMORY")
        columns = "text, heading, title, content = ''"
        self._db.execute(f'CREATE VIRTUAL TABLE words USING fts5 ({columns}, tokenize = "{TOKENISER}")')
        self._db.execute("CREATE VIRTUAL TABLE found USING fts5vocab (words, instance)")
        self._of_word = lru_cache(maxsize=4096)(self._read_word)

    def of_word(self, word: str) -> tuple[str, ...]:
        """Return the terms of a word in order: one, or several where it has parts ("2018/013"), or none."""
        return self._of_word(word)

    def occurrences(self, texts: Sequence[tuple[str, str, str] | None]) -> Occurrences:
        """Return the terms of each (text, headings, titles); None has none."""
        entries = ((row + 1, *words) for row, words in enumerate(texts) if words is not None)
        found = np.array(self._read(entries, _PAIRS), dtype=object).reshape(-1, 4)
        names, rows = found[:, 0], found[:, 1].astype(np.int64) - 1
        changes = np.ones(len(found), bool)
        changes[1:] = names[1:] != names[:-1]
        first = np.flatnonzero(changes)
        return Occurrences(
            names[first].tolist(),
            np.append(first, len(found)).astype(np.int64),
            rows.astype(np.uint32),
            np.minimum(found[:, 2].astype(np.int64), np.iinfo(np.uint16).max).astype(np.uint16),
            np.bincount(rows, found[:, 3].astype(np.int64), len(texts)).astype(np.uint32),
        )

    def _read_word(self, word: str) -> tuple[str, ...]:
        found = self._read([(1, word, "", "")], "SELECT term FROM found ORDER BY offset")
        return tuple(term for (term,) in found)

    def _read(self, entries: Iterable[tuple[int, str, str, str]], query: str) -> list[tuple[Any, ...]]:
        with self._lock:
            self._db.executemany(
                "INSERT INTO words (rowid, text, heading, title) VALUES (?, ?, ?, ?)", entries
            )
            try:
                return self._db.execute(query).fetchall()
            finally:
                self._db.execute("INSERT INTO words (words) VALUES ('delete-all')")
