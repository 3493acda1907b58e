"""A problem in the words of the pages: a program is told the same in English, by ``service/errors.py``."""

from service.errors import Problem
from service.strings import has_text, text

_URN = "urn:agreed:problem:"


def worded(problem: Problem) -> Problem:
    """Return a problem with its title, and where they are always the same its detail and hint, as texts.

    What an error says of a single case, which paper is not there, say, stays as the error words it.
    """
    name = problem.type.removeprefix(_URN) if problem.type.startswith(_URN) else f"status_{problem.status}"
    said = {
        "title": _said(f"title_{name}") or problem.title,
        "detail": _said(f"detail_{name}") or problem.detail,
        "hint": _said(f"hint_{name}") or problem.hint,
    }
    return problem.model_copy(update=said)


def _said(key: str) -> str:
    return text(f"problem.{key}") if has_text(f"problem.{key}") else ""
