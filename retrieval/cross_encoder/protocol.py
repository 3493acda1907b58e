"""What a cross-encoder is, whatever runs it."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

LogOdds = npt.NDArray[np.float32]


class CrossEncoder(Protocol):
    """Reads a question with each of some texts."""

    def log_odds(self, question: str, texts: Sequence[str], *, closely: bool = False) -> LogOdds:
        """Return the log-odds that each text answers the question, shape (len(texts),), in input order.

        Nought is even odds. ``closely`` takes twice as long, for the few texts that matter. Raises
        ModelUnavailable when the model's files are missing or damaged.
        """
