"""SQLite FTS5 over the passages' words: what says the same words (BM25)."""

from collections.abc import Sequence

from ingest.store import Store

# A word in the passage itself says most; its headings less; the paper's title, body and area least.
_WEIGHTS = "1.0, 0.5, 0.15"


def keyword_search(
    store: Store, words: Sequence[str], k: int, documents: Sequence[str] | None = None
) -> list[tuple[int, float]]:
    """Return up to ``k`` (passage key, BM25) for passages with any of ``words``, best (highest) first.

    Only the papers in ``documents`` are looked at, when given.
    """
    if not words or k < 1:
        return []
    query = " OR ".join('"' + word.replace('"', '""') + '"' for word in words)
    where = ""
    parameters: list[object] = [query]
    if documents is not None:
        where = (
            f"AND rowid IN (SELECT key FROM passages WHERE document_id IN ({','.join('?' * len(documents))}))"
        )
        parameters += documents
    with store.reading() as db:
        rows = db.execute(
            f"SELECT rowid, -bm25(passage_words, {_WEIGHTS}) FROM passage_words"
            f" WHERE passage_words MATCH ? {where} ORDER BY 2 DESC LIMIT ?",
            [*parameters, k],
        )
        return [(int(key), float(score)) for key, score in rows]
