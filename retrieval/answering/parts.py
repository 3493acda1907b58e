"""One answer of several: every part of a question that asks more than one thing.

The question as a whole is answered first, for its parts share their topic. What answers a part best is
then put in where the whole lacks it, and the least of the whole makes room.
"""

from collections.abc import Sequence

from retrieval.answering.answer import Answer, Claim, Status
from retrieval.answering.choose import MOST_CLAIMS, MOST_WORDS
from retrieval.answering.wording import AnswerWording

_ANSWERED = frozenset({Status.ANSWERED, Status.PARTLY_ANSWERED})
_OF_EACH = 3  # claims of a part, where the whole has no answer


def with_parts(whole: Answer, parts: Sequence[Answer]) -> Answer:
    """Return ``whole`` with what answers each of its ``parts``; it is answered in part when one is not.

    An answer that compares areas, or that records gave, stays as it is.
    """
    answered = [part for part in parts if part.status in _ANSWERED and part.claims]
    if not answered or whole.comparison or whole.status is Status.REFUSED:
        return whole
    if whole.status not in _ANSWERED:
        claims = [claim for part in answered for claim in part.claims[:_OF_EACH]]
        status = Status.ANSWERED if len(answered) == len(parts) else Status.PARTLY_ANSWERED
        return _made(whole, _within(_distinct(claims)), [*answered], status)
    firsts = [part.claims[0] for part in answered]
    claims = _distinct([whole.claims[0], *firsts, *whole.claims[1:]])
    return _made(whole, _within(claims), [whole, *answered], whole.status)


def _distinct(claims: Sequence[Claim]) -> list[Claim]:
    kept: list[Claim] = []
    for claim in claims:
        if not any(claim.text in other.text or other.text in claim.text for other in kept):
            kept.append(claim)
    return kept


def _within(claims: Sequence[Claim]) -> list[Claim]:
    """Return the first claims, as many as can be read at once."""
    kept: list[Claim] = []
    words = 0
    for claim in claims[:MOST_CLAIMS]:
        words += len(claim.text.split())
        if kept and words > MOST_WORDS:
            break
        kept.append(claim)
    return kept


def _made(whole: Answer, claims: list[Claim], sources: Sequence[Answer], status: Status) -> Answer:
    held = {citation.id: citation for answer in sources for citation in answer.citations}
    cited = dict.fromkeys(each for claim in claims for each in claim.citation_ids)
    headed = whole if whole.headline else sources[0]
    offering = whole if whole.followups else sources[0]
    made = whole.model_copy(
        update={
            "status": status,
            "headline": headed.headline,
            "claims": claims,
            "citations": [held[each] for each in cited],
            "nearest": [],
            "followups": offering.followups,
        }
    )
    return made.worded(AnswerWording(headline=headed.wording.headline, followups=offering.wording.followups))
