"""The words and figures of a text, as the indexes and the spelling know them."""

import re

# The sign of a footnote, set high after a word, is no part of it.
_LETTER = r"[^\W\d_⁰¹²³⁴-⁹]"
# A run of plain letters, as most words are, is found by far the faster when it is asked for as such.
_WORD = re.compile(
    rf"[A-Za-z]+{_LETTER}*(?:['’&]{_LETTER}+)*|{_LETTER}+(?:['’&]{_LETTER}+)*|\d+(?:[.,/]\d+)*"
)
# The same for a text of plain letters, in small ones.
_PLAIN_WORD = re.compile(r"[a-z]+(?:['&][a-z]+)*|[0-9]+(?:[.,/][0-9]+)*")
# "re-named", "co- chaired" and "cochaired" are one word; papers write them in every way. Looked for by
# its dash, which is rarer than any letter.
_PREFIXES = "|".join(rf"(?<=\b{prefix}-)" for prefix in ("re", "co", "pre", "non", "sub", "inter"))
_DASH_OF_PREFIX = re.compile(rf"-(?:{_PREFIXES})\s?(?=[a-z]{{3}})", re.I)


def words_in(text: str) -> list[str]:
    """Return the words and figures of ``text``, lower-case, possessives dropped, in order."""
    # Every question takes hundreds of passages apart: a step that few texts need is left out for the rest.
    if "-" in text:
        text = _DASH_OF_PREFIX.sub("", text)
    # Whichever sign it is that stands for the letters left out, it is no part of what a word is.
    text = text.replace("’", "'")
    words = _PLAIN_WORD.findall(text.lower()) if text.isascii() else list(map(str.lower, _WORD.findall(text)))
    if "'" in text:
        words = [word.removesuffix("'s") for word in words]
    return words
