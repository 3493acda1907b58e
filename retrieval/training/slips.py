"""Questions as they are typed in haste: a letter left out, doubled, turned round or taken for another.

A network that learns what is said of a question as it was meant learns to read over a slip; after Zhuang and
Zuccon, "CharacterBERT and Self-Teaching for Improving the Robustness of Dense Retrievers on Queries with
Typos" (2022).
"""

import random
import re

_WORD = re.compile(r"[^\W\d_]{5,}")
_LIKE = dict(zip("aeiouyscktdmn", "eaoyuickstdnm", strict=True))
_SLIPS_A_WORD = 0.25


def with_slips(question: str, chance: random.Random) -> str:
    """Return ``question`` with a slip in some of its longer words, never in a first letter."""
    return _WORD.sub(lambda word: _slipped(word.group(), chance), question)


def _slipped(word: str, chance: random.Random) -> str:
    if chance.random() > _SLIPS_A_WORD:
        return word
    at = chance.randrange(1, len(word) - 1)
    before, letter, following, after = word[:at], word[at], word[at + 1], word[at + 2 :]
    left_out, doubled, turned = following, letter * 2 + following, following + letter
    other = _LIKE.get(letter, letter) + following
    return before + chance.choice((left_out, doubled, turned, other)) + after
