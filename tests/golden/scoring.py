"""How well answers meet what the question file says of them."""

from dataclasses import dataclass, fields

from retrieval.answering.answer import Answer, Status
from retrieval.evaluation.predictions import shown_text
from tests.support.matching import CELLS_BETWEEN, says


def share(groups: list[list[str]], texts: list[str], gap: int = 0) -> float:
    """The share of ``groups`` of which one alternative stands in one of ``texts``."""
    held = [any(says(text, snippet, gap) for snippet in group for text in texts) for group in groups]
    return sum(held) / len(held)


@dataclass(frozen=True)
class Score:
    """One answerable question: each is 0..1."""

    evidence: float  # the evidence that the cited passages hold
    quoted: float  # the evidence that the marked words hold
    answer: float  # the words that the answer's text must hold
    complete: float  # whether it has all evidence and all words
    wrongly_abstained: float


def score(question: dict, answer: Answer) -> Score:
    gap = CELLS_BETWEEN if question["kind"] == "table" else 0
    evidence = share(question["evidence"], [citation.passage for citation in answer.citations], gap)
    quoted = share(question["evidence"], [citation.quote.exact for citation in answer.citations], gap)
    words = share(question["answer"], [shown_text(answer)])
    return Score(evidence, quoted, words, float(evidence == words == 1.0), float(abstained(answer)))


def abstained(answer: Answer) -> bool:
    return answer.status in (Status.NOT_FOUND, Status.REFUSED)


def declined(question: dict, answer: Answer) -> bool:
    """Whether an unanswerable question is left open, or met with the words that refute its premise."""
    refuted = any(says(c.passage, e) for e in question.get("evidence_ok", []) for c in answer.citations)
    return abstained(answer) or refuted


def means(scores: list[Score]) -> dict[str, float]:
    names = [field.name for field in fields(Score)]
    return {name: sum(getattr(score, name) for score in scores) / len(scores) for name in names}
