"""Linking papers: the same work at different dates or in different states, and what answers what.

All papers are looked at together, once an ingest has changed any of them. Only papers that have
something in common are compared: the subject of their titles, their number, or being the action plans
of one body.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from ingest.documents import Document, DocumentKind, Part
from ingest.linking_answers import answers, matter_of
from ingest.linking_editions import OF_A_MEETING, STANDING, Work, relation
from ingest.linking_texts import Texts
from ingest.linking_titles import BodyNames, periods_in, subject_of
from ingest.links import Link, LinkKind, links_due, write_links
from ingest.record_rows import StoredRecord
from ingest.records import Decision, Recommendation, RecordType, Resolution
from ingest.store import Store


def link_papers(store: Store) -> None:
    """Find the links between the papers of ``store`` and write them; does nothing where none are due."""
    if links_due(store):
        write_links(store, find_links(store))


def find_links(store: Store) -> list[Link]:
    """Return the links between the papers of ``store``."""
    documents = store.documents()
    names = BodyNames({d.facts.body for d in documents if d.facts.body})
    works = [Work(d, subject_of(d.facts.title, names), periods_in(d.facts.title)) for d in documents]
    editions = set(_editions(works, Texts(store)))
    return sorted(_nearest(editions) | set(_answers(store, documents)))


def _editions(works: Sequence[Work], texts: Texts) -> Iterator[Link]:
    for one, other in _comparable(works):
        for earlier, later in ((one, other), (other, one)):
            kind = relation(earlier, later, texts)
            if kind is not None:
                yield Link(later.document.id, earlier.document.id, kind)
                break


def _comparable(works: Sequence[Work]) -> set[tuple[Work, Work]]:
    """Return the pairs of papers that have something in common, each pair once, in the order of ``works``.

    Groups are kept small: a body holds hundreds of minutes, and each is compared with those of its day.
    """
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, work in enumerate(works):
        facts = work.document.facts
        subject = work.subject - {"summary"}
        if work.kind in STANDING and subject:
            groups["subject", subject].append(at)
        elif work.kind is DocumentKind.MINUTES:
            groups["minutes", facts.date].append(at)
        elif work.kind not in OF_A_MEETING and subject:
            groups["report", subject, work.periods].append(at)
        if facts.reference:
            groups["number", *sorted(facts.reference.upper().split("/"))].append(at)
        if work.kind is DocumentKind.ACTION_PLAN and facts.body:
            groups["plans", facts.body.lower()].append(at)
    pairs = {pair for group in groups.values() for pair in combinations(sorted(group), 2)}
    return {(works[one], works[other]) for one, other in pairs}


def _nearest(links: set[Link]) -> set[Link]:
    """Return ``links`` without those that others make up: of three editions, each is linked to the next."""
    later: Mapping[str, set[str]] = defaultdict(set)
    for link in links:
        if link.kind is LinkKind.SUPERSEDES:
            later[link.earlier_id].add(link.document_id)
    return {
        link
        for link in links
        if link.kind is not LinkKind.SUPERSEDES
        or not any(link.document_id in later[between] for between in tuple(later[link.earlier_id]))
    }


def _answers(store: Store, documents: Iterable[Document]) -> Iterator[Link]:
    """Yield a link for each paper that minutes answer; what stands in the same pack is no other paper."""
    known, parts = {d.id: d for d in documents}, store.all_parts()
    resolved = [
        (stored.document_id, matter_of(record, known[stored.document_id], _part(stored, parts)))
        for stored in store.records(RecordType.RESOLUTION)
        if isinstance(record := stored.record, Resolution)
    ]
    by_number_or_day: dict[object, list[int]] = defaultdict(list)
    for at, (_, matter) in enumerate(resolved):
        by_number_or_day[matter.date].append(at)
        if matter.reference:
            by_number_or_day["any"].append(at)
    for stored in store.records(RecordType.RECOMMENDATION, RecordType.DECISION):
        record = stored.record
        if not (isinstance(record, Recommendation) or (isinstance(record, Decision) and record.proposed)):
            continue
        put = matter_of(record, known[stored.document_id], _part(stored, parts))
        near = by_number_or_day["any"] if put.reference else []
        for minutes, matter in (resolved[at] for at in {*near, *by_number_or_day[put.date]}):
            if minutes != stored.document_id and answers(matter, put):
                yield Link(minutes, stored.document_id, LinkKind.ANSWERS)


def _part(stored: StoredRecord, parts: Mapping[str, Sequence[Part]]) -> Part | None:
    return next((p for p in parts.get(stored.document_id, ()) if p.ordinal == stored.part), None)
