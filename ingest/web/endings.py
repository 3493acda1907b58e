"""Which ending a fetched paper gets on disk, by what its server and its address say it is."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from ingest.errors import PaperRefused

_TYPES = {
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "message/rfc822": ".eml",
}
_ENDINGS = frozenset({*_TYPES.values(), ".txt", ".htm"})

# What servers say when they do not know; then the address's own ending counts.
_VAGUE = frozenset(
    """
    application/binary application/download application/force-download application/octet-stream
    application/save application/unknown application/x-download application/x-octet-stream
    application/zip application/x-zip-compressed application/vnd.ms-excel binary/octet-stream text/plain
    """.split()
)
_PAGES = frozenset({".html", ".htm"})


def known_ending(name: str) -> str:
    """Return the ending of ``name`` in lower case when papers have it, else nothing."""
    ending = PurePosixPath(name).suffix.lower()
    return ending if ending in _ENDINGS else ""


def ending_of(content_type: str, names: Sequence[str]) -> str:
    """Return the ending for a paper of ``content_type`` that is called one of ``names``, best first.

    Raises PaperRefused when it is no paper, or a web page in a paper's place.
    """
    kind = content_type.partition(";")[0].strip().lower()
    named = next((ending for name in names if (ending := known_ending(name))), "")
    ending = _TYPES.get(kind, "")
    if ending in _PAGES and named and named not in _PAGES:
        # A page that says "not found" or "sign in", without the status that goes with it.
        raise PaperRefused(
            f"A web page came where the address promises a {named} file.",
            hint="Open it in a browser: the paper may have moved, or ask for a password.",
        )
    if ending:
        # ".htm" for a page is as good as ".html"; a name that agrees keeps its own spelling.
        return named if {named, ending} <= _PAGES else ending
    if not kind or kind in _VAGUE:
        if named:
            return named
        if kind == "text/plain":
            return ".txt"
    raise PaperRefused(
        f"It is not a paper of a kind that is read ({kind or 'its server does not say what it is'}).",
        hint="List the addresses of papers only: PDFs, Word files, web pages, text and tables.",
    )
