"""An Encoder over an exported model: onnxruntime and tokenizers, without torch."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.cores import usable_cores
from ingest.encoder.batches import batches
from ingest.encoder.exports import Export
from ingest.encoder.onnx_session import OnnxSession
from ingest.encoder.protocol import EncodedQuestion, Vectors, first_line, unit
from ingest.encoder.tokens import Tokens
from ingest.errors import ModelUnavailable
from ingest.token_signs import TokenSigns

_OnDone = Callable[[int], None] | None

# Fewer are run on the thread that asks: other questions have the other cores.
_MANY_BATCHES = 8


class OnnxEncoder:
    """Runs an export of a sentence-transformers model; each of its parts loads when it is first needed.

    Questions and words are run in float32: they are short. Passages are run one by one, for in int8 a run is
    rounded by its largest figures: what is found of a passage then depends on itself alone, and its vector is
    a little nearer to that in float32. It may be used from many threads at once.
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

        def run(batch: list[int]) -> None:
            rows[batch] = session.sentences([ids[i] for i in batch], tokens.padding)

        _side_by_side(run, list(batches([len(one) for one in ids])), places, on_done)
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

        def run(batch: list[int]) -> None:
            rows[batch], of_tokens = session.sentences_and_tokens([ids[i] for i in batch], tokens.padding)
            for place, of_text in zip(batch, of_tokens, strict=True):
                worded = tokens.worded(ids[place])
                signs[place] = TokenSigns.of(of_text[: len(worded)][worded])

        _side_by_side(run, [[place] for place in range(len(ids))], places, on_done)
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
                    self._sessions[model] = OnnxSession(model)
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


def _side_by_side(
    run: Callable[[list[int]], None],
    every: Sequence[list[int]],
    places: npt.NDArray[np.intp],
    on_done: _OnDone,
) -> None:
    """Run each batch, several at once where there are many.

    ``on_done`` is told how many of the texts are, equal ones counted each.
    """
    times = np.bincount(places)
    done = 0
    few = len(every) < _MANY_BATCHES
    with nullcontext() if few else ThreadPoolExecutor(usable_cores(), "encoding") as threads:
        for batch, _ in zip(every, (threads.map if threads else map)(run, every), strict=True):
            done += int(times[batch].sum())
            if on_done:
                on_done(done)
