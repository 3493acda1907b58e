"""Records as rows of a table: for a terminal, for a spreadsheet."""

import csv
import dataclasses
import datetime
import io
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import singledispatch

from ingest.records import Amount, Option
from retrieval.answering.answer import Citation
from retrieval.records import Entry
from service.page_links import citation_href
from service.record_lists import Listed, Listing
from service.rendering import day, words_line
from service.source_lines import place_line

# What a spreadsheet would take for a formula, and run.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_OF_THE_PAPER = (
    "paper",
    "kind",
    "body_of_paper",
    "area_of_paper",
    "date_of_paper",
    "page",
    "part",
    "quote",
    "link",
)
_CLIPPED = 60  # words


def csv_text(listing: Listing, entries: Iterable[tuple[Entry, Citation]], base: str = "") -> str:
    """Return a list as comma-separated values, a header first; ``base`` stands before the links."""
    names = [f.name for f in dataclasses.fields(listing.form) if f.name not in ("type", "source", "other")]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", *names, *_OF_THE_PAPER])
    for entry, citation in entries:
        fields = [cell(getattr(entry.record, name)) for name in names]
        writer.writerow([_inert(value) for value in (entry.id, *fields, *_paper_cells(citation, base))])
    return out.getvalue()


@singledispatch
def cell(value: object) -> str:
    """Return a field of a record as one line of text.

    >>> cell((1, 2))
    '1; 2'
    """
    return "" if value is None else words_line(str(value))


@cell.register
def _(value: bool) -> str:
    return "yes" if value else "no"


@cell.register
def _(value: Enum) -> str:
    return str(value.value)


@cell.register
def _(value: datetime.date) -> str:
    return value.isoformat()


@cell.register
def _(value: Amount) -> str:
    return words_line(f"{value.text} ({value.purpose})" if value.purpose else value.text)


@cell.register
def _(value: Option) -> str:
    return words_line(f"{value.text} ({value.reason})" if value.reason else value.text)


@cell.register
def _(value: tuple) -> str:  # type: ignore[type-arg]
    return "; ".join(map(cell, value))


def page_words(citation: Citation) -> str:
    """Return the pages of a citation: "p. 3", "pp. 3-4"."""
    if citation.page_end > citation.page_start:
        return f"pp. {citation.page_start}\u2013{citation.page_end}"
    return f"p. {citation.page_start}"


def text_of(listing: Listing, found: Listed) -> str:
    """Return a list for a terminal: a paragraph a record, with where it stands."""
    if not found.entries:
        return f"No {listing.name} were found in the papers."
    head = f"{found.total:,} {listing.singular if found.total == 1 else listing.name}"
    return "\n\n".join([head, *(_paragraph(entry, citation) for entry, citation in found.entries)])


def _paragraph(entry: Entry, citation: Citation) -> str:
    record = entry.record
    signs = [getattr(record, name, None) for name in ("reference", "outcome", "rating", "status", "period")]
    lead = [day(entry.date) if entry.date else "", *map(cell, signs)]
    names = ("title", "name", "acronym", "theme")
    named = next((cell(getattr(record, n)) for n in names if getattr(record, n, None)), "")
    said = next(
        (
            cell(getattr(record, n))
            for n in ("wording", "action", "value", "expansion", "says", "present")
            if getattr(record, n, None)
        ),
        "",
    )
    place = place_line(citation.part, page_words(citation), citation.page_label)
    lines = [
        " | ".join(filter(None, lead)),
        named,
        _clipped(said),
        f"{words_line(citation.document.title)}, {place}",
    ]
    return "\n  ".join(filter(None, lines))


def _clipped(text: str) -> str:
    words = text.split()
    return text if len(words) <= _CLIPPED else f"{' '.join(words[:_CLIPPED])} \u2026"


def _paper_cells(citation: Citation, base: str) -> Iterator[str]:
    document = citation.document
    yield from (document.title, document.kind, document.body or "", document.area or "")
    yield document.date.isoformat() if document.date else ""
    yield str(citation.page_start)
    yield citation.part.title if citation.part else ""
    yield words_line(citation.quote.exact)
    yield base + citation_href(citation)


def _inert(value: str) -> str:
    """Return a cell that no spreadsheet runs."""
    return f"'{value}" if value.startswith(_FORMULA) and not _is_number(value) else value


def _is_number(value: str) -> bool:
    try:
        float(value.replace(",", ""))
    except ValueError:
        return False
    return True
