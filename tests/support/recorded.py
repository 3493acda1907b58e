"""A library of invented papers with records: decisions, a meeting with a vote, a tracker of two actions."""

import dataclasses
import datetime
from decimal import Decimal
from pathlib import Path

from ingest.documents import DocumentKind, Marking, Rating
from ingest.prepared import PreparedPaper
from ingest.records import (
    Acronym,
    Action,
    Amount,
    Decision,
    DecisionOutcome,
    Inconsistency,
    Measure,
    Meeting,
    Recommendation,
    Record,
    Resolution,
    Source,
)
from retrieval.library import Library
from tests.retrieval.made import library_of, paper

GRANT = "The Commissioner approves a grant of £42,000 to the women's centre in Sedgeford."
SECRET = "The Commissioner approves a payment of £90,000 to an informant."
VOTED = "Resolved: that the precept be raised by £15. For 7, against 2."
APOLOGIES = "Apologies were received from Councillor Ash."
TRAIN = "1.1 Train custody staff in diversion. Lead: Head of Custody. Amber"
HUB = "=1.2 Open a hub for women. Lead: Partnerships. Green"


def at(passage: int, text: str) -> Source:
    """Return the place of the whole of a passage's ``text``."""
    return Source(passage, 0, len(text), 1, 1)


def with_records(made: PreparedPaper, *records: Record) -> PreparedPaper:
    """Return a paper that records were read out of."""
    return dataclasses.replace(made, records=records)


def decision(
    text: str, *, title: str, amount: int, reference: str, marking: Marking = Marking.PUBLIC
) -> PreparedPaper:
    """Return a notice of a decision approved on 3 May 2021."""
    made = paper(
        text,
        title=title,
        kind=DocumentKind.DECISION_NOTICE,
        body="Fenshire Police and Crime Commissioner",
        area="Fenshire",
        date=datetime.date(2021, 5, 3),
        reference=reference,
        marking=marking,
    )
    return with_records(
        made,
        Decision(
            source=at(0, text),
            title=title,
            wording=text,
            reference=reference,
            date=datetime.date(2021, 5, 3),
            outcome=DecisionOutcome.APPROVED,
            amounts=(Amount(Decimal(amount), f"£{amount:,}", "the grant"),),
            recipients=("the women's centre",),
        ),
    )


def recorded_papers() -> tuple[PreparedPaper, ...]:
    """Return the papers: the decisions are of 2021, one of them confidential; the rest is of May 2024."""
    minutes = with_records(
        paper(
            VOTED,
            APOLOGIES,
            title="Minutes of the Fenshire Panel",
            kind=DocumentKind.MINUTES,
            body="Fenshire Police and Crime Panel",
            area="Fenshire",
            date=datetime.date(2024, 5, 3),
        ),
        Meeting(
            source=at(1, APOLOGIES),
            body="Fenshire Police and Crime Panel",
            date=datetime.date(2024, 5, 3),
            present=("Councillor Birch", "Councillor Cedar"),
            apologies=("Councillor Ash",),
        ),
        Resolution(
            source=at(0, VOTED),
            wording="that the precept be raised by £15",
            outcome=DecisionOutcome.CARRIED,
            date=datetime.date(2024, 5, 3),
            item="5",
            title="Proposed precept",
            votes_for=7,
            votes_against=2,
        ),
    )
    tracker = with_records(
        paper(TRAIN, HUB, title="Action tracker", kind=DocumentKind.ACTION_PLAN, area="Norwold"),
        Action(
            source=at(0, TRAIN), action="Train custody staff in diversion", reference="1.1",
            theme="Diversion", lead="Head of Custody", rating=Rating.AMBER,
        ),
        Action(
            source=at(1, HUB), action="=Open a hub for women", reference="1.2", lead="Partnerships",
            rating=Rating.GREEN,
        ),
        Recommendation(source=at(0, TRAIN), wording="That the panel note the tracker."),
        Measure(source=at(1, HUB), name="Hubs open", value="1", number=1.0, period="2023/24"),
        Acronym(source=at(0, TRAIN), acronym="CJS", expansion="criminal justice system"),
        Inconsistency(source=at(0, TRAIN), other=at(1, HUB), says="The tracker says 3 actions, and lists 2."),
    )  # fmt: skip
    return (
        decision(GRANT, title="Grant to the women's centre", amount=42_000, reference="12/2021"),
        decision(SECRET, title="A payment", amount=90_000, reference="13/2021", marking=Marking.CONFIDENTIAL),
        minutes,
        tracker,
    )


def recorded_library(folder: Path, *, show_restricted: bool = False) -> Library:
    """Return a library of the papers."""
    return library_of(folder, *recorded_papers(), show_restricted=show_restricted)
