"""Texts to token ids, by the tokenizer that was exported with the model."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Worded = npt.NDArray[np.bool_]


class Tokens:
    """A model's tokenizer, cut to the model's window.

    Args:
        path: the tokenizer's file; it says how long a text may be and which token fills up a batch.
        prefix: what the model wants before every text; mostly nothing.
    """

    def __init__(self, path: Path, prefix: str = "") -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        # Kept in the file for its id alone: batches are filled up by who runs them.
        self.padding = int((self._tokenizer.padding or {}).get("pad_id", 0))
        self._tokenizer.no_padding()
        self._prefix = prefix
        self._worded = _worded(self._tokenizer)

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of each text, marks of its beginning and end among them."""
        encoded = self._tokenizer.encode_batch_fast([self._prefix + text for text in texts])
        return [one.ids for one in encoded]

    def worded(self, ids: Sequence[int]) -> Worded:
        """Return, of each id, whether it is a word or a piece of one; marks of punctuation are none."""
        return self._worded[np.asarray(ids, dtype=np.int64)]


def _worded(tokenizer: Tokenizer) -> Worded:
    vocabulary = tokenizer.get_vocab(with_added_tokens=True)
    special = {i for i, token in tokenizer.get_added_tokens_decoder().items() if token.special}
    worded = np.zeros(max(vocabulary.values()) + 1, dtype=np.bool_)
    for token, i in vocabulary.items():
        worded[i] = i not in special and any(map(str.isalnum, token))
    return worded
