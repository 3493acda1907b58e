"""``agreed decisions``, ``resolutions``, ``actions``, ``measures``, ``meetings``, ``acronyms`` and the like.

The commands are made from ``service.record_lists.LISTINGS``: they take the same options, and differ in
what they list.
"""
# ruff: noqa: PLC0415 - so that --help does not wait for the libraries that search

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.documents import Rating
from ingest.errors import RequestInvalid
from ingest.records import DecisionOutcome
from service.cli_options import Areas, AsJson, Data, DateFrom, DateTo, Documents, open_library
from service.cli_output import print_json, print_text

if TYPE_CHECKING:
    pass

_ONLY = "Which ones"
_ABOUT = {
    "decisions": "List the decisions that the papers record, newest first.",
    "resolutions": "List what meetings resolved, agreed or noted, newest first.",
    "recommendations": "List what reports ask bodies to do.",
    "actions": "List the actions of trackers, plans and minutes, with their ratings.",
    "measures": "List the figures of performance and finance tables.",
    "meetings": "List meetings: who was there, and who sent apologies.",
    "acronyms": "List short forms with what the papers say they stand for.",
    "inconsistencies": "List places where a paper does not agree with itself.",
}

Words = Annotated[
    list[str] | None, typer.Argument(metavar="[WORDS]", help="Only those that hold all of these words.")
]
Bodies = Annotated[
    list[str] | None,
    typer.Option("--body", metavar="NAME", help="Only of this body. May be repeated.", rich_help_panel=_ONLY),
]
Outcomes = Annotated[
    list[DecisionOutcome] | None,
    typer.Option("--outcome", help="Only with this outcome. May be repeated.", rich_help_panel=_ONLY),
]
Ratings = Annotated[
    list[Rating] | None,
    typer.Option("--rating", help="Only with this rating. May be repeated.", rich_help_panel=_ONLY),
]
Year = Annotated[
    int | None,
    typer.Option("--year", min=1800, max=2200, help="Only of this calendar year.", rich_help_panel=_ONLY),
]
Over = Annotated[
    float | None,
    typer.Option("--over", min=0, metavar="POUNDS", help="Only of this sum or more.", rich_help_panel=_ONLY),
]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print comma-separated values for a spreadsheet.")]


def add_record_commands(app: typer.Typer) -> None:
    """Add the commands that list records to ``app``."""
    for name, about in _ABOUT.items():
        app.command(name, help=about, epilog=f"Example: agreed {name} --csv")(_command(name))


def _command(name: str):  # type: ignore[no-untyped-def]
    def run(
        words: Words = None,
        *,
        areas: Areas = None,
        bodies: Bodies = None,
        documents: Documents = None,
        year: Year = None,
        date_from: DateFrom = None,
        date_to: DateTo = None,
        outcomes: Outcomes = None,
        ratings: Ratings = None,
        over: Over = None,
        data: Data = None,
        as_csv: AsCsv = False,
        as_json: AsJson = False,
    ) -> None:
        from retrieval.records import RecordFilters
        from service.record_lists import LISTINGS, list_out, listed
        from service.record_table import csv_text, text_of

        first, last = _days(year, date_from, date_to)
        filters = RecordFilters(
            about=" ".join(words or ()),
            areas=frozenset(areas or ()),
            bodies=frozenset(bodies or ()),
            documents=frozenset(documents or ()),
            date_from=first,
            date_to=last,
            outcomes=frozenset(outcomes or ()),
            ratings=frozenset(ratings or ()),
            least=None if over is None else Decimal(str(over)),
        )
        listing = LISTINGS[name]
        with open_library(data) as library:
            found = listed(library, listing, filters)
        if as_json:
            print_json(list_out(listing, found).model_dump(mode="json", by_alias=True))
        elif as_csv:
            typer.echo(csv_text(listing, found.entries), nl=False)
        else:
            print_text(text_of(listing, found))

    return run


def _days(
    year: int | None, date_from: datetime.datetime | None, date_to: datetime.datetime | None
) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and last day that are asked for. Raises RequestInvalid when there is none between."""
    first = date_from.date() if date_from else None
    last = date_to.date() if date_to else None
    if year:
        first = max(filter(None, (first, datetime.date(year, 1, 1))))
        last = min(filter(None, (last, datetime.date(year, 12, 31))))
    if first and last and first > last:
        raise RequestInvalid(
            "No day lies between the dates given.", hint="Swap --from and --to, or leave --year."
        )
    return first, last
