"""The files of an ingest: found under the paths given, and told apart by size and time."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import PathNotFound
from ingest.readers import SUFFIXES

# Papers in forms that are not read yet are named as refused, so that nobody believes them searched.
# Other files (pictures, spreadsheets of a tool, source code) are no papers and are passed over.
_PAPERS_NOT_READ = frozenset(
    """
    .doc .docx .odt .rtf .html .htm .eml .msg .xls .xlsx .ods .ppt .pptx .odp
    """.split()
)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to ingest: where it is, the key that the store knows it by, its size in bytes and time."""

    path: Path
    key: str
    size: int
    modified_ns: int


def find_files(paths: Sequence[Path]) -> list[FoundFile]:
    """Return the papers at and under ``paths``, each once, in order of name.

    Hidden files and folders are passed over. Raises PathNotFound for a path that does not exist.
    """
    found: dict[str, FoundFile] = {}
    for path in paths:
        if not _is_there(path):
            raise PathNotFound(
                f"There is no file or folder {path}.", hint="Check the spelling and where you are."
            )
        if path.is_dir():
            # A folder that may not be read is reported like a file, so that its papers do not seem gone.
            for folder, folders, names in os.walk(
                path, onerror=lambda error: _add(found, Path(error.filename))
            ):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                for name in sorted(names):
                    if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES | _PAPERS_NOT_READ:
                        _add(found, Path(folder, name))
        else:
            _add(found, path)
    return list(found.values())


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


def gone(known: Sequence[str], found: Sequence[FoundFile], paths: Sequence[Path]) -> list[str]:
    """Return the known keys that lie under a folder among ``paths`` but were not found there."""
    roots = [file_key(path).rstrip(os.sep) + os.sep for path in paths if path.is_dir()]
    here = {file.key for file in found}
    closed = tuple(file.key + os.sep for file in found if file.path.is_dir())
    return [
        key
        for key in known
        if key not in here and key.startswith(tuple(roots)) and not (closed and key.startswith(closed))
    ]
