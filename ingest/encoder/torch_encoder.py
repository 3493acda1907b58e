"""An Encoder over sentence-transformers itself: on a GPU where there is one, and for what has no export."""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ingest.encoder.model_files import check_weights, model_folder, unavailable, weights_digest
from ingest.encoder.protocol import EncodedQuestion, Vectors, first_line, unit
from ingest.token_signs import TokenSigns

# Of 8, 16, 32 and 64, 32 was as fast as any on two cores and keeps the peak of memory low.
_BATCH = 32


class TorchEncoder:
    """An Encoder over sentence-transformers; the model loads when it is first needed."""

    def __init__(self, name: str) -> None:
        self._name = name

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
            mask, ids = one["attention_mask"].cpu().bool().numpy(), one["input_ids"].cpu().numpy()
            worded = mask & self._worded[ids]
            yield (
                unit(one["sentence_embedding"].cpu().numpy()),
                unit(one["token_embeddings"].cpu().numpy()[worded]),
            )

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
        folder = model_folder(self._name)
        check_weights(self._name, weights_digest(folder))
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        try:
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - takes seconds to import
            from transformers.utils import logging  # noqa: PLC0415

            logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # it would write over our own
            return SentenceTransformer(str(folder), local_files_only=True)
        except Exception as error:
            raise unavailable(self._name, first_line(error)) from error


def _batches(texts: Sequence[str]) -> Iterator[tuple[list[int], int]]:
    """Yield the places of the texts of each batch, and how many texts are done after it.

    Texts of like length share a batch, so that little of it is padding.
    """
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for start in range(0, len(order), _BATCH):
        yield order[start : start + _BATCH], min(start + _BATCH, len(order))
