"""Whether a run of words is what an acronym stands for, by its letters.

First by initials: each letter begins a word in turn, and words like "of" may be left out. Else, after
Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text"
(2003): the letters are looked for from right to left in the words, the first at the beginning of one.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_LINKING = frozenset("of the and for in to on a an at with by or de &".split())
_WORD = re.compile(r"[^\s()/–—-]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MANY_LETTERS = 5  # so many hardly fit by chance, even in the middle of words
_LETTERS_WITH_A_PAIR = 3  # still to be given by a word that gives two and those after it
_EDGES = " ,;:.'‘’“”\"•"
_KEPT = 4_096  # a paper is looked through as a whole, passage by passage and line by line


@lru_cache(maxsize=_KEPT)
def ending_in(before: str, acronym: str, *, by_initials_only: bool = False) -> int | None:
    """Return where the words begin that end ``before`` and that ``acronym`` stands for; None if none do."""
    words = list(_WORD.finditer(before))[-2 * len(acronym) - 4 :]
    if not words or re.search(r"[^\s,'’”\"]", before[words[-1].end() :]):
        return None
    for pairs in (False, True):
        for first in reversed(range(len(words))):
            run = [word[0] for word in words[first:]]
            if not _links(run[0]) and _by_initials(run, acronym, pairs=pairs):
                return words[first].start()
    return None if by_initials_only else _by_letters(before, acronym)


@lru_cache(maxsize=_KEPT)
def beginning(after: str, acronym: str) -> int | None:
    """Return where the words end that begin ``after`` and that ``acronym`` stands for, by their initials."""
    words = list(_WORD.finditer(after))[: 2 * len(acronym) + 2]
    for last in range(len(words)):
        run = [word[0] for word in words[: last + 1]]
        if not _links(run[0]) and not _links(run[-1]) and _by_initials(run, acronym):
            return words[last].start() + len(words[last][0].rstrip(_EDGES))
    return None


def _by_initials(words: Sequence[str], acronym: str, *, pairs: bool = False) -> bool:
    """Whether the letters of ``acronym`` are the initials of ``words``, in order.

    Linking words and years may be left out. A word in capitals may give all of its letters ("HM Revenue
    and Customs": HMRC). With ``pairs`` a word may give its first two, where the second is small or several
    more follow ("Shareholder Executive": ShEx; "Equality Impact Assessment": EQIA).
    """
    letters = "".join(c for c in acronym if c.isalnum())
    plain = [word for word in (word.strip(_EDGES + "*") for word in words) if word]
    if len(plain) < 2 or acronym in plain or not any(len(word) > 2 and not _links(word) for word in plain):
        return False
    reached = {0}  # how many letters the words so far can have given
    for word in plain:
        further = set(reached) if _links(word) else set()
        for given in reached:
            further.update(given + more for more in _gives(word, letters[given:], pairs=pairs))
        reached = further
    return len(letters) in reached


def _gives(word: str, letters: str, *, pairs: bool) -> Iterator[int]:
    """Yield how many of ``letters``, the next of an acronym, ``word`` can give: its first, two or all."""
    if letters and word[0].lower() == letters[0].lower():
        yield 1
    if 1 < len(word) < 5 and word.isupper() and letters.startswith(word):
        yield len(word)
    may_pair = len(letters) >= _LETTERS_WITH_A_PAIR or letters[1:2].islower()
    if pairs and may_pair and word[:2].lower() == letters[:2].lower():
        yield 2


def _by_letters(before: str, acronym: str) -> int | None:
    letters = [c.lower() for c in acronym if c.isalnum()]
    few = len(letters) < _MANY_LETTERS
    at, last = len(before) - 1, None
    for position in range(len(letters) - 1, -1, -1):
        letter = letters[position]
        while at >= 0 and (
            before[at].lower() != letter
            or (position == 0 and not _opens_phrase(before, at))
            or (few and at > 0 and before[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
        last = at if last is None else last
        at -= 1
    start = at + 1
    expansion = before[start:].strip(_EDGES)
    words = expansion.split()
    # Nobody shortens a phrase of many more words than letters, nor one that is hardly longer.
    if (
        not words
        or acronym in words
        or re.search(r"[()–]", expansion)
        or len(words) > min(len(letters) + 5, len(letters) * 2)
        or len(expansion) < len(acronym) + 3
    ):
        return None
    # A phrase in small letters is one only by its initials; of another, most words are names, and hardly
    # more than there are letters. Few letters may fit by chance: the last must begin the last name.
    named = [word for word in words if not _links(word)]
    if sum(word[:1].isupper() for word in named) * 3 < len(named) * 2 or len(named) > len(letters) + 1:
        return None
    if few and (last is None or last < before.rindex(named[-1])):
        return None
    return start


def _opens_phrase(text: str, at: int) -> bool:
    """Whether a word that a phrase may begin with starts at ``at``."""
    if at > 0 and text[at - 1].isalnum():
        return False
    word = _WORD.match(text, at)
    return word is not None and not _links(word[0])


def _links(word: str) -> bool:
    """Whether an acronym may leave ``word`` out: a linking word, or the year of an Act."""
    plain = word.strip(_EDGES).lower()
    return plain in _LINKING or _YEAR.fullmatch(plain) is not None
