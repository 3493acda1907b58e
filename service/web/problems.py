"""Problems in the words of the pages; a program is told the same in English, by ``service/errors.py``."""

from collections.abc import Iterator
from contextlib import contextmanager

from ingest.errors import NotInStore
from retrieval.query import LONGEST_QUESTION
from service.errors import Problem
from service.strings import has_text, text

_URN = "urn:agreed:problem:"


def worded(problem: Problem, question: str = "") -> Problem:
    """Return a problem with its title, and where they are always the same its detail and hint, as texts.

    What is wrong with a ``question`` is told by the question itself. What an error says of a single case
    stays as the error words it: a page raises its own with texts (``not_there``).
    """
    name = problem.type.removeprefix(_URN) if problem.type.startswith(_URN) else f"status_{problem.status}"
    said = {
        "title": _said(f"title_{name}") or problem.title,
        "detail": _said(f"detail_{name}") or problem.detail,
        "hint": _said(f"hint_{name}") or problem.hint,
    }
    if name == "question-invalid":
        said |= _with_question(question)
    return problem.model_copy(update=said)


@contextmanager
def not_there(what: str) -> Iterator[None]:
    """Say of what is looked up within, and is not in the store, what the text ``problem.no_WHAT`` says."""
    try:
        yield
    except NotInStore as error:
        raise NotInStore(text(f"problem.no_{what}"), hint=text(f"problem.no_{what}_hint")) from error


def _with_question(question: str) -> dict[str, str]:
    if len(question) > LONGEST_QUESTION:
        return {
            "detail": text("problem.question_long", n=len(question), most=LONGEST_QUESTION),
            "hint": text("problem.question_long_hint"),
        }
    return {"detail": text("problem.question_empty"), "hint": text("problem.question_empty_hint")}


def _said(key: str) -> str:
    return text(f"problem.{key}") if has_text(f"problem.{key}") else ""
