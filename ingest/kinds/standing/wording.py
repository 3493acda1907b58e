"""Ways of saying a thing, looked for only in texts that may hold one.

Every question has some hundred sentences read for what they commit to, and most say nothing of it. A
pattern of many turns takes long to find that; a set of words tells it at once.
"""

import re
from dataclasses import dataclass

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Wording:
    """Ways of saying a thing: what ``pattern`` matches holds one of the words ``needed``, where any are."""

    needed: frozenset[str]
    pattern: re.Pattern[str]

    def may_be_among(self, words: frozenset[str]) -> bool:
        """Whether a text of these ``words``, as ``folded_words`` gives them, may say it so."""
        return not self.needed or not self.needed.isdisjoint(words)


def saying(needed: str, *patterns: str, flags: int = re.IGNORECASE) -> Wording:
    """Return the wording of any of ``patterns``, each of which holds one of the words ``needed`` whole.

    "_" in a pattern is one or more blanks.
    """
    either = "|".join(f"(?:{pattern})" for pattern in patterns).replace("_", r"\s+")
    return Wording(frozenset(needed.split()), re.compile(either, flags))


def folded_words(text: str) -> frozenset[str]:
    """Return the words of ``text``, its letters folded as re.IGNORECASE folds them."""
    return frozenset(_WORD.findall(text.replace("İ", "i").replace("ı", "i").casefold()))
