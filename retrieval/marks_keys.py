"""A text by its letters and figures alone: what is the same on a page and in what was read of it.

White space, hyphens, punctuation, accents, capitals and ligatures differ between the two and do not count.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_SIGNS = frozenset("£€$%")


@lru_cache(maxsize=4096)
def key_of(character: str) -> str:
    """Return the letters, figures and signs of money that ``character`` stands for; "" for all else.

    >>> key_of("É"), key_of("ﬁ"), key_of("²"), key_of("-")
    ('e', 'fi', '2', '')
    """
    parts = unicodedata.normalize("NFKD", character).casefold()
    return "".join(part for part in parts if part.isalnum() or part in _SIGNS)


@dataclass(frozen=True, slots=True)
class Keys:
    """A text by its letters: ``text``, the place (``origins``) of each in it, and where words begin."""

    text: str
    origins: tuple[int, ...]
    begins: tuple[bool, ...]

    @classmethod
    def of(cls, text: str, leave_out: Iterable[tuple[int, int]] = ()) -> "Keys":
        """Return the keys of ``text`` but for the characters (start, end) to ``leave_out``."""
        hidden = {place for start, end in leave_out for place in range(start, end)}
        letters: list[str] = []
        origins: list[int] = []
        begins: list[bool] = []
        begin = True
        for place, character in enumerate(text):
            key = key_of(character) if place not in hidden else ""
            if not key:
                begin = begin or not _in_figure(text, place)
            for letter in key:
                letters.append(letter)
                origins.append(place)
                begins.append(begin)
                begin = False
        return cls("".join(letters), tuple(origins), tuple(begins))


def _in_figure(text: str, place: int) -> bool:
    """Whether the character at ``place`` is a stop or comma between two digits: "1,160.6" is one word."""
    around = text[max(place - 1, 0) : place + 2]
    return len(around) == 3 and around[1] in ".," and around[0].isdigit() and around[2].isdigit()
