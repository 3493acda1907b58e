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
from retrieval.indexing.manifest import FOLDER, is_tidy, names

log = logging.getLogger(__name__)

LOCK_NAME = "tidying.lock"


def index_first(folder: Path) -> None:
    """Index the store in ``folder`` where none of it is indexed yet; what is new later is left to ``tidy``.

    That one looks at all segments, which takes long enough of a large store to be done once only. Raises
    StoreError.
    """
    with closing(Store(folder)) as store:
        indexed = bool(names(store))
    if not indexed:
        tidy(folder)


def tidy(folder: Path) -> None:
    """Bring the index of the store in ``folder`` up to date on disk, and merge what is due.

    Done at once where nothing is due. Where another process is at it, it is left to that one. Questions are
    answered meanwhile, from the segments of before. Raises StoreError.
    """
    with closing(Store(folder)) as store:
        if is_tidy(store):
            return
        # Here, so that an ingest that finds nothing new does not wait for what searches.
        from retrieval.indexing.segments import Segments  # noqa: PLC0415

        lock = store.folder / FOLDER / LOCK_NAME
        try:
            lock.parent.mkdir(exist_ok=True)
            with FileLock(lock).acquire(blocking=False):
                Segments.of(store, tidy=True)
        except Timeout:
            log.debug("Another process tidies the index in %s", folder)
        except OSError as error:  # it cannot be kept there: whoever asks makes their own
            log.debug("The index in %s cannot be tidied: %s", folder, error)
