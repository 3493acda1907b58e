"""Where a paper prints the names that a record holds: the list of those present, the line of apologies."""

import re
from collections.abc import Sequence

from ingest.store import StoredPassage

_LONGEST = 160  # words of a quote that lists names
_SHORTEST_NAME = 3


def where_named(
    names: Sequence[str], passages: Sequence[StoredPassage]
) -> tuple[StoredPassage, int, int] | None:
    """Return the passage that prints most of ``names`` and the characters from first to last, or None.

    Of passages that print as many, the first is meant. The span begins and ends with whole lines, where
    that stays short enough to be read.
    """
    best: tuple[int, StoredPassage, int, int] | None = None
    for stored in passages:
        found = [at for name in names if (at := _find(name, stored.passage.text)) is not None]
        if found and (best is None or len(found) > best[0]):
            start, end = min(a for a, _ in found), max(b for _, b in found)
            best = len(found), stored, start, end
    if best is None:
        return None
    _, stored, start, end = best
    return stored, *_lines(stored.passage.text, start, end)


def _find(name: str, text: str) -> tuple[int, int] | None:
    """Return where ``name`` stands in ``text``, its words in order with any white space between."""
    words = name.split()
    if len(name) < _SHORTEST_NAME:
        return None
    match = re.search(r"\s+".join(map(re.escape, words)), text)
    return match.span() if match else None


def _lines(text: str, start: int, end: int) -> tuple[int, int]:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if len(text[first:last].split()) <= _LONGEST:
        return first, last
    words = list(re.finditer(r"\S+", text[start:end]))
    return start, end if len(words) <= _LONGEST else start + words[_LONGEST - 1].end()
