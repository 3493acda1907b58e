"""The claims of an answer as the chat shows them: grouped by standing, each with what is said under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from retrieval.answering.answer import Answer, Claim, Standing
from service.claim_lines import approval_note, claim_lines
from service.source_lines import state_note
from service.standing_words import means
from service.web.citation_list import CitationList, CitationMarker
from service.wording import long_date, unbroken


@dataclass(frozen=True, slots=True)
class ClaimBlock:
    """Lines of a claim that are set alike: the items of a list, or lines under one another."""

    is_list: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with what is said of it; its markers stand after its last line."""

    blocks: tuple[ClaimBlock, ...]
    facts: tuple[str, ...]
    markers: tuple[CitationMarker, ...]


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims of one standing that follow each other; ``anchor`` is the id of their list."""

    anchor: str
    standing: Standing
    note: str
    claims: tuple[ClaimView, ...]


def by_standing(claims: Sequence[Claim]) -> list[Claim]:
    """Bring claims of one standing together, the standings in the order in which they first occur."""
    place = {standing: index for index, standing in enumerate(dict.fromkeys(c.standing for c in claims))}
    return sorted(claims, key=lambda claim: place[claim.standing])


def claim_groups(
    claims: Sequence[Claim], answer: Answer, citations: CitationList, turn_id: str
) -> tuple[ClaimGroup, ...]:
    """Return the groups of claims that are in order ``by_standing``; ``turn_id`` begins their ids."""
    return tuple(
        ClaimGroup(
            f"{turn_id}-{standing.value}",
            standing,
            means(standing),
            tuple(_claim(claim, answer, citations) for claim in group),
        )
        for standing, group in groupby(claims, key=lambda claim: claim.standing)
    )


def _claim(claim: Claim, answer: Answer, citations: CitationList) -> ClaimView:
    blocks = groupby(claim_lines(claim, answer), key=lambda line: line.is_item)
    return ClaimView(
        blocks=tuple(ClaimBlock(is_list, tuple(line.text for line in lines)) for is_list, lines in blocks),
        facts=_facts(claim, citations),
        markers=citations.markers(claim),
    )


def _facts(claim: Claim, citations: CitationList) -> tuple[str, ...]:
    cited = citations.cited_by(claim)
    document = cited[0].document if cited else None
    date = claim.date or (document.date if document else None)
    facts = (
        unbroken(long_date(date)) if date else None,
        document.body if document else None,
        document.reference if document else None,
        approval_note(claim),
        state_note(document) if document else None,
    )
    return tuple(fact for fact in facts if fact)
