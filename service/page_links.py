"""Addresses of pages with words marked, the same from every surface."""

from urllib.parse import quote as percent_encode
from urllib.parse import urlencode

from retrieval.answering.answer import Citation


def page_href(
    document_id: str, page: int, passage_id: str, start: int | None = None, end: int | None = None
) -> str:
    """Return the address of a page with a passage, or a part of one, marked on it."""
    asked: dict[str, str | int] = {"passage": passage_id}
    if start is not None and end is not None:
        asked |= {"start": start, "end": end}
    return f"/documents/{percent_encode(document_id, safe='')}/pages/{page}?{urlencode(asked)}#mark"


def citation_href(citation: Citation) -> str:
    """Return the address of the page that a citation quotes, with its words marked."""
    page = citation.boxes[0].page if citation.boxes else citation.page_start
    return page_href(citation.document.id, page, citation.passage_id, citation.start, citation.end)
