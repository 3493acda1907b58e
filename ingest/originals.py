"""The files that the papers were read from, kept beside the store so that their pages can be shown.

``DATA/originals/SHA256`` holds the very bytes of a paper; its name says which. It is a copy, not a link:
an office may write over its file in place, and a link would then show another paper under the same name.
A copy is made under another name and renamed when its digest is right, so that a process killed at any
moment leaves no file that is not what its name says. Only the account that wrote it may read it.

A paper without a copy (an older store, or copies are switched off) is read from the file that it was
ingested from, as long as that still holds the same bytes.
"""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ingest.documents import Document
from ingest.files import digest_of
from ingest.store import FileState, Store

FOLDER = "originals"
_PIECE = 1024 * 1024
_UNFINISHED = ".copying-"


class Originals:
    """The originals of the papers in a store. Safe to use from many threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder = store.folder / FOLDER
        self._verified: dict[
            str, tuple[int, int]
        ] = {}  # path: the size and time at which its digest was right

    def path_of(self, document: Document) -> Path | None:
        """Return a file that holds the bytes of ``document``; None where there is none any more."""
        kept = self._folder / document.sha256
        if kept.is_file():
            return kept
        return next((path for path in map(Path, document.paths) if self._holds(path, document.sha256)), None)

    def _holds(self, path: Path, digest: str) -> bool:
        """Whether the file at ``path`` still holds the bytes with ``digest``."""
        try:
            status = path.stat()
            state = (status.st_size, status.st_mtime_ns)
            if self._verified.get(f"{path}:{digest}") == state:
                return True
            if digest_of(path) != digest:
                return False
        except Exception:  # noqa: BLE001 - a file that cannot be read is as good as none
            return False
        self._verified[f"{path}:{digest}"] = state
        return True

    def keep(self) -> int:
        """Copy the file of each paper that has no copy yet; return how many were copied.

        A paper whose file is gone, has changed or cannot be copied (the disk is full) is passed over: the
        next ingest tries again.
        """
        missing = self._store.digests() - self._names()
        if not missing:
            return 0
        self._folder.mkdir(exist_ok=True, mode=0o700)
        held_by = self._store.files_of_papers()
        return sum(self._keep(digest, held_by.get(digest, ())) for digest in sorted(missing))

    def _keep(self, digest: str, files: Sequence[FileState]) -> bool:
        for file in files:
            try:
                status = os.stat(file.path)  # noqa: PTH116 - a path of the store is text
                if (status.st_size, status.st_mtime_ns) != (file.size, file.modified_ns):
                    continue
                if _copied(Path(file.path), self._folder, digest):
                    return True
            except OSError:
                continue
        return False

    def prune(self) -> None:
        """Delete the copies whose paper is no longer in the store, and what a killed process left behind."""
        names = self._names(finished=False)
        if not names:
            return
        for name in names - self._store.digests():
            with suppress(OSError):  # held open elsewhere: the next ingest tries again
                (self._folder / name).unlink()

    def clear(self) -> None:
        """Delete every copy: they are no longer to be kept."""
        for name in self._names(finished=False):
            with suppress(OSError):
                (self._folder / name).unlink()

    def _names(self, *, finished: bool = True) -> set[str]:
        try:
            names = {entry.name for entry in os.scandir(self._folder)}
        except OSError:
            return set()
        return {name for name in names if not (finished and name.startswith(_UNFINISHED))}


def _copied(source: Path, folder: Path, digest: str) -> bool:
    """Copy ``source`` into ``folder`` under ``digest``, unless its bytes have another one. Raises OSError."""
    # A file that mkstemp makes can be read by this account only.
    handle, name = tempfile.mkstemp(dir=folder, prefix=_UNFINISHED)
    unfinished = Path(name)
    try:
        found = hashlib.sha256()
        with os.fdopen(handle, "wb") as copy, source.open("rb") as original:
            while piece := original.read(_PIECE):
                found.update(piece)
                copy.write(piece)
        if found.hexdigest() != digest:
            return False
        unfinished.replace(folder / digest)
        return True
    finally:
        unfinished.unlink(missing_ok=True)
