"""What was made of a question's words, as the chat shows it under the question."""

from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.answering.answer import Answer
from retrieval.interpreting.question import UnderstoodAs

# What is left of the question needs no telling: it stands right above, in the asker's own words.
_LABELS: Mapping[UnderstoodAs, str] = {
    UnderstoodAs.SPELLING: "Spelling",
    UnderstoodAs.ACRONYM: "Short form",
    UnderstoodAs.LIKE_WORDS: "Words of like meaning",
    UnderstoodAs.AREA: "Area",
    UnderstoodAs.PERIOD: "Dates",
    UnderstoodAs.YEAR: "Year",
    UnderstoodAs.PAPER: "Papers",
    UnderstoodAs.REFERENCE: "Reference",
    UnderstoodAs.RATING: "Rating",
    UnderstoodAs.LATEST: "Order",
    UnderstoodAs.EARLIER: "Earlier question",
}


@dataclass(frozen=True, slots=True)
class UnderstoodView:
    """Some words of the question: ``label`` says what they were taken for."""

    label: str
    text: str


def understood_views(answer: Answer) -> tuple[UnderstoodView, ...]:
    """Return what was understood of the question beyond what it is about."""
    return tuple(
        UnderstoodView(_LABELS[words.kind], words.text)
        for words in answer.understood
        if words.kind in _LABELS
    )
