"""Where a citation's words stand, said alike on every surface: the part of a pack, the page, OCR."""

from ingest.documents import Part
from retrieval.answering.answer import CitedDocument, CitedPart
from service.strings import text
from service.wording import long_date

_UNDECIDED = frozenset({"draft", "proposed", "superseded"})


def part_line(part: CitedPart | Part) -> str:
    """Return what a part of a pack is called: "Item 7b, Managing offenders update"."""
    return f"{text('place.item', item=part.item)}, {part.title}" if part.item else part.title


def place_line(part: CitedPart | None, pages: str, printed: str | None = None) -> str:
    """Return where words stand; ``pages`` is worded by the surface, ``printed`` the label where it differs.

    >>> place_line(None, "p. 3", "iii")
    'p. 3 (printed iii)'
    """
    place = f"{part_line(part)}, {text('place.of_pack', pages=pages)}" if part else pages
    return f"{place} {text('source.printed', label=printed)}" if printed else place


def ocr_note(confidence: float | None) -> str:
    """Return how surely words were read from a picture; "" for words that the file itself holds.

    >>> ocr_note(0.931)
    'read by OCR, 93 % sure'
    """
    return "" if confidence is None else text("place.by_ocr", percent=f"{100 * confidence:.0f}")


def state_note(document: CitedDocument) -> str:
    """Return that a paper was replaced, and by what, or that it is no final one; "" for all others.

    A later edition of the same title is named by its date alone.
    """
    if document.superseded_by is None:
        return text(f"state.{document.status}") if document.status in _UNDECIDED else ""
    title, date = document.superseded_title, document.superseded_date
    is_other = title and title != document.title
    note = text("state.replaced_by", title=title) if is_other else text("state.replaced")
    return note + (f" ({long_date(date)})" if date else "")
