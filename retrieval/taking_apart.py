"""Passages taken apart before anybody asks: a question that finds them only has to look among their words.

An answer weighs some fifty passages and compares three times as many, which takes up to half a millisecond
for each that was not found before.
"""

from collections.abc import Callable, Iterator

from ingest.store import PASSAGES_KEPT, Store, StoredPassage
from retrieval.answering.evidence import standings_of
from retrieval.same_texts import sketch_of
from retrieval.snapshot import Snapshot

_AT_A_TIME = 100


def take_apart(store: Store, snapshot: Snapshot, stopped: Callable[[], bool]) -> None:
    """Take the passages of a store apart, if they are no more than are kept; else leave it to questions.

    It takes half a second for a thousand passages, and ends as soon as it is ``stopped``.
    """
    if snapshot.segments.size > PASSAGES_KEPT:
        return
    for stored in _passages(store, snapshot):
        if stopped():
            return
        document = snapshot.documents.get(stored.document_id)
        if document is not None:
            standings_of(stored, document, approved=False)
            sketch_of(stored.passage.text)


def _passages(store: Store, snapshot: Snapshot) -> Iterator[StoredPassage]:
    keys = [key for held in snapshot.segments.held for key in held.segment.texts.keys.tolist()]
    for start in range(0, len(keys), _AT_A_TIME):
        yield from store.passages(keys[start : start + _AT_A_TIME])
