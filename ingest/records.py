"""Records: facts with a form, read out of a paper, each with the place where it stands.

All are frozen. A record is cited like a passage: its ``source`` names the passage that holds its wording
and the characters in it, so that a quote is always copied from the store. What a paper does not say is
None, or an empty tuple; nothing is guessed.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from ingest.documents import Rating


class RecordType(StrEnum):
    """The forms of facts."""

    DECISION = "decision"
    RESOLUTION = "resolution"
    RECOMMENDATION = "recommendation"
    ACTION = "action"
    MEASURE = "measure"
    MEETING = "meeting"
    ACRONYM = "acronym"
    INCONSISTENCY = "inconsistency"


class DecisionOutcome(StrEnum):
    """What became of what was put to a body or an officer."""

    APPROVED = "approved"
    AGREED = "agreed"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    NOTED = "noted"
    CARRIED = "carried"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Source:
    """Where words stand: characters ``start`` to ``end`` of the text of the passage with that ordinal.

    ``page_start`` and ``page_end`` are 1-based and inclusive.
    """

    passage: int
    start: int
    end: int
    page_start: int
    page_end: int


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money: its ``value`` in pounds, as it is printed, and what it is for."""

    value: Decimal
    text: str
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """Another way that was considered, and why it was not taken."""

    text: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one paper of its own records as decided: a decision notice, or a council's record of decision.

    ``wording`` are the words of the decision itself, ``recommended`` what was put forward. ``proposed``
    says that the record is of a decision still to be taken; then ``outcome`` is None. ``key`` and
    ``confidential`` are None where the form does not ask.
    """

    type: Literal[RecordType.DECISION] = RecordType.DECISION
    source: Source
    title: str
    wording: str
    reference: str | None = None
    body: str | None = None
    decided_by: str | None = None
    date: datetime.date | None = None
    outcome: DecisionOutcome | None = None
    recommended: str | None = None
    reasons: str | None = None
    options: tuple[Option, ...] = ()
    amounts: tuple[Amount, ...] = ()
    recipients: tuple[str, ...] = ()
    key: bool | None = None
    confidential: bool | None = None
    signed_by: str | None = None
    signed_on: datetime.date | None = None
    proposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a meeting resolved, agreed or noted under one item of its minutes.

    ``item`` is the printed number of the item and ``title`` its heading; ``ordinal`` counts the
    resolutions under it from 1. The votes are those that the minutes print. ``reference`` is that of the
    decision that the item's heading names, ``amounts`` are the sums that the wording does.
    """

    type: Literal[RecordType.RESOLUTION] = RecordType.RESOLUTION
    source: Source
    wording: str
    outcome: DecisionOutcome
    body: str | None = None
    date: datetime.date | None = None
    item: str | None = None
    title: str | None = None
    ordinal: int = 1
    mover: str | None = None
    seconder: str | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    voted_for: tuple[str, ...] = ()
    voted_against: tuple[str, ...] = ()
    abstained: tuple[str, ...] = ()
    amendment: bool = False
    reference: str | None = None
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What a report asks a body to do, word for word; ``number`` is its printed number or letter."""

    type: Literal[RecordType.RECOMMENDATION] = RecordType.RECOMMENDATION
    source: Source
    wording: str
    body: str | None = None
    date: datetime.date | None = None
    title: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A row of an action plan or tracker, or an action that minutes give somebody to do.

    ``as_at`` is the day that the rating and the progress are of.
    """

    type: Literal[RecordType.ACTION] = RecordType.ACTION
    source: Source
    action: str
    reference: str | None = None
    theme: str | None = None
    deliverable: str | None = None
    lead: str | None = None
    measure: str | None = None
    timescale: str | None = None
    rating: Rating | None = None
    status: str | None = None
    progress: str | None = None
    carried_forward: bool = False
    as_at: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One value of a performance or finance table: a name, an area, a period, and what stands there.

    ``value`` is as printed; ``number`` the same as a number, where it is one, in ``unit`` ("%", "£",
    "£m", "days", …). ``table`` is the caption of the table.
    """

    type: Literal[RecordType.MEASURE] = RecordType.MEASURE
    source: Source
    name: str
    value: str
    number: float | None = None
    unit: str | None = None
    area: str | None = None
    period: str | None = None
    baseline: str | None = None
    rating: Rating | None = None
    table: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting, as its minutes tell: who sat, who sent apologies, who else was there."""

    type: Literal[RecordType.MEETING] = RecordType.MEETING
    source: Source
    body: str | None = None
    date: datetime.date | None = None
    time: str | None = None
    place: str | None = None
    chair: str | None = None
    present: tuple[str, ...] = ()
    apologies: tuple[str, ...] = ()
    in_attendance: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Acronym:
    """A short form and what a paper says that it stands for, where it says so."""

    type: Literal[RecordType.ACRONYM] = RecordType.ACRONYM
    source: Source
    acronym: str
    expansion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inconsistency:
    """Two places that do not agree; ``says`` tells it in a sentence, with both values.

    ``other_document`` is the id of the paper that the other place stands in, where that is another paper.
    """

    type: Literal[RecordType.INCONSISTENCY] = RecordType.INCONSISTENCY
    source: Source
    other: Source
    says: str
    other_document: str | None = None


Record = Decision | Resolution | Recommendation | Action | Measure | Meeting | Acronym | Inconsistency
