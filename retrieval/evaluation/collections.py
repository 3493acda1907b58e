"""Public collections of passages, questions and what is relevant to them, in the format of BEIR.

A folder holds ``corpus.jsonl`` ({"_id", "title", "text"} a line), ``queries.jsonl`` ({"_id", "text"} a line)
and ``qrels.tsv`` (query, passage and grade, tab-separated, under a line of names); each may be gzipped.
After Thakur et al., "BEIR" (2021).

A query with a ``meeting`` is searched for in the passages of that title alone: there the title is a key.
One that is marked ``unanswerable`` is answered by no passage.
"""

import csv
import gzip
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ingest.errors import PathNotFound, RequestInvalid

_CORPUS, _QUERIES, _JUDGED = "corpus.jsonl", "queries.jsonl", "qrels.tsv"
_HINT = "It must hold corpus.jsonl, queries.jsonl and qrels.tsv in the format of BEIR; each may be gzipped."


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage of a collection."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question of a collection; ``within`` is the title of the only passages to search, if any."""

    id: str
    text: str
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection; ``relevant`` holds, by query id, the ids of the passages that were judged to be.

    ``unanswerable`` are queries that no passage answers, though some are near.
    """

    name: str
    entries: tuple[Entry, ...]
    queries: tuple[Query, ...]
    relevant: dict[str, frozenset[str]]
    unanswerable: tuple[Query, ...] = ()

    @property
    def titles_are_keys(self) -> bool:
        """Whether titles only tell which passages belong together."""
        return any(query.within is not None for query in self.queries)


def is_collection(path: Path) -> bool:
    """Whether a path is a folder that holds a collection."""
    return path.is_dir() and all(_packed_or_plain(path, name) for name in (_CORPUS, _QUERIES, _JUDGED))


def read_collection(folder: Path) -> Collection:
    """Return the collection in ``folder``, with the queries that something is relevant to.

    Raises PathNotFound and RequestInvalid (naming file and line).
    """
    if not is_collection(folder):
        raise PathNotFound(f"There is no whole collection in {folder}.", hint=_HINT)
    entries = tuple(
        Entry(fields["_id"], fields.get("title") or "", fields["text"])
        for fields in _objects(folder, _CORPUS)
    )
    relevant = _relevant(folder)
    asked = [
        (Query(fields["_id"], fields["text"], fields.get("meeting")), fields.get("unanswerable") is True)
        for fields in _objects(folder, _QUERIES)
    ]
    queries = tuple(query for query, _ in asked if query.id in relevant)
    unanswerable = tuple(query for query, is_none in asked if is_none)
    titles = {entry.title for entry in entries}
    for query in queries:
        if query.within is not None and query.within not in titles:
            raise RequestInvalid(
                f"{folder / _QUERIES}: {query.id!r} is about “{query.within}”, the title of no passage.",
                hint="A query's 'meeting' names the title of the passages to search.",
            )
    return Collection(folder.resolve().name, entries, queries, relevant, unanswerable)


def _relevant(folder: Path) -> dict[str, frozenset[str]]:
    judged: dict[str, set[str]] = {}
    with _lines(folder, _JUDGED) as lines:
        for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
            if number == 1 or not row:
                continue
            try:
                query, passage, grade = row
                if int(grade) > 0:
                    judged.setdefault(query, set()).add(passage)
            except ValueError as error:
                raise RequestInvalid(
                    f"{folder / _JUDGED}, line {number} is not “query, passage, grade”.", hint=_HINT
                ) from error
    return {query: frozenset(passages) for query, passages in judged.items()}


def _objects(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    with _lines(folder, name) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                fields = json.loads(line)
            except ValueError as error:
                raise RequestInvalid(f"{folder / name}, line {number} is not JSON.", hint=_HINT) from error
            if not isinstance(fields, dict) or not all(
                isinstance(fields.get(field), str) for field in ("_id", "text")
            ):
                raise RequestInvalid(
                    f"{folder / name}, line {number} lacks '_id' or 'text', which must be texts.", hint=_HINT
                )
            yield fields


@contextmanager
def _lines(folder: Path, name: str) -> Iterator[IO[str]]:
    """Open a file of a collection, packed or plain. Raises RequestInvalid, also while it is read."""
    path = _packed_or_plain(folder, name)
    try:
        opened = gzip.open if path and path.suffix == ".gz" else open
        with opened(path or folder / name, "rt", encoding="utf-8", newline="") as file:
            yield file
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise RequestInvalid(f"{path or folder / name} cannot be read: {error}.", hint=_HINT) from error


def _packed_or_plain(folder: Path, name: str) -> Path | None:
    return next((path for path in (folder / name, folder / f"{name}.gz") if path.is_file()), None)
