"""Where quoted words stand in a run of texts, such as the blocks of a page.

A quote comes from a passage, whose lines are the blocks of one or more pages, and the cells of a
table row joined to a sentence. So a quote may cross blocks, begin on the page before, or read
differently from the row it came from; each way of looking is tried, the strictest first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

# Below this share of matching characters (0..100) a block is not what was quoted.
_LEAST_ALIKE = 75.0
_LEADING_NUMBER = re.compile(r"^(?:[•–-]|\(?[0-9a-z]{1,4}(?:\.[0-9]{1,3})*[.)]?)\s+", re.IGNORECASE)
_SPACES = re.compile(r"\s+")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text, marked or not; ``anchor`` is set on the one that a link leads to."""

    text: str
    marked: bool = False
    anchor: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """``spans`` are characters (start, end) by the index of the text they lie in.

    ``exact`` says that these are the quoted words; else they are what is most like them.
    """

    spans: dict[int, Span]
    exact: bool


def split(text: str, span: Span | None) -> tuple[Segment, ...]:
    """Cut ``text`` into segments so that exactly the characters of ``span`` are marked.

    >>> [segment.text for segment in split("It was agreed.", (7, 13))]
    ['It was ', 'agreed', '.']
    """
    if span is None:
        return (Segment(text),) if text else ()
    start, end = span
    pieces = (Segment(text[:start]), Segment(text[start:end], marked=True), Segment(text[end:]))
    return tuple(piece for piece in pieces if piece.text)


def find(quote: str, texts: Sequence[str], rows: Sequence[Sequence[int]] = ()) -> Found:
    """Return where ``quote`` stands in ``texts``, white space aside; no spans when nowhere.

    ``rows`` are the table rows: for each, the indexes of the texts that are its cells.
    """
    if not quote.strip():
        return Found({}, exact=False)
    line = _Line(texts)
    if spans := line.find(quote):
        return Found(spans, exact=True)
    pieces = [piece for piece in quote.splitlines() if piece.strip()]
    if len(pieces) > 1 and (spans := _find_pieces(line, pieces)):
        return Found(spans, exact=True)
    if spans := line.find(_LEADING_NUMBER.sub("", quote)):
        return Found(spans, exact=True)
    if spans := _find_row(quote, texts, rows):
        return Found(spans, exact=True)
    return Found(_find_alike(quote, texts), exact=False)


class _Line:
    """Texts laid end to end with single spaces, each character knowing where it came from."""

    def __init__(self, texts: Sequence[str]) -> None:
        characters: list[str] = []
        self._origins: list[tuple[int, int]] = []
        for index, text in enumerate(texts):
            for offset, character in enumerate(f"{text} "):
                shown = " " if character.isspace() else character
                if shown == " " and (not characters or characters[-1] == " "):
                    continue
                characters.append(shown)
                self._origins.append((index, offset))
        self._text = "".join(characters)

    def find(self, quote: str) -> dict[int, Span]:
        needle = _squeeze(quote)
        at = self._text.find(needle) if needle else -1
        if at < 0:
            return {}
        spans: dict[int, Span] = {}
        for place in range(at, at + len(needle)):
            if self._text[place] == " ":
                continue
            index, offset = self._origins[place]
            start, _ = spans.get(index, (offset, offset))
            spans[index] = (start, offset + 1)
        return spans


def _find_pieces(line: _Line, pieces: Sequence[str]) -> dict[int, Span]:
    spans: dict[int, Span] = {}
    for piece in pieces:
        found = line.find(piece) or line.find(_LEADING_NUMBER.sub("", piece))
        for index, (start, end) in found.items():
            known = spans.get(index, (start, end))
            spans[index] = (min(start, known[0]), max(end, known[1]))
    return spans


def _find_row(quote: str, texts: Sequence[str], rows: Sequence[Sequence[int]]) -> dict[int, Span]:
    """Return the cells that the quote repeats, in the row of which it repeats the most."""
    needle = _squeeze(quote)
    best: dict[int, Span] = {}
    most = len(needle) / 3
    for row in rows:
        cells = {
            index: (0, len(texts[index]))
            for index in row
            if _squeeze(texts[index]) and _squeeze(texts[index]) in needle
        }
        covered = sum(end for _, end in cells.values())
        if covered > most:
            best, most = cells, covered
    return best


def _find_alike(quote: str, texts: Sequence[str]) -> dict[int, Span]:
    needle = _squeeze(quote)
    best: dict[int, Span] = {}
    most = _LEAST_ALIKE
    for index, text in enumerate(texts):
        # A short heading matches a part of any long quote perfectly, and says nothing.
        if len(text) < min(len(needle) / 2, 40):
            continue
        alike = fuzz.partial_ratio(needle, text, score_cutoff=most)
        if alike > most:
            best, most = {index: (0, len(text))}, alike
    return best


def _squeeze(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
