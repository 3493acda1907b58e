"""What an answer says in our own words: keys and values, and what they say in English or elsewhere."""

import datetime
import re

import pytest

from retrieval.answering.wording import AnswerWording, in_english, series, spoken, wording, words_of
from retrieval.texts import ENGLISH, FOLDER, english, read_texts

DAY = datetime.date(2018, 1, 29)
COUNTED = wording(
    "headline.some_in_state",
    n=3,
    actions=wording("headline.actions", n=1200),
    state=series("between.or", (wording("headline.state_red"), wording("headline.state_amber"))),
    ratings="",
    tracker="Plan {n} of “care”",
    as_at=wording("headline.as_at", day=spoken(DAY)),
)
SAID = "3 of 1,200 actions are red or amber in “Plan {n} of “care””, as at 29 January 2018."


def test_parts_are_said_within_parts_and_a_paper_s_words_stand_as_they_are() -> None:
    assert in_english(COUNTED) == SAID
    assert in_english(series("between.line", (COUNTED, "two", COUNTED))) == f"{SAID}\ntwo\n{SAID}"


def test_the_day_is_said_in_words_and_none_is_not_said() -> None:
    assert in_english(wording("headline.meeting", body="Panel", day=spoken(DAY))) == "Panel, 29 January 2018"
    assert spoken(None) == ""


def test_it_is_said_in_the_language_of_the_texts() -> None:
    def shouted(key: str, **values: object) -> str:
        return english(key, **values).upper()

    assert words_of(COUNTED, shouted) == SAID.upper()


def test_what_was_written_out_is_read_again_as_it_was() -> None:
    said = AnswerWording(headline=COUNTED, followups=(wording("followup.say_about", topic="2018"),))
    assert AnswerWording.model_validate_json(said.model_dump_json()) == said


def test_a_key_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        in_english(wording("headline.nothing"))


def test_a_count_decides_the_form() -> None:
    assert [english("headline.actions", n=n) for n in (0, 1, 2)] == ["0 actions", "1 action", "2 actions"]


def test_all_forms_of_a_counted_text_have_the_same_gaps() -> None:
    for said in read_texts(FOLDER, ENGLISH).values():
        if not isinstance(said, str):
            assert len({frozenset(re.findall(r"\{\w+\}", form)) for form in said.values()}) == 1, said
