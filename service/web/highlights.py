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
# "•", "6.4", "12.", "(a)", "iv)"; never a bare word.
_LEADING_NUMBER = re.compile(r"^(?:[•–-]|\(?\d{1,3}(?:\.\d{1,3})*[.)]?|\(?[a-z]{1,4}\))\s+", re.IGNORECASE)
_SPACES = re.compile(r"\s+")

# A shorter part of a cell may stand in any row; a whole cell may be as short as it likes.
_LEAST_PART = 8
# Characters: what a quote begins or ends with may be as short on a page as it likes, but then says nothing.
_LEAST_SHARE = 16

Span = tuple[int, int]
Row = Sequence[tuple[int, str]]


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


def find(quote: str, texts: Sequence[str], rows: Sequence[Row] = ()) -> Found:
    """Return where ``quote`` stands in ``texts``, white space aside; no spans when nowhere.

    ``rows`` are the table rows: for each of its cells the index of its text and its column's name.
    """
    if not quote.strip():
        return Found({}, exact=False)
    line = _Line(texts)
    if spans := line.find(quote):
        return Found(spans, exact=True)
    if spans := _find_row(quote, texts, rows):
        return Found(spans, exact=True)
    if spans := _find_pieces(line, [piece for piece in quote.splitlines() if piece.strip()]):
        return Found(spans, exact=True)
    if spans := _find_share(line, texts, quote):
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
        return self.find_from(quote, 0)[0]

    def find_from(self, quote: str, after: int) -> tuple[dict[int, Span], int]:
        """Return the spans of ``quote``, at or ``after`` a place on the line if it is there, and its end."""
        needle = _squeeze(quote)
        at = self._text.find(needle, after) if needle else -1
        if at < 0:
            at = self._text.find(needle) if needle else -1
        if at < 0:
            return {}, after
        return self._spans(needle, at), at + len(needle)

    def _spans(self, needle: str, at: int) -> dict[int, Span]:
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
    after = 0  # each is looked for behind the one before: "Date: 19/05/2021" may stand on a page twice
    for piece in pieces:
        found, after = line.find_from(piece, after)
        if not found:
            found, after = line.find_from(_LEADING_NUMBER.sub("", piece), after)
        _widen(spans, found)
    return spans


def _find_row(quote: str, texts: Sequence[str], rows: Sequence[Row]) -> dict[int, Span]:
    """Return the cells that the quote repeats, in the row of which it repeats the most."""
    pieces = [piece for line in quote.splitlines() for piece in line.split("; ") if piece.strip()]
    best: dict[int, Span] = {}
    most = len(quote) / 3
    for row in rows:
        spans: dict[int, Span] = {}
        covered = 0
        for piece in pieces:
            if found := _find_in_row(piece, texts, row):
                covered += len(piece)
                _widen(spans, found)
        if covered > most:
            best, most = spans, covered
    return best


def _find_in_row(piece: str, texts: Sequence[str], row: Row) -> dict[int, Span]:
    """Return the cell, or the part of one, that reads as ``piece`` ("Owner: Head of Custody")."""
    piece = _squeeze(_LEADING_NUMBER.sub("", piece))
    for index, column in row:
        name = _squeeze(column).rstrip(":")
        value = piece.removeprefix(f"{name}: ").removeprefix(f"{name.replace(' ', '')}: ")
        text = texts[index]
        is_named = not name or value != piece
        if value and is_named and value.rstrip(";") == _squeeze(text):
            return {index: (0, len(text))}
        if len(value) >= _LEAST_PART and (found := _Line([text]).find(value)):
            return {index: found[0]}
    return {}


def _find_share(line: _Line, texts: Sequence[str], quote: str) -> dict[int, Span]:
    """Return this page's share of a quote cut by a page end: it ends, or begins, with a text of the page."""
    words = quote.split()
    for count in range(len(words) - 1, 0, -1):
        beginning, ending = " ".join(words[:count]), " ".join(words[-count:])
        if min(len(beginning), len(ending)) < _LEAST_SHARE:
            return {}
        spans = line.find(beginning)
        if spans and spans[max(spans)][1] == len(texts[max(spans)].rstrip()):
            return spans
        spans = line.find(ending)
        if spans and texts[min(spans)][: spans[min(spans)][0]].strip() == "":
            return spans
    return {}


def _widen(spans: dict[int, Span], more: dict[int, Span]) -> None:
    for index, (start, end) in more.items():
        known = spans.get(index, (start, end))
        spans[index] = (min(start, known[0]), max(end, known[1]))


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
