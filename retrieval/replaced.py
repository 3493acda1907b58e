"""Which papers another has taken the place of, and which were in force on a day."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ingest.documents import Document, Marking
from ingest.links import REPLACING, Link, read_links, replacing_ids
from ingest.store import Store


def replacement_of(document: Document, store: Store) -> Document | None:
    """Return the paper that stands in place of ``document`` now: of several editions, the last.

    Only a public paper is named, so that a citation tells nothing of what is withheld.
    """
    seen, last = {document.id}, document
    while True:
        later = [store.document(one) for one in replacing_ids(store, last.id) if one not in seen]
        shown = [one for one in later if one.facts.marking is Marking.PUBLIC]
        if not shown:
            return None if last is document else last
        last = max(shown, key=lambda one: _preference(one, document))
        seen.add(last.id)


def replaced_in(store: Store, documents: Mapping[str, Document]) -> dict[str, str]:
    """Return, for each of ``documents`` that another of them has taken the place of, that other's id."""
    next_of: dict[str, Document] = {}
    for link in sorted(read_links(store, REPLACING)):
        later, earlier = documents.get(link.document_id), documents.get(link.earlier_id)
        if later is None or earlier is None:
            continue
        known = next_of.get(earlier.id)
        if known is None or _preference(later, earlier) > _preference(known, earlier):
            next_of[earlier.id] = later
    return {earlier: _last(earlier, next_of) for earlier in next_of}


def in_force(documents: Iterable[Document], links: Sequence[Link], day: datetime.date) -> frozenset[str]:
    """Return the ids of the papers that held on ``day``: dated by then, and not yet replaced by then.

    A paper without a date counts as being there already, unless it took the place of another: when it
    did is not known, so it neither replaces nor holds.
    """
    known = {document.id: document for document in documents}
    before: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.kind in REPLACING:
            before[link.document_id].add(link.earlier_id)
    there = {d.id for d in known.values() if d.facts.date is None or d.facts.date <= day}
    replaced: set[str] = set()
    for document in known.values():
        if document.facts.date is not None and document.facts.date <= day:
            replaced |= _all_before(document.id, before)
    unsure = {one for one in there if known[one].facts.date is None and before.get(one)}
    return frozenset(there - replaced - unsure)


def _all_before(document_id: str, before: Mapping[str, set[str]]) -> set[str]:
    """Return what a paper replaces, and what that had replaced."""
    found: set[str] = set()
    waiting = [document_id]
    while waiting:
        for earlier in before.get(waiting.pop(), ()):
            if earlier not in found and earlier != document_id:
                found.add(earlier)
                waiting.append(earlier)
    return found


def _last(document_id: str, next_of: Mapping[str, Document]) -> str:
    seen = [document_id]
    while (later := next_of.get(seen[-1])) is not None and later.id not in seen:
        seen.append(later.id)
    return seen[-1]


def _preference(later: Document, earlier: Document) -> tuple[bool, datetime.date, str]:
    """Order what replaces one paper: a paper of its kind before a pack, then the newest."""
    facts = later.facts
    return facts.kind is earlier.facts.kind, facts.date or datetime.date.min, later.id
