"""Whether a paper is the minutes of a meeting, by its kind or by its form."""

import re

from ingest.documents import DocumentKind
from ingest.kinds.paper import Paper, once

_OPENING = 40  # lines
_MINUTES = re.compile(
    r"^(?:(?:draft|printed|unconfirmed|public|open|confirmed|approved"
    r"|unapproved)\s+)*(?:minutes\b(?! of the (?:last|previous))"
    r"|notes? of (?:a|the) (?:\w+ ){0,4}meeting\b|at a meeting of\b|(?:record|list|schedule"
    r"|summary) of (?:the )?decisions (?:taken|made)\b"
    r"|decisions? (?:list|sheet|schedule)\b|action notes?\b|meeting notes?\b|minutes and actions?\b)"
    r"|\bminutes$|\bmeeting held (?:on|at|in)\b",
    re.IGNORECASE,
)
_ATTENDED = re.compile(
    r"^(?:(?:members|councillors|those|also|panel members|board members) )?(?:present|in attendance"
    r"|attendees|attendance|apologies)\b",
    re.IGNORECASE,
)


@once
def is_minutes(paper: Paper) -> bool:
    """Whether ``paper`` is minutes: recognised so, or headed so with a list of who was there."""
    kind = paper.part.kind if paper.part else paper.facts.kind
    if kind is DocumentKind.MINUTES:
        return True
    if kind in (DocumentKind.AGENDA, DocumentKind.DECISION_NOTICE):
        return False
    opening = paper.lines[:_OPENING]
    texts = [*(line.text for line in opening), *(name for line in opening for name in line.heading)]
    return any(_MINUTES.search(text) for text in texts) and any(_ATTENDED.match(text) for text in texts)
