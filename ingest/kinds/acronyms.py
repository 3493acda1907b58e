"""Acronyms that a paper defines: "Integrated Offender Management (IOM)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical
text" (2003): the letters of the short form are looked for from right to left in the words before it,
the first at the beginning of a word.
"""

import re
from collections.abc import Iterator

_SHORT = re.compile(r"\((?P<short>[A-Z][A-Za-z0-9&/’'-]{1,9})\)")
_LINKING = frozenset("of the and for in to on a an with by".split())
_WORDS = re.compile(r"[^\s()]+")


def find_acronyms(text: str) -> Iterator[tuple[str, str]]:
    """Yield (acronym, expansion) for each definition in ``text``."""
    for match in _SHORT.finditer(text):
        short = match["short"].rstrip("’'").removesuffix("’s").removesuffix("'s")
        if sum(c.isupper() for c in short) < 2 or short.lower() == short:
            continue
        singular = short[:-1] if short.endswith("s") and short[:-1].isupper() else short
        before = text[max(0, match.start() - 160) : match.start()]
        clause = re.split(r"[.;:!?\n]\s|\n", before)[-1]
        expansion = _expansion(singular, clause.rstrip())
        if expansion:
            yield singular, expansion


def _expansion(short: str, before: str) -> str | None:
    """Return the shortest run of words at the end of ``before`` that ``short`` can stand for."""
    letters = [c.lower() for c in short if c.isalnum()]
    at = len(before) - 1
    for position in range(len(letters) - 1, -1, -1):
        letter = letters[position]
        while at >= 0 and (before[at].lower() != letter or (position == 0 and not _opens_phrase(before, at))):
            at -= 1
        if at < 0:
            return None
        at -= 1
    expansion = before[at + 1 :].strip(" ,'‘“\"")
    words = _WORDS.findall(expansion)
    # Nobody shortens a phrase of many more words than letters, nor one that is hardly longer.
    if (
        not words
        or re.search(r"[()–]", expansion)
        or len(words) > min(len(letters) + 5, len(letters) * 2)
        or len(expansion) < len(short) + 3
    ):
        return None
    if sum(w[:1].isupper() for w in words) < max(1, len(words) // 3):
        return None
    return expansion


def _opens_phrase(text: str, at: int) -> bool:
    """Whether a word that a phrase may begin with starts at ``at``."""
    if at > 0 and text[at - 1].isalnum():
        return False
    word = _WORDS.match(text, at)
    return word is not None and word[0].lower() not in _LINKING
