"""The form that an answer has."""

import pytest

from retrieval.answering.answer_forms import has_form
from retrieval.query import Wanted
from tests.retrieval.made import question


@pytest.mark.parametrize(
    ("wanted", "text", "expected"),
    [
        (Wanted.AMOUNT, "The grant is £42,000.", True),
        (Wanted.AMOUNT, "It costs 1.5 million.", True),
        (Wanted.AMOUNT, "The grant is large.", False),
        (Wanted.AMOUNT, "There were 42 grants.", False),
        (Wanted.NUMBER, "There were 216 visits.", True),
        (Wanted.NUMBER, "Three clinics opened.", True),
        (Wanted.NUMBER, "It opened in 2018.", False),
        (Wanted.NUMBER, "It opened on 3 May 2018.", False),
        (Wanted.NUMBER, "The budget of 2018/19 and of 2019-20.", False),
        (Wanted.NUMBER, "Phase 2 of the review, page 14.", False),
        (Wanted.NUMBER, "In 2018 there were 216 visits.", True),
        (Wanted.DATE, "It opens in June 2022.", True),
        (Wanted.DATE, "It opens on Tuesday.", True),
        (Wanted.DATE, "Signed 19/05/2021.", True),
        (Wanted.DATE, "It opens soon.", False),
        (Wanted.PERSON, "The Wexby Trust runs it.", True),
        (Wanted.PERSON, "The OPCC runs it.", True),
        (Wanted.PERSON, "A charity runs it.", False),
        (Wanted.REASON, "It closed because of the cost.", True),
        (Wanted.REASON, "It closed in order to save.", True),
        (Wanted.REASON, "It closed.", False),
        (Wanted.STATEMENT, "It closed.", False),  # no form is asked for, so none is held
        (Wanted.DURATION, "The user spends 5 minutes on site.", True),
        (Wanted.DURATION, "The post runs until 31 March 2019.", True),
        (Wanted.DURATION, "The post is paid for.", False),
    ],
)
def test_whether_a_text_has_the_form_asked_for(wanted, text, expected) -> None:
    assert has_form(text, question(wanted=wanted)) is expected
