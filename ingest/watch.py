"""When to look at folders again: soon after something changes in them, and every so often in any case.

Changes come from the file system's events. Some file systems give none (network drives, shared folders
of virtual machines), a machine allows only so many, and a folder may not be there for a while. So whoever
watches is also woken after an interval, and finds out then.
"""

import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

import watchfiles

from ingest.files import is_passed_over

# A paper that is being copied changes again and again: a change is told when it is over, or after a while.
_QUIET_SECONDS = 1.0
_LONGEST_SECONDS = 30.0


class FolderWatch:
    """Waits for changes beneath ``folders``; use it as a context manager.

    Args:
        folders: the folders to watch, with all that lies in them.
        interval: the longest that ``wait`` waits, in seconds.
        ignored: a folder whose changes do not count: the store's own, which may lie in one of them.
        quiet: how long nothing more may have happened before a change is told, in seconds.
    """

    def __init__(
        self, folders: Sequence[Path], *, interval: float, ignored: Path, quiet: float = _QUIET_SECONDS
    ) -> None:
        self._folders = [folder.absolute() for folder in folders]
        self._interval = interval
        self._ignored = ignored.absolute()
        self._quiet = quiet
        self._changed = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="watching", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._thread.join()

    def wait(self) -> bool:
        """Wait until something has changed, or the interval is over; return whether something has.

        What changed since the last call counts, so that nothing is missed between two calls.
        """
        changed = self._changed.wait(self._interval)
        self._changed.clear()
        return changed

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen_while_there()
                self._changed.set()  # a folder went; what lies in it when it is back is looked at anew
            except (OSError, RuntimeError):
                # No events to be had: a folder is not there, or the machine allows no more of them.
                # ``wait`` goes by the clock until they are to be had again.
                self._stopping.wait(self._interval)

    def _listen_while_there(self) -> None:
        """Tell of changes until one of the folders is gone, or we are to stop."""
        events = watchfiles.watch(
            *self._folders,
            watch_filter=self._counts,
            step=round(1000 * self._quiet),
            debounce=round(1000 * _LONGEST_SECONDS),
            stop_event=self._stopping,
            raise_interrupt=False,
        )
        with closing(events):
            for changes in events:
                self._changed.set()
                if any(
                    change is watchfiles.Change.deleted and Path(path) in self._folders
                    for change, path in changes
                ):
                    return

    def _counts(self, _change: watchfiles.Change, path: str) -> bool:
        """Whether a change may be one of a paper, or of a folder with papers."""
        changed = Path(path)
        if changed.is_relative_to(self._ignored):
            return False
        folder = next((each for each in self._folders if changed.is_relative_to(each)), None)
        return folder is None or not any(map(is_passed_over, changed.relative_to(folder).parts))
