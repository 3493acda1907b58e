"""Invented trackers and minutes with records, for questions that records answer."""

import datetime

from ingest.documents import DocumentKind, Rating
from ingest.prepared import PreparedPaper
from ingest.records import Action, Decision, DecisionOutcome, Meeting, Option, Resolution
from tests.retrieval.made import paper, row
from tests.support.recorded import at, with_records

PANEL = "Fenshire Police and Crime Panel"
JANUARY, MARCH = datetime.date(2024, 1, 29), datetime.date(2024, 3, 4)
APRIL, JULY = datetime.date(2024, 4, 30), datetime.date(2024, 7, 31)

CLINIC = "Ref: 1\nDeliverable: Better health\nActions: Open a clinic for diversion; RAG: A\nProgress: begun"
STAFF = "Ref: 2\nDeliverable: Better health\nActions: Train staff; RAG: G"
HOMES = "Ref: 3; Actions: Build ten homes beside the diversion road; RAG: A"
ROOFS = "Ref: 4; Actions: Mend roofs; RAG: R"
PRESENT = "Present: Ann Ash (Chairman)\nBen Birch\nIn attendance: Eve Elm (Office)"
APOLOGIES = "2. Apologies were received from Carl Cedar and Dee Dogwood."
PRECEPT = "RESOLVED: That the Panel support the precept of £15. For 7, against 2 (Ben Birch, Flo Fir)."
ROADS = "RESOLVED: That the report be noted."


def fenshire_tracker() -> PreparedPaper:
    """Return a tracker of two themes: three amber or red actions, one green."""
    made = paper(
        *(row(text) for text in (CLINIC, STAFF, HOMES, ROOFS)),
        title="Offending action plan",
        kind=DocumentKind.ACTION_PLAN,
        body="Fenshire Commissioner",
        area="Fenshire",
        date=APRIL,
    )
    rows = (
        (CLINIC, "Open a clinic for diversion", "Diversion", Rating.AMBER),
        (STAFF, "Train staff", "Diversion", Rating.GREEN),
        (HOMES, "Build ten homes beside the diversion road", "Housing", Rating.AMBER),
        (ROOFS, "Mend roofs", "Housing", Rating.RED),
    )
    actions = (
        Action(
            source=at(n, text),
            action=action,
            reference=str(n + 1),
            theme=theme,
            rating=rating,
            as_at=APRIL,
        )
        for n, (text, action, theme, rating) in enumerate(rows)
    )
    return with_records(made, *actions)


def action_log(date: datetime.date, *statuses: str, body: str = "Norwold Board") -> PreparedPaper:
    """Return a log of actions 1, 2, ... with these statuses."""
    texts = [f"Action: Send letter {n}; Progress: {status}" for n, status in enumerate(statuses, 1)]
    made = paper(
        *(row(text) for text in texts),
        title=f"Action log of {date:%B %Y}",
        kind=DocumentKind.ACTION_PLAN,
        body=body,
        area="Norwold",
        date=date,
    )
    actions = (
        Action(source=at(n, text), action=f"Send letter {n + 1}", status=statuses[n])
        for n, text in enumerate(texts)
    )
    return with_records(made, *actions)


def minutes(date: datetime.date, *texts: str, body: str = PANEL, area: str = "Fenshire") -> PreparedPaper:
    """Return minutes: who was there, and the two resolutions of a meeting on ``date``."""
    made = paper(
        PRESENT,
        APOLOGIES,
        PRECEPT,
        ROADS,
        *texts,
        title=f"Minutes of the {body}, {date}",
        kind=DocumentKind.MINUTES,
        body=body,
        area=area,
        date=date,
    )
    return with_records(
        made,
        Meeting(
            source=at(0, PRESENT),
            body=body,
            date=date,
            chair="Ann Ash",
            present=("Ann Ash (Chairman)", "Ben Birch"),
            apologies=("Carl Cedar", "Dee Dogwood"),
            in_attendance=("Eve Elm (Office)",),
        ),
        Resolution(
            source=at(2, PRECEPT),
            wording="the Panel support the precept of £15",
            outcome=DecisionOutcome.AGREED,
            body=body,
            date=date,
            title="Proposed precept",
            votes_for=7,
            votes_against=2,
            voted_against=("Ben Birch", "Flo Fir"),
        ),
        Resolution(
            source=at(3, ROADS),
            wording="the report be noted",
            outcome=DecisionOutcome.NOTED,
            body=body,
            date=date,
            title="Safer roads",
        ),
    )


def notice_with_options() -> PreparedPaper:
    """Return a decision notice that says which option was rejected, and why."""
    text = "The grant to the women's centre is approved."
    option = "Not funding the centre – this was rejected because women would travel to Norwold."
    return with_records(
        paper(
            text,
            option,
            title="Grant to the women's centre",
            kind=DocumentKind.DECISION_NOTICE,
            area="Fenshire",
            reference="12/2024",
            date=MARCH,
        ),
        Decision(
            source=at(0, text),
            title="Grant to the women's centre",
            wording=text,
            reference="12/2024",
            date=MARCH,
            outcome=DecisionOutcome.APPROVED,
            options=(Option("Not funding the centre", "women would travel to Norwold"),),
        ),
    )
