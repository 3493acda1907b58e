"""A collection as papers of a store, so that it is searched as papers are.

The passages of one title are a paper, each a passage under that title as its heading, as long as it is:
what is judged is the passage. Where titles are keys they are neither indexed nor embedded.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

from ingest.documents import (
    Block,
    BlockKind,
    DocumentFacts,
    DocumentKind,
    Page,
    Passage,
    PassageKind,
    ReadPaper,
)
from ingest.encoder import Encoder
from ingest.errors import Outcome
from ingest.files import FoundFile
from ingest.prepared import PreparedPaper
from ingest.report import Teller
from ingest.store import ID_LENGTH, Store, passage_id
from ingest.writing import PaperWriter
from retrieval.evaluation.collections import Collection, Entry

# Raised whenever a collection is laid out otherwise.
_READING = "collection 1"


def stored_collection(
    collection: Collection,
    store: Store,
    encoder: Encoder,
    on_progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> tuple[dict[str, str], dict[str, str]]:
    """Bring the store up to date with a collection, and to that alone.

    Returns the entries' ids by the public ids of their passages, and the papers' ids by title.
    ``on_progress`` is told how many papers are done, and of how many. Raises ModelError and StoreError.
    """
    store.check_model(encoder.fingerprint)
    papers = {title: _paper(title, entries, collection) for title, entries in _by_title(collection).items()}
    id_of = {title: paper.sha256[:ID_LENGTH] for title, paper in papers.items()}
    for document in store.documents():
        if document.id not in id_of.values():
            store.remove(document.id)
    for done, paper in enumerate(papers.values()):
        on_progress(done, len(papers))
        if not store.has_document(paper.sha256[:ID_LENGTH], _READING):
            _write(paper, store, encoder)
    store.prune()
    entry_of = {
        passage_id(id_of[title], ordinal): entry.id
        for title, entries in _by_title(collection).items()
        for ordinal, entry in enumerate(entries)
    }
    return entry_of, id_of


def _by_title(collection: Collection) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in collection.entries:
        found.setdefault(entry.title, []).append(entry)
    return found


def _paper(title: str, entries: list[Entry], collection: Collection) -> PreparedPaper:
    shown = "" if collection.titles_are_keys else title.replace("_", " ")
    digest = hashlib.sha256(repr((_READING, collection.name, title, shown, entries)).encode()).hexdigest()
    return PreparedPaper(
        sha256=digest,
        facts=DocumentFacts(DocumentKind.OTHER, shown),
        pages=tuple(
            Page(number, (Block(BlockKind.PARAGRAPH, entry.text, number),))
            for number, entry in enumerate(entries, start=1)
        ),
        passages=tuple(
            Passage(
                ordinal, PassageKind.PROSE, entry.text, (shown,) if shown else (), ordinal + 1, ordinal + 1
            )
            for ordinal, entry in enumerate(entries)
        ),
    )


def _write(paper: PreparedPaper, store: Store, encoder: Encoder) -> None:
    """Embed and write a paper as an ingest does, as if its file had been read."""
    writer = PaperWriter(store, encoder, lambda _read, _digest, _name: paper, Teller(None))
    file = FoundFile(Path(paper.sha256), paper.sha256, size=0, modified_ns=0)
    writer.write(file, paper.sha256, ReadPaper(paper.pages), Outcome.READ, _READING)
