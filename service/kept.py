"""A small SQLite file beside the store: what people said, which no ingest can bring back.

Its tables are made by append-only steps, as the store's are (``ingest/migrations.py``):
``PRAGMA user_version`` counts those that were taken.
"""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import StoreNewer, StoreUnusable

log = logging.getLogger(__name__)

Step = Callable[[sqlite3.Connection], None]

_BUSY_SECONDS = 5.0


class KeptFile:
    """An open file with its tables; without a ``path`` it lives in memory. May be used from many threads.

    Raises StoreUnusable when it cannot be opened, StoreNewer when a later version of Agreed made it.
    """

    def __init__(self, path: Path | None, steps: Sequence[Step]) -> None:
        self.path = path
        self._lock = threading.Lock()
        with self._told():
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(
                path or ":memory:", timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("PRAGMA foreign_keys = ON")
            # What is deleted is to be gone: its bytes are written over.
            self._db.execute("PRAGMA secure_delete = ON")
        with self.changing() as db:
            taken = db.execute("PRAGMA user_version").fetchone()[0]
            if taken > len(steps):
                raise StoreNewer(
                    f"{path} was made by a later version of Agreed.",
                    hint="Install that version or a later one.",
                )
            for step in steps[taken:]:
                step(db)
            db.execute(f"PRAGMA user_version = {len(steps)}")

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all that is written within is kept, or none of it. Raises StoreUnusable."""
        with self._lock, self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Return what a query finds. Raises StoreUnusable."""
        with self._lock, self._told():
            return self._db.execute(sql, values).fetchall()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StoreUnusable(
                f"{self.path or 'What is kept in memory'} cannot be used: {error}.",
                hint="Check that the disk has room and that this account may write there.",
            ) from error


def kept_or_in_memory(path: Path | None, steps: Sequence[Step]) -> KeptFile:
    """Open a file; where that fails, say so in the log and keep things in memory: answers must go on."""
    try:
        return KeptFile(path, steps)
    except StoreUnusable as error:
        log.warning("%s Until that is mended, nothing of it outlives this process.", error)
        return KeptFile(None, steps)
