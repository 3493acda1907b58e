"""One exported model in onnxruntime: tokens in, vectors out."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from ingest.encoder.protocol import Vectors

SENTENCE_OUTPUT = "sentence_embedding"
TOKENS_OUTPUT = "token_embeddings"
INPUTS = IDS, MASK, TYPES = ("input_ids", "attention_mask", "token_type_ids")

Feed = dict[str, npt.NDArray[np.int64]]

_ERRORS_ONLY = 3
_DATA_FROM_BYTES = 1024
# The one step that onnxruntime makes of a sum and a normalisation takes four times as long as the two, and
# that of a sum and what follows it in a layer's middle (GELU) three times.
_NOT_JOINED = ("SkipLayerNormFusion", "BiasGeluFusion")


class OnnxSession:
    """Runs a model that ``joined`` wrote, each run on the thread that asks; many may ask at once.

    Args:
        path: the exported model.

    Raises what onnxruntime raises when the file is no model.
    """

    def __init__(self, path: Path) -> None:
        options = _options()
        # Runs side by side take a fifth less of the processor's time than threads that share each run.
        options.intra_op_num_threads = 1
        # It was done once, by ``joined``.
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
        # The arena would keep the room of the largest batch for good.
        options.enable_cpu_mem_arena = False
        self._session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._inputs = frozenset(each.name for each in self._session.get_inputs())

    def sentences(self, batch: Sequence[Sequence[int]], padding: int) -> Vectors:
        """Return a row for each list of token ids, all of one length, shape (len(batch), dimension)."""
        (rows,) = self._session.run([SENTENCE_OUTPUT], self._feed(batch, padding))
        return np.asarray(rows, dtype=np.float32)

    def sentences_and_tokens(
        self, batch: Sequence[Sequence[int]], padding: int
    ) -> tuple[Vectors, npt.NDArray[np.float32]]:
        """Return what ``sentences`` does, and the tokens' rows, shape (len(batch), length, width)."""
        rows, tokens = self._session.run([SENTENCE_OUTPUT, TOKENS_OUTPUT], self._feed(batch, padding))
        return np.asarray(rows, dtype=np.float32), np.asarray(tokens, dtype=np.float32)

    def _feed(self, batch: Sequence[Sequence[int]], padding: int) -> Feed:
        return {name: value for name, value in feed_of(batch, padding).items() if name in self._inputs}


def joined(model: Path, target: Path) -> None:
    """Write a model with its steps joined to larger ones, and its matrices in a file beside it.

    That file is mapped into memory: it is loaded in a quarter of the time, and only what is used of the
    table of words takes memory.
    """
    options = _options()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(target)
    for key, value in (
        ("file_name", f"{target.name}.data"),
        ("min_size_in_bytes", str(_DATA_FROM_BYTES)),
    ):
        options.add_session_config_entry(f"session.optimized_model_external_initializers_{key}", value)
    ort.InferenceSession(
        str(model), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(_NOT_JOINED)
    )


def _options() -> "ort.SessionOptions":
    options = ort.SessionOptions()
    options.log_severity_level = _ERRORS_ONLY
    return options


def feed_of(batch: Sequence[Sequence[int]], padding: int) -> Feed:
    """Return lists of token ids, all of one length, as a model's inputs.

    A text without a token gets one ``padding``, masked. Raises ValueError when the lengths differ.
    """
    ids = np.array([[*tokens] or [padding] for tokens in batch], dtype=np.int64)
    mask = np.full_like(ids, 1 if batch[0] else 0)
    return {IDS: ids, MASK: mask, TYPES: np.zeros_like(ids)}
