"""Which column of an action plan or tracker says what, told by the words of its heading."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from ingest.kinds.ratings import is_rating_column, joined_letters


class Role(StrEnum):
    """What a column of an action plan holds."""

    ACTION = "action"
    REFERENCE = "reference"
    THEME = "theme"
    DELIVERABLE = "deliverable"
    LEAD = "lead"
    MEASURE = "measure"
    TIMESCALE = "timescale"
    RATING = "rating"
    STATUS = "status"
    PROGRESS = "progress"


# The first sign that fits decides: "Notes on action" is about progress, "Action owner" about the lead.
_SIGNS: tuple[tuple[Role, str], ...] = (
    (
        Role.MEASURE,
        r"\b(?:measures?|success|impact|kpis?|indicators?|evidence of|outputs?|milestones?"
        r"|(?:expected|desired|intended) outcomes?)\b",
    ),
    (
        Role.PROGRESS,
        r"\b(?:progress|updates?|commentary|comments?|notes?|position|evidence|achieved|to date)\b",
    ),
    (
        Role.LEAD,
        r"^(?=\S+(?:\s+\S+){0,5}$).*\b(?:leads?|led|owners?|responsib\w+|accountable|who|assigned|officers?"
        r"|(?:by|on) whom)\b",
    ),
    (
        Role.TIMESCALE,
        r"\b(?:time\s?scales?|time\s?frames?|deadlines?|by when|when|due|target dates?|dates? for"
        r"|completion|complete by|dates? (?:of )?complet\w+|sml|yr ?1.*yr ?2|timing)\b",
    ),
    (Role.STATUS, r"^(?:current |action |overall )?(?:status|state|open/closed|closed/open)\b|\bcompleted\?"),
    (
        Role.ACTION,
        r"^(?:.* )?(?:actions?|actions? points?|tasks?|commitments?)$"
        r"|^(?:agreed |key |required |planned |main )?(?:actions?|commitments?|tasks?) (?:required|agreed"
        r"|points?|description|to be taken|completed|outstanding|needed|arising|details?|we will take)$"
        r"|^(?:what )?(?:we )?(?:have )?committed to\b"
        r"|^what (?:we will|will we|are we going to|needs to be) do|^(?:next )?steps$|^actions? \("
        r"|^(?:key )?activit(?:y|ies)$|^what$",
    ),
    (
        Role.REFERENCE,
        r"^(?:ref(?:erence)?|no|number|nos|#|id|item|action (?:no|number|ref|id))\b|\baction number$",
    ),
    (
        Role.DELIVERABLE,
        r"\b(?:deliverables?|objectives?|priorit(?:y|ies)|outcomes?|aims?|recommendations?|goals?)\b",
    ),
    (Role.THEME, r"^(?:theme|strategic theme|area|workstream|section|category|topic|subject|section in .*)$"),
)
_COMPILED = tuple((role, re.compile(sign, re.I)) for role, sign in _SIGNS)
_RISKS = re.compile(r"\brisks?\b|\bmitigat\w+|\blikelihood\b|\bhazards?\b", re.I)
_DESCRIPTION = re.compile(r"^(?:description|details?)\b", re.I)
_LONGEST_NAME = 12  # words; a longer "name" is a row of the table that was taken for its head

_SHORT_NAME = 12  # characters

# A table with actions is a plan where it also says what these are for, who does them, when, or how far
# they are.
_BESIDE_ACTIONS = frozenset(
    {Role.DELIVERABLE, Role.LEAD, Role.TIMESCALE, Role.RATING, Role.STATUS, Role.PROGRESS, Role.MEASURE}
)


def roles_of(header: Sequence[str]) -> dict[Role, int]:
    """Return where the columns stand that a header names, by what they hold; the first of each role.

    >>> roles_of(("Ref", "Key Deliverable", "Actions", "R A G"))  # doctest: +NORMALIZE_WHITESPACE
    {<Role.REFERENCE: 'reference'>: 0, <Role.DELIVERABLE: 'deliverable'>: 1, <Role.ACTION: 'action'>: 2,
     <Role.RATING: 'rating'>: 3}
    """
    found: dict[Role, int] = {}
    for at, name in enumerate(header):
        role = _role(name)
        if role is not None:
            found.setdefault(role, at)
    return found


def described_actions(header: Sequence[str]) -> dict[Role, int]:
    """Return the roles of a log's columns where its actions stand under "Description" or "Details"."""
    found = roles_of(header)
    named = (at for at, name in enumerate(header) if _DESCRIPTION.match(name.strip()))
    at = next(named, None)
    if Role.ACTION not in found and at is not None:
        found[Role.ACTION] = at
    return found


def is_action_plan(header: Sequence[str], roles: Mapping[Role, int]) -> bool:
    """Whether a table with such a header lists actions; a register of risks and what eases them does not."""
    return (
        Role.ACTION in roles
        and bool(_BESIDE_ACTIONS & roles.keys())
        and not any(_RISKS.search(name) for name in header)
    )


def _role(name: str) -> Role | None:
    plain = " ".join(joined_letters(name).split()).strip(" :*.")
    if not plain or len(plain.split()) > _LONGEST_NAME:
        return None
    if is_rating_column(plain):
        return Role.RATING
    # A narrow column breaks its name: "Timescal e".
    names = (plain, plain.replace(" ", "")) if len(plain) <= _SHORT_NAME else (plain,)
    return next((role for name in names for role, sign in _COMPILED if sign.search(name)), None)
