"""Protective markings in running headers and footers: the one thing there that must not be lost.

Headers and footers are left out of a paper's text. "OFFICIAL-SENSITIVE" often stands only there, and
decides who may see the paper, so it is put before everything else, as a line of its own.
"""

import re
from collections.abc import Iterable

from ingest.kinds.markings import marking_of_line
from ingest.normalise import normalise

# What stands side by side in a header is parted by tabs, bars or wide gaps.
_APART = re.compile(r"\t+|\s*[|¦]\s*|\n+|\s{3,}")
_PAGE_NUMBER = re.compile(r"[\s–-]*\b(?:page\s+)?(?:\d{1,4}|\d{1,4}\s+of\s+\d{1,4})\s*$", re.I)


def markings_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the markings in the raw texts of headers and footers, each once, in the order met."""
    found: dict[str, str] = {}
    for text in texts:
        for part in _APART.split(text):
            whole = normalise(part)
            for line in (whole, _PAGE_NUMBER.sub("", whole)):
                if marking_of_line(line) is not None:
                    found.setdefault(line.casefold(), line)
                    break
    return tuple(found.values())
