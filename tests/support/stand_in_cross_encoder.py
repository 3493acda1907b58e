"""A cross-encoder that needs no model: a text answers by the question's words that it shares."""

from collections.abc import Sequence

import numpy as np

from ingest.words import words_in
from retrieval.cross_encoder import LogOdds
from retrieval.words import stem


class StandInCrossEncoder:
    """Gives even odds to a text with half of the question's words; remembers what it was asked."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.read_closely: list[str] = []

    def log_odds(self, question: str, texts: Sequence[str], *, closely: bool = False) -> LogOdds:
        """Return the log-odds that each text answers the question, -4 to 4, in input order."""
        (self.read_closely if closely else self.texts).extend(texts)
        asked = set(map(stem, words_in(question)))
        shares = [len(asked & set(map(stem, words_in(text)))) / max(1, len(asked)) for text in texts]
        return np.array([8 * share - 4 for share in shares], dtype=np.float32)
