"""Questions that may come next, made from the headings near the answer."""

import re
from collections.abc import Sequence

from ingest.words import words_in
from retrieval.answering.wording import Wording, wording
from retrieval.query import Question
from retrieval.search import Found

_MOST = 3
_NUMBER = re.compile(r"^(?:\(?(?:[a-z]|\d+)\)|\d+(?:\.\d+)*\.?)\s+")


def followups(question: Question, found: Sequence[Found]) -> list[Wording]:
    """Return up to three further questions, each about a section that was found but not asked for."""
    asked = set(words_in(question.text))
    offered: dict[str, None] = {}
    for f in found:
        topic = _topic(f.stored.passage.heading[-1]) if f.stored.passage.heading else ""
        words = words_in(topic)
        if 2 <= len(words) <= 7 and not set(words) <= asked and any(len(w) > 5 for w in words):
            offered.setdefault(topic)
        if len(offered) == _MOST:
            break
    return [wording("followup.say_about", topic=topic) for topic in offered]


def _topic(heading: str) -> str:
    """Return a heading without its number; empty for one in capitals, which is a part of a form."""
    bare = _NUMBER.sub("", heading).strip(" .:")
    return "" if bare.isupper() else bare
