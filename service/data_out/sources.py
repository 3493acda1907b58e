"""Where a paper came from: the address that it was fetched from, else the name of its file.

The folders of this machine are nobody else's business and are left out.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PaperSource:
    """The names of a paper's files, and the addresses that they were fetched from (none for local ones)."""

    files: tuple[str, ...]
    urls: tuple[str, ...]


def source_of(paths: Sequence[str]) -> PaperSource:
    """Return where the files at ``paths`` came from."""
    files = [Path(path) for path in paths]
    urls = [url for file in files if (url := _fetched_from(file))]
    return PaperSource(tuple(dict.fromkeys(map(_name, files))), tuple(dict.fromkeys(urls)))


def _name(file: Path) -> str:
    """Return a file's name; bytes that are no text are replaced, for no form can hold them."""
    return file.name.encode("utf-8", "replace").decode()


def _fetched_from(file: Path) -> str | None:
    """Return the address in the facts that a fetch kept beside a file (``ingest.web.downloads``)."""
    try:
        url = json.loads(file.with_name(f".{file.name}.json").read_bytes())["url"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return str(url)
