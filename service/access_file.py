"""The file of keys: none before the first of them, and readable by this account alone."""

import sqlite3
import threading
from pathlib import Path

from ingest.errors import StoreUnusable
from service.kept import KeptFile

FILE_NAME = "access.sqlite3"


def _first_tables(db: sqlite3.Connection) -> None:
    db.execute(
        """CREATE TABLE keys (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, hash BLOB NOT NULL, scopes TEXT NOT NULL, origin TEXT,
            per_minute INTEGER NOT NULL, largest_body INTEGER NOT NULL, made TEXT NOT NULL, expires TEXT,
            revoked TEXT, last_used TEXT
        ) STRICT"""
    )
    db.execute(
        """CREATE TABLE sessions (
            hash BLOB PRIMARY KEY, key_id TEXT NOT NULL REFERENCES keys (id) ON DELETE CASCADE,
            expires TEXT NOT NULL
        ) STRICT"""
    )


_STEPS = (_first_tables,)


class AccessFile:
    """The file in a data folder, opened when it is first needed; without a folder it lives in memory."""

    def __init__(self, folder: Path | None) -> None:
        self._path = None if folder is None else folder / FILE_NAME
        self._file: KeptFile | None = None
        self._opening = threading.Lock()

    def close(self) -> None:
        """Close the file, where it was opened."""
        if self._file is not None:
            self._file.close()

    def opened(self) -> KeptFile | None:
        """Return the file; None as long as there is none."""
        if self._file is None and (self._path is None or not self._path.exists()):
            return None
        return self.made()

    def made(self) -> KeptFile:
        """Return the file, made where there is none. Raises StoreUnusable."""
        with self._opening:
            if self._file is None:
                if self._path is not None:
                    _make_private(self._path)
                self._file = KeptFile(self._path, _STEPS)
            return self._file


def _make_private(path: Path) -> None:
    """Make an empty file that only this account may read."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        raise StoreUnusable(
            f"{path} cannot be written: {error.strerror}.", hint="Choose another folder with --data."
        ) from error
