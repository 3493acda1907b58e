"""Acronyms of a question, both ways: what one stands for, and the one for what is spelt out."""

import re

from ingest.words import words_in
from retrieval.dictionary import is_everyday
from retrieval.snapshot import Snapshot
from retrieval.words import STOPWORDS, stem


def expansions_in(text: str, snapshot: Snapshot, *, every: bool = False) -> dict[str, tuple[str, ...]]:
    """Return the papers' acronyms in ``text``, lower-case, each with what it stands for, commonest first.

    A word of every day ("get", "need") is one only in capitals, unless ``every`` word that may be is.
    """
    return {
        word: tuple(snapshot.expansions[word])
        for word in words_in(text)
        if word in snapshot.expansions and (every or _is_acronym(word, text))
    }


def _is_acronym(word: str, text: str) -> bool:
    if re.search(rf"\b{re.escape(word.upper())}s?\b", text):
        return True
    return word not in STOPWORDS and not is_everyday(word)


def spelt_out_in(text: str, snapshot: Snapshot) -> dict[frozenset[str], str]:
    """Return, by its stems, each phrase of ``text`` that the papers have an acronym for."""
    words = words_in(text)
    held = [
        (number, phrase, acronym)
        for begin in range(len(words))
        for end in range(begin + 2, min(len(words), begin + snapshot.longest_spelt_out) + 1)
        for phrase in (tuple(words[begin:end]),)
        for number, acronym in snapshot.spelt_out.get(phrase, ())
    ]
    # Of two acronyms for the same words the later one counts.
    return {stems_of(" ".join(phrase)): acronym for _, phrase, acronym in sorted(held)}


def stems_of(phrase: str) -> frozenset[str]:
    """Return the stems of a phrase's words, those without meaning of their own left out."""
    return frozenset(stem(word) for word in words_in(phrase) if word not in STOPWORDS)
