"""For browsers and readers of feeds: OpenSearch, the feed of a saved search, the sitemap, robots.txt."""
# ruff: noqa: PLC0415 - what writes XML is loaded when it is first needed, not when the server starts

import hashlib
from typing import Annotated
from urllib.parse import quote as percent_encode
from urllib.parse import urlencode

from fastapi import APIRouter, Header, Query, Request
from starlette.responses import PlainTextResponse, Response

from service.access import Access
from service.parts import LibraryPart

router = APIRouter(include_in_schema=False)

LONGEST_TOPIC = 200
MOST_ADDRESSES = 50_000  # of one sitemap, as sitemaps.org says

# A conversation and a search are nobody's page to find.
_NOT_TO_BE_FOUND = ("/c/", "/conversations", "/search", "/add", "/feeds/", "/timeline", "/v1/")


@router.get("/opensearch.xml")
def describe_search(request: Request) -> Response:
    """Describe the search, so that a browser can offer it in its address bar."""
    from service.feeds_atom import OPEN_SEARCH, open_search

    return Response(open_search(_base(request)), media_type=OPEN_SEARCH)


@router.get("/feeds/search.atom")
def feed(
    request: Request,
    library: LibraryPart,
    q: Annotated[str, Query(min_length=1, max_length=LONGEST_TOPIC, description="The topic.")],
    area: Annotated[list[str] | None, Query(description="Only of these areas.")] = None,
    if_none_match: Annotated[str, Header()] = "",
) -> Response:
    """Tell what was agreed on a topic, newest papers first."""
    from service.feeds_agreed import agreed_on
    from service.feeds_atom import ATOM, atom_feed

    asked = [("q", q), *(("area", each) for each in area or ())]
    name = hashlib.sha256(urlencode(asked).encode()).hexdigest()[:16]
    # As long as no paper comes or goes the feed is the same: who asks each hour costs nothing.
    tag = f'"{library.revision}-{name}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in if_none_match:
        return Response(status_code=304, headers=headers)
    found = agreed_on(library, q, areas=area or ())
    path = f"/feeds/search.atom?{urlencode(asked)}"
    whole = atom_feed(found, topic=q, feed_id=f"urn:agreed:feed:{name}", base=_base(request), path=path)
    return Response(whole, media_type=ATOM, headers=headers)


@router.get("/sitemap.xml")
def pages(
    request: Request, library: LibraryPart, part: Annotated[int, Query(ge=0, le=10_000)] = 0
) -> Response:
    """List the papers' pages; where they are too many for one sitemap, its parts (from 1)."""
    from service.feeds_atom import sitemap, sitemap_index

    base, papers = _base(request), library.documents()
    parts = max(1, -(-len(papers) // MOST_ADDRESSES))
    if not part and parts > 1:
        every = [f"{base}/sitemap.xml?part={number}" for number in range(1, parts + 1)]
        return Response(sitemap_index(every), media_type="application/xml")
    start = (max(1, part) - 1) * MOST_ADDRESSES
    shown = papers[start : start + MOST_ADDRESSES]
    addresses = [f"{base}/documents/{percent_encode(paper.id, safe='')}" for paper in shown]
    return Response(sitemap(addresses), media_type="application/xml")


@router.get("/robots.txt")
def robots(request: Request) -> Response:
    """Say what search engines may visit: papers, and nothing at all where a key is needed."""
    access: Access = request.app.state.access
    if access.in_force():
        return PlainTextResponse("User-agent: *\nDisallow: /\n")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_TO_BE_FOUND)]
    return PlainTextResponse("\n".join([*lines, "", f"Sitemap: {_base(request)}/sitemap.xml", ""]))


def _base(request: Request) -> str:
    """Return this server's address as the request named it (its Host was checked), without a slash."""
    return str(request.base_url).rstrip("/")
