"""The fixed replies to talk that is no question about the papers, in the words of the pages."""

from retrieval.answering.answer import Answer
from retrieval.answering.refusal import REPLIES
from service.strings import text

_TALK = {reply: talk for talk, reply in REPLIES.items()}


def headline_of(answer: Answer) -> str:
    """Return what stands over an answer; a fixed reply, which programs are given in English, as a text."""
    talk = _TALK.get(answer.headline)
    return answer.headline if talk is None else text(f"reply.{talk.name.lower()}")
