"""Linking papers: the same work at different dates or in different states, and what answers what.

Once an ingest has changed any paper, those that changed are compared with the others; what was found of the
rest before still holds. Only papers that have something in common are compared: the subject of their titles,
their number, or being the action plans of one body.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ingest.documents import DocumentKind, Part
from ingest.linking_answers import Matter, answers, matter_of
from ingest.linking_editions import OF_A_MEETING, STANDING, Work, relation
from ingest.linking_texts import Texts
from ingest.linking_titles import BodyNames, periods_in, subject_of
from ingest.links import (
    Link,
    Linked,
    LinkKind,
    keep_links,
    links_due,
    read_answers,
    read_linked,
    read_links,
    write_links,
)
from ingest.record_rows import StoredRecord
from ingest.records import Decision, Recommendation, RecordType, Resolution
from ingest.store import Outline, Store

# Raised whenever papers are linked otherwise: then all are compared again.
RULES = "1"

_PUT, _RESOLVED = (RecordType.RECOMMENDATION, RecordType.DECISION), (RecordType.RESOLUTION,)
_FEW = 100  # papers whose records are read one by one


def link_papers(store: Store) -> None:
    """Find the links between the papers of ``store`` and write them; does nothing where none are due."""
    if links_due(store):
        before = read_linked(store, RULES)
        found = _found(store, before)
        nearest = _nearest(found.editions)
        further = found.editions - nearest
        few = found.changed if before is not None and len(found.changed) <= _FEW else None
        if (
            before is not None
            and few is not None
            and (nearest, further) == (before.links, before.further)
            and found.answers == read_answers(store, few)
        ):
            keep_links(store, found.bodies, RULES)
        else:
            answers = found.answers
            if before is not None and few is None:
                answers = answers | _kept(read_links(store, {LinkKind.ANSWERS}), found.changed)
            write_links(
                store,
                nearest | answers,
                further=further,
                bodies=found.bodies,
                rules=RULES,
                answers_of=few,
            )


def find_links(store: Store) -> list[Link]:
    """Return the links between the papers of ``store``, all compared anew."""
    found = _found(store, None)
    return sorted(_nearest(found.editions) | found.answers)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the papers that ``changed`` (their ids) have to do with others.

    ``editions`` are all links of editions, those between other papers and those that others make up among
    them; ``answers`` only what answers one of ``changed``, or is answered by it. ``bodies`` are the bodies
    whose papers there are.
    """

    editions: set[Link]
    answers: set[Link]
    bodies: set[str]
    changed: set[str]


def _kept(links: Iterable[Link], changed: Collection[str]) -> set[Link]:
    return {link for link in links if link.document_id not in changed and link.earlier_id not in changed}


def _found(store: Store, before: Linked | None) -> _Found:
    papers = store.outlines()
    bodies = {paper.body for paper in papers if paper.body}
    changed = {paper.id for paper in papers}
    kept: set[Link] = set()
    if before is not None:
        changed = _changed(papers, bodies, before)
        kept = _kept(before.links | before.further, changed)
    if not changed:
        return _Found(kept, set(), bodies, changed)
    names = BodyNames(bodies)
    works = [
        Work(d, subject_of(d.facts.title, names), periods_in(d.facts.title))
        for d in store.documents_of(_near(papers, changed, names))
    ]
    editions = _editions(_comparable(works, changed), Texts(store))
    return _Found(kept | set(editions), set(_answers(store, changed)), bodies, changed)


def _changed(papers: Iterable[Outline], bodies: Collection[str], before: Linked) -> set[str]:
    """Return the ids of the papers that are other than before, or whose titles are read otherwise.

    A body's name is set aside in titles, so that a new body changes what the titles with its name say.
    """
    names = BodyNames(before.bodies.symmetric_difference(bodies))
    return {p.id for p in papers if p.written > before.revision or names.stand_in(p.title)}


def _near(papers: Sequence[Outline], changed: Collection[str], names: BodyNames) -> set[str]:
    """Return the ids of papers that may have something in common with those that changed, and of these.

    A look at each that costs little: a title that names the same subject holds its longest word.
    """
    mine = [paper for paper in papers if paper.id in changed]
    if len(mine) > _FEW:
        return {paper.id for paper in papers}
    subjects = (subject_of(paper.title, names) for paper in mine)
    telling = {max(sorted(subject), key=len) for subject in subjects if subject - {"summary"}}
    days = {paper.date for paper in mine if paper.kind is DocumentKind.MINUTES}
    numbers = {_number(paper.reference) for paper in mine if paper.reference}
    planning = {(paper.body or "").lower() for paper in mine if paper.kind is DocumentKind.ACTION_PLAN}

    def is_near(paper: Outline) -> bool:
        title = paper.title.lower()
        return (
            any(word in title for word in telling)
            or (paper.kind is DocumentKind.MINUTES and paper.date in days)
            or (paper.reference is not None and _number(paper.reference) in numbers)
            or (paper.kind is DocumentKind.ACTION_PLAN and (paper.body or "").lower() in planning)
        )

    return {paper.id for paper in papers if paper.id in changed or is_near(paper)}


def _number(reference: str) -> tuple[str, ...]:
    return tuple(sorted(reference.upper().split("/")))


def _editions(pairs: Iterable[tuple[Work, Work]], texts: Texts) -> Iterator[Link]:
    for one, other in pairs:
        for earlier, later in ((one, other), (other, one)):
            kind = relation(earlier, later, texts)
            if kind is not None:
                yield Link(later.document.id, earlier.document.id, kind)
                break


def _comparable(works: Sequence[Work], changed: Collection[str]) -> Iterator[tuple[Work, Work]]:
    """Yield the pairs of papers that have something in common, one of them ``changed``; each pair once.

    Both a pair and all of them are in the order of ``works``. Groups are kept small: a body holds hundreds of
    minutes, and each is compared with those of its day.
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
            groups["number", *_number(facts.reference)].append(at)
        if work.kind is DocumentKind.ACTION_PLAN and facts.body:
            groups["plans", facts.body.lower()].append(at)
    is_new = [work.document.id in changed for work in works]
    pairs = {
        (one, other)
        for group in groups.values()
        if any(is_new[at] for at in group)
        for one, other in combinations(group, 2)
        if is_new[one] or is_new[other]
    }
    return ((works[one], works[other]) for one, other in sorted(pairs))


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


def _answers(store: Store, changed: Collection[str]) -> Iterator[Link]:
    """Yield a link for each paper that minutes answer, one of the two ``changed``.

    What stands in the same pack is no other paper.
    """
    parts = store.all_parts()

    def matters(types: Sequence[RecordType], papers: Collection[str] | None) -> Iterator[tuple[str, Matter]]:
        """Yield what is resolved or put forward in ``papers`` (None for all), each with its paper's id."""
        if papers is None:
            held = store.records(*types)
        else:
            held = [one for paper in papers for one in store.records(*types, document_id=paper)]
        known = {paper.id: paper for paper in store.documents_of({one.document_id for one in held})}
        for stored in held:
            record = stored.record
            if isinstance(record, Resolution | Recommendation) or (
                isinstance(record, Decision) and record.proposed
            ):
                yield stored.document_id, matter_of(record, known[stored.document_id], _part(stored, parts))

    few = sorted(changed) if len(changed) <= _FEW else None
    put_now, resolved_now = list(matters(_PUT, few)), list(matters(_RESOLVED, few))
    # What has not changed is read only where something has changed that it may answer, or that may answer it.
    resolved = list(matters(_RESOLVED, None)) if few is not None and put_now else resolved_now
    put = list(matters(_PUT, None)) if few is not None and resolved_now else put_now
    for minutes, paper in _answered(resolved, put):
        if minutes in changed or paper in changed:
            yield Link(minutes, paper, LinkKind.ANSWERS)


def _answered(
    resolved: Sequence[tuple[str, Matter]], put: Iterable[tuple[str, Matter]]
) -> Iterator[tuple[str, str]]:
    """Yield the ids of the minutes and of the paper that they answer."""
    by_number_or_day: dict[object, list[int]] = defaultdict(list)
    for at, (_, matter) in enumerate(resolved):
        by_number_or_day[matter.date].append(at)
        if matter.reference:
            by_number_or_day["any"].append(at)
    for paper, wanted in put:
        near = by_number_or_day["any"] if wanted.reference else []
        for minutes, matter in (resolved[at] for at in {*near, *by_number_or_day[wanted.date]}):
            if minutes != paper and answers(matter, wanted):
                yield minutes, paper


def _part(stored: StoredRecord, parts: Mapping[str, Sequence[Part]]) -> Part | None:
    return next((p for p in parts.get(stored.document_id, ()) if p.ordinal == stored.part), None)
