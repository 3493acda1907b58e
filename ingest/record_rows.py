"""Records as rows of the store: their fields as JSON, and what they are looked up by as columns."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from ingest.records import Record, RecordType

_FORMS: TypeAdapter[Record] = TypeAdapter(Annotated[Record, Field(discriminator="type")])
_COLUMNS = "r.key, r.document_id, r.ordinal, r.data, p.key, p.part"


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record with its key (an integer, stable while the document stays) and its document's id.

    ``ordinal`` counts from 0 within the document. ``passage_key`` is the key of the passage that holds
    its wording, ``part`` the ordinal of the part of an agenda pack that this stands in.
    """

    key: int
    document_id: str
    ordinal: int
    record: Record
    passage_key: int
    part: int | None

    @property
    def id(self) -> str:
        """The record's public id, the same after a re-ingest of the same bytes."""
        return f"{self.document_id}-{self.record.type}-{self.ordinal}"


def write_records(db: sqlite3.Connection, document_id: str, records: Iterable[Record]) -> None:
    """Write the records of a paper; those that it had went with it."""
    db.executemany(
        "INSERT INTO records (document_id, ordinal, type, passage, data) VALUES (?, ?, ?, ?, ?)",
        (
            (document_id, ordinal, record.type, record.source.passage, _FORMS.dump_json(record).decode())
            for ordinal, record in enumerate(records)
        ),
    )


def read_records(
    db: sqlite3.Connection, types: Sequence[RecordType], document_id: str | None = None
) -> Iterator[StoredRecord]:
    """Yield the records of ``types`` by document and reading order: of all papers, or of one."""
    marks = ",".join("?" * len(types))
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM records r"
        " JOIN passages p ON p.document_id = r.document_id AND p.ordinal = r.passage"
        f" WHERE r.type IN ({marks}) AND ? IN (r.document_id, '') ORDER BY r.document_id, r.ordinal",
        (*types, document_id or ""),
    )
    return map(_load, rows)


def _load(row: Sequence[Any]) -> StoredRecord:
    key, document_id, ordinal, data, passage_key, part = row
    return StoredRecord(key, document_id, ordinal, _FORMS.validate_json(data), passage_key, part)
