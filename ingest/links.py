"""Links between papers: which stands for which, and which answers which.

A link goes from a later paper to an earlier one. They are found from all papers together
(``ingest.linking``), so a store either holds all links of a revision, or says that they are due. What was
found of papers that have not changed since is kept, so that only what is new need be compared.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ingest.store import Store


class LinkKind(StrEnum):
    """What a later paper is to an earlier one."""

    SUPERSEDES = "supersedes"  # a later edition of the same work
    FINAL_OF = "final_of"  # the final record of what was a draft or a proposal
    REPLACES = "replaces"  # a late supplement or a corrected version of the same paper
    DRAFT_OF = "draft_of"  # a draft of a later edition: until it is adopted, it takes nobody's place
    SUMMARY_OF = "summary_of"  # the same work in short
    ANSWERS = "answers"  # minutes that resolve what a paper recommends or proposes


_KINDS = {kind.value: kind for kind in LinkKind}  # looking one up is quicker than making it

# The kinds by which the later paper takes the place of the earlier.
REPLACING = frozenset({LinkKind.SUPERSEDES, LinkKind.FINAL_OF, LinkKind.REPLACES})


class Link(NamedTuple):
    """``document_id`` is what ``kind`` says to ``earlier_id``."""

    document_id: str
    earlier_id: str
    kind: LinkKind


def links_due(store: Store) -> bool:
    """Whether the store has moved on since its papers were linked."""
    with store.reading() as db:
        row = db.execute("SELECT value FROM meta WHERE key = 'linked'").fetchone()
    return row is None or int(row[0]) != store.revision


# How the table spells that an edition is superseded by way of others: of three editions, the first by the
# third. It is kept for the day on which the second is removed.
_FURTHER = "supersedes further"


def read_links(store: Store, kinds: Collection[LinkKind] = frozenset(LinkKind)) -> list[Link]:
    """Return all links of ``kinds``, in no order that means anything."""
    marks = ",".join("?" * len(kinds))
    with store.reading() as db:
        rows = db.execute(
            f"SELECT document_id, earlier_id, kind FROM links WHERE kind IN ({marks})",  # noqa: S608
            sorted(kinds),
        )
        return [_load(row) for row in rows]


def read_answers(store: Store, papers: Collection[str]) -> set[Link]:
    """Return the links that say that one paper answers another, one of the two among ``papers``."""
    with store.reading() as db:
        return {_load(row) for row in db.execute(*_answers_of(papers))}


def _answers_of(papers: Collection[str]) -> tuple[str, list[str]]:
    marks = ",".join("?" * len(papers))
    either = f"(document_id IN ({marks}) OR earlier_id IN ({marks}))"
    query = f"SELECT document_id, earlier_id, kind FROM links WHERE kind = ? AND {either}"  # noqa: S608
    return query, [LinkKind.ANSWERS, *papers, *papers]


@dataclass(frozen=True, slots=True)
class Linked:
    """What was found when papers were last linked, at ``revision``.

    ``links`` are those among the papers that are still there, ``further`` those of editions that are, or
    were, superseded by way of others. ``bodies`` are the bodies whose papers there were. What answers what
    is not among them (``read_answers``): minutes answer so many papers that all of it is seldom read.
    """

    revision: int
    links: set[Link]
    further: set[Link]
    bodies: frozenset[str]


def read_linked(store: Store, rules: str) -> Linked | None:
    """Return what was found by ``rules`` before; None where nothing was, or by other rules."""
    with store.reading() as db:
        said = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('linked', 'linked_by')"))
        by = json.loads(said.get("linked_by", "{}"))
        if "linked" not in said or by.get("rules") != rules:
            return None
        links: set[Link] = set()
        further: set[Link] = set()
        rows = db.execute(
            "SELECT document_id, earlier_id, kind FROM links WHERE kind <> ?", (LinkKind.ANSWERS,)
        )
        for document_id, earlier_id, kind in rows:
            if kind == _FURTHER:
                further.add(Link(document_id, earlier_id, LinkKind.SUPERSEDES))
            else:
                links.add(Link(document_id, earlier_id, _KINDS[kind]))
        return Linked(int(said["linked"]), links, further, frozenset(by["bodies"]))


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


def write_links(
    store: Store,
    links: Iterable[Link],
    *,
    further: Iterable[Link] = (),
    bodies: Collection[str] = (),
    rules: str = "",
    answers_of: Collection[str] | None = None,
) -> None:
    """Write all links of the store in place of those that it had; they are due no more.

    ``further`` are editions that are superseded by way of others; ``bodies`` and ``rules`` as in ``Linked``.
    Where ``answers_of`` is given, what answers what stays as it was but for these papers.
    """
    rows = {(link.document_id, link.earlier_id, str(link.kind)) for link in links}
    rows |= {(link.document_id, link.earlier_id, _FURTHER) for link in further}
    with store.writing() as db:
        if answers_of is None:
            had = set(db.execute("SELECT document_id, earlier_id, kind FROM links").fetchall())
        else:
            had = set(db.execute(*_answers_of(answers_of)).fetchall())
            had |= set(
                db.execute(
                    "SELECT document_id, earlier_id, kind FROM links WHERE kind <> ?", (LinkKind.ANSWERS,)
                )
            )
        db.executemany(
            "DELETE FROM links WHERE document_id = ? AND earlier_id = ? AND kind = ?", sorted(had - rows)
        )
        db.executemany(
            "INSERT INTO links (document_id, earlier_id, kind) VALUES (?, ?, ?)", sorted(rows - had)
        )
        _note(db, store, bodies, rules)


def keep_links(store: Store, bodies: Collection[str], rules: str) -> None:
    """Note that the links that the store has are those of its papers as they are now."""
    with store.writing() as db:
        _note(db, store, bodies, rules)


def _note(db: sqlite3.Connection, store: Store, bodies: Collection[str], rules: str) -> None:
    by = json.dumps({"rules": rules, "bodies": sorted(bodies)})
    db.execute("INSERT OR REPLACE INTO meta VALUES ('linked_by', ?)", (by,))
    # This transaction itself moves the store on by one.
    db.execute("INSERT OR REPLACE INTO meta VALUES ('linked', ?)", (str(store.revision + 1),))


def _load(row: Sequence[str]) -> Link:
    document_id, earlier_id, kind = row
    return Link(document_id, earlier_id, _KINDS[kind])
