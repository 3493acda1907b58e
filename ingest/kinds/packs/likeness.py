"""Whether two titles, or a title and the top of a page, name the same paper."""

from functools import lru_cache

from ingest.words import words_in

_SHORTEST = 3
_TELLING_NOTHING = frozenset(
    """
    the and for from with this that report reports update item items agenda paper papers attached copy council
    committee panel board cabinet appendix annex page pages
    """.split()
)


@lru_cache(maxsize=4096)
def telling_words(text: str) -> frozenset[str]:
    """Return the words of a title that tell it from others, in lower case, without a plural's s."""
    words = (word for word in words_in(text) if len(word) >= _SHORTEST and word not in _TELLING_NOTHING)
    return frozenset(word.removesuffix("s") for word in words)


def share_in(title: str, text: str) -> float:
    """Return the share, 0..1, of a title's telling words that ``text`` holds; 0 for fewer than two."""
    wanted = telling_words(title)
    return len(wanted & telling_words(text)) / len(wanted) if len(wanted) >= 2 else 0.0
