"""The story of an export: four tables in each form that is wanted, and what they were made of."""

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from ingest.errors import RequestInvalid
from ingest.store import Store
from service.data_out import json_lines, parquet
from service.data_out.rows import PublicRows
from service.data_out.tables import DOCUMENTS, PASSAGES, RECORDS, VECTORS, Filled, Row, Table

MANIFEST = "manifest.json"
TABLES = (DOCUMENTS, PASSAGES, VECTORS, RECORDS)


class Form(StrEnum):
    """The forms of files."""

    JSON_LINES = "jsonl"
    PARQUET = "parquet"


_WRITERS: Mapping[Form, tuple[str, Callable[[Filled, Path], int]]] = {
    Form.JSON_LINES: (json_lines.ENDING, json_lines.write_json_lines),
    Form.PARQUET: (parquet.ENDING, parquet.write_parquet),
}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the files' names, and the rows of each table."""

    folder: Path
    files: tuple[str, ...]
    rows: Mapping[str, int]


def export(store: Store, folder: Path, forms: Sequence[Form], *, licence: str = "") -> Exported:
    """Write all tables of a store into ``folder`` in each of ``forms``, in place of an earlier export.

    Everything is of one moment, even while papers are being ingested. Raises RequestInvalid when the folder
    cannot be written to.
    """
    files, counts = [], {}
    with _told(folder), store.reading():
        folder.mkdir(parents=True, exist_ok=True)
        for form in forms:
            ending, write = _WRITERS[form]
            for table, rows in _tables(PublicRows(store, licence=licence)):
                name = f"{table.name}{ending}"
                with _whole(folder / name) as part:
                    counts[table.name] = write(Filled(table, rows, store.dimension), part)
                files.append(name)
        with _whole(folder / MANIFEST) as part:
            part.write_text(json.dumps(_manifest(store, files, counts), indent=2), encoding="utf-8")
    return Exported(folder, (*files, MANIFEST), counts)


def _tables(rows: PublicRows) -> Iterator[tuple[Table, Iterable[Row]]]:
    yield DOCUMENTS, rows.documents()
    yield PASSAGES, rows.passages()
    if rows.has_vectors:
        yield VECTORS, rows.vectors()
    yield RECORDS, rows.records()


def _manifest(store: Store, files: Sequence[str], counts: Mapping[str, int]) -> dict[str, Any]:
    return {
        "made": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "revision": store.revision,
        "model": store.model,
        "dimension": store.dimension,
        "files": list(files),
        "tables": {
            table.name: {
                "rows": counts[table.name],
                "columns": {name: meaning for name, (_, meaning) in table.columns.items()},
            }
            for table in TABLES
            if table.name in counts
        },
        "note": "Papers, items and annexes that are marked as closed to the public are left out. Each "
        "paper's licence stands in documents; “unknown” means that it has to be found out before use.",
    }


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Give a path to write to, and put what was written in its place once it is whole."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RequestInvalid(
            f"{folder} cannot be written: {error.strerror or error}.",
            hint="Name a folder that this account may write to, on a disk with room.",
        ) from error
