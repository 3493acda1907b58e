"""The records of a paper that labels are about, read anew from its file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from ingest.pipeline import prepare
from ingest.readers import read

RecordT = TypeVar("RecordT")


def records_of(folders: Sequence[Path], file: str, form: type[RecordT]) -> list[RecordT]:
    """Return the records of one form of ``file``, which lies under one of ``folders``."""
    path = next(path for folder in folders if (path := folder / file).is_file())
    paper = prepare(read(path), "0" * 64, path.name)
    return [record for record in paper.records if isinstance(record, form)]
