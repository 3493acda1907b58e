"""Parquet by pyarrow, which is an extra: its library is as large as all else together."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from ingest.errors import RequestInvalid
from service.data_out.tables import Filled, Kind, Row, Table

ENDING = ".parquet"
_ROWS_AT_ONCE = 4096


def has_parquet() -> bool:
    """Whether pyarrow is installed."""
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415 - large, and only an export needs it
    except ImportError:
        return False
    return True


def write_parquet(filled: Filled, path: Path) -> int:
    """Write a table, some thousand rows in memory at a time, and return how many rows it has."""
    if not has_parquet():
        raise RequestInvalid(
            "Parquet files need pyarrow, which is not installed.",
            hint="Install it with “pip install agreed[parquet]”, or choose --format jsonl.",
        )
    import pyarrow as pa  # noqa: PLC0415 - as above
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema, rows, number = _schema(filled), iter(filled.rows), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in iter(lambda: list(islice(rows, _ROWS_AT_ONCE)), []):
            writer.write_table(pa.Table.from_pylist(list(_plain(filled.table, batch)), schema=schema))
            number += len(batch)
    return number


def _schema(filled: Filled) -> Any:
    """Return the columns, each with its meaning beside it."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    types = {
        Kind.TEXT: pa.string(),
        Kind.TEXTS: pa.list_(pa.string()),
        Kind.INTEGER: pa.int32(),
        Kind.NUMBER: pa.float32(),
        Kind.DATE: pa.date32(),
        Kind.VECTOR: pa.list_(pa.float32(), filled.dimension),
        Kind.RECORD: pa.string(),
    }
    return pa.schema(
        [
            pa.field(name, types[kind], metadata={"meaning": meaning})
            for name, (kind, meaning) in filled.table.columns.items()
        ]
    )


def _plain(table: Table, rows: list[Row]) -> Iterator[Row]:
    """Yield the rows with records as JSON: those of different types have no columns in common."""
    records = [name for name, (kind, _) in table.columns.items() if kind is Kind.RECORD]
    for row in rows:
        yield {**row, **{name: json.dumps(row[name], ensure_ascii=False) for name in records}}
