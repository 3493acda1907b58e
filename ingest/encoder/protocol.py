"""What an encoder is, whatever runs it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from ingest.token_signs import TokenSigns

Vectors = npt.NDArray[np.float32]


class EncodedQuestion(NamedTuple):
    """A question's vectors, of unit length, float32.

    ``vector``, shape (dimension,), is the one that ``Encoder.encode`` gives. ``tokens``, shape (tokens,
    width), are to be held against the signs of passages.
    """

    vector: Vectors
    tokens: Vectors


class QuestionEncoder(Protocol):
    """Turns a question into vectors."""

    def encode_question(self, text: str) -> EncodedQuestion:
        """Return the vector of a question and those of its tokens. Raises ModelUnavailable."""


class ModelRunner(QuestionEncoder, Protocol):
    """Runs a model: turns texts into vectors whose inner product is their likeness in meaning."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode(self, texts: Sequence[str], on_done: Callable[[int], None] | None = None) -> Vectors:
        """Return unit-length rows, shape (len(texts), dimension), float32, in input order.

        ``on_done`` is called with the number of texts finished, as they are. Raises
        ModelUnavailable when the model's files are missing or damaged.
        """

    def encode_passages(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[TokenSigns]]:
        """Return the rows that ``encode`` does and, of each text, the signs of its tokens' vectors.

        A token is a piece of a word within the model's window, in reading order; marks of punctuation are
        none. A text may have none at all.
        """


class Encoder(ModelRunner, Protocol):
    """Runs a model, and says which (``ingest.encoder.fingerprints``)."""

    @property
    def fingerprint(self) -> str:
        """Name of model, weights and precision: vectors of another model cannot be compared with its own."""


def unit(rows: Vectors) -> Vectors:
    """Return ``rows`` (or one row), each scaled to length 1; a row of noughts stays one."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.finfo(np.float32).tiny), dtype=np.float32)


def first_line(error: Exception) -> str:
    """Return the first line of what an error says; a library's may run over many."""
    return (str(error).strip() or type(error).__name__).split("\n", maxsplit=1)[0]
