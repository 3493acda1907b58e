"""The letters and numbers of a list, and which line is the next of the same list.

"(a)", "a)", "A.", "(i)", "1.", "(1)" and a bare "1" before a capital; a bullet, which has no order.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.normalise import BULLET

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_MARK = re.compile(
    r"^\s*(?:"
    rf"(?P<bullet>[{BULLET}‣◦▪–-])\s+"
    r"|\((?P<in>[a-z]{1,4}|\d{1,2})\)\s*"
    r"|(?P<on>[a-z]|[ivx]{1,5}|\d{1,2})[.)]\s+"
    r"|(?P<bare>\d{1,2})\s+(?=[A-Z‘“(])"
    r")",
    re.IGNORECASE,
)
# Within a line only marks in brackets, or behind a stop and before a capital, are told from other text.
_INLINE = re.compile(
    r"(?:(?<=^)|(?<=[\s:;,.–-]))\((?P<in>[a-z]{1,4}|\d{1,2})\)\s+"
    r"|(?:^|(?<=[:;.]\s)|(?<=;\sand\s)|(?<=;\sor\s))(?P<on>[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s+(?=(?-i:[A-Z]))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a list item begins with: ``label`` as printed without brackets ("" for a bullet).

    ``width`` is how many characters it takes up, blanks included.
    """

    label: str
    width: int

    @property
    def is_bullet(self) -> bool:
        """Whether it is a bullet."""
        return not self.label

    @property
    def opens(self) -> bool:
        """Whether a list may begin with it."""
        return self.is_bullet or self.label.lower() in ("a", "1", "i")

    def follows(self, other: "Mark") -> bool:
        """Whether it is the next mark of the list that ``other`` stands in."""
        if self.is_bullet or other.is_bullet:
            return self.is_bullet and other.is_bullet
        return bool(set(_places(self.label)) & {(form, place + 1) for form, place in _places(other.label)})


def mark_of(text: str) -> Mark | None:
    """Return the mark that ``text`` begins with, or None."""
    match = _MARK.match(text)
    if match is None:
        return None
    label = match["in"] or match["on"] or match["bare"] or ""
    if label and not any(_places(label)):
        return None
    return Mark(label, match.end())


def inline_items(text: str) -> Iterator[tuple[Mark, int, int]]:
    """Yield the items of a list printed within one line: their marks, and where each begins and ends.

    ``text[start:end]`` includes the mark. Nothing is yielded unless two marks or more follow in order.
    """
    found: list[tuple[Mark, int]] = []
    for match in _INLINE.finditer(text):
        mark = Mark(match["in"] or match["on"], len(match[0]))
        if (mark.opens and not found) or (found and mark.follows(found[-1][0])):
            found.append((mark, match.start()))
    if len(found) < 2:
        return
    ends = [start for _, start in found[1:]] + [len(text)]
    for (mark, start), end in zip(found, ends, strict=True):
        yield mark, start, end


def _places(label: str) -> Iterator[tuple[str, int]]:
    """Yield the ways to read a label: as which form of numbering, and as which number of it."""
    label = label.lower()
    if label.isdecimal():
        yield "figure", int(label)
    elif label in _ROMAN:
        yield "roman", _ROMAN.index(label) + 1
    if len(label) == 1 and label.isalpha():
        yield "letter", ord(label) - ord("a") + 1
    elif len(label) == 2 and label[0] == label[1] and label not in _ROMAN:
        yield "letter", 26 + ord(label[0]) - ord("a") + 1
