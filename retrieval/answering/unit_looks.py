"""What a unit looks like, whatever is asked: short, a name, a lead into something, a question."""

import datetime
import re
from functools import cache, lru_cache
from typing import NamedTuple

from retrieval.answering.answer_forms import holds_form
from retrieval.periods import dates_and_months

# Texts of which it is kept what was looked for in them, some 300 bytes each.
_MOST_KEPT = 8192
_FEW_WORDS = 5
_MOSTLY = 0.7
_MOSTLY_CAPITALS_FORM = re.compile(r"^(?:[A-Z /&()'-]{6,}:|\W*$)")
_ROLE = re.compile(
    r"\b(?:appointed|provider|provided by|delivered by|led by|chair(?:s|ed|ing|man)?|employ(?:s|ed|ment)?"
    r"|responsible|commission(?:s|ed)?|run by|runs|overse\w+|manag\w+|awarded to|funded by|hosted by|contact"
    r"|author|lead)\b",
    re.I,
)


class Looks(NamedTuple):
    """Whether a unit has few words, is a title or name, leads into what follows, or asks or heads a form."""

    short: bool
    name: bool
    leads: bool
    asks: bool


# There are sixteen, so that each is there but once.
_looks = cache(Looks)


def looks_of(text: str) -> Looks:
    """Return what a unit of ``text`` looks like."""
    words, stripped = text.split(), text.rstrip()
    name = text[-1:] not in ".;:!?" and sum(word[:1].isupper() for word in words) > len(words) * _MOSTLY
    asks = stripped.endswith("?") or bool(_MOSTLY_CAPITALS_FORM.match(text))
    return _looks(len(words) < _FEW_WORDS, name, stripped.endswith(":"), asks)


# Whether a text holds what is wanted, as ``holds_form`` tells it.
form_held = lru_cache(maxsize=_MOST_KEPT)(holds_form)


@lru_cache(maxsize=_MOST_KEPT)
def names_role(text: str) -> bool:
    """Whether ``text`` speaks of who does or runs something."""
    return bool(_ROLE.search(text))


@lru_cache(maxsize=_MOST_KEPT)
def days_in(text: str) -> tuple[datetime.date, ...]:
    """Return the days in ``text``, and the first of each month given without a day."""
    return tuple(dates_and_months(text))
