"""Addresses of passages that stay valid: in a committee paper they outlive this server's pages.

A passage is named by its paper's bytes and its place in it, so the same file ingested again keeps it.
When a later version of Agreed cuts that paper otherwise, the same name may mean other words: so the
address also carries a mark of the words, by which that is noticed, and the page where they stood.
"""

import hashlib
from urllib.parse import quote as percent_encode
from urllib.parse import urlencode

from retrieval.answering.answer import Citation, Hit

_MARK_LETTERS = 8


def mark_of(words: str) -> str:
    """Return a short mark of words, hexadecimal, the same on every machine."""
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=_MARK_LETTERS // 2).hexdigest()


def permanent_path(found: Citation | Hit) -> str:
    """Return the path of what a citation quotes, or of a passage that a search found."""
    asked: dict[str, str | int] = {}
    words = found.text if isinstance(found, Hit) else found.passage[found.start : found.end]
    if isinstance(found, Citation):
        asked |= {"start": found.start, "end": found.end}
    asked |= {"page": found.page_start, "is": mark_of(words)}
    return f"/p/{percent_encode(found.passage_id, safe='')}?{urlencode(asked)}"
