"""Decisions, resolutions, actions, measures, meetings: the records of all papers, chosen and put in order.

What is withheld by the marking of its paper or part is in no list and no count.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.documents import Document, DocumentKind, Marking, Part, Rating
from ingest.links import read_links
from ingest.record_rows import StoredRecord
from ingest.records import (
    Acronym,
    Action,
    Decision,
    DecisionOutcome,
    Inconsistency,
    Measure,
    Meeting,
    Recommendation,
    Record,
    RecordType,
    Resolution,
)
from ingest.store import Store, StoredPassage
from retrieval.answering.answer import Citation, Standing
from retrieval.answering.citations import cite_words
from retrieval.inconsistencies import across_papers
from retrieval.words import STOPWORDS, stem, stems_in


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with the paper, and the part of an agenda pack, that it was read in."""

    stored: StoredRecord
    document: Document
    part: Part | None = None

    @property
    def id(self) -> str:
        """The record's public id."""
        return self.stored.id

    @property
    def record(self) -> Record:
        """The record itself."""
        return self.stored.record

    @property
    def date(self) -> datetime.date | None:
        """The day that it is of: its own, else that of the part or the paper."""
        own: datetime.date | None = getattr(self.record, "date", None) or getattr(self.record, "as_at", None)
        return own or (self.part.date if self.part else None) or self.document.facts.date

    @property
    def body(self) -> str | None:
        """Who decided or met: as the record says, else whose paper it is."""
        own: str | None = getattr(self.record, "body", None)
        return own or self.document.facts.body

    @property
    def area(self) -> str | None:
        """The area that it is about: as the record says, else that of the paper."""
        own: str | None = getattr(self.record, "area", None)
        return own or self.document.facts.area

    @property
    def outcome(self) -> DecisionOutcome | None:
        """What became of it, where that is said."""
        outcome: DecisionOutcome | None = getattr(self.record, "outcome", None)
        return outcome

    @property
    def rating(self) -> Rating | None:
        """Its red, amber or green, where it has one."""
        rating: Rating | None = getattr(self.record, "rating", None)
        return rating

    @property
    def amount(self) -> Decimal | None:
        """The largest sum of a decision or a resolution."""
        record = self.record
        if not isinstance(record, Decision | Resolution):
            return None
        return max((a.value for a in record.amounts), default=None)

    @property
    def text(self) -> str:
        """The words by which it may be looked up."""
        return " ".join(filter(None, (*_words_of(self.record), self.part.title if self.part else None)))

    @property
    def standing(self) -> Standing:
        """What its wording commits to."""
        return standing_of_record(self.record)


@dataclass(frozen=True, slots=True)
class RecordFilters:
    """Which records are wanted; what is empty or None does not restrict.

    ``about`` are words that must all stand in a record, in any form of theirs. ``date_from`` and
    ``date_to`` are inclusive; records without a date are left out where either is given. ``least`` and
    ``most`` bound the largest sum of a decision, in pounds.
    """

    about: str = ""
    areas: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    documents: frozenset[str] = frozenset()
    kinds: frozenset[DocumentKind] = frozenset()
    outcomes: frozenset[DecisionOutcome] = frozenset()
    ratings: frozenset[Rating] = frozenset()
    least: Decimal | None = None
    most: Decimal | None = None
    _stems: frozenset[str] = field(init=False, repr=False, compare=False, default=frozenset())

    def __post_init__(self) -> None:
        """Prepare the words that are looked for."""
        wanted = frozenset(s for s in stems_in(self.about) if s not in _COMMON)
        object.__setattr__(self, "_stems", wanted)

    def bounded(self, *, least: Decimal | None = None, most: Decimal | None = None) -> "RecordFilters":
        """Return the same filters with these bounds of a sum."""
        return replace(self, least=least, most=most)

    def keeps(self, entry: Entry) -> bool:
        """Whether ``entry`` is wanted."""
        day, amount = entry.date, entry.amount
        return (
            _one_of(entry.area, self.areas)
            and _one_of(entry.body, self.bodies)
            and (not self.documents or entry.document.id in self.documents)
            and (not self.kinds or entry.document.facts.kind in self.kinds)
            and (self.date_from is None or (day is not None and day >= self.date_from))
            and (self.date_to is None or (day is not None and day <= self.date_to))
            and (not self.outcomes or entry.outcome in self.outcomes)
            and (not self.ratings or entry.rating in self.ratings)
            and (self.least is None or (amount is not None and amount >= self.least))
            and (self.most is None or (amount is not None and amount <= self.most))
            and (not self._stems or self._stems <= frozenset(stems_in(entry.text)))
        )


@dataclass(frozen=True)
class Catalogue:
    """The records that may be shown, at one revision of the store."""

    store: Store
    documents: dict[str, Document]
    parts: dict[str, tuple[Part, ...]]
    show_restricted: bool
    _read: dict[RecordType, tuple[Entry, ...]] = field(default_factory=dict, repr=False, compare=False)
    _ordered: dict[tuple[RecordType, ...], tuple[Entry, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def of(cls, store: Store, *, show_restricted: bool) -> "Catalogue":
        """Return the catalogue of what ``store`` holds now."""
        open_papers = {
            d.id: d for d in store.documents() if show_restricted or d.facts.marking is Marking.PUBLIC
        }
        return cls(store, open_papers, store.all_parts(), show_restricted)

    def entries(self, *types: RecordType, filters: RecordFilters | None = None) -> list[Entry]:
        """Return the records of ``types`` that ``filters`` keep: newest first, then as in their papers."""
        every = self._in_order(types)
        return list(every) if filters is None else [entry for entry in every if filters.keeps(entry)]

    def _in_order(self, types: tuple[RecordType, ...]) -> tuple[Entry, ...]:
        """Return all entries of ``types`` in the order of ``entries``; they are put in order once."""
        if types not in self._ordered:
            every = (entry for one in types for entry in self._of_type(one))
            self._ordered[types] = tuple(
                sorted(every, key=lambda e: (-(e.date.toordinal() if e.date else 0), e.stored.key))
            )
        return self._ordered[types]

    def _of_type(self, record_type: RecordType) -> tuple[Entry, ...]:
        """Return all entries of a type; they are read once."""
        if record_type not in self._read:
            self._read[record_type] = tuple(self._every(record_type))
        return self._read[record_type]

    def _every(self, record_type: RecordType) -> Iterator[Entry]:
        for stored in (*self.store.records(record_type), *self._between_papers(record_type)):
            document = self.documents.get(stored.document_id)
            if document is None:
                continue
            part = next((p for p in self.parts.get(document.id, ()) if p.ordinal == stored.part), None)
            if self.show_restricted or part is None or part.marking is Marking.PUBLIC:
                yield Entry(stored, document, part)

    def _between_papers(self, record_type: RecordType) -> Iterator[StoredRecord]:
        """Yield what differs between papers, as far as both may be shown."""
        if record_type is RecordType.INCONSISTENCY:
            yield from across_papers(self.documents, read_links(self.store), self._open_passages)

    def _open_passages(self, document_id: str) -> Iterator[StoredPassage]:
        for stored in self.store.passages_of(document_id):
            if self.show_restricted or stored.part is None or stored.part.marking is Marking.PUBLIC:
                yield stored

    def cited_other(self, entry: Entry) -> Citation | None:
        """Return the citation of the other place of an inconsistency; None for what has but one."""
        if not isinstance(entry.record, Inconsistency):
            return None
        other, document_id = entry.record.other, entry.record.other_document or entry.document.id
        document, stored = self.documents[document_id], self.store.passage(f"{document_id}-{other.passage}")
        return cite_words(stored, document, (other.start, other.end), entry.standing, self.store)

    def cited(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, Citation]]:
        """Yield each entry with its citation, in order; what was removed meanwhile is left out."""
        wanted = list(entries)
        passages = {p.key: p for p in self.store.passages([e.stored.passage_key for e in wanted])}
        for entry in wanted:
            passage = passages.get(entry.stored.passage_key)
            if passage is not None:
                source = entry.record.source
                span = source.start, source.end
                yield entry, cite_words(passage, entry.document, span, entry.standing, self.store)


def standing_of_record(record: Record) -> Standing:
    """Return what a record commits to: a decision that was taken is agreed, one to be taken is not."""
    match record:
        case Decision():
            agreed = record.outcome is not None and not record.proposed
            return Standing.AGREED if agreed else Standing.RECOMMENDED
        case Resolution():
            return Standing.REPORTED if record.outcome is DecisionOutcome.LOST else Standing.AGREED
        case Recommendation():
            return Standing.RECOMMENDED
        case Action():
            return Standing.PLANNED
        case _:
            return Standing.REPORTED


_COMMON = frozenset(map(stem, STOPWORDS))


def _one_of(value: str | None, wanted: frozenset[str]) -> bool:
    """Whether ``value`` is one of the wanted names, or holds one; no matter the case of letters."""
    return not wanted or (value is not None and any(name.casefold() in value.casefold() for name in wanted))


def _words_of(record: Record) -> Iterator[str | None]:
    match record:
        case Decision():
            yield from (
                record.title,
                record.wording,
                record.reference,
                record.recommended,
                *record.recipients,
            )
        case Resolution():
            yield from (record.title, record.wording, record.item)
        case Recommendation():
            yield from (record.title, record.wording)
        case Action():
            yield from (record.theme, record.deliverable, record.action, record.lead, record.reference)
        case Measure():
            yield from (record.name, record.table, record.area, record.period)
        case Meeting():
            yield from (record.body, record.place)
        case Acronym():
            yield from (record.acronym, record.expansion)
        case Inconsistency():
            yield record.says
