"""Stems of words, and which words carry a question's meaning."""

import threading
from functools import lru_cache

import Stemmer

from ingest.words import words_in

# What it found is kept here (``stem``), not within it as well. A stemmer works in memory of its own, so that
# it takes one word at a time.
_stemmer = Stemmer.Stemmer("english", 0)
_one_at_a_time = threading.Lock()

# Plurals that no suffix rule joins to their singulars.
_IRREGULAR = {
    "women": "woman",
    "men": "man",
    "children": "child",
    "people": "person",
    "criteria": "criterion",
}

# Words of the asking rather than of the thing asked about.
STOPWORDS = frozenset(
    """
    a about above after again all also am an and any are as ask asked at be because been before being
    between both but by can could did do does doing done during each either else ever every few for from
    further get give given gives go going got had has have having he her here hers him his how i if in
    into is it its just know let like many may me might more most much must my no nor not of off on once
    one only or other our out over own per please said same say says she should show so some such tell
    than that the their them then there these they this those through to too under until up upon us very
    was we were what when where whether which while who whom whose why will with within would yes you
    your s t re ve ll d m since still yet currently now actually couldn't didn't don't doesn't isn't
    aren't wasn't weren't won't can't simply just really exactly ever also upon onto
    """.split()
)
# Words that say what kind of answer is wanted; they seldom stand in the sentence that answers.
ASKING = frozenset(
    """
    agree agreed agreement decide decided decision decisions approve approved resolve resolved
    resolution answer answers paper papers document documents report reports say stand stands mean means
    meaning tell list many much amount plan planned plans compare compared comparison difference happen
    happened thing things kind type describe explain summary summarise proportion share percentage
    number figure big size want wants wanted make makes sure get gets got look looked looking come comes
    happen idea going put putting stand expected find found far
    """.split()
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem that the forms of a word share ("offenders", "offending" → "offend")."""
    word = _IRREGULAR.get(word, word)
    if word[0].isdigit():
        return word.replace(",", "")
    with _one_at_a_time:
        return str(_stemmer.stemWord(word))


def stems_in(text: str) -> list[str]:
    """Return the stems of the words of ``text``, in order."""
    return [stem(word) for word in words_in(text)]


def content_words(text: str) -> list[str]:
    """Return the words of ``text`` that are no stopwords, in order, each once."""
    return list(
        dict.fromkeys(
            word for word in words_in(text) if (word not in STOPWORDS and len(word) > 1) or word.isdigit()
        )
    )
