"""Lists of records for every surface: what may be asked for by which name, and what is returned."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, Field

from ingest.records import (
    Acronym,
    Action,
    Decision,
    Inconsistency,
    Measure,
    Meeting,
    Recommendation,
    RecordType,
    Resolution,
)
from retrieval.answering.answer import Citation
from retrieval.library import Library
from retrieval.records import Entry, RecordFilters

RecordT = TypeVar(
    "RecordT", Decision, Resolution, Recommendation, Action, Measure, Meeting, Acronym, Inconsistency
)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that may be asked for: its ``name`` in addresses and commands, its records' ``form``."""

    name: str
    singular: str
    record_type: RecordType
    form: type
    about: str


LISTINGS: Mapping[str, Listing] = {
    listing.name: listing
    for listing in (
        Listing(
            "decisions",
            "decision",
            RecordType.DECISION,
            Decision,
            "What was decided, as decision notices and records of decisions say.",
        ),
        Listing(
            "resolutions",
            "resolution",
            RecordType.RESOLUTION,
            Resolution,
            "What meetings resolved, agreed or noted.",
        ),
        Listing(
            *("recommendations", "recommendation", RecordType.RECOMMENDATION, Recommendation),
            "What reports ask a body to agree, note or do.",
        ),
        Listing(
            "actions",
            "action",
            RecordType.ACTION,
            Action,
            "Actions of trackers, plans and minutes, with their ratings.",
        ),
        Listing("measures", "measure", RecordType.MEASURE, Measure, "Figures out of the papers' tables."),
        Listing(
            "meetings",
            "meeting",
            RecordType.MEETING,
            Meeting,
            "Meetings, who was there, and who sent apologies.",
        ),
        Listing("acronyms", "acronym", RecordType.ACRONYM, Acronym, "Short forms, and what they stand for."),
        Listing(
            *("inconsistencies", "inconsistency", RecordType.INCONSISTENCY, Inconsistency),
            "Places where a paper does not agree with itself.",
        ),
    )
}


class RecordOut(BaseModel, Generic[RecordT]):
    """A record, the paper that it was read in, and the citation that opens the page with the words marked."""

    id: str = Field(examples=["9f2c41d07be1a6c3-decision-0"])
    record: RecordT
    citation: Citation


class RecordList(BaseModel, Generic[RecordT]):
    """Records, newest first: ``offset`` to ``offset + limit`` of ``total``."""

    total: int
    offset: int
    limit: int | None
    items: list[RecordOut[RecordT]]


@dataclass(frozen=True, slots=True)
class Listed:
    """One screen of a list: its entries with their citations, of ``total`` in all."""

    total: int
    entries: tuple[tuple[Entry, Citation], ...]


def listed(
    library: Library, listing: Listing, filters: RecordFilters, *, offset: int = 0, limit: int | None = None
) -> Listed:
    """Return the records of ``listing`` that ``filters`` keep, from ``offset`` on, ``limit`` at most."""
    catalogue = library.catalogue()
    every = catalogue.entries(listing.record_type, filters=filters)
    shown = every[offset:] if limit is None else every[offset : offset + limit]
    return Listed(len(every), tuple(catalogue.cited(shown)))


def list_out(listing: Listing, found: Listed, *, offset: int = 0, limit: int | None = None) -> BaseModel:
    """Return what the API and ``--json`` say of a list."""
    items = [
        {"id": entry.id, "record": entry.record, "citation": citation} for entry, citation in found.entries
    ]
    form = RecordList[listing.form]  # type: ignore[name-defined]
    found_out: BaseModel = form(total=found.total, offset=offset, limit=limit, items=items)
    return found_out
