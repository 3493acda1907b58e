"""Which encoder runs a model: onnxruntime its export, or torch the model itself."""

import logging
import threading
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from ingest.encoder.exports import Tell, default_cache, find_export, get_export
from ingest.encoder.fingerprints import fingerprint_of
from ingest.encoder.model_files import DEFAULT_MODEL, DEFAULT_WEIGHTS_SHA256, model_folder, weights_digest
from ingest.encoder.protocol import EncodedQuestion, Encoder, ModelRunner, Vectors
from ingest.token_signs import TokenSigns

log = logging.getLogger(__name__)


class Runtime(StrEnum):
    """What runs the model."""

    ONNX = "onnx"
    TORCH = "torch"


class Precision(StrEnum):
    """What the model computes passages in."""

    FLOAT32 = "float32"
    INT8 = "int8"


def open_encoder(
    model: str | None = None,
    *,
    runtime: Runtime = Runtime.ONNX,
    cache: Path | None = None,
    tell: Tell = log.info,
) -> Encoder:
    """Return the encoder of ``model``, by name or folder; cheap: it loads when it is first needed.

    Args:
        model: the model; None for the default one.
        runtime: what runs it. With ONNX it is exported when it is used for the first time.
        cache: where exports are kept; None for this account's own folder.
        tell: told, in words for a person, of what takes its time at the first use.
    """
    return _ChosenEncoder(model or DEFAULT_MODEL, runtime, cache, tell)


class _ChosenEncoder:
    """An Encoder that is chosen, and perhaps exported, when it is first used."""

    def __init__(self, name: str, runtime: Runtime, cache: Path | None, tell: Tell) -> None:
        self._name = name
        self._runtime = runtime
        self._cache = cache or default_cache()
        self._tell = tell
        self._choosing = threading.Lock()
        self._chosen: ModelRunner | None = None
        self._weights = DEFAULT_WEIGHTS_SHA256 if name == DEFAULT_MODEL else ""

    @property
    def fingerprint(self) -> str:
        """Name of the model, the first digits of its weights' sha256, and the precision of passages."""
        export = find_export(self._name, self._cache) if self._runtime is Runtime.ONNX else None
        if not self._weights:
            self._weights = export.facts.weights if export else weights_digest(model_folder(self._name))
        precision = Precision.INT8 if export and export.facts.small else Precision.FLOAT32
        return fingerprint_of(Path(self._name).name, self._weights, precision)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._encoder.dimension

    def encode(self, texts: Sequence[str], on_done: Callable[[int], None] | None = None) -> Vectors:
        """Return unit-length rows, shape (len(texts), dimension), float32, in input order."""
        return self._encoder.encode(texts, on_done)

    def encode_passages(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[TokenSigns]]:
        """Return the rows that ``encode`` does and, of each text, the signs of its tokens; in one pass."""
        return self._encoder.encode_passages(texts, on_done)

    def encode_question(self, text: str) -> EncodedQuestion:
        """Return the vector of a question and those of its tokens."""
        return self._encoder.encode_question(text)

    @property
    def _encoder(self) -> ModelRunner:
        with self._choosing:
            if self._chosen is None:
                self._chosen = self._choose()
            return self._chosen

    def _choose(self) -> ModelRunner:
        if self._runtime is Runtime.TORCH:
            return self._by_torch()
        export = get_export(self._name, self._cache, self._tell)
        if export.facts.why_not:
            self._tell(f"The model {self._name} is run by torch, which is slower: {export.facts.why_not}.")
            return self._by_torch()
        # Here, so that what only lists papers does not wait for it.
        from ingest.encoder.onnx_encoder import OnnxEncoder  # noqa: PLC0415

        return OnnxEncoder(export)

    def _by_torch(self) -> ModelRunner:
        from ingest.encoder.torch_encoder import TorchEncoder  # noqa: PLC0415 - as above

        return TorchEncoder(self._name)
