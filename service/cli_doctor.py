"""Checks of this machine and this store, each with what to do about a problem.

The one surface that looks below ``Library``: its business is what keeps a library from opening.
"""

import dataclasses
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ingest.errors import AgreedError
from service.rendering import columns, counted, name_line, words_line
from service.settings import Settings

_OLDEST_PYTHON = (3, 11)
_PACKAGES = ("torch", "sentence-transformers", "faiss-cpu")
# An ingest of a few hundred papers and its index stay well below this.
_LEAST_FREE_BYTES = 500_000_000
_REINSTALL = "Install again: make run, or pip install -c constraints.txt -e ."


@dataclasses.dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: what was found, and the next step where it is a problem."""

    name: str
    ok: bool
    detail: str
    next_step: str = ""


def examine(settings: Settings) -> list[Check]:
    """Return every check, in the order in which problems should be solved."""
    return [
        _check("Python", _python),
        _check("SQLite", _sqlite),
        _check("Packages", _packages),
        _check("Data folder", lambda: _data_folder(settings.data)),
        _check("Store", lambda: _store(settings.data)),
        _check("Model", lambda: _model(settings)),
        _check("Index", lambda: _index(settings)),
        _check("Pages", _pages),
    ]


def checks_text(checks: list[Check]) -> str:
    """Return one line a check, and the next step under each problem."""
    rows = columns(
        [("ok" if check.ok else "PROBLEM", check.name, words_line(check.detail)) for check in checks]
    )
    lines = []
    for row, check in zip(rows, checks, strict=True):
        lines.append(row)
        if check.next_step:
            lines.append(f"         {words_line(check.next_step)}")
    problems = sum(not check.ok for check in checks)
    return "\n".join(
        [*lines, "All is well." if not problems else f"{counted(problems, 'problem')} to solve."]
    )


def checks_json(checks: list[Check]) -> dict[str, Any]:
    """Return the checks for ``json.dumps``, and whether all of them passed."""
    return {
        "ok": all(check.ok for check in checks),
        "checks": [dataclasses.asdict(check) for check in checks],
    }


def _check(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, ok=True, detail=look())
    except AgreedError as error:
        return Check(name, ok=False, detail=error.message, next_step=error.hint)
    except Exception as error:  # noqa: BLE001 - a broken library may raise anything; the checks go on
        return Check(name, ok=False, detail=f"{type(error).__name__}: {error}", next_step=_REINSTALL)


def _python() -> str:
    found = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info < _OLDEST_PYTHON:
        raise AgreedError(f"{found} is too old.", hint="Install Python 3.11 or later.")
    return found


def _sqlite() -> str:
    try:
        with closing(sqlite3.connect(":memory:")) as db:
            db.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
    except sqlite3.OperationalError as error:
        raise AgreedError(
            f"{sqlite3.sqlite_version} without full-text search (FTS5): {error}.",
            hint="Use a Python whose SQLite has FTS5, such as that of your distribution or python.org.",
        ) from error
    return f"{sqlite3.sqlite_version} with FTS5"


def _packages() -> str:
    found = []
    for package in _PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError as error:
            raise AgreedError(f"{package} is not installed.", hint=_REINSTALL) from error
    return ", ".join(found)


def _pages() -> str:
    from service.web.assets import has_asset  # noqa: PLC0415 - the web chat's libraries, for this check only

    if not has_asset("govuk/govuk.css"):
        raise AgreedError(
            "GOV.UK Frontend's style sheet was not made: the pages of the web chat work, but look plainer.",
            hint="Make it: make run, or npm ci && npm run build in the folder of the source.",
        )
    return "with the style sheet of GOV.UK Frontend"


def _data_folder(data: Path) -> str:
    # A folder that does not exist yet is made by the first ingest, inside the nearest that does.
    folder = next(place for place in (data, *data.absolute().parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise AgreedError(
            f"{name_line(str(folder))} cannot be written to: {error.strerror}.",
            hint="Give this account the right to write there, or choose another folder with --data.",
        ) from error
    free = shutil.disk_usage(folder).free
    if free < _LEAST_FREE_BYTES:
        raise AgreedError(
            f"Only {free / 1e6:,.0f} MB are free on the disk of {name_line(str(folder))}.",
            hint="Make room, or choose a folder on another disk with --data.",
        )
    return f"{name_line(str(data))} can be written to, {free / 1e9:,.1f} GB free"


def _store(data: Path) -> str:
    from ingest.store import Store  # noqa: PLC0415 - a broken NumPy shall be a problem here, not an end

    if not _store_exists(data):
        return "none yet: agreed ingest FOLDER makes it"
    store = Store(data)
    try:
        with store.reading() as db:
            faults = [str(row[0]) for row in db.execute("PRAGMA quick_check(3)")]
            orphans = db.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        store.close()
    if faults != ["ok"] or orphans:
        raise AgreedError(
            f"{store.path} is damaged: {'; '.join(faults)}.",
            hint="Move it away and ingest the papers again: everything in it comes from them.",
        )
    return "opens, and is whole"


def _model(settings: Settings) -> str:
    from service.encoders import encoder_of  # noqa: PLC0415 - as in _store

    encoder = encoder_of(settings)
    encoder.encode(["what was agreed"])
    return f"{encoder.fingerprint}, {encoder.dimension} dimensions, loads and encodes"


def _index(settings: Settings) -> str:
    from service.encoders import library_of  # noqa: PLC0415 - as in _store

    if not _store_exists(settings.data):
        return "none yet"
    library = library_of(settings)
    try:
        library.warm()  # raises when the store was made with another model
        status = library.status()
    finally:
        library.close()
    return f"matches the store: {counted(status.passages, 'passage')} of {counted(status.documents, 'paper')}"


def _store_exists(data: Path) -> bool:
    from ingest.store import FILE_NAME  # noqa: PLC0415 - as in _store

    return (data / FILE_NAME).exists()
