"""Papers' words as a file may hold them."""

import re
import unicodedata

# All white space but the space at which no line is broken.
_SPACES = re.compile(r"[^\S\u00a0]+")
# Marks that turn the direction of writing round: one left open would turn all that follows it.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    r"""Return ``text`` on one line without characters that XML, PDF or a reader's eye cannot take.

    >>> clean("one\ttwo\x07\n three")
    'one two three'
    """
    if not text.isprintable():  # as most is: then there is nothing to leave out
        text = "".join(letter for letter in text if letter.isspace() or _is_text(letter))
    return _SPACES.sub(" ", text).strip()


def _is_text(letter: str) -> bool:
    if letter in _TURNING or ord(letter) & 0xFFFE == 0xFFFE:
        return False
    return unicodedata.category(letter) not in ("Cc", "Cs")
