"""A question's misspelt words, put right; and its words that no paper holds."""

import re
from collections.abc import Set
from dataclasses import dataclass

from ingest.kinds.places import GAZETTEER
from retrieval.dictionary import is_english
from retrieval.snapshot import Snapshot
from retrieval.spelling import correct, correct_acronym
from retrieval.words import ASKING, content_words, stem

# Names of areas are put right although no paper is about them: that is what the question must be told.
_AREA_WORDS = {word.lower(): 0 for name in GAZETTEER for word in name.split() if len(word) > 4}


@dataclass(frozen=True, slots=True)
class Corrected:
    """``text`` with its ``slips`` (as typed, to as meant) put right; and words ``unknown`` to papers."""

    text: str
    slips: dict[str, str]
    unknown: tuple[str, ...]


def corrected(asked: str, snapshot: Snapshot, kept: Set[str] = frozenset()) -> Corrected:
    """Return ``asked`` with its misspelt words put right, those in ``kept`` (lower case) left as they are."""
    slips: dict[str, str] = {}
    unknown: list[str] = []
    for word in content_words(asked):
        if snapshot.stem_counts[stem(word)] or word[0].isdigit() or word in _AREA_WORDS:
            continue
        better = None if word in kept else _better(word, asked, snapshot)
        if better:
            slips[word] = better
        elif word not in ASKING:
            unknown.append(word)
    text = asked
    for word, better in slips.items():
        text = re.sub(rf"\b{re.escape(word)}\b", better, text, flags=re.I)
    return Corrected(text, slips, tuple(unknown))


def _better(word: str, asked: str, snapshot: Snapshot) -> str | None:
    if word.upper() in asked:
        acronym = correct_acronym(word.upper(), snapshot.acronyms)
        if acronym:
            return acronym
    if is_english(word):
        return None
    area = correct(word, _AREA_WORDS)
    return correct(word, snapshot.word_counts) or (area.title() if area else None)
