"""The pages of decisions, actions, measures, meetings and the other lists of records."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import HTMLResponse, Response

from service.parts import LibraryPart
from service.record_lists import LISTINGS, Listing
from service.record_table import csv_text
from service.web.record_choices import Asked, chosen
from service.web.records import view
from service.web.rendering import respond

_MOST_DIGITS = 7

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


class Wanted(BaseModel):
    """The query of a list's page."""

    about: Annotated[str, Field(max_length=200)] = ""
    area: str = ""
    body: str = ""
    document: str = ""
    year: str = ""
    outcome: str = ""
    standing: str = ""
    rating: str = ""
    sort: str = ""
    page: str = "1"

    def asked(self) -> Asked:
        """Return what is asked for; a page that is no number is the first."""
        is_number = self.page.isascii() and self.page.isdecimal() and len(self.page) <= _MOST_DIGITS
        chosen = self.model_dump(exclude={"page"})
        return Asked(**chosen, screen=int(self.page) if is_number else 1)


def _page(listing: Listing) -> Callable[..., Response]:
    def page(library: LibraryPart, wanted: Annotated[Wanted, Query()]) -> Response:
        return respond("records.html", view=view(listing, library.catalogue(), wanted.asked()))

    return page


def _spreadsheet(listing: Listing) -> Callable[..., Response]:
    def spreadsheet(request: Request, library: LibraryPart, wanted: Annotated[Wanted, Query()]) -> Response:
        catalogue = library.catalogue()
        kept = chosen(listing, catalogue.entries(listing.record_type), wanted.asked())
        text = csv_text(listing, catalogue.cited(kept), base=str(request.base_url).rstrip("/"))
        return Response(
            # The mark tells spreadsheets that the letters are Unicode.
            "\ufeff" + text,
            media_type="text/csv",
            headers={"Content-Disposition": f'attachment; filename="{listing.name}.csv"'},
        )

    return spreadsheet


for _listing in LISTINGS.values():
    router.add_api_route(f"/{_listing.name}", _page(_listing))
    router.add_api_route(f"/{_listing.name}.csv", _spreadsheet(_listing))
