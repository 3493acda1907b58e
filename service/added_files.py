"""Papers that were uploaded: each is kept in the data folder under its own name, in a folder for its bytes.

``DATA/added/0123456789abcdef/Minutes of May.pdf`` is one. Two papers of one name never take each other's
place, and the same paper sent twice is kept once. They are ordinary files: ``agreed ingest DATA/added``
reads them anew, and an ingest of any other folder leaves their papers alone.
"""

import hashlib
import os
import re
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from ingest.errors import PaperRefused
from ingest.files import is_passed_over
from ingest.readers import NOT_READ, SUFFIXES
from ingest.readers.limits import MOST_BYTES
from service.strings import text

FOLDER = "added"
_DIGITS = 16
_UNFINISHED = ".uploading-"
_SECONDS_KEPT = 24 * 60 * 60
_PIECE = 1024 * 1024
_LONGEST_NAME = 120  # bytes: file systems take 255, and some programs add to a name
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]')
# Names that Windows takes for devices, whatever their ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)


class AddedFiles:
    """The folder of uploaded papers in a data folder."""

    def __init__(self, data: Path) -> None:
        self.folder = data / FOLDER

    def save(self, name: str, content: BinaryIO) -> Path:
        """Keep an uploaded file and return where; that of the same bytes, where there is one already.

        Raises PaperRefused for a file that is no paper by its name, is empty, or is too large.
        """
        name = safe_name(name)
        _check_form(name)
        with self._unfinished() as (unfinished, file):
            digest = _copy(content, file, name)
            file.close()
            folder = self.folder / digest[:_DIGITS]
            folder.mkdir(mode=0o700, exist_ok=True)
            kept = next((each for each in sorted(folder.iterdir()) if not is_passed_over(each.name)), None)
            if kept is None:
                kept = folder / name
                unfinished.replace(kept)
        return kept

    def paths(self) -> list[Path]:
        """Return every file that is kept, in order of its folder."""
        return [file for file in sorted(self.folder.glob("*/*")) if not is_passed_over(file.name)]

    def clear_unfinished(self) -> None:
        """Delete what an upload left behind whose process was killed, a day ago or longer."""
        for file in self.folder.glob(f"{_UNFINISHED}*"):
            with suppress(OSError):  # another process is as quick
                if time.time() - file.stat().st_mtime > _SECONDS_KEPT:
                    file.unlink()

    def discard(self, path: Path) -> None:
        """Delete a file that gave no paper, and its folder."""
        path.unlink(missing_ok=True)
        if path.parent.parent == self.folder and not any(path.parent.iterdir()):
            path.parent.rmdir()

    @contextmanager
    def _unfinished(self) -> Iterator[tuple[Path, BinaryIO]]:
        """Give a file to write to, which is gone in the end unless it was renamed."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=_UNFINISHED)
        unfinished = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                yield unfinished, file
        finally:
            unfinished.unlink(missing_ok=True)


def safe_name(name: str) -> str:
    r"""Return a file name that every file system takes and that leads nowhere else.

    >>> safe_name("..\\..\\Minutes: May\x00.pdf"), safe_name(".pdf"), safe_name("con.txt")
    ('Minutes- May.pdf', 'paper.pdf', '_con.txt')
    """
    last = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    kept = "".join(letter for letter in last if letter.isprintable())
    kept = _NOT_IN_NAMES.sub("-", kept).strip()
    stem, dot, suffix = kept.rpartition(".")
    if not dot:
        stem, suffix = kept, ""
    ending = f".{suffix.strip()}" if suffix.strip() else ""
    stem = _cut(stem.lstrip(".~$ ").rstrip(". ") or "paper", _LONGEST_NAME - len(ending.encode()))
    return f"_{stem}{ending}" if _DEVICES.match(stem) else f"{stem}{ending}"


def _cut(name: str, most: int) -> str:
    """Return the beginning of ``name``, at most ``most`` bytes of UTF-8 (but ever one letter)."""
    return name.encode()[: max(most, 1)].decode("utf-8", "ignore").rstrip() or name[:1]


def _check_form(name: str) -> None:
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES and suffix not in NOT_READ:
        raise PaperRefused(
            text("add.no_paper", name=name),
            hint=text("add.no_paper_hint", endings=", ".join(sorted(SUFFIXES))),
        )


def _copy(content: BinaryIO, file: BinaryIO, name: str) -> str:
    """Write ``content`` to ``file`` and return its sha256."""
    digest, size = hashlib.sha256(), 0
    while piece := content.read(_PIECE):
        size += len(piece)
        if size > MOST_BYTES:
            raise PaperRefused(
                text("add.large", name=name, megabytes=MOST_BYTES // 2**20), hint=text("add.large_hint")
            )
        digest.update(piece)
        file.write(piece)
    if not size:
        raise PaperRefused(text("add.empty", name=name), hint=text("add.empty_hint"))
    return digest.hexdigest()
