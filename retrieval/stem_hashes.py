"""The stems of a text as numbers: quick to look among, and small enough to be kept for many texts.

A stem is known by Python's hash of it: 64 bits, so that two stems of one store meet in a number about once in
a hundred million stores. The numbers hold for one process only.
"""

from array import array

from ingest.words import words_in
from retrieval.words import stem


def stem_hashes(text: str) -> "array[int]":
    """Return the hashes of the stems in ``text``, each once; what a slash joins counts by its parts, too."""
    words = words_in(text)
    found = set(map(stem, words))
    if "/" in text:
        found.update(part for word in words if "/" in word for part in word.split("/"))
    return array("q", map(hash, found))
