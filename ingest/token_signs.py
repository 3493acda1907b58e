"""The tokens of a passage, as the signs of their vectors: one bit a dimension.

A vector for each token tells more than one for the whole passage, and takes a hundred times its room.
Of the signs alone the ranking keeps all that was gained by the vectors (docs/decisions/0013), in 48 bytes a
token at 384 dimensions, and no basis need be fitted that later papers would have to fit, too.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TokenSigns:
    """Which numbers of each token's vector are above nought.

    ``width`` is the length of a vector, ``packed`` the bits, row by row, each row filled up to whole bytes.
    """

    width: int
    packed: bytes

    @classmethod
    def of(cls, rows: Rows) -> "TokenSigns":
        """Keep the signs of ``rows``, shape (tokens, width)."""
        return cls(rows.shape[1], np.packbits(rows > 0, axis=1).tobytes())

    @property
    def tokens(self) -> int:
        """How many tokens they are of."""
        return len(self.packed) // max(1, -(-self.width // 8))


# The eight signs that each byte stands for, 1 or -1: looked up, they are there in one step.
_SIGNS = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).astype(np.float32) * 2 - 1


def unpacked(passages: Sequence[TokenSigns]) -> Rows:
    """Return the signs of all tokens, 1 or -1, shape (tokens, width), passage after passage.

    Raises ValueError when the passages are of several widths, or none is given.
    """
    (width,) = {signs.width for signs in passages}
    row = -(-width // 8)
    packed = np.frombuffer(b"".join(signs.packed for signs in passages), dtype=np.uint8).reshape(-1, row)
    return _SIGNS.take(packed, axis=0).reshape(len(packed), -1)[:, :width]


def add_table(db: sqlite3.Connection) -> None:
    """The migration's step: signs stand beside the vector of the same text, and go with it."""
    # Not in the table of vectors: reading all of these, as each start may, would read past all of them.
    db.execute(
        """CREATE TABLE token_signs (
            hash TEXT PRIMARY KEY REFERENCES vectors (hash) ON DELETE CASCADE,
            width INTEGER NOT NULL, packed BLOB NOT NULL
        ) STRICT"""
    )


def write_signs(db: sqlite3.Connection, by_hash: Mapping[str, TokenSigns]) -> None:
    """Keep signs by the hash of the text that they are of; its vector must be kept already."""
    db.executemany(
        "INSERT OR REPLACE INTO token_signs VALUES (?, ?, ?)",
        ((name, signs.width, signs.packed) for name, signs in by_hash.items()),
    )


def read_signs(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, TokenSigns]:
    """Return the signs of the passages with ``keys``; those that none are kept of are left out."""
    rows = db.execute(
        "SELECT p.key, t.width, t.packed FROM passages p JOIN token_signs t ON t.hash = p.vector_hash"
        f" WHERE p.key IN ({','.join('?' * len(keys))})",
        list(keys),
    )
    return {key: TokenSigns(width, packed) for key, width, packed in rows}
