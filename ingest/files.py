"""The files of an ingest: found under the paths given, and told apart by size, time and content."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import PaperUnreachable, PathNotFound
from ingest.readers import NOT_READ, SUFFIXES

# Papers in forms that are not read yet are named as refused, so that nobody believes them searched.
# Other files (pictures, databases of a tool, source code) are no papers and are passed over.
_PAPERS_NOT_READ = frozenset(NOT_READ)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to ingest: where it is, the key that the store knows it by, its size in bytes and time."""

    path: Path
    key: str
    size: int
    modified_ns: int


def check_paths(paths: Sequence[Path]) -> None:
    """Raise PathNotFound when one of ``paths`` does not exist."""
    for path in paths:
        if not _is_there(path):
            raise PathNotFound(
                f"There is no file or folder {path}.", hint="Check the spelling and where you are."
            )


def find_files(paths: Sequence[Path]) -> list[FoundFile]:
    """Return the papers at and under ``paths``, each once, in order of name.

    Hidden files and folders are passed over, and so are the files that Word and LibreOffice lay beside a
    paper that is open in them. Raises PathNotFound for a path that does not exist.
    """
    check_paths(paths)
    found: dict[str, FoundFile] = {}
    for path in paths:
        if path.is_dir():
            # A folder that may not be read is reported like a file, so that its papers do not seem gone.
            for folder, folders, names in os.walk(
                path, onerror=lambda error: _add(found, Path(error.filename))
            ):
                folders[:] = sorted(name for name in folders if not is_passed_over(name))
                for name in sorted(names):
                    if not is_passed_over(name) and Path(name).suffix.lower() in SUFFIXES | _PAPERS_NOT_READ:
                        _add(found, Path(folder, name))
        else:
            _add(found, path)
    return list(found.values())


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is no paper: hidden, or left by a program that has one open."""
    return name.startswith((".", "~$"))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:  # a name that is too long, or a folder that may not be entered
        raise PathNotFound(
            f"{path} cannot be looked at: {error.strerror}.",
            hint="Check the spelling, and that you may open it.",
        ) from error


def _add(found: dict[str, FoundFile], path: Path) -> None:
    try:
        stat = path.stat()
    except OSError:
        return  # gone since it was listed, or a broken link: there is no paper
    key = file_key(path)
    found[key] = FoundFile(path, key, stat.st_size, stat.st_mtime_ns)


def file_key(path: Path) -> str:
    """Return the absolute path as text that the store can hold (names that are not UTF-8 are escaped)."""
    return storable(os.path.abspath(path))  # noqa: PTH100


def storable(text: str) -> str:
    """Return ``text`` with the parts of file names that are not UTF-8 escaped: SQLite holds no others."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def under(keys: Iterable[str], paths: Sequence[Path]) -> list[str]:
    """Return the keys that lie under a folder among ``paths``."""
    roots = tuple(file_key(path).rstrip(os.sep) + os.sep for path in paths if path.is_dir())
    return [key for key in keys if key.startswith(roots)]


def gone(known: Iterable[str], found: Sequence[FoundFile], paths: Sequence[Path]) -> list[str]:
    """Return the known keys that lie under a folder among ``paths`` but were not found there."""
    here = {file.key for file in found}
    closed = tuple(file.key + os.sep for file in found if file.path.is_dir())
    return [key for key in under(known, paths) if key not in here and not (closed and key.startswith(closed))]


def digest_of(path: Path) -> str:
    """Return the sha256 of a file's bytes, in hex. Raises PaperUnreachable when it cannot be opened."""
    try:
        if not path.is_file():  # a pipe or a device would be read without end
            raise PaperUnreachable(
                f"{path.name} is not a file.", hint="Name a file, or the folder that holds the papers."
            )
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise PaperUnreachable(
            f"{path.name}: the file cannot be opened ({error.strerror}).", hint="Check that you may read it."
        ) from error
