"""Merging what the index holds in many segments, when nobody waits for it.

A question writes what is new into a segment of its own and leaves larger merges undone, since the largest
take minutes. They are done here: at the end of an ingest, after papers were added, and when a server has
started.
"""

import logging
from contextlib import closing
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.store import Store
from retrieval.indexing.manifest import FOLDER, is_tidy

log = logging.getLogger(__name__)

LOCK_NAME = "tidying.lock"


def index_new(folder: Path) -> None:
    """Write what is new in the store in ``folder`` to its index on disk, with no merge that takes long.

    Where another process is at it, it is left to that one. Raises StoreError.
    """
    _bring_up(folder, merge=False)


def tidy(folder: Path) -> None:
    """Bring the index of the store in ``folder`` up to date on disk, and merge what is due.

    Done at once where nothing is due. Where another process is at it, it is left to that one. Questions are
    answered meanwhile, from the segments of before. Raises StoreError.
    """
    _bring_up(folder, merge=True)


def _bring_up(folder: Path, *, merge: bool) -> None:
    with closing(Store(folder)) as store:
        if is_tidy(store):
            return
        # Here, so that an ingest that finds nothing new does not wait for what searches.
        from retrieval.indexing.segments import Segments  # noqa: PLC0415

        lock = store.folder / FOLDER / LOCK_NAME
        try:
            lock.parent.mkdir(exist_ok=True)
            with FileLock(lock).acquire(blocking=False):
                Segments.of(store, tidy=merge)
        except Timeout:
            log.debug("Another process tidies the index in %s", folder)
        except OSError as error:  # it cannot be kept there: whoever asks makes their own
            log.debug("The index in %s cannot be tidied: %s", folder, error)
