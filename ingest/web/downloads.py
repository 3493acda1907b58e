"""The folder of papers fetched from one source, with what their servers said of each kept beside it.

``minutes.pdf`` has ``.minutes.pdf.json`` beside it: its URL, and the ETag and Last-Modified that the
next request sends back, so that an unchanged paper is not sent again. What begins with a dot is
passed over by an ingest. A paper is put in place whole, and before what is said of it: whatever stops
a fetch half-way, the next one finds either the old copy or the new.
"""

import secrets
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from ingest.web.names import file_name, folded

_PART = ".part"
_SECONDS_IN_USE = 24 * 60 * 60  # a part that is older was left behind by a fetch that was stopped


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one copy.

    Attributes:
        url: as the source names it.
        final_url: where its redirects ended; the ETag belongs to that.
        etag: as the server sent it, or empty.
        last_modified: likewise.
        size: in bytes.
        sha256: of the content.
        fetched: when, as ISO 8601 in UTC.
    """

    url: str
    final_url: str
    etag: str
    last_modified: str
    size: int
    sha256: str
    fetched: str


_FACTS = TypeAdapter(Facts)


@dataclass(frozen=True, slots=True)
class Copy:
    """One fetched paper: the file, what is known of it, and whether it is there as it was fetched."""

    path: Path
    facts: Facts
    intact: bool = True


class Downloads:
    """The copies in one folder, by URL. Made where it is missing; used by one thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._sweep()
        self._copies = {copy.facts.url: copy for copy in map(_load, sorted(folder.glob(".*.json"))) if copy}
        self._names = {folded(copy.path.name) for copy in self._copies.values()}

    def copies(self) -> dict[str, Copy]:
        """Return the copies that are there, by URL, in order of file name."""
        return dict(self._copies)

    def copy_of(self, url: str) -> Copy | None:
        """Return the copy of ``url``, if there is one."""
        return self._copies.get(url)

    def part(self) -> Path:
        """Return where a paper can be written until it is whole."""
        return self.folder / f".{secrets.token_hex(8)}{_PART}"

    def keep(self, part: Path, facts: Facts, *, names: Sequence[str], ending: str) -> bool:
        """Put the paper in ``part`` in place of its old copy. Returns whether it differs from that.

        A copy keeps the name that it has. A new one is named by the first of ``names`` that will do.
        """
        old = self._copies.get(facts.url)
        same = False
        if old is not None and old.path.suffix == ending:
            path = old.path
            same = old.intact and old.facts.sha256 == facts.sha256
        else:
            path = self.folder / file_name(names, ending, facts.url, self._names)
        if same:
            part.unlink()  # the file keeps its time, so that the ingest need not look into it
        else:
            part.replace(path)
        self._write_facts(path, facts)
        if old is not None and old.path != path:
            self.forget(facts.url)
        self._names.add(folded(path.name))
        self._copies[facts.url] = Copy(path, facts)
        return not same

    def forget(self, url: str) -> None:
        """Remove the copy of ``url``, if there is one."""
        copy = self._copies.pop(url, None)
        if copy is not None:
            _remove(copy.path)
            self._names.discard(folded(copy.path.name))

    def _write_facts(self, path: Path, facts: Facts) -> None:
        part = self.part()
        part.write_bytes(_FACTS.dump_json(facts, indent=1))
        part.replace(_facts_path(path))

    def _sweep(self) -> None:
        before = time.time() - _SECONDS_IN_USE
        for part in self.folder.glob(f".*{_PART}"):
            with suppress(OSError):
                if part.stat().st_mtime < before:
                    part.unlink()


def _facts_path(path: Path) -> Path:
    return path.with_name(f".{path.name}.json")


def _load(facts_path: Path) -> Copy | None:
    """Return the copy that ``facts_path`` tells of; None when it is damaged: the paper is fetched anew."""
    path = facts_path.with_name(facts_path.name.removeprefix(".").removesuffix(".json"))
    try:
        facts = _FACTS.validate_json(facts_path.read_bytes())
    except (OSError, ValueError):
        return None
    try:
        intact = path.stat().st_size == facts.size
    except OSError:
        intact = False
    return Copy(path, facts, intact)


def _remove(path: Path) -> None:
    # What is known of it goes last: when the file cannot be removed, it is still known.
    path.unlink(missing_ok=True)
    _facts_path(path).unlink(missing_ok=True)
