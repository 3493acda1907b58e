"""Which items of an agenda are closed to the public.

Three things close an item: a section for such items ("PART TWO – PRIVATE"), a motion to exclude the
public before it, or its own words ("[EXEMPT]"). An agenda that lists a closed item is itself public.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.documents import Marking

_LONGEST_SECTION = 120  # characters

_MOTION = re.compile(r"\bexclu(?:de|ded|ding|sion)\b.{0,60}\b(?:public|press)\b", re.I)
# A motion that may be moved, or that is about appendices only, closes no item as a whole.
_PERHAPS = re.compile(
    r"\b(?:possible|whether|identify|if (?:any|necessary|required|appropriate))\b"
    r"|\bcontains? (?:an? )?exempt (?:append|aspect|annex)"
    r"|\bno (?:exempt|confidential|items?)\b|\bthere (?:are|were) no\b",
    re.I,
)
_NAMED = re.compile(
    r"\bitems?\s+(?:nos?\.?\s*|numbers?\s*)?(?P<listed>\d{1,2}[a-z]?\b(?:\s*(?:,|and|&|to|[-–])\s*(?:items?\s+)?\d{1,2}[a-z]?\b)*)",
    re.I,
)
_CLOSED_SECTION = re.compile(
    r"^(?:(?:part|section)\s+\w+\W+)?(?:exempt|confidential|private|closed|restricted)(?:\s*(?:and|or|/)\s*\w+)?"
    r"\s+(?:items?|business|session|agenda|reports?|part|matters)\b"
    r"|^(?:part|section)\s+(?:2|ii|two|b)\b.*\b(?:exempt|private|closed|confidential|exclu\w+|not open)\b"
    r"|^items? (?:to be )?(?:considered|discussed|taken) in (?:private|closed)\b",
    re.I,
)
_SECOND_PART = re.compile(r"^(?:part|section)\s+(?:2|ii|two|b)\b", re.I)
_OPEN_SECTION = re.compile(
    r"^(?:part|section)\s+(?:1|i|one|a)\b"
    r"|^(?:unrestricted|public|open|non[- ]exempt)\s+(?:items?|business|session|agenda|reports?|part)\b",
    re.I,
)
_CLOSED_TITLE = re.compile(
    r"[\[(*]\s*(?:part\s+(?:2|ii|two|b)\W+)?"
    r"(?:exempt|confidential|private|closed|restricted|not for publication|part (?:2|ii|two))\b"
    r"(?![^\])*]*append)[^\])*]*[\])*]"
    r"|^(?:exempt|(?:private and )?confidential|not for publication)\s*(?:[-–—:]|item\b|report\b|minutes\b)"
    r"|[-–—:]\s*(?:exempt|confidential|not for publication|private)(?:\s+(?:item|report))?\s*$",
    re.I,
)
_CLOSED_NOTE = re.compile(
    r"\bby virtue of (?:regulation|section|paragraph)|\bnot for publication\b"
    r"|\b(?:is|are) (?:exempt|confidential)\b|\bexempt from publication\b",
    re.I,
)
_OF_AN_APPENDIX = re.compile(r"\bappendi|\bannex|\bpart of\b", re.I)


class ClosedItems:
    """Told an agenda's items and lines in order, says which items are closed."""

    def __init__(self) -> None:
        self._here = Marking.PUBLIC  # what the section or motion above makes of the items that follow
        self._motion = ""
        self._named: set[str] = set()

    def begin_item(self, title: str) -> Marking:
        """Take in that an item begins, and return what the lines before make of it."""
        self._end_motion()
        if _MOTION.search(title):
            self._motion = title
        return self._here

    def take_line(self, text: str) -> None:
        """Take in a line that begins no item."""
        if _OPEN_SECTION.match(text) and len(text) < _LONGEST_SECTION:
            self._end_motion()
            self._here = Marking.PUBLIC
        elif _CLOSED_SECTION.match(text) and len(text) < _LONGEST_SECTION:
            self._end_motion()
            self._here = _marking_in(text)
        elif self._motion and _SECOND_PART.match(text):
            self._end_motion()
            self._here = Marking.EXEMPT
        elif self._motion or _MOTION.search(text):
            self._motion += f" {text}"

    def of_item(self, number: str, title: str, notes: Sequence[str]) -> Marking:
        """Return what a motion that names an item, or its own words, make of it; ``notes`` stand below it."""
        main = re.match(r"\d+", number)
        if number in self._named or (main and main[0] in self._named):
            return Marking.EXEMPT
        if _MOTION.search(title):
            return Marking.PUBLIC  # the motion itself
        said = [note for note in notes if _CLOSED_NOTE.search(note) and not _OF_AN_APPENDIX.search(note)]
        return (
            _marking_in(" ".join([title, *said])) if said or _CLOSED_TITLE.search(title) else Marking.PUBLIC
        )

    def finish(self) -> None:
        """Take in that the agenda ends."""
        self._end_motion()

    def _end_motion(self) -> None:
        """Close what a motion is about: the items that it names, else all that follow."""
        motion, self._motion = self._motion, ""
        if not motion or _PERHAPS.search(motion):
            return
        named = {number for match in _NAMED.finditer(motion) for number in _numbers_in(match["listed"])}
        self._named |= named
        if not named:
            self._here = Marking.EXEMPT


def _numbers_in(listed: str) -> Iterator[str]:
    """Yield the items of "10, 11 and 13" or "10 to 12"."""
    before, spans = 0, False
    for part in re.findall(r"\d{1,2}[a-z]?|\bto\b|[-–]", listed, re.I):
        if not part[0].isdigit():
            spans = True
            continue
        if spans and part.isdigit():
            yield from map(str, range(before + 1, int(part)))
        before, spans = int(part.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")), False
        yield part.lower()


def _marking_in(text: str) -> Marking:
    lowered = text.lower()
    only_confidential = "confidential" in lowered and "exempt" not in lowered
    return Marking.CONFIDENTIAL if only_confidential else Marking.EXEMPT
