"""Options that several commands share, and what they make: settings, an open library, filters."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.documents import DocumentKind
from ingest.errors import RequestInvalid
from service.settings import DEFAULT_DATA, Settings

if TYPE_CHECKING:
    from retrieval.answering.answer import Filters
    from retrieval.library import Library

_ONLY = "Where to look"

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help=f"Folder of the store. Otherwise AGREED_DATA, otherwise {DEFAULT_DATA} in this folder.",
        show_default=False,
    ),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print JSON on standard output, and nothing else there.")
]
Yes = Annotated[
    bool, typer.Option("--yes", help="Remove papers that are gone without asking, however many they are.")
]
NoOcr = Annotated[
    bool, typer.Option("--no-ocr", help="Leave scanned pages unread. Otherwise AGREED_OCR, otherwise read.")
]
NoServer = Annotated[
    bool,
    typer.Option("--no-server", help="Load the papers here, also where “agreed serve” runs over them."),
]
Areas = Annotated[
    list[str] | None,
    typer.Option("--area", metavar="AREA", help="Only this area. May be repeated.", rich_help_panel=_ONLY),
]
Kinds = Annotated[
    list[DocumentKind] | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help=f"Only this kind of paper: {', '.join(DocumentKind)}. May be repeated.",
        rich_help_panel=_ONLY,
    ),
]
Documents = Annotated[
    list[str] | None,
    typer.Option(
        "--document",
        metavar="ID",
        help="Only this paper, by its id. May be repeated.",
        rich_help_panel=_ONLY,
    ),
]
DateFrom = Annotated[
    datetime.datetime | None,
    typer.Option(
        "--from",
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="Only papers dated on or after it: 2021-05-03.",
        rich_help_panel=_ONLY,
    ),
]
DateTo = Annotated[
    datetime.datetime | None,
    typer.Option(
        "--to",
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="Only papers dated on or before it.",
        rich_help_panel=_ONLY,
    ),
]


@contextmanager
def open_library(data: Path | None) -> Iterator["Library"]:
    """Open the library that the settings name, and close it afterwards."""
    # Here, so that --help does not wait for the libraries that search.
    from service.encoders import library_of  # noqa: PLC0415

    settings = Settings.from_environment(data)
    library = library_of(settings)
    try:
        yield library
    finally:
        library.close()


def filters_of(
    areas: list[str] | None,
    kinds: list[DocumentKind] | None,
    documents: list[str] | None,
    date_from: datetime.datetime | None,
    date_to: datetime.datetime | None,
) -> "Filters":
    """Return the filters that the options ask for. Raises RequestInvalid when no date can match."""
    from retrieval.answering.answer import Filters  # noqa: PLC0415 - as above

    if date_from and date_to and date_from > date_to:
        raise RequestInvalid("--from is later than --to.", hint="Swap the two dates.")
    return Filters.model_validate(
        {
            "areas": areas or [],
            "kinds": kinds or [],
            "documents": documents or [],
            "from": date_from.date() if date_from else None,
            "to": date_to.date() if date_to else None,
        }
    )
