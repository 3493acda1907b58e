"""Where sentences end, in the English of official papers.

A full stop ends a sentence unless it belongs to a number ("6.4"), an abbreviation ("e.g.", "No.") or
an initial ("K. Walker"). Lines, list items and semicolons in a resolution end one too, because
each line of a passage is a paragraph, an item or a cell.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ABBREVIATIONS = frozenset(
    """
    eg ie etc no nos mr mrs ms dr prof cllr cllrs rev st sgt insp supt co ltd plc vs viz cf para paras
    fig figs ref approx dept govt hon jan feb mar apr jun jul aug sep sept oct nov dec p pp vol ch art s
    ss reg regs incl excl est max min avg
    """.split()
)
# Initials, and the letters and small Roman numbers of a list: "K.", "a.", "U.K.", "iii."
_LETTERED = re.compile(r"(?:[a-z]\.)*[a-z]|[ivx]{2,5}")
_LONGEST_WORD = 80  # a longer one is no abbreviation; to look further back takes time by the line's square
_END = re.compile(r"(?:[.!?…]+[\"'”’)\]]*)(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands: ``source[start:end] == text``."""

    text: str
    start: int
    end: int


def split_sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of ``text`` in order; blanks between them belong to none."""
    offset = 0
    for line in text.split("\n"):
        yield from _line_sentences(line, offset)
        offset += len(line) + 1


def _line_sentences(line: str, offset: int) -> Iterator[Sentence]:
    start = 0
    for match in _END.finditer(line):
        if not _ends(line, match):
            continue
        yield from _sentence(line, start, match.end(), offset)
        start = match.end()
    yield from _sentence(line, start, len(line), offset)


def _sentence(line: str, start: int, end: int, offset: int) -> Iterator[Sentence]:
    raw = line[start:end]
    text = raw.strip()
    if text:
        begin = start + len(raw) - len(raw.lstrip())
        yield Sentence(text, offset + begin, offset + begin + len(text))


def _ends(line: str, match: re.Match[str]) -> bool:
    """Whether the stop in ``match`` ends a sentence."""
    rest = line[match.end() :].lstrip()
    if not rest:
        return True
    if "." not in match[0] or len(match[0].strip("\"'”’)]")) > 1:
        return rest[:1].isupper() or not rest[:1].isalpha()
    begin = max(0, match.start() - _LONGEST_WORD)
    before = line[begin : match.start()].split()
    word = before[-1].lstrip("(\"'“‘[").lower() if before else ""
    if word.replace(".", "") in _ABBREVIATIONS or _LETTERED.fullmatch(word):
        # "a." and "K." are initials or list letters; after "etc." a capital begins a sentence.
        return word in ("etc",) and rest[:1].isupper()
    if re.fullmatch(r"\d{1,3}(?:\.\d+)*", word) and len(before) == 1 and begin == 0:
        return False  # the number of a paragraph
    return rest[:1].isupper() or rest[:1] in "\"'“‘([•£" or rest[:1].isdigit()
