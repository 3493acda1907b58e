"""Papers that a question names, by their reference or their subject.

In a paper about the link worker, the sentence with the cost need not say "link worker": where a
question speaks of a paper's subject, all of the paper that has the form asked for is looked at.
"""

from collections.abc import Sequence

from retrieval.answering.answer_forms import has_form
from retrieval.answering.telling import Told
from retrieval.query import Question
from retrieval.references import same_reference
from retrieval.search import Found, PassagesOf
from retrieval.snapshot import Snapshot

# The share of the question that a title must hold for the paper to be about it.
_ABOUT = 0.45
_MOST_PAPERS = 3
_LONGEST_PAPER = 150
_LESS_THAN_BEST = 0.6


def named_by_reference(question: Question, snapshot: Snapshot, documents: Sequence[str] | None) -> list[str]:
    """Return the papers among ``documents`` whose reference the question gives; none where it gives none."""
    allowed = snapshot.documents if documents is None else documents
    return [
        d
        for d in allowed
        if question.references
        and same_reference(snapshot.documents[d].facts.reference or "", question.references)
    ]


def passages_of_named(question: Question, found: Sequence[Found], passages_of: PassagesOf) -> list[Found]:
    """Return further passages, in the form asked for, of the papers whose title the question is about."""
    have, told = {f.stored.key for f in found}, Told(question.groups)
    best: dict[str, Found] = {}
    for f in found:
        best.setdefault(f.document.id, f)
    more: list[Found] = []
    for f in list(best.values())[:_MOST_PAPERS]:
        if f.document.passages > _LONGEST_PAPER or told.share(told.in_text(f.document.facts.title)) < _ABOUT:
            continue
        for stored in passages_of(f.document.id):
            if stored.key not in have and has_form(stored.passage.text, question):
                more.append(Found(stored, f.document, f.score * _LESS_THAN_BEST, f.cosine))
    return more
