"""The papers' words for a question's words: "jail" for "prison", learnt from the encoder, listed nowhere."""

from collections.abc import Callable, Container, Sequence, Set

import numpy as np

from ingest.encoder import Vectors
from retrieval.words import stem

VectorsOf = Callable[[Sequence[str]], Vectors]

# Cosine of two words from which they may stand for one another. Measured on all-MiniLM-L6-v2: words of one
# field (drones and vehicles, parking and road) reach 0.55, true synonyms (jail and prison) 0.65 to 0.9.
LEAST_COSINE = 0.6
_MOST = 12
# For a word that the papers hardly hold, the few words most like it count from further off: "gales" and
# "storm" reach no more than 0.47, yet no other word of the papers is likelier to be meant. Of 76 pairs of
# a plain word and an official one, the first rule alone finds 30, both together 41.
LEAST_COSINE_OF_SELDOM = 0.45
_MOST_OF_SELDOM = 5
# Words whose synonyms are kept: a question's words are held against every word of the papers.
_MOST_KEPT = 4096
# A synonym never counts as much as the word itself.
_MOST_LIKENESS = 0.85


class Synonyms:
    """The papers' words and their vectors."""

    def __init__(self, words: Sequence[str], vectors: Vectors) -> None:
        """Take words and their unit vectors, shape (len(words), dimension)."""
        self._words = list(words)
        self._vectors = vectors
        self._row = {word: row for row, word in enumerate(self._words)}
        self._known: dict[tuple[str, bool], list[tuple[str, float]]] = {}

    @classmethod
    def among(cls, used: Container[str], words: Sequence[str], vectors: Vectors) -> "Synonyms":
        """Return the synonyms among the words that are in ``used``."""
        rows = [row for row, word in enumerate(words) if word in used]
        return cls([words[row] for row in rows], vectors[rows])

    def of(
        self, words: Sequence[str], vectors_of: VectorsOf, seldom: Set[str] = frozenset()
    ) -> dict[str, list[tuple[str, float]]]:
        """Return, for each of ``words``, the stems of the papers' words like it, with their likeness 0..1.

        ``vectors_of`` encodes the words that the papers do not hold. For the words in ``seldom``, which
        hardly any paper holds, less like words will do.
        """
        words = [word for word in words if word.isalpha() and len(word) > 3]
        if not self._words or not words:
            return {}
        known = self._known
        found = {word: known[word, word in seldom] for word in words if (word, word in seldom) in known}
        new = [word for word in words if word not in found]
        if new:
            for word, cosines in zip(new, self._cosines(new, vectors_of), strict=True):
                found[word] = self._near(word, cosines, word in seldom)
            if len(known) > _MOST_KEPT:
                known.clear()
            known.update({(word, word in seldom): found[word] for word in new})
        return {word: found[word] for word in words}

    def _cosines(self, words: Sequence[str], vectors_of: VectorsOf) -> Vectors:
        """Return the cosine of each of ``words`` with each word of the papers, a row each."""
        unknown = [word for word in words if word not in self._row]
        fresh = dict(zip(unknown, vectors_of(unknown), strict=True)) if unknown else {}
        matrix = np.stack([fresh[w] if w in fresh else self._vectors[self._row[w]] for w in words])
        # The many rows first: so it takes half the time that few rows by many columns take.
        return np.ascontiguousarray((self._vectors @ matrix.T).T)

    def _near(self, word: str, cosines: Vectors, seldom: bool) -> list[tuple[str, float]]:
        best: dict[str, float] = {}
        close = np.flatnonzero(cosines >= (LEAST_COSINE_OF_SELDOM if seldom else LEAST_COSINE))
        for index in close[np.argsort(-cosines[close])][: 4 * _MOST]:
            cosine = float(cosines[index])
            few = seldom and len(best) < _MOST_OF_SELDOM
            if cosine < (LEAST_COSINE_OF_SELDOM if few else LEAST_COSINE) or len(best) == _MOST:
                break
            stemmed = stem(self._words[index])
            if stemmed != stem(word):
                best.setdefault(stemmed, min(_MOST_LIKENESS, (cosine - 0.3) * 1.5))
        return list(best.items())
