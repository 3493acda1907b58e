"""An answer about an invented grant, with letters that files have trouble with."""

import datetime

from ingest.documents import DocumentKind
from retrieval.answering.answer import (
    Answer,
    Citation,
    CitedDocument,
    CitedPart,
    Claim,
    Hit,
    Quote,
    Searched,
    Standing,
    Status,
)

AGREED = "The panel agreed a grant of £4,200 – “at once” – to Tŷ Gŵyn."
LISTED = "We will:\n• open *two* [centres] & a hub;\n• train staff."
HOSTILE = "<b>Plan</b> {{ 7 * 7 }} \x07\u202e*star*"


def cited(passage: str, exact: str, standing: Standing, **changed: object) -> Citation:
    start = passage.index(exact)
    fields: dict[str, object] = {
        "id": f"0123456789abcdef-4:{start}-{start + len(exact)}",
        "document": CitedDocument(
            id="0123456789abcdef",
            sha256="0" * 64,
            name="grant",
            title="Grants in Tŷ Gŵyn",
            kind=DocumentKind.DECISION_NOTICE,
            body="Fenshire Panel",
            date=datetime.date(2021, 5, 3),
            reference="12/2021",
            url="/documents/0123456789abcdef",
        ),
        "passage_id": "0123456789abcdef-4",
        "passage": passage,
        "page_start": 2,
        "page_end": 2,
        "heading": ["Summary", "Grants"],
        "paragraph": "6.4",
        "quote": Quote(exact=exact),
        "start": start,
        "end": start + len(exact),
        "standing": standing,
    }
    return Citation(**{**fields, **changed})


def answered() -> Answer:
    agreed = cited(AGREED, AGREED, Standing.AGREED)
    plan = CitedDocument(
        id="fedcba9876543210",
        sha256="f" * 64,
        name="plan",
        title=HOSTILE,
        kind=DocumentKind.AGENDA_PACK,
        url="/documents/fedcba9876543210",
    )
    part = CitedPart(title="Update", item="7b", kind=DocumentKind.REPORT, page_start=20, page_end=30)
    planned = cited(
        LISTED,
        LISTED,
        Standing.PLANNED,
        id="fedcba9876543210-1:0-10",
        document=plan,
        part=part,
        passage_id="fedcba9876543210-1",
        page_start=22,
        page_end=23,
        heading=[],
        paragraph=None,
        confidence=0.93,
    )
    return Answer(
        question="What was agreed on grants?",
        interpreted_as="grants",
        status=Status.ANSWERED,
        headline="A grant was agreed.",
        claims=[
            Claim(text=LISTED, standing=Standing.PLANNED, citation_ids=[planned.id]),
            Claim(text=AGREED, standing=Standing.AGREED, citation_ids=[agreed.id, planned.id]),
            Claim(text="Not cited here.", standing=Standing.PLANNED, citation_ids=["gone"]),
        ],
        citations=[agreed, planned],
        searched=Searched(areas=["Fenshire"], documents=12),
    )


def not_found() -> Answer:
    near = cited(AGREED, AGREED, Standing.AGREED)
    return Answer(
        question="Who paid for the boat?",
        interpreted_as="Who paid for the boat",
        status=Status.NOT_FOUND,
        headline="The papers do not say anything about this.",
        searched=Searched(areas=["Fenshire"], documents=12),
        nearest=[
            Hit(
                passage_id=near.passage_id,
                text=AGREED,
                page_start=2,
                page_end=2,
                document=near.document,
                score=0.4,
            )
        ],
    )
