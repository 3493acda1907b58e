"""What every door says of where words stand: an absolute address, a line to read, flat facts to keep."""

from retrieval.answering.answer import Citation, Hit
from service.permanent_links import permanent_path
from service.source_lines import place_line, state_note

Fact = str | int | float


def address_of(found: Citation | Hit, base: str) -> str:
    """Return the address that opens the page with the words marked; ``base`` is where the service answers."""
    return base.rstrip("/") + permanent_path(found)


def title_of(found: Citation | Hit) -> str:
    """Return what a source is called: its paper and its page, as "Minutes, 3 May 2021, p. 4 (printed iv)"."""
    document = found.document
    day = f"{document.date.day} {document.date:%B %Y}" if document.date else ""
    first, last = found.page_start, found.page_end
    pages = f"p. {first}" if first == last else f"pp. {first} to {last}"
    place = place_line(found.part, pages, found.page_label)
    return ", ".join(filter(None, (document.title or document.name, day, place)))


def facts_of(found: Citation | Hit, base: str) -> dict[str, Fact]:
    """Return where words come from as flat facts, none of them null: what other systems keep beside a text.

    ``page_start`` and ``page_end`` are 1-based; ``url`` opens the page with the words marked.
    """
    document, part = found.document, found.part
    facts: dict[str, Fact | None] = {
        "document_id": document.id,
        "sha256": document.sha256,
        "title": document.title,
        "file": document.name,
        "kind": str(document.kind),
        "body": document.body,
        "area": document.area,
        "date": document.date.isoformat() if document.date else None,
        "reference": document.reference,
        "state": state_note(document),
        "part": part.title if part else None,
        "part_item": part.item if part else None,
        "passage_id": found.passage_id,
        "page_start": found.page_start,
        "page_end": found.page_end,
        "page_label": found.page_label,
        "heading": " > ".join(found.heading),
        "paragraph": found.paragraph,
        "confidence": found.confidence,
        "url": address_of(found, base),
    }
    return {name: value for name, value in facts.items() if value not in (None, "")}
