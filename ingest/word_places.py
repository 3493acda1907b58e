"""Where the words of a scanned page stand on its picture, kept as it is read: that takes seconds.

A page's words lie in one row, compressed: 500 words take about 4 kB. They go with their page. A page that
holds its text has none here: where its letters stand is asked of the file itself.
"""

import sqlite3
import zlib
from collections.abc import Iterable

import numpy as np

from ingest.documents import Page, PlacedWord

_FINE = 65535  # parts of a page's width and height: a hundredth of a point on A4


def add_table(db: sqlite3.Connection) -> None:
    """The migration's step: the places of a page's words stand beside the page, and go with it."""
    db.execute(
        """CREATE TABLE word_places (
            document_id TEXT NOT NULL, number INTEGER NOT NULL, words BLOB NOT NULL,
            PRIMARY KEY (document_id, number),
            FOREIGN KEY (document_id, number) REFERENCES pages (document_id, number) ON DELETE CASCADE
        ) STRICT"""
    )


def write_places(db: sqlite3.Connection, document_id: str, pages: Iterable[Page]) -> None:
    """Keep the words of those ``pages`` that have them placed; the pages must be kept already."""
    db.executemany(
        "INSERT OR REPLACE INTO word_places VALUES (?, ?, ?)",
        ((document_id, page.number, _packed(page.words)) for page in pages if page.words),
    )


def read_places(db: sqlite3.Connection, document_id: str, number: int) -> tuple[PlacedWord, ...]:
    """Return the words of a page with their places; none where none were kept."""
    row = db.execute(
        "SELECT words FROM word_places WHERE document_id = ? AND number = ?", (document_id, number)
    ).fetchone()
    return _unpacked(row[0]) if row else ()


def _packed(words: tuple[PlacedWord, ...]) -> bytes:
    shares = np.array([(word.x0, word.y0, word.x1, word.y1) for word in words]).clip(0, 1)
    places = np.rint(shares * _FINE).astype("<u2").tobytes()
    texts = "\n".join(word.text.replace("\n", " ") for word in words)
    return zlib.compress(len(words).to_bytes(4, "little") + places + texts.encode("utf-8", "replace"))


def _unpacked(packed: bytes) -> tuple[PlacedWord, ...]:
    data = zlib.decompress(packed)
    count = int.from_bytes(data[:4], "little")
    end = 4 + count * 8
    places = np.frombuffer(data[4:end], "<u2").reshape(count, 4) / _FINE
    texts = data[end:].decode().split("\n")
    return tuple(
        PlacedWord(text, *(float(share) for share in place))
        for text, place in zip(texts, places, strict=True)
    )
