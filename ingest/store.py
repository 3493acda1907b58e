"""The store: one SQLite file that is the source of truth.

Documents, their pages, passages and vectors are written together in one transaction, so that a
process killed at any moment leaves whole documents only. Indexes are derived from it and thrown
away freely; ``revision`` tells them when it has moved on.
"""

import datetime
import hashlib
import json
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from ingest.documents import (
    Block,
    BlockKind,
    Document,
    DocumentFacts,
    DocumentKind,
    Marking,
    Page,
    PaperStatus,
    Part,
    Passage,
    PassageKind,
    PlacedWord,
    Rating,
)
from ingest.encoder import Vectors
from ingest.encoder.fingerprints import comparable, parsed
from ingest.errors import ModelMismatch, NotInStore, Outcome, StoreBusy, StoreNewer, StoreUnusable
from ingest.kept import Kept
from ingest.migrations import MIGRATIONS
from ingest.prepared import PreparedPaper
from ingest.record_rows import StoredRecord, read_records, write_records
from ingest.records import RecordType
from ingest.token_signs import TokenSigns, write_signs
from ingest.word_places import read_places, write_places

FILE_NAME = "agreed.sqlite3"
ID_LENGTH = 16
_BUSY_SECONDS = 30.0
_MOST_VARIABLES = 500
_FEW_DOCUMENTS = 50
# Of a hundred thousand papers, looking a word up is a fifth of the work of making its member anew.
_KINDS = {kind.value: kind for kind in DocumentKind}
_MARKINGS = {marking.value: marking for marking in Marking}
_STATUSES = {status.value: status for status in PaperStatus}
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_NO_NOTES = "[]"
# Passages that are kept when they have been read, and what is made of them: all that an office's papers hold.
# They take some 1.5 KB each, and many questions find the same ones.
PASSAGES_KEPT = 12_288


@dataclass(frozen=True, slots=True)
class FileState:
    """What the store remembers of a file: enough to tell that it has not changed."""

    path: str
    size: int
    modified_ns: int
    reading: str
    document_id: str | None
    outcome: Outcome
    reason: str


class Outline(NamedTuple):
    """A paper in few words, and the revision that it was written with: quick to read of all papers."""

    id: str
    written: int
    kind: DocumentKind
    title: str
    body: str | None
    date: str | None  # YYYY-MM-DD
    reference: str | None


@dataclass(frozen=True, slots=True)
class ReadingCounts:
    """How the pages of one paper were read.

    Each page is one of three: ``text_pages`` hold text of the file's own, ``ocr_pages`` were read from
    their pictures, ``blank_pages`` hold no words (blank, or not read). ``confidence``, 0..1, is the mean
    over the pages read by OCR; None where there are none. ``table_rows`` counts the rows of all tables.
    """

    text_pages: int = 0
    ocr_pages: int = 0
    blank_pages: int = 0
    confidence: float | None = None
    table_rows: int = 0

    @property
    def pages(self) -> int:
        """How many pages the paper has."""
        return self.text_pages + self.ocr_pages + self.blank_pages


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its key (an integer, stable while the document stays) and its document's id.

    ``part`` is the part of an agenda pack that it stands in; None in a paper that is one paper.
    """

    key: int
    document_id: str
    passage: Passage
    part: Part | None = None

    @property
    def id(self) -> str:
        """The passage's public id, the same after a re-ingest of the same bytes."""
        return passage_id(self.document_id, self.passage.ordinal)


def passage_id(document_id: str, ordinal: int) -> str:
    """Return the public id of the passage at ``ordinal`` of a document."""
    return f"{document_id}-{ordinal}"


def embedded_text(passage: Passage) -> str:
    """Return what is embedded for a passage: its nearest headings and context, then its words."""
    lead = " – ".join([*passage.heading[-2:], *([passage.context] if passage.context else [])])
    return f"{lead}\n{passage.text}" if lead else passage.text


def is_withheld(facts: DocumentFacts, part: Part | None) -> bool:
    """Whether a passage may not be seen by everybody, by the marking of its paper or of its part."""
    return facts.marking is not Marking.PUBLIC or (part is not None and part.marking is not Marking.PUBLIC)


def indexed_words(passage: Passage, facts: DocumentFacts, part: Part | None) -> tuple[str, str, str]:
    """Return what the word index knows of a passage: its words, those of its headings and of its titles."""
    of_part = (part.title, part.author) if part else ()
    titles = (facts.title, facts.body, facts.area, facts.reference, str(facts.date or ""), *of_part)
    return passage.text, " ".join((*passage.heading, passage.context)), " ".join(filter(None, titles))


def vector_hash(text: str) -> str:
    """Return the key under which the vector of ``text`` is kept."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Store:
    """An open store. Safe to use from many threads; one process writes at a time."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the store in ``folder``. Raises StoreUnusable and StoreNewer."""
        self.folder = folder
        self.path = folder / FILE_NAME
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        # All papers at a revision, and the revision that each was written with: only ever whole.
        self._listed: tuple[int, list[Document], list[int]] | None = None
        self._passages = Kept[int, StoredPassage](PASSAGES_KEPT)
        if create:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreUnusable(
                    f"The data folder {folder} cannot be created: {error.strerror}.",
                    hint="Choose another with --data.",
                ) from error
        elif not self.path.exists():
            raise StoreUnusable(
                f"There is no store in {folder}.",
                hint="Run “agreed ingest FOLDER” first, or name another with --data.",
            )
        try:
            with _translated(self.path):
                self._migrate()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close every connection."""
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._local = threading.local()

    # -- connections ------------------------------------------------------------------------

    @property
    def db(self) -> sqlite3.Connection:
        """This thread's connection."""
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            self._local.connection = connection
            with self._guard:
                self._connections.append(connection)
        return connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all that is written within is kept, or none of it; moves the revision on."""
        with self._transaction() as db:
            yield db
            db.execute(
                "UPDATE meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'revision'"
            )

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with _translated(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One snapshot: everything read within is of the same revision."""
        with _translated(self.path):
            if self.db.in_transaction:
                yield self.db
                return
            db = self.db
            db.execute("BEGIN")
            try:
                yield db
            finally:
                db.execute("COMMIT")

    def _migrate(self) -> None:
        version = self.db.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise StoreNewer(
                f"{self.path} was written by a later version of Agreed.",
                hint="Install that version, or ingest anew.",
            )
        if version == len(MIGRATIONS):
            return
        self.db.execute("BEGIN IMMEDIATE")
        try:
            version = self.db.execute("PRAGMA user_version").fetchone()[0]
            for step in MIGRATIONS[version:]:
                step(self.db)
            self.db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
            self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise

    # -- what it was made with ----------------------------------------------------------------

    @property
    def revision(self) -> int:
        """A number that grows with every change."""
        return int(self._meta("revision") or 0)

    @property
    def model(self) -> str | None:
        """The fingerprint of the encoder that the vectors were made with; None before any were."""
        return self._meta("model")

    @property
    def dimension(self) -> int:
        """The length of its vectors; 0 before any were written."""
        return int(self._meta("dimension") or 0)

    def check_model(self, fingerprint: str) -> None:
        """Raise ModelMismatch unless the store is empty or its vectors compare with a ``fingerprint``'s."""
        made_with = self.model
        if made_with is not None and not comparable(made_with, fingerprint):
            model = parsed(made_with).model
            other = "the model's weights of before" if model == parsed(fingerprint).model else model
            raise ModelMismatch(
                f"The store in {self.folder} was made with the model {made_with}, not {fingerprint}.",
                hint=f"Use {other} (AGREED_MODEL), or ingest into another folder (--data).",
            )

    def _meta(self, key: str) -> str | None:
        with _translated(self.path):
            row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    # -- writing ------------------------------------------------------------------------------

    def write_paper(
        self,
        paper: PreparedPaper,
        file: FileState,
        vectors: Mapping[str, np.ndarray],
        *,
        model: str,
        reading: str,
        tokens: Mapping[str, TokenSigns] = MappingProxyType({}),
    ) -> None:
        """Write one paper whole, in place of what ``file`` held before.

        ``vectors`` holds, by hash, the vectors that ``missing_vectors`` asked for, ``tokens`` the signs of
        the same texts' tokens.
        """
        document_id = paper.sha256[:ID_LENGTH]
        facts = paper.facts
        with self.writing() as db:
            held_by = db.execute("SELECT path FROM files WHERE document_id = ?", (document_id,)).fetchall()
            db.execute("DELETE FROM documents WHERE id = ?", (document_id,))
            db.execute(
                "INSERT INTO documents (id, sha256, kind, title, body, area, date, reference, marking, notes,"
                " reading, author, version, status, written, page_count, passage_count)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    document_id, paper.sha256, facts.kind, facts.title, facts.body, facts.area,
                    facts.date.isoformat() if facts.date else None, facts.reference, facts.marking,
                    json.dumps(paper.notes), reading, facts.author, facts.version, facts.status,
                    self.revision + 1, len(paper.pages), len(paper.passages),
                ),
            )  # fmt: skip
            db.executemany(
                "INSERT INTO pages (document_id, number, label, blocks, confidence) VALUES (?, ?, ?, ?, ?)",
                (
                    (document_id, page.number, page.label, _dump_blocks(page.blocks), page.confidence)
                    for page in paper.pages
                ),
            )
            write_places(db, document_id, paper.pages)
            db.executemany(
                "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((document_id, *_part_row(part)) for part in paper.parts),
            )
            self._write_vectors(db, vectors, model)
            write_signs(db, tokens)
            db.execute("INSERT OR IGNORE INTO meta VALUES ('words_due', ?)", (str(self.revision + 1),))
            parts = {part.ordinal: part for part in paper.parts}
            for passage in paper.passages:
                cursor = db.execute(
                    "INSERT INTO passages (document_id, ordinal, kind, text, heading, page_start, page_end,"
                    " paragraph, context, rating, part, confidence, vector_hash)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        document_id, passage.ordinal, passage.kind, passage.text, json.dumps(passage.heading),
                        passage.page_start, passage.page_end, passage.paragraph, passage.context,
                        passage.rating, passage.part, passage.confidence,
                        vector_hash(embedded_text(passage)),
                    ),
                )  # fmt: skip
                part = parts.get(passage.part) if passage.part is not None else None
                if is_withheld(facts, part):
                    continue  # so that what is common or rare among the words tells nothing of it
                db.execute(
                    "INSERT INTO passage_words (rowid, text, heading, title) VALUES (?, ?, ?, ?)",
                    (cursor.lastrowid, *indexed_words(passage, facts, part)),
                )
            write_records(db, document_id, paper.records)
            db.executemany(
                "INSERT OR IGNORE INTO acronyms VALUES (?, ?, ?)",
                ((document_id, a, e) for a, e in paper.acronyms),
            )
            db.executemany(
                "UPDATE files SET document_id = ? WHERE path = ?", ((document_id, *path) for path in held_by)
            )
            self._write_file(db, file)

    def write_file(self, file: FileState) -> None:
        """Remember a file that holds a paper already stored, or none; what it held before goes."""
        with self.writing() as db:
            self._write_file(db, file)

    def touch_file(self, file: FileState) -> None:
        """Remember a file's new size and time where its content is the same: no revision is made."""
        with _translated(self.path):
            self.db.execute(_REPLACE_FILE, _file_row(file))

    def forget_files(self, paths: Iterable[str]) -> None:
        """Forget files that are gone, and the papers that only they held."""
        with self.writing() as db:
            for path in paths:
                self._release(db, path)
                db.execute("DELETE FROM files WHERE path = ?", (path,))

    def remove(self, document_id: str) -> None:
        """Remove a paper with all that came of it; its files would be read anew by the next ingest."""
        with self.writing() as db:
            db.execute("DELETE FROM documents WHERE id = ?", (document_id,))

    def prune(self) -> None:
        """Delete the vectors that no passage uses any more."""
        with self._transaction() as db:
            db.execute(
                "DELETE FROM vectors WHERE hash IN (SELECT hash FROM loose_vectors)"
                " AND NOT EXISTS (SELECT 1 FROM passages WHERE vector_hash = vectors.hash)"
            )
            db.execute("DELETE FROM loose_vectors")

    def _write_file(self, db: sqlite3.Connection, file: FileState) -> None:
        self._release(db, file.path, keep=file.document_id)
        db.execute(_REPLACE_FILE, _file_row(file))

    @staticmethod
    def _release(db: sqlite3.Connection, path: str, *, keep: str | None = None) -> None:
        """Delete the paper that the file at ``path`` held, unless it is ``keep`` or held elsewhere too."""
        db.execute(
            "DELETE FROM documents WHERE id = (SELECT document_id FROM files WHERE path = :path)"
            " AND id IS NOT :keep"
            " AND NOT EXISTS (SELECT 1 FROM files WHERE document_id = documents.id AND path <> :path)",
            {"path": path, "keep": keep},
        )

    def _write_vectors(self, db: sqlite3.Connection, vectors: Mapping[str, np.ndarray], model: str) -> None:
        dimension = next((len(vector) for vector in vectors.values()), None)
        if dimension is None:
            return
        if self.model is None:
            db.execute("INSERT INTO meta VALUES ('model', ?), ('dimension', ?)", (model, str(dimension)))
        self.check_model(model)
        if dimension != self.dimension:
            raise ModelMismatch(
                f"The store in {self.folder} holds vectors of length {self.dimension}, not {dimension}.",
                hint="Ingest into another folder (--data).",
            )
        db.executemany(
            "INSERT OR IGNORE INTO vectors VALUES (?, ?)",
            ((name, vector.astype("<f4").tobytes()) for name, vector in vectors.items()),
        )

    @property
    def words_due(self) -> bool:
        """Whether papers were written whose words are not learnt yet (also by an ingest that was killed)."""
        return self._meta("words_due") is not None

    def write_words(self, words: Sequence[str], vectors: Vectors) -> None:
        """Keep the vectors of words, shape (len(words), dimension); no more words are due."""
        with self.writing() as db:
            db.execute("DELETE FROM meta WHERE key = 'words_due'")
            db.executemany(
                "INSERT OR REPLACE INTO words VALUES (?, ?)",
                ((word, vector.astype("<f4").tobytes()) for word, vector in zip(words, vectors, strict=True)),
            )

    def papers_with_words_due(self) -> list[str]:
        """Return the ids of the papers whose words may not be learnt yet."""
        with self.reading() as db:
            rows = db.execute(
                "SELECT id FROM documents WHERE written >="
                " (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'words_due')"
            )
            return [row[0] for row in rows]

    def known_words(self) -> set[str]:
        """Return the words that vectors are kept of."""
        with self.reading() as db:
            return {row[0] for row in db.execute("SELECT word FROM words")}

    def words(self) -> tuple[list[str], Vectors]:
        """Return the words that vectors are kept of, and these, shape (n, dimension), float32."""
        with self.reading() as db:
            rows = db.execute("SELECT word, vector FROM words ORDER BY word").fetchall()
        return [row[0] for row in rows], _matrix([row[1] for row in rows], self.dimension)

    def missing_vectors(self, passages: Sequence[Passage]) -> dict[str, str]:
        """Return, by hash, the texts to embed for ``passages`` that the store has no vectors of."""
        wanted = {vector_hash(text): text for text in map(embedded_text, passages)}
        hashes = list(wanted)
        with self.reading() as db:
            for start in range(0, len(hashes), _MOST_VARIABLES):
                some = hashes[start : start + _MOST_VARIABLES]
                marks = ",".join("?" * len(some))
                for (name,) in db.execute(f"SELECT hash FROM token_signs WHERE hash IN ({marks})", some):
                    wanted.pop(name)
        return wanted

    # -- reading ------------------------------------------------------------------------------

    def files(self, document_id: str | None = None) -> dict[str, FileState]:
        """Return what is remembered of every file (or of those that hold one paper), by path."""
        with self.reading() as db:
            rows = db.execute(
                f"SELECT {_OF_FILE} FROM files f" + (" WHERE document_id = ?" if document_id else ""),
                (document_id,) if document_id else (),
            )
            return {row[0]: _load_file(row) for row in rows}

    def files_of_papers(self) -> dict[str, list[FileState]]:
        """Return, by the digest of each paper that is held by any, the files that hold it, by path."""
        held_by: dict[str, list[FileState]] = {}
        with self.reading() as db:
            for digest, *row in db.execute(
                f"SELECT d.sha256, {_OF_FILE} FROM documents d JOIN files f ON f.document_id = d.id"
                " ORDER BY f.path"
            ):
                held_by.setdefault(digest, []).append(_load_file(row))
        return held_by

    def digests(self) -> set[str]:
        """Return the digests of all papers."""
        with self.reading() as db:
            return {digest for (digest,) in db.execute("SELECT sha256 FROM documents")}

    def documents(self) -> list[Document]:
        """Return every paper, by title. Those that were read before are not read again."""
        with self.reading() as db:
            revision, listed = self.revision, self._listed
            if listed is not None and listed[0] == revision:
                return list(listed[1])
            written = db.execute("SELECT id, written FROM documents ORDER BY title, id").fetchall()
            paths: dict[str, list[str]] = {}
            for path, document_id in db.execute(
                "SELECT path, document_id FROM files WHERE document_id NOT NULL ORDER BY path"
            ):
                paths.setdefault(document_id, []).append(path)
            before = (
                {document.id: (at, document) for document, at in zip(*listed[1:], strict=True)}
                if listed
                else {}
            )
            new = [one for one, at in written if one not in before or before[one][0] != at]
            many = len(new) > _FEW_DOCUMENTS
            read = self._documents("") if many else [self.document(one) for one in new]
            fresh = {document.id: document for document in read}
            documents = []
            for document_id, _ in written:
                document = fresh.get(document_id) or before[document_id][1]
                held_by = tuple(paths.get(document_id, ()))
                documents.append(document if document.paths == held_by else replace(document, paths=held_by))
            self._listed = revision, documents, [at for _, at in written]
            return list(documents)

    def outlines(self) -> list[Outline]:
        """Return every paper in few words, by title as ``documents`` does."""
        with self.reading() as db:
            return [
                Outline(document_id, written, _KINDS[kind], title, body, date, reference)
                for document_id, written, kind, title, body, date, reference in db.execute(
                    "SELECT id, written, kind, title, body, date, reference FROM documents ORDER BY title, id"
                )
            ]

    def documents_of(self, ids: Collection[str]) -> list[Document]:
        """Return the papers with ``ids``, by title; ids that are gone are left out."""
        if len(ids) > _MOST_VARIABLES:
            return [document for document in self.documents() if document.id in ids]
        return self._documents(f"WHERE d.id IN ({','.join('?' * len(ids))})", list(ids))

    def document(self, document_id: str) -> Document:
        """Return one paper. Raises NotInStore."""
        found = self._documents("WHERE d.id = ?", (document_id,))
        if not found:
            raise no_document(document_id)
        return found[0]

    def written(self) -> dict[str, int]:
        """Return, by document id, the revision that each paper was written with: another, another content."""
        with self.reading() as db:
            return dict(db.execute("SELECT id, written FROM documents").fetchall())

    def has_document(self, document_id: str, reading: str) -> bool:
        """Whether a paper is stored as ``reading`` (the version of our reading) would read it."""
        with self.reading() as db:
            return bool(
                db.execute(
                    "SELECT 1 FROM documents WHERE id = ? AND reading = ?", (document_id, reading)
                ).fetchone()
            )

    def _documents(self, where: str, parameters: Sequence[object] = ()) -> list[Document]:
        with self.reading() as db:
            paths: dict[str, list[str]] = {}
            for path, document_id in db.execute(
                f"SELECT f.path, d.id FROM documents d JOIN files f ON f.document_id = d.id {where}"
                " ORDER BY f.path",
                parameters,
            ):
                paths.setdefault(document_id, []).append(path)
            rows = db.execute(
                "SELECT d.id, d.sha256, d.kind, d.title, d.body, d.area, d.date, d.reference, d.marking,"
                " d.notes, d.author, d.version, d.status, d.page_count, d.passage_count"
                f" FROM documents d {where} ORDER BY d.title, d.id",
                parameters,
            )
            return [
                Document(
                    id=row[0],
                    sha256=row[1],
                    facts=DocumentFacts(
                        kind=_KINDS[row[2]],
                        title=row[3],
                        body=row[4],
                        area=row[5],
                        date=datetime.date.fromisoformat(row[6]) if row[6] else None,
                        reference=row[7],
                        marking=_MARKINGS[row[8]],
                        author=row[10],
                        version=row[11],
                        status=_STATUSES[row[12]],
                    ),
                    notes=tuple(json.loads(row[9])) if row[9] != _NO_NOTES else (),
                    pages=row[13],
                    passages=row[14],
                    paths=tuple(paths.get(row[0], ())),
                )
                for row in rows
            ]

    def page(self, document_id: str, number: int) -> Page:
        """Return page ``number`` (1-based) of a paper. Raises NotInStore."""
        with self.reading() as db:
            row = db.execute(
                "SELECT label, blocks, confidence FROM pages WHERE document_id = ? AND number = ?",
                (document_id, number),
            ).fetchone()
        if row is None:
            self.document(document_id)
            raise NotInStore(f"The paper has no page {number}.", hint="Pages count from 1.")
        return Page(number=number, blocks=_load_blocks(row[1]), label=row[0], confidence=row[2])

    def word_places(self, document_id: str, number: int) -> tuple[PlacedWord, ...]:
        """Return where the words of a page that was read by OCR stand on it; none where that is not kept."""
        with self.reading() as db:
            return read_places(db, document_id, number)

    def page_label(self, document_id: str, number: int) -> str | None:
        """Return the printed label of a page where it differs from its number, without reading its blocks."""
        with self.reading() as db:
            row = db.execute(
                "SELECT label FROM pages WHERE document_id = ? AND number = ?", (document_id, number)
            ).fetchone()
        return row[0] if row else None

    def parts(self, document_id: str) -> tuple[Part, ...]:
        """Return the parts of an agenda pack in order; none of a paper that is one paper."""
        return self.all_parts(document_id).get(document_id, ())

    def all_parts(self, document_id: str | None = None) -> dict[str, tuple[Part, ...]]:
        """Return, by document id, the parts of every agenda pack (or of one), in order."""
        found: dict[str, list[Part]] = {}
        with self.reading() as db:
            rows = db.execute(
                f"SELECT document_id, {_PART_COLUMNS} FROM parts WHERE ? IN (document_id, '')"
                " ORDER BY document_id, ordinal",
                (document_id or "",),
            )
            for row in rows:
                found.setdefault(row[0], []).append(_load_part(row[1:]))
        return {pack: tuple(parts) for pack, parts in found.items()}

    def reading_counts(self) -> dict[str, ReadingCounts]:
        """Return, by document id, how the pages of every paper were read."""
        with self.reading() as db:
            rows = db.execute(
                "SELECT document_id, sum(worded AND confidence IS NULL), sum(worded AND confidence NOT NULL),"
                " sum(NOT worded), avg(CASE WHEN worded THEN confidence END), sum(rows)"
                " FROM (SELECT document_id, confidence, blocks <> '[]' AS worded,"
                # A passage may hold several short rows, so rows are counted among a page's blocks.
                " (SELECT count(*) FROM json_each(blocks) WHERE json_extract(value, '$[0]') = ?) AS rows"
                " FROM pages) GROUP BY document_id",
                (BlockKind.TABLE_ROW,),
            )
            return {
                document_id: ReadingCounts(text_pages, ocr_pages, blank_pages, confidence, table_rows)
                for document_id, text_pages, ocr_pages, blank_pages, confidence, table_rows in rows
            }

    def withheld_in_parts(self) -> dict[str, int]:
        """Return, by document id, how many passages of otherwise public packs stand in withheld parts."""
        with self.reading() as db:
            return dict(
                db.execute(
                    "SELECT p.document_id, count(*) FROM passages p"
                    " JOIN parts t ON t.document_id = p.document_id AND t.ordinal = p.part"
                    " WHERE t.marking <> ? GROUP BY p.document_id",
                    (Marking.PUBLIC,),
                ).fetchall()
            )

    def passages(self, keys: Sequence[int]) -> list[StoredPassage]:
        """Return the passages with ``keys``, in that order; keys that are gone are left out."""
        with self.reading() as db:
            revision = self.revision
            found = self._passages.of(keys, revision)
            missing = [key for key in keys if key not in found]
            fresh: dict[int, StoredPassage] = {}
            for start in range(0, len(missing), _MOST_VARIABLES):
                some = missing[start : start + _MOST_VARIABLES]
                marks = ",".join("?" * len(some))
                for row in db.execute(f"{_SELECT_PASSAGES} WHERE p.key IN ({marks})", some):
                    fresh[row[0]] = _load_passage(row)
            self._passages.keep(fresh, revision)
        found |= fresh
        return [found[key] for key in keys if key in found]

    def all_passages(self) -> list[StoredPassage]:
        """Return every passage, by document and reading order."""
        with self.reading() as db:
            rows = db.execute(f"{_SELECT_PASSAGES} ORDER BY p.document_id, p.ordinal")
            return [_load_passage(row) for row in rows]

    def withheld_passages(self) -> list[StoredPassage]:
        """Return the passages that not everybody may see, by document and reading order."""
        with self.reading() as db:
            rows = db.execute(
                f"{_SELECT_PASSAGES} WHERE p.document_id IN (SELECT id FROM documents WHERE marking <> ?)"
                f" UNION {_SELECT_PASSAGES} WHERE t.marking <> ? AND p.document_id IN"
                " (SELECT document_id FROM parts WHERE marking <> ?) ORDER BY 2, 3",
                (Marking.PUBLIC,) * 3,
            )
            return [_load_passage(row) for row in rows]

    def passages_of(self, document_id: str) -> list[StoredPassage]:
        """Return the passages of one paper in reading order."""
        with self.reading() as db:
            rows = db.execute(
                f"{_SELECT_PASSAGES} WHERE p.document_id = ? ORDER BY p.ordinal", (document_id,)
            )
            return [_load_passage(row) for row in rows]

    def passage(self, public_id: str) -> StoredPassage:
        """Return the passage with a public id. Raises NotInStore."""
        document_id, _, ordinal = public_id.rpartition("-")
        with self.reading() as db:
            row = db.execute(
                f"{_SELECT_PASSAGES} WHERE p.document_id = ? AND p.ordinal = ?",
                (document_id, ordinal if ordinal.isdecimal() else -1),
            ).fetchone()
        if row is None:
            raise no_passage(public_id)
        return _load_passage(row)

    def vectors(self) -> tuple[np.ndarray, Vectors]:
        """Return all passages' keys, shape (n,), int64, and vectors, shape (n, dimension), float32."""
        with self.reading() as db:
            rows = db.execute(
                "SELECT p.key, v.vector FROM passages p JOIN vectors v ON v.hash = p.vector_hash"
                " ORDER BY p.key"
            ).fetchall()
        keys = np.array([row[0] for row in rows], dtype=np.int64)
        return keys, _matrix([row[1] for row in rows], self.dimension)

    def vectors_of(self, document_id: str) -> tuple[np.ndarray, Vectors]:
        """Return the keys of one paper's passages in order, and their vectors, as ``vectors`` does."""
        with self.reading() as db:
            rows = db.execute(
                "SELECT p.key, v.vector FROM passages p JOIN vectors v ON v.hash = p.vector_hash"
                " WHERE p.document_id = ? ORDER BY p.key",
                (document_id,),
            ).fetchall()
        keys = np.array([row[0] for row in rows], dtype=np.int64)
        return keys, _matrix([row[1] for row in rows], self.dimension)

    def acronyms(self, documents: Collection[str] | None = None) -> dict[str, list[str]]:
        """Return the acronyms that ``documents`` (all, when None) define, with their expansions.

        The expansion that most papers give comes first.
        """
        found: dict[str, list[str]] = {}
        with self.reading() as db:
            ids = [] if documents is None else [row[0] for row in db.execute("SELECT id FROM documents")]
            others = json.dumps([one for one in ids if one not in (documents or ())])
            for acronym, expansion in db.execute(
                "SELECT acronym, expansion FROM acronyms"
                " WHERE document_id NOT IN (SELECT value FROM json_each(?)) GROUP BY acronym, expansion"
                " ORDER BY count(*) DESC, min(document_id), acronym, expansion",
                (others,),
            ):
                found.setdefault(acronym, []).append(expansion)
        return found

    def records(self, *types: RecordType, document_id: str | None = None) -> list[StoredRecord]:
        """Return the records of ``types``, by document and reading order: of all papers, or of one."""
        with self.reading() as db:
            return list(read_records(db, types, document_id))

    def problems(self) -> list[str]:
        """Return what is wrong with the file, or with its contents; an empty list when it is whole."""
        with self.reading() as db:
            found = [row[0] for row in db.execute("PRAGMA quick_check(5)") if row[0] != "ok"]
            found += [f"broken link in {row[0]}" for row in db.execute("PRAGMA foreign_key_check")]
            if db.execute(
                "SELECT 1 FROM passages p LEFT JOIN vectors v ON v.hash = p.vector_hash"
                " WHERE v.hash IS NULL LIMIT 1"
            ).fetchone():
                found.append("a passage without a vector")
            words, passages = (
                db.execute(query).fetchone()[0]
                for query in ("SELECT count(*) FROM passage_words_docsize", _COUNT_OF_INDEXED)
            )
            if words != passages:
                found.append(f"{passages} passages but {words} entries in the word index")
        return found


def no_document(document_id: str) -> NotInStore:
    """Return the error for a paper that is not there, or may not be shown: nobody can tell which."""
    return NotInStore(
        f"There is no paper with the id “{document_id}”.", hint="Look it up in the list of papers."
    )


def no_passage(passage_id: str) -> NotInStore:
    """Return the error for a passage that is not there, or may not be shown."""
    return NotInStore(
        f"There is no passage with the id “{passage_id}”.", hint="The paper may have been removed."
    )


_PART_COLUMNS = "ordinal, title, kind, page_start, page_end, item, author, date, marking"
_PASSAGE_COLUMNS = (
    "key, document_id, ordinal, kind, text, heading, page_start, page_end, paragraph, context, rating, part,"
    " confidence"
)
_SELECT_PASSAGES = (
    f"SELECT {', '.join(f'p.{name}' for name in _PASSAGE_COLUMNS.split(', '))},"
    f" {', '.join(f't.{name}' for name in _PART_COLUMNS.split(', '))}"
    " FROM passages p LEFT JOIN parts t ON t.document_id = p.document_id AND t.ordinal = p.part"
)
_PASSAGE_WIDTH = 13
_OF_FILE = "f.path, f.size, f.modified_ns, f.reading, f.document_id, f.outcome, f.reason"

# What is withheld is in no index of words on disk.
_COUNT_OF_INDEXED = (
    "SELECT count(*) FROM passages p JOIN documents d ON d.id = p.document_id"
    " LEFT JOIN parts t ON t.document_id = p.document_id AND t.ordinal = p.part"
    f" WHERE d.marking = '{Marking.PUBLIC}' AND ifnull(t.marking, '{Marking.PUBLIC}') = '{Marking.PUBLIC}'"
)


def _matrix(blobs: Sequence[bytes], dimension: int) -> Vectors:
    flat = np.frombuffer(b"".join(blobs), dtype="<f4").astype(np.float32)
    return flat.reshape(len(blobs), -1) if blobs else np.empty((0, dimension), np.float32)


def _load_file(row: Sequence[Any]) -> FileState:
    path, size, modified_ns, reading, document_id, outcome, reason = row
    return FileState(path, size, modified_ns, reading, document_id, _OUTCOMES[outcome], reason)


def _load_passage(row: Sequence[Any]) -> StoredPassage:
    key, document_id, ordinal, kind, text, heading, page_start, page_end, paragraph, context = row[:10]
    rating, part, confidence = row[10:_PASSAGE_WIDTH]
    passage = Passage(
        ordinal=ordinal,
        kind=PassageKind(kind),
        text=text,
        heading=_load_heading(heading),
        page_start=page_start,
        page_end=page_end,
        paragraph=paragraph,
        context=context,
        rating=Rating(rating) if rating else None,
        part=part,
        confidence=confidence,
    )
    of_part = row[_PASSAGE_WIDTH:]
    return StoredPassage(key, document_id, passage, _load_part(of_part) if of_part[0] is not None else None)


# One for all passages under a heading, and of a part: they are many, and stay in memory.
@lru_cache(maxsize=PASSAGES_KEPT)
def _load_heading(dumped: str) -> tuple[str, ...]:
    return tuple(json.loads(dumped))


@lru_cache(maxsize=PASSAGES_KEPT)
def _load_part(row: tuple[Any, ...]) -> Part:
    ordinal, title, kind, page_start, page_end, item, author, date, marking = row
    return Part(
        ordinal=ordinal,
        title=title,
        kind=DocumentKind(kind),
        page_start=page_start,
        page_end=page_end,
        item=item,
        author=author,
        date=datetime.date.fromisoformat(date) if date else None,
        marking=Marking(marking),
    )


_REPLACE_FILE = "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)"


def _file_row(file: FileState) -> tuple[object, ...]:
    return (file.path, file.size, file.modified_ns, file.reading, file.document_id, file.outcome, file.reason)


def _part_row(part: Part) -> tuple[object, ...]:
    date = part.date.isoformat() if part.date else None
    return (
        part.ordinal, part.title, part.kind, part.page_start, part.page_end, part.item, part.author, date,
        part.marking,
    )  # fmt: skip


def _dump_blocks(blocks: Sequence[Block]) -> str:
    return json.dumps(
        [[b.kind, b.text, b.level, b.number, b.cells, b.header, b.page, b.links] for b in blocks],
        ensure_ascii=False,
    )


def _load_blocks(dumped: str) -> tuple[Block, ...]:
    return tuple(
        Block(BlockKind(kind), text, page, level, number, tuple(cells), tuple(header), _load_links(*links))
        for kind, text, level, number, cells, header, page, *links in json.loads(dumped)
    )


def _load_links(links: Sequence[Sequence[str]] = ()) -> tuple[tuple[str, str], ...]:
    return tuple((words, address) for words, address in links)


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Raise our errors for SQLite's."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise StoreBusy(
                f"Another process is writing to {path}.", hint="Wait until it has finished, then try again."
            ) from error
        raise StoreUnusable(
            f"The store {path} cannot be used: {error}.",
            hint="Check that the folder can be written to and the disk is not full.",
        ) from error
    except sqlite3.DatabaseError as error:
        raise StoreUnusable(
            f"The store {path} is damaged, or not a store: {error}.",
            hint="Move the data folder away and ingest the papers again.",
        ) from error
