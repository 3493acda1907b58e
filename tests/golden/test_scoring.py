"""The matcher and the score, on answers made by hand."""

import pytest

from ingest.documents import DocumentKind
from retrieval.answering.answer import Answer, Citation, CitedDocument, Claim, Quote, Standing, Status
from tests.golden.scoring import Score, declined, means, score, share
from tests.support.matching import says


@pytest.mark.parametrize(
    ("text", "snippet", "gap", "expected"),
    [
        ("a total of £98,684", "Total of £98684", 0, True),
        ("there were 2,139 entrants", "139", 0, False),
        ("Stoke 96 24 38", "Stoke 38", 0, False),
        ("Stoke 96 24 38", "Stoke 38", 2, True),
        ("Stoke 96 24 38", "Stoke 38", 1, False),
        ("Barnardo’s was appointed", "Barnardo's was", 0, True),
        ("", "Stoke", 0, False),
    ],
)
def test_a_text_says_a_snippet(text, snippet, gap, expected) -> None:
    assert says(text, snippet, gap) is expected


def test_the_share_of_groups_that_are_said() -> None:
    assert share([["red", "amber"], ["green"]], ["It is amber.", "It is late."]) == 0.5


QUESTION = {"kind": "fact", "evidence": [["paid £500"], ["in May"]], "answer": [["£500"]]}


def answer(status: Status, passage: str = "", quote: str = "") -> Answer:
    paper = CitedDocument(id="1", sha256="1", name="a", title="A", kind=DocumentKind.REPORT, url="/")
    place = {"passage_id": "1-0", "page_start": 1, "page_end": 1, "start": 0, "end": len(quote)}
    citation = Citation(
        id="c", document=paper, passage=passage, quote=Quote(exact=quote), standing=Standing.AGREED, **place
    )
    claims = [Claim(text=quote, standing=Standing.AGREED, citation_ids=["c"])]
    held = {"claims": claims, "citations": [citation]} if passage else {}
    return Answer(question="?", interpreted_as="?", status=status, **held)


def test_evidence_is_looked_for_in_the_passage_and_words_in_the_answer() -> None:
    full = answer(Status.ANSWERED, "It was paid £500. This was in May.", "It was paid £500.")
    assert score(QUESTION, full) == Score(1.0, 0.5, 1.0, 1.0, 0.0)
    half = answer(Status.ANSWERED, "This was in May.", "This was in May.")
    assert score(QUESTION, half) == Score(0.5, 0.5, 0.0, 0.0, 0.0)


def test_no_answer_scores_nothing() -> None:
    assert score(QUESTION, answer(Status.NOT_FOUND)) == Score(0.0, 0.0, 0.0, 0.0, 1.0)


def test_an_unanswerable_question_is_left_open_or_refuted() -> None:
    question = {"evidence_ok": ["was approved"]}
    assert declined(question, answer(Status.NOT_FOUND))
    assert declined(question, answer(Status.ANSWERED, "The grant was approved.", "The grant was approved."))
    assert not declined(question, answer(Status.ANSWERED, "The grant is big.", "The grant is big."))
    assert not declined({}, answer(Status.ANSWERED, "The grant was approved.", "The grant was approved."))


def test_means() -> None:
    assert means([Score(1.0, 1.0, 0.0, 0.0, 0.0), Score(0.0, 1.0, 0.0, 1.0, 1.0)]) == {
        "evidence": 0.5,
        "quoted": 1.0,
        "answer": 0.0,
        "complete": 0.5,
        "wrongly_abstained": 0.5,
    }
