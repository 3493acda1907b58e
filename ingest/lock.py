"""One ingest at a time into a data folder.

The lock is the operating system's, on a file in the data folder, so it ends with the process that
holds it, however that ends. Who holds it stands in a second file, which is only a remark: it is
believed while the lock is held, and left unread otherwise.
"""

import datetime
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import StoreBusy, StoreUnusable

LOCK_NAME = "ingest.lock"
_HOLDER_NAME = "ingest.lock.holder"
_SECONDS_BETWEEN_TRIES = 0.2


@contextmanager
def ingest_lock(
    data: Path, *, wait: bool = False, on_wait: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Hold the right to write papers to the store in ``data``; the folder is created at need.

    With ``wait``, waits as long as another process holds it, and calls ``on_wait`` once before that.
    Raises StoreBusy, naming who holds it, without ``wait``; StoreUnusable when no lock can be made.
    """
    lock = FileLock(data / LOCK_NAME)
    holder = data / _HOLDER_NAME
    try:
        data.mkdir(parents=True, exist_ok=True)
        try:
            held = lock.acquire(blocking=False)
        except Timeout:
            if not wait:
                raise _busy(data, holder) from None
            on_wait()
            held = lock.acquire(poll_interval=_SECONDS_BETWEEN_TRIES)
    except OSError as error:
        raise StoreUnusable(
            f"The data folder {data} cannot be written to: {error.strerror or error}.",
            hint="Check that this account may write there, or choose another with --data.",
        ) from error
    with held:
        _note(holder, {"pid": os.getpid(), "since": datetime.datetime.now().isoformat(timespec="minutes")})
        try:
            yield
        finally:
            _note(holder, {})


def is_held(data: Path) -> bool:
    """Whether an ingest is writing to the store in ``data`` now."""
    try:
        if not json.loads((data / _HOLDER_NAME).read_text("utf-8")):
            return False
        # The note of a process that ended badly stays behind: only the lock itself tells. Without a note
        # it is not tried, so that an ingest that is just beginning does not find it taken by this look.
        with FileLock(data / LOCK_NAME).acquire(blocking=False):
            return False
    except Timeout:
        return True
    except (OSError, ValueError):
        return False


def _note(holder: Path, who: dict[str, object]) -> None:
    with suppress(OSError):  # a full disk, say: the lock itself holds all the same
        holder.write_text(json.dumps(who), "utf-8")


def _busy(data: Path, holder: Path) -> StoreBusy:
    return StoreBusy(
        f"Another ingest is writing to {data}{_who(holder)}.",
        hint="Try again when it has finished. “agreed ingest --wait” waits for that by itself.",
    )


def _who(holder: Path) -> str:
    """Return ": process 4242, since 14:03 on 3 May 2026"; nothing where the holder has not said it yet."""
    try:
        who = json.loads(holder.read_text("utf-8"))
        since = datetime.datetime.fromisoformat(who["since"])
        return f": process {int(who['pid'])}, since {since:%H:%M} on {since.day} {since:%B %Y}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
