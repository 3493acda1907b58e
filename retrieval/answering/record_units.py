"""Records as units: the words of each that a claim shows, cut out of the passage that holds them."""

from collections.abc import Callable, Iterator, Sequence

from ingest.records import Action, Decision, Measure, Recommendation, Resolution
from ingest.store import StoredPassage
from retrieval.answering.evidence import Unit
from retrieval.records import Entry
from retrieval.search import Found

PassagesByKey = Callable[[Sequence[int]], Sequence[StoredPassage]]

_LONGEST = 60  # words of one record in a list


def units_of_records(entries: Sequence[Entry], passages: PassagesByKey) -> list[Unit]:
    """Return a unit for each entry, in order; what was removed meanwhile is left out."""
    stored = {p.key: p for p in passages([entry.stored.passage_key for entry in entries])}
    return [
        _unit(entry, stored[entry.stored.passage_key])
        for entry in entries
        if entry.stored.passage_key in stored
    ]


def _unit(entry: Entry, stored: StoredPassage) -> Unit:
    start, end = _span(entry, stored.passage.text)
    found = Found(stored, entry.document, 1.0, 1.0)
    text = stored.passage.text[start:end]
    return Unit(found, text, start, end, entry.standing, 1.0, 1.0, score=1.0)


def _span(entry: Entry, text: str) -> tuple[int, int]:
    """Return which characters of the passage's ``text`` say the record: all of it where that is short."""
    source = entry.record.source
    if len(text[source.start : source.end].split()) <= _LONGEST:
        return source.start, source.end
    for words in _telling(entry):
        at = text.find(words, source.start, source.end)
        if at >= 0:
            return at, at + len(words)
    line_end = text.find("\n", source.start, source.end)
    return source.start, source.end if line_end < 0 else line_end


def _telling(entry: Entry) -> Iterator[str]:
    """Yield the record's own wording, and its parts, the longest first."""
    match entry.record:
        case Decision() | Resolution() | Recommendation():
            words = entry.record.wording
        case Action():
            words = entry.record.action
        case Measure():
            words = entry.record.value
        case _:
            return
    yield words
    yield from sorted((part for part in words.split("\n") if part), key=len, reverse=True)
