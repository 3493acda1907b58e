"""The tables that go out: names, columns, and what each column means. The forms derive from these."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]


class Kind(StrEnum):
    """What a column holds: ``vector`` float32 of one length, ``record`` an object (in Parquet its JSON)."""

    TEXT = "text"
    TEXTS = "texts"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    VECTOR = "vector"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its ``name`` is that of its file, ``columns`` gives kind and meaning of each."""

    name: str
    columns: Mapping[str, tuple[Kind, str]]


@dataclass(frozen=True, slots=True)
class Filled:
    """A table with its rows, which may be read once; ``dimension`` is the length of its vectors."""

    table: Table
    rows: Iterable[Row]
    dimension: int = 0


DOCUMENTS = Table(
    "documents",
    {
        "id": (Kind.TEXT, "the first 16 digits of sha256"),
        "sha256": (Kind.TEXT, "hash of the file's bytes"),
        "title": (Kind.TEXT, "as the paper says"),
        "kind": (Kind.TEXT, "decision_notice, minutes, …"),
        "body": (Kind.TEXT, "whose paper it is"),
        "area": (Kind.TEXT, "which area it is about"),
        "date": (Kind.DATE, "of the paper"),
        "reference": (Kind.TEXT, "as printed"),
        "author": (Kind.TEXT, "as printed"),
        "version": (Kind.TEXT, "as printed"),
        "status": (Kind.TEXT, "draft, approved, …, as the paper says of itself"),
        "pages": (Kind.INTEGER, "of the whole paper"),
        "passages": (Kind.INTEGER, "that are exported"),
        "files": (Kind.TEXTS, "names of the files that hold it"),
        "urls": (Kind.TEXTS, "addresses that they were fetched from"),
        "licence": (Kind.TEXT, "SPDX identifier, or its name, or unknown"),
        "licence_from": (Kind.TEXT, "paper: it says so; setting: AGREED_LICENCE; empty: unknown"),
        "licence_words": (Kind.TEXT, "the paper's words that name the licence"),
    },
)
PASSAGES = Table(
    "passages",
    {
        "id": (Kind.TEXT, "the same after a re-ingest of the same bytes"),
        "document_id": (Kind.TEXT, "in documents"),
        "ordinal": (Kind.INTEGER, "place in the paper, from 0"),
        "kind": (Kind.TEXT, "prose or table_row"),
        "text": (Kind.TEXT, "the paper's words"),
        "heading": (Kind.TEXTS, "outermost first"),
        "page_start": (Kind.INTEGER, "1-based"),
        "page_end": (Kind.INTEGER, "1-based, inclusive"),
        "paragraph": (Kind.TEXT, "printed number"),
        "part": (Kind.TEXT, "title of the paper inside an agenda pack"),
        "rating": (Kind.TEXT, "red, amber, green or white"),
        "confidence": (Kind.NUMBER, "0 to 1, of text that was read by OCR"),
    },
)
VECTORS = Table(
    "vectors",
    {
        "passage_id": (Kind.TEXT, "in passages"),
        "vector": (Kind.VECTOR, "unit length, by the model that manifest.json names"),
    },
)
RECORDS = Table(
    "records",
    {
        "id": (Kind.TEXT, "the same after a re-ingest of the same bytes"),
        "type": (Kind.TEXT, "decision, resolution, action, measure, meeting, …"),
        "document_id": (Kind.TEXT, "in documents"),
        "passage_id": (Kind.TEXT, "in passages: where it stands"),
        "page_start": (Kind.INTEGER, "1-based"),
        "page_end": (Kind.INTEGER, "1-based, inclusive"),
        "quote": (Kind.TEXT, "the words it was read out of"),
        "standing": (Kind.TEXT, "agreed, recommended, planned, reported or discussed"),
        "date": (Kind.DATE, "its own, else its paper's"),
        "body": (Kind.TEXT, "who decided or met"),
        "area": (Kind.TEXT, "which area it is about"),
        "record": (Kind.RECORD, "all of it, as /v1/decisions and its like give it"),
    },
)
