"""What was made of a question's words, as the chat shows it under the question."""

from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.answering.answer import Answer, Filters, UnderstoodWords
from retrieval.interpreting.question import UnderstoodAs
from service.strings import text
from service.wording import name_of

# What is left of the question needs no telling: it stands right above, in the asker's own words.
_UNTOLD = frozenset({UnderstoodAs.TOPIC})


@dataclass(frozen=True, slots=True)
class UnderstoodView:
    """Some words of the question: ``label`` says what they were taken for.

    ``key`` takes them back, when the question is asked again; "" where nothing can.
    """

    label: str
    text: str
    key: str = ""


def understood_views(answer: Answer) -> tuple[UnderstoodView, ...]:
    """Return what was understood of the question beyond what it is about."""
    return views_of(answer.understood)


def views_of(understood: Iterable[UnderstoodWords]) -> tuple[UnderstoodView, ...]:
    """Return words of a question with what they were taken for."""
    return tuple(
        UnderstoodView(text(f"understood.{words.kind.value}"), _shown(words), words.key or "")
        for words in understood
        if words.kind not in _UNTOLD
    )


def _shown(words: UnderstoodWords) -> str:
    """Return words as they were typed, or what was understood where that has a name of ours."""
    value = (words.key or "").partition(":")[2]
    if words.kind is UnderstoodAs.LATEST:
        return text("understood.the_latest")
    if words.kind is UnderstoodAs.RATING and value:
        return name_of(value).lower()
    if words.kind is UnderstoodAs.LIKE_WORDS and value:
        return text("understood.words_like", word=value)
    return words.text


def limit_views(filters: Filters) -> tuple[UnderstoodView, ...]:
    """Return where the asker wanted it to be looked for; each key drops that limit."""
    since, until = filters.date_from, filters.date_to
    limits = (
        ("area", ", ".join(filters.areas)),
        ("kind", ", ".join(name_of(kind) for kind in filters.kinds)),
        ("since", str(since.year) if since else ""),
        ("until", str(until.year) if until else ""),
    )
    return tuple(
        UnderstoodView(text(f"filter.{name}"), value, f"filter:{name}") for name, value in limits if value
    )
