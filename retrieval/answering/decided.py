"""What was decided, in the papers that record decisions.

A decision notice says its subject in its title and its decision in a section of its own ("The
recommendations as outlined above are approved"), so the words asked about often stand in neither
the outcome nor the recommendation. Where a notice or minute is about the question, its deciding
passages are looked at too.
"""

from collections.abc import Callable, Sequence

from ingest.documents import DocumentKind
from ingest.kinds.standing.standing_of import approves
from ingest.store import StoredPassage
from retrieval.query import Question
from retrieval.references import same_reference
from retrieval.search import Found, PassagesOf
from retrieval.words import stems_in

_MOST_NOTICES = 3


def approved_notices(found: Sequence[Found], approved: Callable[[str], bool]) -> frozenset[str]:
    """Return the ids of the decision notices among ``found`` that ``approved`` says of that they were."""
    notices = {f.document.id for f in found if f.document.facts.kind is DocumentKind.DECISION_NOTICE}
    return frozenset(filter(approved, notices))


def outcome_approves(passages: Sequence[StoredPassage]) -> bool:
    """Whether the outcome of a decision notice, given by its passages, approves what was recommended."""
    return any(approves(p.passage.text) for p in _outcomes(passages))


def with_decisions(question: Question, found: Sequence[Found], passages_of: PassagesOf) -> list[Found]:
    """Return ``found`` with the recommendations and outcomes of the notices most about it, raised."""
    notices: dict[str, Found] = {}
    for f in found:
        if f.document.facts.kind is DocumentKind.DECISION_NOTICE:
            notices.setdefault(f.document.id, f)
    deciding: dict[int, Found] = {}
    for best in list(notices.values())[:_MOST_NOTICES]:
        named = same_reference(best.document.facts.reference or "", question.references)
        topic = frozenset(stems_in(best.stored.passage.text))
        passages = passages_of(best.document.id)
        for stored in (*_recommendations(passages), *_outcomes(passages)):
            score = 1.0 if named else best.score
            deciding[stored.key] = Found(
                stored, best.document, score, best.cosine, deciding=True, topic=topic
            )
    return [*deciding.values(), *(f for f in found if f.stored.key not in deciding)]


def _outcomes(passages: Sequence[StoredPassage]) -> list[StoredPassage]:
    return [
        p
        for p in passages
        if any(_heads(h, ("outcome", "decision:", "decision taken")) for h in p.passage.heading)
    ]


def _recommendations(passages: Sequence[StoredPassage]) -> list[StoredPassage]:
    return [p for p in passages if any(_heads(h, ("recommendation",)) for h in p.passage.heading[-1:])]


def _heads(heading: str, words: Sequence[str]) -> bool:
    return any(word in f"{heading.lower()}:" for word in words)
