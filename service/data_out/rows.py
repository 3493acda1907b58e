"""The rows of the tables, read from the store paper by paper, without anything that is withheld."""

from collections.abc import Iterator

import numpy as np
from pydantic import TypeAdapter

from ingest.documents import Document
from ingest.records import RecordType
from ingest.store import Store, StoredPassage, is_withheld
from retrieval.records import Catalogue
from service.data_out.licences import stated_licence
from service.data_out.sources import source_of
from service.data_out.tables import Row

_RECORD = TypeAdapter(object)
_RECORDS_AT_ONCE = 1000
UNKNOWN = "unknown"


class PublicRows:
    """What of one store may go out, whatever the server that stands over it is told to show.

    ``licence`` is that of papers that do not name one; "" where it is not known.
    """

    def __init__(self, store: Store, *, licence: str = "") -> None:
        self._store = store
        self._licence = licence
        self._papers = [paper for paper in store.documents() if not is_withheld(paper.facts, None)]

    @property
    def has_vectors(self) -> bool:
        """Whether there are vectors to give: a store without any paper has none, and no dimension."""
        return self._store.dimension > 0

    def documents(self) -> Iterator[Row]:
        """Yield a row for each paper, by title."""
        for paper in self._papers:
            passages = [stored.passage for stored in self._open(paper)]
            source, stated, facts = source_of(paper.paths), stated_licence(passages), paper.facts
            yield {
                "id": paper.id,
                "sha256": paper.sha256,
                "title": facts.title,
                "kind": facts.kind.value,
                "body": facts.body,
                "area": facts.area,
                "date": facts.date,
                "reference": facts.reference,
                "author": facts.author,
                "version": facts.version,
                "status": facts.status.value,
                "pages": paper.pages,
                "passages": len(passages),
                "files": list(source.files),
                "urls": list(source.urls),
                "licence": stated.name if stated else self._licence or UNKNOWN,
                "licence_from": "paper" if stated else "setting" if self._licence else "",
                "licence_words": stated.words if stated else None,
            }

    def passages(self) -> Iterator[Row]:
        """Yield a row for each passage, in the order of the papers."""
        for paper in self._papers:
            for stored in self._open(paper):
                passage = stored.passage
                yield {
                    "id": stored.id,
                    "document_id": paper.id,
                    "ordinal": passage.ordinal,
                    "kind": passage.kind.value,
                    "text": passage.text,
                    "heading": list(passage.heading),
                    "page_start": passage.page_start,
                    "page_end": passage.page_end,
                    "paragraph": passage.paragraph,
                    "part": stored.part.title if stored.part else None,
                    "rating": passage.rating.value if passage.rating else None,
                    "confidence": passage.confidence,
                }

    def vectors(self) -> Iterator[Row]:
        """Yield the vector of each passage, shape (dimension,), float32, in the order of ``passages``."""
        for paper in self._papers:
            keys, vectors = self._store.vectors_of(paper.id)
            rows: dict[int, np.ndarray] = dict(zip(keys.tolist(), vectors, strict=True))
            for stored in self._open(paper):
                yield {"passage_id": stored.id, "vector": rows[stored.key]}

    def records(self) -> Iterator[Row]:
        """Yield a row for each record, by type, newest first."""
        catalogue = Catalogue.of(self._store, show_restricted=False)
        for record_type in RecordType:
            entries = catalogue.entries(record_type)
            for start in range(0, len(entries), _RECORDS_AT_ONCE):
                for entry, citation in catalogue.cited(entries[start : start + _RECORDS_AT_ONCE]):
                    yield {
                        "id": entry.id,
                        "type": record_type.value,
                        "document_id": entry.document.id,
                        "passage_id": citation.passage_id,
                        "page_start": citation.page_start,
                        "page_end": citation.page_end,
                        "quote": citation.quote.exact,
                        "standing": citation.standing.value,
                        "date": entry.date,
                        "body": entry.body,
                        "area": entry.area,
                        "record": _RECORD.dump_python(entry.record, mode="json"),
                    }

    def _open(self, paper: Document) -> list[StoredPassage]:
        """Return the passages of a paper that do not stand in a withheld part of it."""
        return [s for s in self._store.passages_of(paper.id) if not is_withheld(paper.facts, s.part)]
