"""How well answers meet what the question file says of them.

Text is compared as tokens: lower-case words, numbers without thousands separators, "£" and "%".
A snippet of a table may have up to ``CELLS_BETWEEN`` tokens between two of its own.
"""

import re
import unicodedata
from dataclasses import dataclass, fields

from retrieval.answering.answer import Answer, Status
from retrieval.evaluation.predictions import shown_text

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[£%]")
CELLS_BETWEEN = 12


def tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    found = [token.replace(",", "") if token[0].isdigit() else token for token in TOKEN.findall(plain)]
    return [token.removesuffix("'s") for token in found]


def says(text: str, snippet: str, gap: int = 0) -> bool:
    """Whether the snippet's tokens stand in ``text``, in order, at most ``gap`` others between two."""
    have, (first, *rest) = tokens(text), tokens(snippet)
    for start in (at for at, token in enumerate(have) if token == first):
        at = start
        for token in rest:
            following = have[at + 1 : at + 2 + gap]
            if token not in following:
                break
            at += 1 + following.index(token)
        else:
            return True
    return False


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
