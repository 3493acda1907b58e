"""``/v1/decisions`` and its like: the records of all papers, with paging and filters, as JSON."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, WithJsonSchema

from ingest.documents import Rating
from ingest.errors import RequestInvalid
from ingest.records import DecisionOutcome
from retrieval.records import RecordFilters
from service.api import MOST_LISTED, Offset
from service.errors import responses
from service.parts import LibraryPart
from service.record_lists import LISTINGS, Listing, RecordList, list_out, listed

router = APIRouter()

_MOST_POUNDS = 1_000_000_000_000
# Written as a number, not as a text that holds one, so that a generated client sends one.
Pounds = Annotated[
    Decimal,
    Query(ge=0, le=_MOST_POUNDS),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": _MOST_POUNDS, "examples": [50000]}),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for of a list: the filters, and which of the records."""

    filters: RecordFilters
    offset: int
    limit: int


def asked(  # noqa: PLR0917 - one argument a parameter of the request
    about: Annotated[str, Query(max_length=200, description="Words that must all stand in it.")] = "",
    area: Annotated[list[str] | None, Query(description="Only of these areas.")] = None,
    body: Annotated[list[str] | None, Query(description="Only of bodies so named, or in part.")] = None,
    document: Annotated[list[str] | None, Query(description="Only of these papers, by id.")] = None,
    date_from: Annotated[datetime.date | None, Query(alias="from", description="On or after.")] = None,
    date_to: Annotated[datetime.date | None, Query(alias="to", description="On or before.")] = None,
    outcome: Annotated[list[DecisionOutcome] | None, Query(description="Only with these outcomes.")] = None,
    rating: Annotated[list[Rating] | None, Query(description="Only with these ratings.")] = None,
    least: Annotated[Pounds | None, Query(description="Only of this sum in pounds or more.")] = None,
    most: Annotated[Pounds | None, Query(description="Only of this sum in pounds or less.")] = None,
    offset: Offset = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_LISTED, description="How many to return at most.")] = 50,
) -> Asked:
    """Return what the parameters of a request ask for. Raises RequestInvalid when no date can match."""
    if date_from and date_to and date_from > date_to:
        raise RequestInvalid("“from” is later than “to”.", hint="Swap the two dates.")
    filters = RecordFilters(
        about=about,
        areas=frozenset(area or ()),
        bodies=frozenset(body or ()),
        documents=frozenset(document or ()),
        date_from=date_from,
        date_to=date_to,
        outcomes=frozenset(outcome or ()),
        ratings=frozenset(rating or ()),
        least=least,
        most=most,
    )
    return Asked(filters, offset, limit)


def _route(listing: Listing) -> Callable[..., BaseModel]:
    def records(library: LibraryPart, wanted: Annotated[Asked, Depends(asked)]) -> BaseModel:
        found = listed(library, listing, wanted.filters, offset=wanted.offset, limit=wanted.limit)
        return list_out(listing, found, offset=wanted.offset, limit=wanted.limit)

    records.__doc__ = f"{listing.about} Newest first."
    records.__name__ = listing.name
    return records


for _listing in LISTINGS.values():
    router.add_api_route(
        f"/v1/{_listing.name}",
        _route(_listing),
        response_model=RecordList[_listing.form],  # type: ignore[name-defined]
        responses=responses(422, 503),
        tags=["records"],
        summary=f"List {_listing.name}",
    )
