"""Sentences that lean on a neighbour: one that begins with "This" or "At that meeting" says little alone."""

import re
from dataclasses import replace

from ingest.sentences import split_sentences
from retrieval.answering.evidence import Unit

# What a sentence begins with that goes on with the one before it.
_LEANS = re.compile(
    r"^\W*(?:this|that|these|those|it|they|he|she|such|its|their|at that|the (?:former|latter|same)|both"
    r"|however|therefore|as a result|also|in addition|following this)\b",
    re.I,
)
_LONGEST = 70  # words, both together


def with_neighbour(unit: Unit) -> Unit:
    """Return a sentence with the next one where that goes on with it, or the one before that it leans on.

    A list, a row, or what would grow too long stays as it is.
    """
    if "\n" in unit.text:
        return unit
    text = unit.stored.passage.text
    spans = [(s.start, s.end) for s in split_sentences(text)]
    if _LEANS.match(unit.text):
        before = next((start for start, end in reversed(spans) if end <= unit.start), None)
        return unit if before is None else _grown(unit, before, unit.end)
    after = next(((start, end) for start, end in spans if start >= unit.end), None)
    if after is None or not _LEANS.match(text[after[0] : after[1]]):
        return unit
    return _grown(unit, unit.start, after[1])


def _grown(unit: Unit, start: int, end: int) -> Unit:
    text = unit.stored.passage.text[start:end]
    if "\n" in text or len(text.split()) > _LONGEST:
        return unit
    return replace(unit, text=text, start=start, end=end)
