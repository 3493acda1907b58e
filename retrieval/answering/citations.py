"""Units to citations: where in which paper the words stand."""

from ingest.documents import Document, PaperStatus, Part
from ingest.store import Store, StoredPassage
from retrieval.answering.answer import Citation, CitedDocument, CitedPart, Hit, Quote, Standing
from retrieval.answering.evidence import Unit
from retrieval.replaced import replacement_of
from retrieval.search import Found

_AROUND = 40


def cited(document: Document, store: Store) -> CitedDocument:
    """Return a paper as citations show it, with what it says of its status and what replaced it."""
    facts = document.facts
    later = replacement_of(document, store)
    return CitedDocument(
        id=document.id,
        sha256=document.sha256,
        name=document.name,
        title=facts.title,
        kind=facts.kind,
        body=facts.body,
        area=facts.area,
        date=facts.date,
        reference=facts.reference,
        status=None if facts.status is PaperStatus.UNSTATED else facts.status,
        superseded_by=later.id if later else None,
        superseded_title=later.facts.title if later else None,
        superseded_date=later.facts.date if later else None,
        url=f"/documents/{document.id}",
    )


def cited_part(part: Part | None) -> CitedPart | None:
    """Return a part of a pack as citations show it."""
    if part is None:
        return None
    return CitedPart(
        title=part.title,
        item=part.item,
        kind=part.kind,
        page_start=part.page_start,
        page_end=part.page_end,
        author=part.author,
    )


def cite(unit: Unit, store: Store) -> Citation:
    """Return the citation of a unit; its quote is the stored text between the unit's offsets."""
    assert unit.stored.passage.text[unit.start : unit.end] == unit.text, "a unit is a slice of its passage"
    return cite_words(unit.stored, unit.found.document, (unit.start, unit.end), unit.standing, store)


def cite_words(
    stored: StoredPassage, document: Document, span: tuple[int, int], standing: Standing, store: Store
) -> Citation:
    """Return the citation of the characters from ``span[0]`` to ``span[1]`` of a passage of ``document``."""
    passage = stored.passage
    start, end = span
    return Citation(
        id=f"{stored.id}:{start}-{end}",
        document=cited(document, store),
        part=cited_part(stored.part),
        passage_id=stored.id,
        passage=passage.text,
        page_start=passage.page_start,
        page_end=passage.page_end,
        page_label=store.page_label(stored.document_id, passage.page_start),
        heading=list(passage.heading),
        paragraph=passage.paragraph,
        quote=Quote(
            exact=passage.text[start:end],
            prefix=passage.text[max(0, start - _AROUND) : start],
            suffix=passage.text[end : end + _AROUND],
        ),
        start=start,
        end=end,
        standing=standing,
        confidence=passage.confidence,
    )


def hit_of(found: Found, store: Store) -> Hit:
    """Return a found passage as searches show it."""
    passage = found.stored.passage
    return Hit(
        passage_id=found.stored.id,
        text=passage.text,
        heading=list(passage.heading),
        paragraph=passage.paragraph,
        page_start=passage.page_start,
        page_end=passage.page_end,
        page_label=store.page_label(found.stored.document_id, passage.page_start),
        document=cited(found.document, store),
        part=cited_part(found.stored.part),
        score=round(found.score, 4),
        confidence=passage.confidence,
    )


def text_of_claim(unit: Unit) -> str:
    """Return a unit's words, with "…" where they were cut out of a sentence."""
    passage = unit.stored.passage.text
    before = passage[: unit.start].rstrip(" ")
    opens = not before or before[-1] in '\n.!?•”"' or unit.text[:1].isupper()
    after = passage[unit.end :]
    closes = not after.strip() or after[0] == "\n" or unit.text[-1:] in '.!?”";:'
    return f"{'' if opens else '… '}{unit.text}{'' if closes else ' …'}"
