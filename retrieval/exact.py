"""What a question gives exactly, to be found as written: quoted words, and codes of letters and figures."""

import re

_QUOTED = re.compile(r"“([^“”]{2,200})”|\"([^\"]{2,200})\"")
_CODE = re.compile(r"(?=[^\W_]*\d)(?=\d*[^\W\d_])[^\W_]+")


def exact_terms(text: str) -> tuple[str, ...]:
    """Return the quoted phrases of ``text`` and its words of letters and figures (A38, CO2, Q3), each once.

    A code is elsewhere taken for a word and a figure, which the word index, where it is whole, does not
    hold. A quoted phrase is one for the index when it has a letter or figure.
    """
    quoted = (first or second for first, second in _QUOTED.findall(text))
    phrases = (" ".join(phrase.split()) for phrase in quoted if any(map(str.isalnum, phrase)))
    return tuple(dict.fromkeys([*phrases, *_CODE.findall(text.lower())]))
