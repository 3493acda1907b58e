"""The same action, from paper to paper: how it stood before and after.

Trackers and action logs print an action again each time, in the same words, with another rating or status.
"""

from collections import defaultdict
from collections.abc import Sequence

from ingest.records import Action, RecordType
from ingest.words import words_in
from retrieval.records import Catalogue, Entry
from retrieval.words import STOPWORDS, stem

# Fewer words say too little to be known again by ("Update to be given").
_LEAST_WORDS = 5


def followed(entries: Sequence[Entry], catalogue: Catalogue) -> dict[str, tuple[Entry, ...]]:
    """Return, by the id of each action among ``entries``, the same action in other papers, oldest first.

    Actions are the same where they say the same in papers of one body, or of one area. Only actions that
    stand in several papers have a place in the answer; papers without a date come first.
    """
    by_words: dict[frozenset[str], list[Entry]] = defaultdict(list)
    for entry in catalogue.entries(RecordType.ACTION):
        by_words[_words(entry)].append(entry)
    found = {}
    for entry in entries:
        words = _words(entry)
        if len(words) < _LEAST_WORDS:
            continue
        others = {
            other.document.id: other
            for other in by_words[words]
            if other.document.id != entry.document.id and _is_of_one(entry, other)
        }
        if others:
            found[entry.id] = tuple(sorted(others.values(), key=_day))
    return found


def _words(entry: Entry) -> frozenset[str]:
    """Return the stems of what an action says; none for another record."""
    record = entry.record
    if not isinstance(record, Action):
        return frozenset()
    return frozenset(stem(word) for word in words_in(record.action) if word not in STOPWORDS)


def _is_of_one(entry: Entry, other: Entry) -> bool:
    same_body = entry.body is not None and entry.body == other.body
    return same_body or (entry.area is not None and entry.area == other.area)


def _day(entry: Entry) -> int:
    return entry.date.toordinal() if entry.date else 0
