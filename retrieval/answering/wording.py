"""What an answer says in our own words: as the key of a text and its values, to be said in any language.

The papers' words are quoted as they stand. What is said beside them (a headline that counts, a question that
may come next) is told to programs in English, and shown to people in the language of their pages.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from retrieval.texts import english


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True)


class Wording(_Said):
    """A text of ours: its key, and what fills its gaps; ``n`` among them decides its plural form."""

    key: str
    values: Mapping[str, "Part"] = Field(default_factory=dict)


class Series(_Said):
    """Parts that are said one after the other; ``between`` is the key of what stands between two."""

    parts: tuple["Part", ...]
    between: str


# A string holds words of a paper or a name, the same in every language.
Part: TypeAlias = str | int | Wording | Series
Said: TypeAlias = Wording | Series


class AnswerWording(_Said):
    """What of an answer is in our own words.

    ``headline`` is None where the papers' words stand there, or nothing; ``followups`` are as many as the
    answer's, in their order.
    """

    headline: Said | None = None
    followups: tuple[Wording, ...] = ()


def wording(key: str, **values: Part) -> Wording:
    """Return the text of ``key`` with ``values`` in its gaps."""
    return Wording(key=key, values=values)


def series(between: str, parts: Iterable[Part]) -> Series:
    """Return ``parts`` one after the other, the text of ``between`` between two."""
    return Series(parts=tuple(parts), between=between)


def spoken(day: datetime.date | None) -> Part:
    """Return a day as it is said: "29 January 2018"; "" for none."""
    if day is None:
        return ""
    month = wording(f"date.month_{day.month}")
    return wording("date.long", day=day.day, month=month, year=str(day.year))


def words_of(said: Said, text: Callable[..., str]) -> str:
    """Return what is said, in the language of ``text``, which is given a key and its values.

    Raises what ``text`` raises for a key or a gap that is not there.
    """
    if isinstance(said, Series):
        return text(said.between).join(str(_in_words(part, text)) for part in said.parts)
    return text(said.key, **{name: _in_words(value, text) for name, value in said.values.items()})


def in_english(said: Said) -> str:
    """Return what is said, in English.

    >>> in_english(wording("headline.of_day", day=spoken(datetime.date(2021, 5, 19))))
    ', of 19 May 2021'
    """
    return words_of(said, english)


def _in_words(part: Part, text: Callable[..., str]) -> str | int:
    return words_of(part, text) if isinstance(part, Wording | Series) else part
