"""Papers in Greek letters with a record of each form: English words on their pages can only be ours."""

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from ingest.documents import Document, DocumentKind, Rating
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
    Resolution,
)
from retrieval.answering.answer import (
    Answer,
    Citation,
    CitedDocument,
    Claim,
    Hit,
    Quote,
    Searched,
    Standing,
    Status,
    UnderstoodWords,
)
from retrieval.answering.compose import Understanding
from retrieval.answering.refusal import Talk, reply_to
from retrieval.answering.wording import AnswerWording, in_english, spoken, wording
from retrieval.interpreting.question import UnderstoodAs
from retrieval.library import Library
from tests.retrieval.made import library_of, paper, row
from tests.service.fake_library import FakeLibrary
from tests.support.recorded import at, with_records

WORDS = "ολα τα μελη του συμβουλιου συμφωνησαν για τον δρομο"
ROW = "κεντρα 3 7"


def greek_library(folder: Path) -> Library:
    """Return a library of two papers, one dated; its measure has two periods, its actions two ratings."""
    day = datetime.date(2021, 5, 3)
    minutes = with_records(
        paper(
            WORDS,
            title="Πρακτικα",
            kind=DocumentKind.MINUTES,
            body="Συμβουλιο",
            area="Αττικη",
            date=day,
            reference="12/2021",
        ),
        Decision(
            source=at(0, WORDS),
            title="Δρομος",
            wording=WORDS,
            reference="12/2021",
            date=day,
            outcome=DecisionOutcome.APPROVED,
            amounts=(Amount(Decimal(42), "£42", "δρομος"),),
        ),
        Decision(source=at(0, WORDS), title="Σχεδιο", wording=WORDS, date=day, proposed=True),
        Resolution(
            source=at(0, WORDS),
            wording=WORDS,
            outcome=DecisionOutcome.CARRIED,
            date=day,
            item="5",
            title="Δρομος",
            votes_for=7,
            votes_against=2,
            abstentions=1,
        ),
        Meeting(source=at(0, WORDS), body="Συμβουλιο", date=day, present=("Α",), chair="Β"),
        Recommendation(source=at(0, WORDS), wording=WORDS, number="1"),
        Acronym(source=at(0, WORDS), acronym="ΔΡΟ", expansion="δρομος"),
        Inconsistency(source=at(0, WORDS), other=at(0, WORDS), says="τρια και δυο"),
    )
    tracker = with_records(
        paper(row(ROW), title="Σχεδια", kind=DocumentKind.ACTION_PLAN, date=datetime.date(2023, 1, 2)),
        *(
            Action(
                source=at(0, ROW),
                action=f"δραση {rating.value.translate(_GREEK)}",
                deliverable="κεντρο",
                progress="αργα",
                theme="Δρομοι",
                lead="Α",
                rating=rating,
            )
            for rating in Rating
        ),
        *(
            Measure(source=at(0, ROW), name="κεντρα", value=f"{n}", number=n, period=period, table="Πινακας")
            for period, n in (("2020-21", 3.0), ("2021-22", 7.0))
        ),
    )
    return library_of(folder, minutes, tracker)


_GREEK = str.maketrans("aberdgntmhiw", "αβερδγντμηιω")


class GreekAnswers(FakeLibrary):
    """Answers in Greek: with claims of every standing, ``ουδεν`` with none, ``γεια`` with a fixed reply."""

    def documents(self) -> list[Document]:
        return [replace(each, facts=replace(each.facts, area="Αττικη")) for each in super().documents()]

    def understand(self, question, *, history=(), filters=None, ignore=frozenset()):  # type: ignore[no-untyped-def]
        return Understanding("δρομος", [], Searched(areas=["Αττικη"], documents=6))

    def ask(self, question, *, history=(), filters=None, ignore=frozenset()):  # type: ignore[no-untyped-def]
        searched = Searched(
            areas=[f"Α{n}" for n in range(6)],
            kinds=[DocumentKind.MINUTES],
            date_from=datetime.date(2020, 1, 2),
            date_to=datetime.date(2021, 3, 4),
            documents=6,
        )
        understood = [
            UnderstoodWords(kind=kind, text=_IN_ENGLISH.get(kind, "δρομος"), key=f"{kind.value}:δ")
            for kind in UnderstoodAs
        ]
        answer = Answer(
            question=question,
            interpreted_as="δρομος",
            status=Status.NOT_FOUND,
            searched=searched,
            understood=understood,
            nearest=[_hit()],
        )
        if "ουδεν" in question:
            return answer
        if "γεια" in question:
            said = reply_to(Talk.GREETING)
            refused = {"status": Status.REFUSED, "headline": in_english(said)}
            refusing = answer.model_copy(update={**refused, "nearest": [], "understood": []})
            return refusing.worded(AnswerWording(headline=said))
        cited = [_cited(n, standing) for n, standing in enumerate(Standing)]
        claims = [Claim(text=WORDS, standing=each.standing, citation_ids=[each.id]) for each in cited]
        said = wording("headline.latest_of_body", body="Συμβουλιο", day=spoken(datetime.date(2021, 5, 3)))
        next_one = wording("followup.say_about", topic="Δρομος")
        found = {"status": Status.PARTLY_ANSWERED, "claims": claims, "citations": cited, "nearest": []}
        english = {"headline": in_english(said), "followups": [in_english(next_one)]}
        return answer.model_copy(update={**found, **english}).worded(
            AnswerWording(headline=said, followups=(next_one,))
        )


# What the interpreter of questions words itself, for programs.
_IN_ENGLISH = {
    UnderstoodAs.LATEST: "the latest",
    UnderstoodAs.LIKE_WORDS: "words like “δ”",
}


def _document(replaced: bool = False) -> CitedDocument:
    return CitedDocument(
        id="28d0c15e00000001",
        sha256="0" * 64,
        name="α.pdf",
        title="Πρακτικα",
        kind=DocumentKind.MINUTES,
        body="Συμβουλιο",
        area="Αττικη",
        date=datetime.date(2021, 5, 3),
        reference="12/2021",
        status="draft",
        superseded_by="ac7104a900000002" if replaced else None,
        url="/documents/28d0c15e00000001",
    )


def _cited(number: int, standing: Standing) -> Citation:
    return Citation(
        id=f"c{number}",
        document=_document(replaced=number == 1),
        passage_id="d1-award",
        passage=WORDS,
        page_start=1,
        page_end=1 + number % 2,
        page_label="7",
        heading=["Δρομος"],
        paragraph="4.1",
        confidence=0.9,
        quote=Quote(exact=WORDS),
        start=0,
        end=len(WORDS),
        standing=standing,
    )


def _hit() -> Hit:
    return Hit(
        passage_id="d1-award",
        text=WORDS,
        heading=["Δρομος"],
        page_start=1,
        page_end=1,
        document=_document(),
        score=0.5,
    )
