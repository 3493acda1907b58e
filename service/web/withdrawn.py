"""Answers that were given before a paper was removed, or closed to the public: its words are left out."""

from dataclasses import replace

from retrieval.answering.answer import Answer
from retrieval.library import Library
from service.conversations import Turn
from service.web.places import places_of


def without_withdrawn(turns: tuple[Turn, ...], library: Library) -> tuple[tuple[Turn, bool], ...]:
    """Return turns without the words of papers that may not be shown by now, and whether any are gone."""
    shown = places_of(library).documents
    cut = ((turn, _cut(turn.answer, shown)) for turn in turns)
    return tuple((replace(turn, answer=answer), answer is not turn.answer) for turn, answer in cut)


def _cut(answer: Answer, shown: frozenset[str]) -> Answer:
    gone = {citation.id for citation in answer.citations if citation.document.id not in shown}
    nearest = [hit for hit in answer.nearest if hit.document.id in shown]
    if not gone and len(nearest) == len(answer.nearest):
        return answer
    claims = [claim for claim in answer.claims if not gone.intersection(claim.citation_ids)]
    said = {claim.text for claim in claims}
    return answer.model_copy(
        update={
            "claims": claims,
            "citations": [citation for citation in answer.citations if citation.id not in gone],
            # A headline may be a withdrawn claim's words, or count what is gone.
            "headline": answer.headline if answer.headline in said else "",
            "nearest": nearest,
        }
    )
