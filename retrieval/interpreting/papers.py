"""Kinds of paper that a question asks to look in: "in the minutes", "which decision notice"."""

# ruff: noqa: E501 (a pattern cut over lines is harder to read than a long one)

import re

from ingest.documents import DocumentKind

_CALLED: tuple[tuple[DocumentKind, str], ...] = (
    (DocumentKind.MINUTES, r"minutes"),
    (DocumentKind.DECISION_NOTICE, r"decision notices?|decision records?|records? of decisions?"),
    (DocumentKind.AGENDA, r"agendas?"),
    (DocumentKind.AGENDA_PACK, r"(?:agenda|panel|meeting) packs?"),
    (DocumentKind.PERFORMANCE_REPORT, r"performance reports?|monitoring reports?"),
    (DocumentKind.WORK_PROGRAMME, r"work programmes?"),
    (DocumentKind.ACTION_PLAN, r"action plans?|action trackers?|action logs?"),
    (DocumentKind.LEAFLET, r"leaflets?"),
    (DocumentKind.LETTER, r"letters?"),
)
# The papers are a place to look, and no topic: "in the minutes", not "who takes the minutes".
_PLACE = (
    r"\b(?:in|from|according to|by|per|within|among) (?:the |an? |its |their |our |any |all )?(?:[\w'’-]+ ){{0,3}}?(?P<a>{0})\b"
    r"|^(?:which|what|show|find|list|any|all)(?: me)?(?: the| all| all the)? (?P<b>{0})\b"
    r"|\b(?:the|that|this|these|those) (?P<c>{0}) (?:say|says|said|show|shows|give|gives|record|records|recorded|state|states)\b"
    r"|^(?P<d>{0})(?: of| on| about| for)?\b"
)
_PLACES = tuple((kind, re.compile(_PLACE.format(called), re.I)) for kind, called in _CALLED)


def kinds_in(asked: str) -> dict[DocumentKind, str]:
    """Return the kinds of paper that a question asks to look in, each with the words that say so."""
    found: dict[DocumentKind, str] = {}
    for kind, place in _PLACES:
        match = place.search(asked)
        if match:
            found[kind] = next(filter(None, match.groupdict().values()))
    if DocumentKind.AGENDA_PACK in found:
        found.pop(DocumentKind.AGENDA, None)  # "agenda pack" is one kind
    return found
