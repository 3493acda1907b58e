"""Units read together with the question: what the cross-encoder makes of them, and their order by it."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from retrieval.answering.evidence import Unit
from retrieval.cross_encoder import CrossEncoder
from retrieval.cross_encoder.protocol import LogOdds
from retrieval.cross_encoder.texts import under_headings

_ANSWERS_SHARE = 0.5


def refine(
    units: Sequence[Unit], question: str, cross_encoder: CrossEncoder, *, best: int, again: int
) -> list[Unit]:
    """Return the units, best first; ``best`` of them are read with the question, and their scores refined.

    The ``again`` likest of these are read once more, closely. What a section is called helps to understand
    one sentence and misleads of another: they are read both under it and without it.
    """
    ordered = sorted(units, key=_place)
    read = ordered[:best]
    refined = [
        replace(unit, odds=float(one), score=unit.score + _ANSWERS_SHARE * probability(float(one)))
        for unit, one in zip(read, _odds(read, question, cross_encoder, again), strict=True)
    ]
    return sorted(refined, key=_place) + ordered[best:]


def probability(odds: float) -> float:
    """Return the probability, 0..1, of log-odds."""
    return 1.0 / (1.0 + math.exp(-odds))


def _odds(units: Sequence[Unit], question: str, cross_encoder: CrossEncoder, again: int) -> LogOdds:
    """Return the log-odds that each unit answers, shape (len(units),)."""
    headed = [_under(_title(unit), unit) for unit in units]
    odds = cross_encoder.log_odds(question, headed).copy()
    likest = np.argsort(-odds, kind="stable")[:again].tolist()
    bare = [under_headings(_title(units[i]), "", units[i].text) for i in likest]
    texts = list(dict.fromkeys([*(headed[i] for i in likest), *bare]))
    closer = dict(zip(texts, cross_encoder.log_odds(question, texts, closely=True), strict=True))
    for i, without in zip(likest, bare, strict=True):
        odds[i] = (closer[headed[i]] + closer[without]) / 2
    return odds


def _place(unit: Unit) -> tuple[float, int, int]:
    return -unit.score, unit.stored.key, unit.start


def _under(title: str, unit: Unit) -> str:
    heading = unit.stored.passage.heading
    return under_headings(title, heading[-1] if heading else "", unit.text)


def _title(unit: Unit) -> str:
    part, facts = unit.stored.part, unit.found.document.facts
    title = part.title if part and part.title else facts.title
    if facts.reference and facts.reference not in title:
        title = f"{facts.reference} {title}"
    return f"{title}, {facts.date:%B %Y}" if facts.date else title
