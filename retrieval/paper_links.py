"""How a paper stands to others: the editions of the same work, and the papers that answer or sum it up.

Only papers that may be shown are named, so that a paper's page tells nothing of what is withheld.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.documents import Document
from ingest.links import REPLACING, Link, LinkKind

_EDITIONS = REPLACING | {LinkKind.DRAFT_OF}


@dataclass(frozen=True, slots=True)
class Beside:
    """Another paper; ``kind`` is what the later of the two is to the earlier, ``is_later``: that is it."""

    document: Document
    kind: LinkKind
    is_later: bool


@dataclass(frozen=True, slots=True)
class PaperLinks:
    """The editions of a paper's work, oldest first, itself among them (none where it is the only one).

    ``current`` is the id of the edition that stands now; ``beside`` are the papers of other works.
    """

    editions: tuple[Document, ...] = ()
    current: str = ""
    beside: tuple[Beside, ...] = ()


def paper_links(document: Document, links: Sequence[Link], shown: Mapping[str, Document]) -> PaperLinks:
    """Return how ``document`` stands to the papers among ``shown`` (by id)."""
    open_links = [link for link in links if link.document_id in shown and link.earlier_id in shown]
    editions = _connected(document.id, open_links)
    beside = {
        (other, link.kind, other == link.document_id): Beside(
            shown[other], link.kind, is_later=other == link.document_id
        )
        for link in open_links
        if link.kind not in _EDITIONS and document.id in (link.document_id, link.earlier_id)
        for other in ({link.document_id, link.earlier_id} - {document.id})
    }
    replaced = {link.earlier_id for link in open_links if link.kind in REPLACING}
    drafts = {link.document_id for link in open_links if link.kind is LinkKind.DRAFT_OF}
    ordered = sorted((shown[one] for one in editions), key=_by_day)
    standing = [one.id for one in ordered if one.id not in replaced | drafts]
    return PaperLinks(
        editions=tuple(ordered) if len(ordered) > 1 else (),
        current=standing[-1] if standing else "",
        beside=tuple(sorted(beside.values(), key=lambda one: (one.kind, _by_day(one.document)))),
    )


def _connected(document_id: str, links: Sequence[Link]) -> set[str]:
    """Return the ids of all editions that links join to one, over any number of steps."""
    found, waiting = {document_id}, [document_id]
    while waiting:
        here = waiting.pop()
        for link in links:
            if link.kind in _EDITIONS and here in (link.document_id, link.earlier_id):
                new = {link.document_id, link.earlier_id} - found
                found |= new
                waiting.extend(new)
    return found


def _by_day(document: Document) -> tuple[datetime.date, str, str]:
    return document.facts.date or datetime.date.min, document.facts.title, document.id
