"""The citations of an answer, numbered: markers at the claims, and the list of sources beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.answering.answer import Citation, CitedDocument, Claim, Hit
from service.page_links import citation_href, page_href
from service.source_lines import ocr_note, place_line, state_note
from service.strings import text
from service.web.excerpts import excerpt, opening
from service.web.highlights import Segment
from service.wording import long_date, pages_of, unbroken


@dataclass(frozen=True, slots=True)
class CitationMarker:
    """The numbered link from a claim to its source; ``label`` is read out in place of the number."""

    number: int
    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """A place in a paper: numbered when it supports a claim, with the quoted words marked."""

    title: str
    facts: tuple[str, ...]
    heading: tuple[str, ...]
    segments: tuple[Segment, ...]
    href: str
    number: int = 0
    anchor: str = ""


class CitationList:
    """The citations that claims use, numbered from 1 in the order in which they first use them.

    ``turn_id`` begins the ids of the sources, so that each is unique within the page. What a claim cites
    and the answer does not hold is passed over.
    """

    def __init__(self, claims: Sequence[Claim], citations: Sequence[Citation], turn_id: str) -> None:
        held = {citation.id: citation for citation in citations}
        used = (identity for claim in claims for identity in claim.citation_ids if identity in held)
        self._cited = {identity: held[identity] for identity in dict.fromkeys(used)}
        self._numbers = {identity: number for number, identity in enumerate(self._cited, start=1)}
        self._turn_id = turn_id

    def cited_by(self, claim: Claim) -> list[Citation]:
        """Return the citations of one claim, in its own order."""
        return [self._cited[identity] for identity in claim.citation_ids if identity in self._cited]

    def markers(self, claim: Claim) -> tuple[CitationMarker, ...]:
        """Return the links that stand after a claim's words."""
        return tuple(self._marker(citation) for citation in self.cited_by(claim))

    def sources(self) -> tuple[SourceView, ...]:
        """Return all sources, in the order of their numbers."""
        return tuple(
            SourceView(
                title=citation.document.title,
                facts=_facts(citation.document, citation),
                heading=_heading(citation),
                segments=excerpt(citation.passage, citation.start, citation.end),
                href=citation_href(citation),
                number=self._numbers[citation.id],
                anchor=self._anchor(citation),
            )
            for citation in self._cited.values()
        )

    def _marker(self, citation: Citation) -> CitationMarker:
        number, title = self._numbers[citation.id], citation.document.title
        label = text("turn.source", n=number, title=title, place=_place(citation))
        return CitationMarker(number, self._anchor(citation), label)

    def _anchor(self, citation: Citation) -> str:
        return f"{self._turn_id}-source-{self._numbers[citation.id]}"


def nearest_source(hit: Hit) -> SourceView:
    """Return a passage that came close but supports no claim: without a number or marked words."""
    return SourceView(
        title=hit.document.title,
        facts=_facts(hit.document, hit),
        heading=_heading(hit),
        segments=opening(hit.text),
        href=page_href(hit.document.id, hit.page_start, hit.passage_id),
    )


def _facts(document: CitedDocument, place: Citation | Hit) -> tuple[str, ...]:
    facts = (
        document.body,
        unbroken(long_date(document.date)) if document.date else None,
        _place(place),
        state_note(document),
        ocr_note(place.confidence),
    )
    return tuple(fact for fact in facts if fact)


def _heading(place: Citation | Hit) -> tuple[str, ...]:
    return (*place.heading, *((text("place.paragraph", number=place.paragraph),) if place.paragraph else ()))


def _place(place: Citation | Hit) -> str:
    """Return the part of a pack and the page; no line is broken within the page's words."""
    first, last, label = place.page_start, place.page_end, place.page_label
    if first != last:
        return place_line(place.part, pages_of(first, last))
    return place_line(place.part, pages_of(first, first), label if label != str(first) else None)
