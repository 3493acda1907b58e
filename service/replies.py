"""What an answer says in our own words, not the papers': in the language of the pages.

Programs are given it in English, as it stands in the answer.
"""

from collections.abc import Iterator

from retrieval.answering.answer import Answer
from retrieval.answering.wording import Said, words_of
from service.strings import text


def headline_of(answer: Answer) -> str:
    """Return what stands over an answer; "" where nothing does."""
    said = answer.wording.headline
    return answer.headline if said is None or not answer.headline else _worded(said, answer.headline)


def followups_of(answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield each question that may come next: in English, as it is asked and read, and as it is shown."""
    said = answer.wording.followups
    for place, question in enumerate(answer.followups):
        yield question, _worded(said[place], question) if place < len(said) else question


def _worded(said: Said, english: str) -> str:
    try:
        return words_of(said, text)
    except KeyError:
        return english  # it was kept by another version, whose texts are not those of this one
