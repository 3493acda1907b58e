"""The words and figures of a text, as the indexes and the spelling know them."""

import re

# The sign of a footnote, set high after a word, is no part of it.
_WORD = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_⁰¹²³⁴-⁹]+(?:['’&][^\W\d_⁰¹²³⁴-⁹]+)*")
# "re-named", "co- chaired" and "cochaired" are one word; papers write them in every way.
_PREFIXED = re.compile(r"\b(re|co|pre|non|sub|inter)-\s?(?=[a-z]{3})", re.I)
_POSSESSIVE = re.compile(r"['’]s$|['’]$")


def words_in(text: str) -> list[str]:
    """Return the words and figures of ``text``, lower-case, possessives dropped, in order."""
    found = [_POSSESSIVE.sub("", match[0].lower()) for match in _WORD.finditer(_PREFIXED.sub(r"\1", text))]
    return [word.replace("’", "'") for word in found if word]
