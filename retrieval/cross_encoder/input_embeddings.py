"""The default model's embeddings of tokens, read from its weights row by row.

Training left them as they are, so they need not be kept twice: the trained layers stand in this package,
what goes into them in that of the model. The file is mapped, not read: of its 47 MB only the rows of the
words that are asked for ever come into memory.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]

_EPSILON = 1e-12  # of BERT's layer norm
_LENGTH_BYTES = 8  # a safetensors file begins with the length of its header, little-endian


class InputEmbeddings:
    """What a BERT model makes of token ids before its first layer.

    Args:
        path: the model's weights, a safetensors file.

    Raises OSError, ValueError and KeyError when the file holds no such weights.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(_LENGTH_BYTES), "little")
            header = json.loads(file.read(length))
        self._file = np.memmap(path, dtype=np.uint8, mode="r", offset=_LENGTH_BYTES + length)
        self._words = self._tensor(header["embeddings.word_embeddings.weight"])
        self._positions = self._tensor(header["embeddings.position_embeddings.weight"])
        self._types = self._tensor(header["embeddings.token_type_embeddings.weight"])
        self._scale = self._tensor(header["embeddings.LayerNorm.weight"])
        self._shift = self._tensor(header["embeddings.LayerNorm.bias"])

    def rows(self, ids: Ids, types: Ids) -> Rows:
        """Return the rows of token ``ids`` of the kinds ``types``, both (texts, tokens), one a token."""
        rows: Rows = self._words.take(ids, axis=0)
        rows += self._types.take(types, axis=0)
        rows += self._positions[: ids.shape[1]]
        rows -= rows.mean(axis=-1, keepdims=True)
        rows /= np.sqrt(np.square(rows).mean(axis=-1, keepdims=True) + _EPSILON)
        rows *= self._scale
        rows += self._shift
        return rows

    def _tensor(self, about: dict[str, Any]) -> Rows:
        if about["dtype"] != "F32":
            raise ValueError(f"weights of type {about['dtype']}, not F32")
        begin, end = about["data_offsets"]
        return np.asarray(self._file[begin:end]).view(np.float32).reshape(about["shape"])
