"""What a question asks for: of "What salary does the co-ordinator get?", the salary.

Near misses speak of everything in a question but this, so it is looked for in the evidence itself.
"""

from collections.abc import Sequence

from ingest.words import words_in
from retrieval.query import Question, TermGroup
from retrieval.words import stem


def asked_for(question: Question) -> tuple[TermGroup, ...]:
    """Return the first run of telling words of ``question``; all that it speaks of where there is none.

    English puts what is asked for first: "how many special constables …", "which company …", "who won
    …", "what is the capital programme of …".
    """
    group_of = {s: group for group in question.groups for way in group.ways for s in way}
    run: list[TermGroup] = []
    for word in words_in(question.typed):
        group = group_of.get(stem(word))
        if group is not None and group not in run:
            run.append(group)
        elif group is None and run:
            break
    return tuple(run) or question.groups


def share(groups: Sequence[TermGroup], stems: frozenset[str]) -> float:
    """Return how much of ``groups``, by their weights, ``stems`` say, 0..1; 0 for no groups."""
    total = sum(group.weight for group in groups)
    return sum(g.weight * g.match(stems) for g in groups) / total if total else 0.0
