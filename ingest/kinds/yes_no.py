"""Answers to the yes-or-no questions of forms."""

import re

_TICKED = re.compile(
    r"(?:[☑☒✓✔■]|\[\s?[xX✓]\s?\])\s*(?P<after>yes|no)\b|\b(?P<before>yes|no)\s*(?:[☑☒✓✔■]|\[\s?[xX✓]\s?\])",
    re.I,
)
_BOTH = re.compile(r"\byes\b\W*(?:/|or\b|☐|□|\[\s*\])?\W*\bno\b", re.IGNORECASE)
_ANSWER = re.compile(r"^\W*(?P<word>yes|no|y|n)\b", re.IGNORECASE)
_CLOSED = re.compile(
    r"\b(?:confidential|restricted|exempt|not for publication|sensitive|private)\b", re.IGNORECASE
)
_NOT_CLOSED = re.compile(
    r"\bnon-?\s?confidential\b|\bnot (?:exempt|confidential|restricted|protectively marked)\b"
    r"|\bunrestricted\b",
    re.I,
)
_OPEN = re.compile(
    r"\b(?:public|open|unrestricted|official|unclassified|not protectively marked)\b", re.IGNORECASE
)


def yes_or_no(text: str) -> bool | None:
    """Return the answer that ``text`` gives to a question; None where it gives none, or leaves both open."""
    ticked = _TICKED.search(text)
    if ticked:
        return (ticked["after"] or ticked["before"]).lower() == "yes"
    if _BOTH.search(text):
        return None
    answer = _ANSWER.match(text)
    return answer["word"].lower().startswith("y") if answer else None


def is_public(text: str, *, asked: bool) -> bool | None:
    """Return whether a marking says that everybody may read it.

    With ``asked``, the label itself says "For publication", and a "yes", or no other word, confirms it.
    Instructions in square brackets are no answer.
    """
    text = re.sub(r"\[[^\]]*\]", "", text).strip()
    answer = yes_or_no(text) if asked else None
    if answer is not None:
        return answer
    if _CLOSED.search(text) and not _NOT_CLOSED.search(text):
        return False
    return True if _OPEN.search(text) or _NOT_CLOSED.search(text) else None
