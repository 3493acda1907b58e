"""The area that a paper is about: that of its body, else the place that it speaks of most."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.documents import Page
from ingest.kinds.facts.head import PaperHead, text_of
from ingest.kinds.places import area_of_body, places_in

_LEAST_MENTIONS, _LEAST_SHARE = 3, 0.4
_NATIONAL = re.compile(r"^(?:Department|Ministry|HM|Home Office|Cabinet Office|House of)\b|\bNational\b")
_ADDRESS = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
# Papers of every part of the country name the capital: it is where things are held and happen.
_CAPITAL = "London"


def area_of(head: PaperHead, pages: Sequence[Page], body: str | None) -> str | None:
    """Return the police area, county or place that a paper is about, or None where it is the whole country."""
    from_body = area_of_body(body) if body else None
    if from_body:
        return from_body
    if body and _NATIONAL.search(body):
        return None
    in_head = places_in(f"{head.text}\n{head.name}")
    counts = Counter(
        place
        for page in pages
        for block in page.blocks
        if not _ADDRESS.search(text_of(block))
        for place in places_in(text_of(block))
        if place != _CAPITAL or place in in_head
    )
    if counts:
        place, count = counts.most_common(1)[0]
        if count >= _LEAST_MENTIONS and count >= sum(counts.values()) * _LEAST_SHARE:
            return place
    return None
