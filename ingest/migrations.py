"""The store's tables, as append-only steps.

``PRAGMA user_version`` counts the steps that a store has taken. A step that has been published is
never edited: a change is a new step at the end.
"""

import sqlite3
from collections.abc import Callable

from ingest import token_signs, word_places


def _first_tables(db: sqlite3.Connection) -> None:
    db.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID")
    db.execute("INSERT INTO meta VALUES ('revision', '0')")
    db.execute(
        """CREATE TABLE documents (
            id TEXT PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, title TEXT NOT NULL,
            body TEXT, area TEXT, date TEXT, reference TEXT, marking TEXT NOT NULL,
            notes TEXT NOT NULL, reading TEXT NOT NULL
        ) STRICT"""
    )
    # A file and what became of it; a document may be held by several files, a refused file by none.
    db.execute(
        """CREATE TABLE files (
            path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, reading TEXT NOT NULL,
            document_id TEXT REFERENCES documents (id) ON DELETE SET NULL,
            outcome TEXT NOT NULL, reason TEXT NOT NULL
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX files_by_document ON files (document_id)")
    db.execute(
        """CREATE TABLE pages (
            document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            number INTEGER NOT NULL, label TEXT, blocks TEXT NOT NULL,
            PRIMARY KEY (document_id, number)
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE passages (
            key INTEGER PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            ordinal INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, heading TEXT NOT NULL,
            page_start INTEGER NOT NULL, page_end INTEGER NOT NULL, paragraph TEXT, context TEXT NOT NULL,
            rating TEXT, vector_hash TEXT NOT NULL, UNIQUE (document_id, ordinal)
        ) STRICT"""
    )
    db.execute("CREATE INDEX passages_by_vector ON passages (vector_hash)")
    db.execute("CREATE TABLE vectors (hash TEXT PRIMARY KEY, vector BLOB NOT NULL) STRICT, WITHOUT ROWID")
    # The papers' own words and their vectors, so that "jail" finds "prison".
    db.execute("CREATE TABLE words (word TEXT PRIMARY KEY, vector BLOB NOT NULL) STRICT, WITHOUT ROWID")
    db.execute(
        """CREATE TABLE acronyms (
            document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            acronym TEXT NOT NULL, expansion TEXT NOT NULL, PRIMARY KEY (document_id, acronym, expansion)
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute(
        "CREATE VIRTUAL TABLE passage_words USING fts5 (text, heading, title,"
        " tokenize = 'porter unicode61 remove_diacritics 2')"
    )
    db.execute(
        "CREATE TRIGGER passage_removed AFTER DELETE ON passages BEGIN"
        " DELETE FROM passage_words WHERE rowid = old.key; END"
    )


def _parts_and_ocr(db: sqlite3.Connection) -> None:
    """Parts of agenda packs; pages and passages that were read by OCR; the signs of footnotes apart."""
    db.execute(
        """CREATE TABLE parts (
            document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, ordinal INTEGER NOT NULL,
            title TEXT NOT NULL, kind TEXT NOT NULL, page_start INTEGER NOT NULL, page_end INTEGER NOT NULL,
            item TEXT, author TEXT, date TEXT, marking TEXT NOT NULL, PRIMARY KEY (document_id, ordinal)
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute("ALTER TABLE pages ADD COLUMN confidence REAL")
    db.execute("ALTER TABLE passages ADD COLUMN part INTEGER")
    db.execute("ALTER TABLE passages ADD COLUMN confidence REAL")
    db.execute("DROP TRIGGER passage_removed")
    db.execute(
        "CREATE VIRTUAL TABLE passage_words_now USING fts5 (text, heading, title,"
        " tokenize = \"porter unicode61 remove_diacritics 2 separators '⁰¹²³⁴⁵⁶⁷⁸⁹'\")"
    )
    db.execute(
        "INSERT INTO passage_words_now (rowid, text, heading, title)"
        " SELECT rowid, text, heading, title FROM passage_words"
    )
    db.execute("DROP TABLE passage_words")
    db.execute("ALTER TABLE passage_words_now RENAME TO passage_words")
    db.execute(
        "CREATE TRIGGER passage_removed AFTER DELETE ON passages BEGIN"
        " DELETE FROM passage_words WHERE rowid = old.key; END"
    )


def _records(db: sqlite3.Connection) -> None:
    """Records read out of papers; who wrote a paper, its version and its status; links between papers."""
    db.execute(
        """CREATE TABLE records (
            key INTEGER PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            ordinal INTEGER NOT NULL, type TEXT NOT NULL, passage INTEGER NOT NULL, data TEXT NOT NULL,
            UNIQUE (document_id, ordinal)
        ) STRICT"""
    )
    db.execute("CREATE INDEX records_by_type ON records (type)")
    db.execute("ALTER TABLE documents ADD COLUMN author TEXT")
    db.execute("ALTER TABLE documents ADD COLUMN version TEXT")
    db.execute("ALTER TABLE documents ADD COLUMN status TEXT NOT NULL DEFAULT 'unstated'")
    # A later paper and the one that it stands for, or answers.
    db.execute(
        """CREATE TABLE links (
            document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            earlier_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            kind TEXT NOT NULL, PRIMARY KEY (document_id, earlier_id, kind)
        ) STRICT, WITHOUT ROWID"""
    )


def _for_many_papers(db: sqlite3.Connection) -> None:
    """What keeps the work of one paper small among a hundred thousand.

    When a paper was written, so that indexes find what is new; how long it is, so that nobody counts; which
    vectors may have lost their passages, so that nobody looks through all of them.
    """
    # The revision of the store that the paper came with.
    db.execute("ALTER TABLE documents ADD COLUMN written INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE documents ADD COLUMN page_count INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE documents ADD COLUMN passage_count INTEGER NOT NULL DEFAULT 0")
    db.execute(
        "UPDATE documents SET page_count = (SELECT count(*) FROM pages WHERE document_id = documents.id),"
        " passage_count = (SELECT count(*) FROM passages WHERE document_id = documents.id)"
    )
    # It says now from which revision on papers' words are to be learnt.
    db.execute("UPDATE meta SET value = '0' WHERE key = 'words_due'")
    # Without row ids, a row of a vector's length takes a page of its own: three times its room.
    db.execute("ALTER TABLE words RENAME TO words_before")
    db.execute("CREATE TABLE words (word TEXT PRIMARY KEY, vector BLOB NOT NULL) STRICT")
    db.execute("INSERT INTO words SELECT * FROM words_before")
    db.execute("DROP TABLE words_before")
    db.execute("ALTER TABLE vectors RENAME TO vectors_before")
    db.execute("ALTER TABLE token_signs RENAME TO token_signs_before")
    db.execute("CREATE TABLE vectors (hash TEXT PRIMARY KEY, vector BLOB NOT NULL) STRICT")
    # In the order of the passages: those of one paper lie together.
    db.execute(
        "INSERT INTO vectors SELECT v.hash, v.vector FROM vectors_before v"
        " LEFT JOIN (SELECT vector_hash, min(key) AS first FROM passages GROUP BY vector_hash) p"
        " ON p.vector_hash = v.hash ORDER BY p.first"
    )
    token_signs.add_table(db)
    db.execute("INSERT INTO token_signs SELECT * FROM token_signs_before")
    db.execute("DROP TABLE token_signs_before")
    db.execute("DROP TABLE vectors_before")
    # Which papers replace one is asked with every citation.
    db.execute("CREATE INDEX links_by_earlier ON links (earlier_id)")
    db.execute("CREATE TABLE loose_vectors (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID")
    db.execute(
        "INSERT INTO loose_vectors SELECT hash FROM vectors"
        " WHERE hash NOT IN (SELECT vector_hash FROM passages)"
    )
    db.execute(
        "CREATE TRIGGER passage_s_vector_loose AFTER DELETE ON passages BEGIN"
        " INSERT OR IGNORE INTO loose_vectors VALUES (old.vector_hash); END"
    )


def _acronyms_in_order(db: sqlite3.Connection) -> None:
    """What acronyms stand for is counted over all papers whenever one comes: in order, nothing is sorted."""
    db.execute("CREATE INDEX acronyms_in_order ON acronyms (acronym, expansion)")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    _first_tables,
    _parts_and_ocr,
    _records,
    token_signs.add_table,
    _for_many_papers,
    word_places.add_table,
    _acronyms_in_order,
)
