"""An Encoder over an exported model: onnxruntime and tokenizers, without torch."""

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.encoder.batches import batches
from ingest.encoder.exports import Export
from ingest.encoder.onnx_session import OnnxSession
from ingest.encoder.protocol import EncodedQuestion, Vectors, first_line, unit
from ingest.encoder.tokens import Tokens
from ingest.errors import ModelUnavailable
from ingest.token_signs import TokenSigns

_OnDone = Callable[[int], None] | None


class OnnxEncoder:
    """Runs an export of a sentence-transformers model; each of its parts loads when it is first needed.

    Questions and words are run in float32: they are short. It may be used from many threads at once.
    """

    def __init__(self, export: Export) -> None:
        self._export = export
        self._loading = threading.Lock()
        self._loaded_tokens: Tokens | None = None
        self._sessions: dict[Path, OnnxSession] = {}

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._export.facts.dimension

    def encode(self, texts: Sequence[str], on_done: _OnDone = None) -> Vectors:
        """Return unit-length rows, shape (len(texts), dimension), float32, in input order."""
        distinct, places = _distinct(texts)
        rows = np.empty((len(distinct), self.dimension), dtype=np.float32)
        tokens, session = self._loaded(self._export.whole)
        ids = tokens.ids(distinct)
        for batch in _told(batches([len(one) for one in ids]), places, on_done):
            rows[batch] = session.sentences([ids[i] for i in batch], tokens.padding)
        return unit(rows)[places]

    def encode_passages(
        self, texts: Sequence[str], on_done: _OnDone = None
    ) -> tuple[Vectors, list[TokenSigns]]:
        """Return the rows that ``encode`` does and, of each text, the signs of its tokens; in one pass."""
        distinct, places = _distinct(texts)
        rows = np.empty((len(distinct), self.dimension), dtype=np.float32)
        signs = [TokenSigns(0, b"")] * len(distinct)
        tokens, session = self._loaded(self._export.for_passages)
        ids = tokens.ids(distinct)
        for batch in _told(batches([len(one) for one in ids]), places, on_done):
            rows[batch], of_tokens = session.sentences_and_tokens([ids[i] for i in batch], tokens.padding)
            for place, of_text in zip(batch, of_tokens, strict=True):
                worded = tokens.worded(ids[place])
                signs[place] = TokenSigns.of(of_text[: len(worded)][worded])
        return unit(rows)[places], [signs[place] for place in places]

    def encode_question(self, text: str) -> EncodedQuestion:
        """Return the vector of a question and those of its tokens."""
        tokens, session = self._loaded(self._export.whole)
        (ids,) = tokens.ids([text])
        rows, of_tokens = session.sentences_and_tokens([ids], tokens.padding)
        return EncodedQuestion(unit(rows[0]), unit(of_tokens[0][tokens.worded(ids)]))

    def _loaded(self, model: Path) -> tuple[Tokens, OnnxSession]:
        with self._loading:
            try:
                if self._loaded_tokens is None:
                    self._loaded_tokens = Tokens(self._export.tokenizer, self._export.facts.prefix)
                if model not in self._sessions:
                    # One thread for what is short: more would fight over the cores with other questions.
                    threads = 1 if model == self._export.whole else 0
                    self._sessions[model] = OnnxSession(model, threads=threads)
            except Exception as error:  # onnxruntime and tokenizers raise what they like of a damaged file
                raise ModelUnavailable(
                    f"The prepared model {model} cannot be read: {first_line(error)}",
                    hint=f"Delete the folder {self._export.folder}: it is made again.",
                ) from error
            return self._loaded_tokens, self._sessions[model]


def _distinct(texts: Sequence[str]) -> tuple[list[str], npt.NDArray[np.intp]]:
    """Return each text once, and the place of each of ``texts`` among them."""
    place_of: dict[str, int] = {}
    places = [place_of.setdefault(text, len(place_of)) for text in texts]
    return list(place_of), np.array(places, dtype=np.intp)


def _told(every: Iterator[list[int]], places: npt.NDArray[np.intp], on_done: _OnDone) -> Iterator[list[int]]:
    """Yield each batch; when it is done, tell how many of the texts are, equal ones counted each."""
    times = np.bincount(places)
    done = 0
    for batch in every:
        yield batch
        done += int(times[batch].sum())
        if on_done:
            on_done(done)
