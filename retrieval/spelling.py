"""Misspelt words of a question, put right by the papers' own words."""

from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 5


def correct(word: str, counts: Mapping[str, int]) -> str | None:
    """Return the papers' word that ``word`` most likely stands for, or None.

    A word of 5 to 7 letters may differ by one slip (a letter more, less, other, or two swapped), a
    longer one by two; the first letter is taken to be right. Of words equally near, the one that
    more passages hold is chosen (``counts``).
    """
    if len(word) < _SHORTEST or not word.isalpha():
        return None
    most = 1 if len(word) <= 7 else 2
    choices = [w for w in counts if w[0] == word[0] and abs(len(w) - len(word)) <= most and w.isalpha()]
    near = process.extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=20)
    if not near:
        return None
    return min(near, key=lambda found: (found[1], -counts[found[0]]))[0]
