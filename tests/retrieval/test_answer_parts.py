"""One answer of several: each part of a question has what answers it best."""

import pytest

from retrieval.answering.answer import Answer, AreaClaims, Claim, Standing, Status
from retrieval.answering.choose import MOST_CLAIMS, MOST_WORDS
from retrieval.answering.parts import with_parts
from retrieval.answering.wording import AnswerWording, wording


def answer(*claims: str, status: Status = Status.ANSWERED, **fields: object) -> Answer:
    made = [Claim(text=text, standing=Standing.REPORTED, citation_ids=[]) for text in claims]
    return Answer(question="q", interpreted_as="q", status=status, claims=made, **fields)


NOT_FOUND = answer(status=Status.NOT_FOUND)


def said(made: Answer) -> list[str]:
    return [claim.text for claim in made.claims]


def test_what_answers_a_part_stands_after_the_first_claim() -> None:
    whole = answer("The fund is for clinics.", "It began in May.")
    made = with_parts(whole, [answer("The fund is for clinics."), answer("It is £4,000 a year.")])
    assert said(made) == ["The fund is for clinics.", "It is £4,000 a year.", "It began in May."]
    assert made.status is Status.ANSWERED


def test_what_is_said_already_is_not_said_twice() -> None:
    whole = answer("The fund is £4,000 a year for clinics.")
    assert said(with_parts(whole, [answer("£4,000 a year"), NOT_FOUND])) == said(whole)


def test_a_part_alone_answers_in_part() -> None:
    made = with_parts(NOT_FOUND, [answer("It began in May."), NOT_FOUND])
    assert (said(made), made.status) == (["It began in May."], Status.PARTLY_ANSWERED)
    assert with_parts(NOT_FOUND, [NOT_FOUND, NOT_FOUND]) is NOT_FOUND


def test_a_headline_keeps_its_wording() -> None:
    said = AnswerWording(headline=wording("headline.decisions", n=2))
    counted = answer("One.", headline="2 decisions").worded(said)
    assert with_parts(NOT_FOUND, [counted]).wording == said
    assert with_parts(answer("Two.", headline="Two."), [counted]).wording == AnswerWording()


def test_the_least_of_the_whole_makes_room() -> None:
    long = [f"{i} " + "word " * (MOST_WORDS // 4) for i in range(MOST_CLAIMS)]
    made = with_parts(answer(*long), [answer("It is £4,000 a year.")])
    assert said(made)[:2] == [long[0], "It is £4,000 a year."]
    assert sum(len(text.split()) for text in said(made)) <= MOST_WORDS


@pytest.mark.parametrize(
    "whole",
    [
        answer("One.", comparison=[AreaClaims(area="Hallow", claims=[0])]),
        answer(status=Status.REFUSED),
    ],
)
def test_columns_and_refusals_stay_as_they_are(whole) -> None:
    assert with_parts(whole, [answer("Two.")]) is whole
