"""The pages of decisions, actions, measures, meetings and the other lists of records."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from service.parts import LibraryPart
from service.record_lists import LISTINGS, Listing
from service.record_table import csv_text
from service.web.record_choices import Asked, chosen
from service.web.records import view
from service.web.rendering import respond

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


def _page(listing: Listing) -> Callable[..., Response]:
    def page(library: LibraryPart, asked: Annotated[Asked, Query()]) -> Response:
        return respond("records.html", view=view(listing, library.catalogue(), asked))

    return page


def _spreadsheet(listing: Listing) -> Callable[..., Response]:
    def spreadsheet(request: Request, library: LibraryPart, asked: Annotated[Asked, Query()]) -> Response:
        catalogue = library.catalogue()
        kept = chosen(listing, catalogue.entries(listing.record_type), asked)
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
