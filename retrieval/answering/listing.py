"""Rows of trackers that a question asks for by their rating: "which diversion actions are still amber"."""

import re
from collections.abc import Sequence

from ingest.store import StoredPassage
from retrieval.answering.answer import Standing
from retrieval.answering.evidence import LONGEST_LIST, Unit, lines_of
from retrieval.query import Question, TermGroup
from retrieval.search import Found, PassagesOf
from retrieval.words import stem, stems_in

_ACTION_COLUMNS = ("action", "task", "activity")
_RATED = re.compile(r"(?:rag|rating|status)\b[^:]*: ?\w", re.I)
_RATING_WORDS = frozenset(
    stem(w)
    for w in [
        "action",
        "actions",
        "still",
        "rated",
        "rating",
        "status",
        "red",
        "amber",
        "green",
        "plan",
        "tracker",
    ]
)


def rated_rows(question: Question, found: Sequence[Found], passages_of: PassagesOf) -> list[Unit]:
    """Return the rows with a rating that the question names, of the tracker and section that it is about."""
    if not question.ratings:
        return []
    trackers = {f.document.id: f for f in reversed(found) if f.stored.passage.rating}
    topic = [g for g in question.groups if not any(way <= _RATING_WORDS for way in g.ways)]
    rows: list[tuple[float, Found, StoredPassage]] = []
    for document_id, best in trackers.items():
        for stored in passages_of(document_id):
            if stored.passage.rating not in question.ratings:
                continue
            rows.append((_about(stored, best, topic), best, stored))
    if not rows:
        return []
    most = max(score for score, _, _ in rows)
    return [_unit(stored, best) for score, best, stored in rows if score >= most - 0.05 and score > 0]


def _about(stored: StoredPassage, best: Found, topic: Sequence[TermGroup]) -> float:
    """Return how much of the topic a row's section, row and paper hold; the section's name counts most."""
    if not topic:
        return 1.0
    section = set(stems_in(" ".join(stored.passage.heading[-1:])))
    paper = set(
        stems_in(
            f"{best.document.facts.title} {best.document.facts.area or ''} {' '.join(stored.passage.heading)}"
        )
    )
    total = sum(g.weight for g in topic)
    score = 0.0
    for group in topic:
        if group.matches(section):
            score += group.weight
        elif group.matches(paper):
            score += group.weight * 0.9
    return score / total if total else 1.0


def _unit(stored: StoredPassage, best: Found) -> Unit:
    """Return a row from what the action is to its rating, or the action alone where that is long."""
    text = stored.passage.text
    lines = lines_of(text)
    first = next((i for i, (_, line) in enumerate(lines) if line.lower().startswith(_ACTION_COLUMNS)), 0)
    start = lines[first][0]
    ends = [at + len(line) for at, line in lines[first:]]
    rated = next((end for end in ends if _RATED.search(text[start:end])), ends[0])
    end = rated if len(text[start:rated].split()) <= LONGEST_LIST else ends[0]
    found = Found(stored, best.document, best.score, best.cosine)
    return Unit(found, text[start:end], start, end, Standing.REPORTED, 1.0, 1.0, score=1.0)
