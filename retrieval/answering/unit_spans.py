"""Where in a passage's text its units stand: sentences, items and row lines, and short lists whole."""

import re
from collections.abc import Iterator

from ingest.normalise import BULLET
from ingest.sentences import split_sentences

LONGEST_LIST = 75

_LEADING_MARK = re.compile(
    rf"^(?:{BULLET}\s*)?(?:\(?[a-z0-9]{{1,3}}[.)]\s+|\d{{1,2}}(?:\.\d{{1,3}}){{1,4}}\.?\s+)?(?:{BULLET}\s*)?"
)


def spans_of(text: str, *, is_row: bool) -> tuple[tuple[int, int], ...]:
    """Return the spans (start, end) of the units in a passage's text, those without words left out."""
    every = (*_sentence_spans(text), *_list_spans(text), *(_row_spans(text) if is_row else ()))
    return tuple(
        (start, end) for start, end in every if end - start > 2 and any(map(str.isalpha, text[start:end]))
    )


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    for sentence in split_sentences(text):
        mark = _LEADING_MARK.match(sentence.text)
        yield sentence.start + (mark.end() if mark else 0), sentence.end


def _row_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of a row that stands on several lines, where it is short enough to be read whole."""
    if "\n" in text and len(text.split()) <= LONGEST_LIST:
        yield 0, len(text)


def _list_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of lists, with the line that leads into them: a list answers whole or not at all."""
    lines = _lines_of(text)
    position = 0
    while position < len(lines):
        items = position
        while items < len(lines) and lines[items][1].startswith(BULLET):
            items += 1
        if items - position >= 2 or (items > position and position and lines[position - 1][1].endswith(":")):
            lead = lines[position - 1][1].rstrip() if position else ""
            leads = lead.endswith((":", "-")) or f" {BULLET} " in lead
            first = lines[position - 1] if leads else lines[position]
            mark = _LEADING_MARK.match(first[1])
            start = first[0] + (mark.end() if mark else 0)
            end = lines[items - 1][0] + len(lines[items - 1][1])
            if len(text[start:end].split()) <= LONGEST_LIST:
                yield start, end
        position = max(items, position + 1)


def _lines_of(text: str) -> list[tuple[int, str]]:
    """Return the lines of ``text``, each with the offset where it begins."""
    lines: list[tuple[int, str]] = []
    offset = 0
    for line in text.split("\n"):
        lines.append((offset, line))
        offset += len(line) + 1
    return lines
