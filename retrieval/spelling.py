"""Misspelt words of a question, put right by the papers' own words."""

from collections.abc import Collection, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 5
_SHORTEST_ACRONYM = 3
_LONGEST_ACRONYM = 8


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


def correct_acronym(word: str, acronyms: Collection[str]) -> str | None:
    """Return the one acronym that ``word``, typed in capitals, is with two letters swapped, or None.

    In so short a word, any other slip makes another acronym as likely as this one.
    """
    if not _SHORTEST_ACRONYM <= len(word) <= _LONGEST_ACRONYM or not word.isupper():
        return None
    near = {
        a
        for a in (acronym.upper() for acronym in acronyms)
        if sorted(a) == sorted(word) and OSA.distance(a, word) == 1
    }
    return near.pop() if len(near) == 1 else None
