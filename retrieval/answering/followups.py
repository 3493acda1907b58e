"""Questions that may come next, made from the headings near the answer."""

from collections.abc import Sequence

from retrieval.query import Question
from retrieval.search import Found
from retrieval.words import words_in

_MOST = 3


def followups(question: Question, found: Sequence[Found]) -> list[str]:
    """Return up to three further questions, each about a section that was found but not asked for."""
    asked = set(words_in(question.text))
    offered: dict[str, None] = {}
    for f in found:
        if not f.stored.passage.heading:
            continue
        heading = f.stored.passage.heading[-1].strip(" .:")
        bare = heading.lstrip("0123456789.()> ").strip()
        words = words_in(bare)
        if 2 <= len(words) <= 7 and not set(words) <= asked and any(len(w) > 5 for w in words) and not bare.isupper():
            offered.setdefault(f"What do the papers say about {bare[:1].lower() + bare[1:] if bare[1:2].islower() else bare}?")
        if len(offered) == _MOST:
            break
    return list(offered)
