"""English words. One that no paper holds is not misspelt: it is another word than the papers use.

The list and its frequencies are pyspellchecker's (160,000 words), read when a question first needs them, or
before by ``load``: it takes a quarter of a second.
"""

from functools import cache

# As often in running English as "cat" or "star": typed in small letters, such a word is taken for itself
# and not for an acronym of the papers that is written like it ("get", "at", "need").
_EVERYDAY = 1e-5


def load() -> None:
    """Read the words now, so that no question waits for them."""
    _words()


def is_english(word: str) -> bool:
    """Whether ``word``, in small letters, is an English word."""
    # One text takes a tenth of the memory of a set of words, and is looked through in a millisecond at most.
    return f"\n{word}\n" in _words()[0]


def is_everyday(word: str) -> bool:
    """Whether ``word``, in small letters, is one that everyone uses all the time."""
    return word in _words()[1]


@cache
def _words() -> tuple[str, frozenset[str]]:
    """Return all words, each between two ends of line, and those used most."""
    from spellchecker import SpellChecker  # noqa: PLC0415 - most questions hold no word to be looked up

    counted = SpellChecker().word_frequency
    least = _EVERYDAY * counted.total_words
    every = "\n".join(("", *counted.words(), ""))
    return every, frozenset(word for word, count in counted.items() if count >= least)
