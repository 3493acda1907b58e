"""Whether the papers answer a question, or only speak of something near it.

Words decide, not likeness: MiniLM finds something near for any question. The sentence that answers,
with what stands around it, must hold most of what the question speaks of; a name, figure or year of
the question that no paper holds is not in the papers at all.
"""

from collections.abc import Sequence

from retrieval.answering.evidence import Unit
from retrieval.query import Question
from retrieval.search import Found

# Shares of the question's meaning, 0..1.
LEAST_COVERED = 0.5
LEAST_COSINE = 0.25


def answers(question: Question, best: Sequence[Unit], found: Sequence[Found]) -> bool:
    """Whether the best of the units answer the question."""
    if not best:
        return False
    covered = max(unit.covered for unit in best[:8])
    cosine = max((f.cosine for f in found), default=0.0)
    return covered >= LEAST_COVERED and cosine >= LEAST_COSINE
