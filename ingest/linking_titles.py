"""What a title says of the work itself, once dates, versions, states and bodies are set aside.

"Roads strategy 2019–22 (revised draft v0.3)" and "Fenshire County Council Roads Strategy" name one work.
"""

import re
from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache

from ingest.documents import Document
from ingest.kinds.dates import MONTHS
from ingest.words import words_in

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_SPAN = r"(?:19|20)\d{2}\s*(?:[-–—/]|to)\s*(?:(?:19|20)\d{2}|\d{2})(?!\d)"
_PERIOD = re.compile(
    rf"\b{_SPAN}"
    rf"|\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{_MONTH})\b\.?,?\s+(?:(?:19|20)?\d{{2}}(?!\d))(?:\s*[-–—/]\s*\d{{2,4}})?"
    r"|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b"
    r"|\b(?:quarter|qtr|q)\s*[1-4]\b"
    r"|\b(?:19|20)\d{2}\b",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"\bv(?:ersion|er)?\.?\s*\d+(?:[._]\d+)*[a-z]?\b|[\[(][^\])]*\bdraft\b[^\])]*[\])]", re.I
)
# The number of a committee's paper stands before its title: "OSF (5)2.ii".
_NUMBER = re.compile(r"^\s*[A-Z]{2,6}\s?\(\d{1,3}\)\s?\d{1,3}(?:[. ]{1,2}[ivx]{1,4}\b)?")
_STATES = frozenset(
    """
    version edition revised revision refresh refreshed update updated draft final proposed published
    publication approved adopted unconfirmed confirmed superseded supplement supplementary supplemental
    addendum replacement replaced amended corrected tracked clean copy interim consultation
    """.split()
)
_SMALL = frozenset("a an and as at by for from in into its of on or our the this to with".split())
# Words that name the form of a paper and not what it is about.
_FORMS = frozenset(
    """
    action agenda annual appendix delivery document framework item log logs meeting minutes paper plan policy
    programme progress report schedule statement status strategic strategy summary tracker work
    """.split()
)
_REPLACING = re.compile(
    r"\b(?:supplement(?:ary|al)?|revised|updated?|replacement|amended|corrected|addendum)\b", re.IGNORECASE
)
_PROVISIONAL = re.compile(r"\b(?:draft|superseded|withdrawn|tracked)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_SUMMARY = re.compile(r"\bsummary\b|\bat a glance\b|\beasy read\b", re.IGNORECASE)


class BodyNames:
    """The names of all bodies whose papers there are, to be set aside in titles."""

    def __init__(self, bodies: Collection[str]) -> None:
        self._names = _Names(bodies, any_case=True)
        self._initials = _Names(
            {initials(name) for name in bodies if len(initials(name)) > 1}, any_case=False
        )

    def without(self, title: str) -> str:
        """Return ``title`` without the names of bodies and their initials."""
        return self._initials.without(self._names.without(title))

    def stand_in(self, title: str) -> bool:
        """Whether a body's name or its initials stand in ``title``."""
        return self.without(title) != title


class _Names:
    """Names to be set aside, the longest first. Thousands are no trouble: few stand in one title."""

    def __init__(self, names: Collection[str], *, any_case: bool) -> None:
        self._fold = str.lower if any_case else str
        self._flags = re.IGNORECASE if any_case else re.NOFLAG
        self._by_first_word: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name in sorted(names, key=len, reverse=True):
            folded = self._fold(name)
            first = _WORD.search(folded)
            self._by_first_word[first[0] if first else ""].append((folded, name))

    def without(self, text: str) -> str:
        """Return ``text`` with a space in place of each name."""
        if not self._by_first_word:
            return text
        folded = self._fold(text)
        words = {"", *_WORD.findall(folded)}
        here = [
            name for word in words for known, name in self._by_first_word.get(word, ()) if known in folded
        ]
        if not here:
            return text
        choices = "|".join(map(re.escape, sorted(here, key=len, reverse=True)))
        return re.sub(rf"(?<!\w)(?:{choices})(?:['’]s)?(?!\w)", " ", text, flags=self._flags)


def subject_of(title: str, names: BodyNames) -> frozenset[str]:
    """Return the words of a title that name the work, in lower case, without a plural's s."""
    bare = _VERSION.sub(" ", _PERIOD.sub(" ", _NUMBER.sub(" ", title)))
    words = words_in(names.without(bare))
    return frozenset(word.removesuffix("s") for word in words if word not in _SMALL | _STATES)


def periods_in(title: str) -> frozenset[str]:
    """Return the months and years of a title; the end of "2012–15" is "2015"."""
    found: set[str] = set()
    for match in _PERIOD.finditer(title):
        words = [word.lower() for word in re.findall(r"[A-Za-z]+\d?|\d+", match[0])]
        century = next((word[:2] for word in words if len(word) == 4 and word.isdecimal()), "20")
        for word in words:
            if word in MONTHS:
                found.add(str(MONTHS[word]))
            elif word[-1].isdecimal():
                is_short_year = len(word) == 2 and word.isdecimal() and int(word) > 12
                found.add(century + word if is_short_year else word)
    return frozenset(found)


def says_what(subject: Collection[str]) -> bool:
    """Whether a title names more than a form: "Roads strategy" does, "Action log" does not."""
    return any(word not in _FORMS and f"{word}s" not in _FORMS and word.isalpha() for word in subject)


def newness(document: Document) -> int:
    """Return 1 for a paper that calls itself a replacement, -1 for one not yet or no longer good, else 0."""
    name = f"{document.facts.title} {document.name.replace('_', ' ')}"
    return bool(_REPLACING.search(name)) - bool(_PROVISIONAL.search(name))


def is_summary(document: Document) -> bool:
    """Whether a paper calls itself the summary of another."""
    return bool(_SUMMARY.search(f"{document.facts.title} {document.name.replace('_', ' ')}"))


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """Return the initials of a body's name: "Department for Work and Pensions" is "DWP"."""
    return "".join(word[0] for word in re.findall(r"[A-Z][\w’']*", name))


def same_body(one: str | None, other: str | None) -> bool:
    """Whether two names are of one body: the one is the other, its initials or a shorter form of it."""
    if one is None or other is None:
        return False
    mine, theirs = _name_words(one), _name_words(other)
    return bool(mine <= theirs or theirs <= mine) or one in (initials(other), other) or other == initials(one)


@lru_cache(maxsize=4096)
def _name_words(name: str) -> frozenset[str]:
    return frozenset(word for word in words_in(name) if word not in _SMALL and word != "office") or frozenset(
        words_in(name)
    )
