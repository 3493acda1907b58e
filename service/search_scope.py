"""The scope of a search in words: which papers were looked through, and what the question was taken for."""

import datetime
from collections.abc import Sequence

from retrieval.answering.answer import Searched
from service.strings import text
from service.wording import long_date, name_of

# More areas than these are counted, and more kinds passed over: the line is to be read at a glance.
_AREAS_NAMED = 4
_KINDS_NAMED = 2


def scope_line(searched: Searched) -> str:
    """Say what was looked through.

    >>> scope_line(Searched(areas=["Norfolk"], documents=12))
    '12 papers (Norfolk)'
    """
    limits = [_areas(searched.areas)]
    if len(searched.kinds) <= _KINDS_NAMED:
        limits += [name_of(kind).lower() for kind in searched.kinds]
    limits += _dates(searched.date_from, searched.date_to)
    return f"{text('count.papers', n=searched.documents)} ({'; '.join(limits)})"


def interpreted_otherwise(interpreted: str, question: str) -> str:
    """Return what a question was taken for; "" where that says what the question says.

    >>> interpreted_otherwise("Who met", "who met?"), interpreted_otherwise("who met in 2021", "and in 2021?")
    ('', 'who met in 2021')
    """
    is_same = interpreted.strip(" ?").casefold() in ("", question.strip(" ?").casefold())
    return "" if is_same else interpreted


def _areas(areas: Sequence[str]) -> str:
    if len(areas) > _AREAS_NAMED:
        named = ", ".join(areas[:_AREAS_NAMED])
        return text("searched.more_areas", areas=named, n=len(areas) - _AREAS_NAMED)
    return ", ".join(areas) or text("searched.all_areas")


def _dates(first: datetime.date | None, last: datetime.date | None) -> list[str]:
    if first and last:
        if first == last:
            return [text("searched.on", day=long_date(first))]
        return [text("searched.between", first=long_date(first), last=long_date(last))]
    if first:
        return [text("searched.since", day=long_date(first))]
    return [text("searched.until", day=long_date(last))] if last else []
