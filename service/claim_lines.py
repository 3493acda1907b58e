"""A claim's words as lines and list items, so that every surface sets a list as a list.

A claim is quoted as it stands in the store: list items begin with "•", the cells of a long table
row stand on lines of their own.
"""

from dataclasses import dataclass

from ingest.normalise import BULLET
from retrieval.answering.answer import Answer, Claim, Standing
from service.strings import text


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One line of a claim; an item of a list is without its bullet."""

    text: str
    is_item: bool = False


def claim_lines(claim: Claim, answer: Answer) -> tuple[ClaimLine, ...]:
    """Return the lines of one of ``answer``'s claims; blank ones are left out.

    A claim may begin inside a list, after its bullet: what stands before the quote tells.
    """
    said = [words for line in claim.text.splitlines() if (words := line.strip())]
    lines = [ClaimLine(words.removeprefix(BULLET).lstrip(), words.startswith(BULLET)) for words in said]
    if any(line.is_item for line in lines) and _begins_in_list(claim, answer):
        lines[0] = ClaimLine(lines[0].text, is_item=True)
    return tuple(line for line in lines if line.text)


def approval_note(claim: Claim) -> str:
    """Return what is said beside words that only recommend, where their paper approves them; else ""."""
    is_approved = claim.standing is Standing.AGREED and "recommend" in claim.text.lower()
    return text("state.approved") if is_approved else ""


def _begins_in_list(claim: Claim, answer: Answer) -> bool:
    before = {citation.id: citation.quote.prefix for citation in answer.citations}
    return any(before.get(identity, "").rstrip().endswith(BULLET) for identity in claim.citation_ids)
