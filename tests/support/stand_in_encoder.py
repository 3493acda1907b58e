"""An encoder that needs no model: a hashed bag of words."""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np

from ingest.encoder import EncodedQuestion, Vectors
from ingest.token_signs import TokenSigns
from ingest.words import words_in


class StandInEncoder:
    """Gives texts that share words like vectors; remembers every text that it was asked for."""

    def __init__(self, fingerprint: str = "stand-in/float32", dimension: int = 64) -> None:
        self.fingerprint = fingerprint
        self.dimension = dimension
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str], on_done: Callable[[int], None] | None = None) -> Vectors:
        """Return unit-length rows, shape (len(texts), dimension), float32, in input order."""
        self.texts += texts
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in words_in(text) or [text]:
                digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=4).digest()
                row[int.from_bytes(digest, "big") % self.dimension] += 1
        if on_done:
            on_done(len(texts))
        return rows / np.linalg.norm(rows, axis=1, keepdims=True) if len(texts) else rows

    def encode_passages(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[TokenSigns]]:
        """Return what ``encode`` does, and for each text the signs of its words' vectors."""
        vectors = self.encode(texts, on_done)
        return vectors, [TokenSigns.of(self._words_of(text)) for text in texts]

    def encode_question(self, text: str) -> EncodedQuestion:
        """Return the vector of a question and those of its words, shape (words, dimension)."""
        return EncodedQuestion(self.encode([text])[0], self._words_of(text))

    def _words_of(self, text: str) -> Vectors:
        words = words_in(text) or [text]
        return StandInEncoder(self.fingerprint, self.dimension).encode(words)
