"""What is said on disk of the index: which segments there are, and whether anything is left to be done.

It is light, so that an ingest that finds nothing new need not load what searches.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.store import Store

FOLDER = "index"
_FILE = "index.json"
_FORMAT = 1
# The revision of the store that the index was brought up to with nothing left to merge; None for none.
_TIDY_AT = "tidy_at"


def names(store: Store) -> list[str]:
    """Return the names of the folders, within ``FOLDER``, that hold the segments."""
    named = _read(store).get("segments", [])
    try:
        return [name for name in named if Path(name).name == name]
    except TypeError:
        return []


def is_tidy(store: Store) -> bool:
    """Whether the index on disk holds all of the store, and nothing is due to be merged."""
    return _read(store).get(_TIDY_AT) == store.revision


def write(store: Store, names: Sequence[str], *, tidy_at: int | None) -> None:
    """Say which segments there are. Raises OSError."""
    folder = store.folder / FOLDER
    folder.mkdir(exist_ok=True)
    text = json.dumps({**_about(store), "segments": list(names), _TIDY_AT: tidy_at})
    _replace(folder / _FILE, text.encode())


def _read(store: Store) -> dict[str, Any]:
    """Return what is said on disk of the index; nothing where it is of another model or cannot be read."""
    try:
        said = json.loads((store.folder / FOLDER / _FILE).read_text(encoding="utf-8"))
        return said if {name: said[name] for name in ("format", "model")} == _about(store) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _about(store: Store) -> dict[str, object]:
    return {"format": _FORMAT, "model": store.model}


def _replace(path: Path, data: bytes) -> None:
    """Write ``data`` so that a reader sees the old file or the new one, never half of it."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    temporary.write_bytes(data)
    temporary.replace(path)
