"""Links between papers: which stands for which, and which answers which.

A link goes from a later paper to an earlier one. They are found anew from all papers together
(``ingest.linking``), so a store either holds all links of a revision, or says that they are due.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.store import Store


class LinkKind(StrEnum):
    """What a later paper is to an earlier one."""

    SUPERSEDES = "supersedes"  # a later edition of the same work
    FINAL_OF = "final_of"  # the final record of what was a draft or a proposal
    REPLACES = "replaces"  # a late supplement or a corrected version of the same paper
    DRAFT_OF = "draft_of"  # a draft of a later edition: until it is adopted, it takes nobody's place
    SUMMARY_OF = "summary_of"  # the same work in short
    ANSWERS = "answers"  # minutes that resolve what a paper recommends or proposes


# The kinds by which the later paper takes the place of the earlier.
REPLACING = frozenset({LinkKind.SUPERSEDES, LinkKind.FINAL_OF, LinkKind.REPLACES})


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """``document_id`` is what ``kind`` says to ``earlier_id``."""

    document_id: str
    earlier_id: str
    kind: LinkKind


def links_due(store: Store) -> bool:
    """Whether the store has moved on since its papers were linked."""
    with store.reading() as db:
        row = db.execute("SELECT value FROM meta WHERE key = 'linked'").fetchone()
    return row is None or int(row[0]) != store.revision


def read_links(store: Store) -> list[Link]:
    """Return all links, in no order that means anything."""
    with store.reading() as db:
        return [_load(row) for row in db.execute("SELECT document_id, earlier_id, kind FROM links")]


def replacing_ids(store: Store, document_id: str) -> list[str]:
    """Return the ids of the papers that took the place of one, in a steady order."""
    marks = ",".join("?" * len(REPLACING))
    with store.reading() as db:
        rows = db.execute(
            f"SELECT DISTINCT document_id FROM links WHERE earlier_id = ? AND kind IN ({marks})"  # noqa: S608
            " ORDER BY document_id",
            (document_id, *sorted(REPLACING)),
        )
        return [row[0] for row in rows]


def write_links(store: Store, links: Iterable[Link]) -> None:
    """Write all links of the store in place of those that it had; they are due no more."""
    with store.writing() as db:
        db.execute("DELETE FROM links")
        db.executemany(
            "INSERT INTO links (document_id, earlier_id, kind) VALUES (?, ?, ?)",
            ((link.document_id, link.earlier_id, link.kind) for link in sorted(set(links))),
        )
        # This transaction itself moves the store on by one.
        db.execute("INSERT OR REPLACE INTO meta VALUES ('linked', ?)", (str(store.revision + 1),))


def _load(row: Sequence[str]) -> Link:
    document_id, earlier_id, kind = row
    return Link(document_id, earlier_id, LinkKind(kind))
