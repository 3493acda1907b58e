"""What an answer says in our own words, as the pages show it."""

import pytest

from retrieval.answering.answer import Answer, Status
from retrieval.answering.wording import AnswerWording, wording
from service import strings
from service.replies import followups_of, headline_of

NEXT = wording("followup.say_about", topic="Roads")
COUNT = wording("headline.decisions", n=2)


def answer(headline: str = "", *followups: str) -> Answer:
    return Answer(
        question="q",
        interpreted_as="q",
        status=Status.ANSWERED,
        headline=headline,
        followups=list(followups),
    )


@pytest.fixture
def loud(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"headline.decisions": {"one": "{n} DECISION", "other": "{n} DECISIONS"}}
    monkeypatch.setattr(strings, "catalogue", lambda: said | {"followup.say_about": "WHAT OF {topic}?"})


@pytest.mark.usefixtures("loud")
def test_what_is_worded_is_said_in_the_texts_of_the_pages():
    worded = answer("2 decisions", "What of roads?").worded(AnswerWording(headline=COUNT, followups=(NEXT,)))
    assert headline_of(worded) == "2 DECISIONS"
    assert list(followups_of(worded)) == [("What of roads?", "WHAT OF Roads?")]
    assert headline_of(worded.model_copy(update={"headline": ""})) == ""  # it was withdrawn


def test_what_is_not_worded_is_said_as_it_stands():
    assert headline_of(answer("The grant was approved.")) == "The grant was approved."
    assert list(followups_of(answer("", "What of roads?"))) == [("What of roads?", "What of roads?")]


def test_a_wording_of_another_version_is_said_in_english():
    gone = AnswerWording(headline=wording("headline.gone"), followups=(wording("followup.say_about"),))
    worded = answer("Two decisions.", "What of roads?").worded(gone)
    assert headline_of(worded) == "Two decisions."
    assert list(followups_of(worded)) == [("What of roads?", "What of roads?")]


def test_no_answer_that_is_written_out_holds_its_wording():
    worded = answer("2 decisions").worded(AnswerWording(headline=COUNT))
    assert worded.model_dump() == answer("2 decisions").model_dump()
    assert "wording" not in Answer.model_json_schema()["properties"]
