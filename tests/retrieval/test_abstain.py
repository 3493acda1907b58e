"""Whether the papers answer, or only speak of something near."""

import datetime
from dataclasses import replace

import pytest

from retrieval.answering.abstain import LEAST_PROBABILITY, chance, judge
from retrieval.answering.answer import Standing
from retrieval.periods import period_in
from retrieval.query import Wanted
from tests.retrieval.made import found, passage, question, unit

TEXT = "The precept of Fenshire is £11.40 in 2018."
FENSHIRE = found(TEXT, title="Budget of Fenshire", area="Fenshire", date=datetime.date(2018, 1, 29))
GOOD = unit(TEXT, of=FENSHIRE)


def verdict(asked, *units):
    return judge(asked, units, [u.found for u in units])


def test_what_says_all_of_the_question_answers_it() -> None:
    assert verdict(question("precept"), GOOD).answered


def test_nothing_found_answers_nothing() -> None:
    assert not verdict(question("precept")).answered


@pytest.mark.parametrize("wanted", [Wanted.AMOUNT, Wanted.NUMBER, Wanted.DATE, Wanted.DURATION])
def test_without_the_form_asked_for_there_is_no_answer(wanted) -> None:
    without = unit(TEXT, of=FENSHIRE, form=False)
    assert verdict(question("precept", wanted=wanted), without).reason == f"no {wanted} found"
    assert verdict(question("precept", wanted=Wanted.PERSON), without).answered


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"foreign_areas": ("Suffolk",)}, "no paper of that area"),
        ({"areas": ("Wexshire",)}, "only papers of other areas"),
        ({"years": ("2022",)}, "nothing about that year"),
        ({"years": ("2018/19",)}, "nothing about that year"),
        ({"period": period_in("on 3 May 2019"), "asks_agreed": True}, "nothing decided on that day"),
    ],
)
def test_what_the_question_names_must_be_named(fields, reason) -> None:
    refused = verdict(question("precept", **fields), GOOD)
    assert (refused.answered, refused.reason) == (False, reason)


@pytest.mark.parametrize(
    "fields",
    [
        {"areas": ("Fenshire",)},
        {"foreign_areas": ("Fenshire",)},  # named in the words themselves
        {"years": ("2018",)},
        {"years": ("2021", "2018")},
        {"period": period_in("on 29 January 2018"), "asks_agreed": True},  # the day of the paper
        {"period": period_in("on 3 May 2019")},  # nothing decided is asked for
        {"period": period_in("after 3 May 2019"), "asks_agreed": True},
        {"years": ("2022",), "period": period_in("since January 2022")},
    ],
)
def test_what_is_named_is_answered(fields) -> None:
    assert verdict(question("precept", **fields), GOOD).answered


def test_an_area_asked_about_in_other_words_is_not_another_area() -> None:
    hardly = unit(TEXT, of=FENSHIRE, covered=0.3)
    assert verdict(question("precept", areas=("Fenshire",)), hardly).answered
    assert verdict(question("precept", areas=("Wexshire",)), hardly).reason == "only papers of other areas"


def test_an_area_may_be_named_by_the_passage() -> None:
    of = found("The precept is £11.40. Suffolk pays more.", area="Fenshire")
    one = unit("The precept is £11.40.", of=of)
    assert verdict(question("precept", foreign_areas=("Suffolk",)), one).answered
    # what was decided must name it in its own words
    agreed = verdict(question("precept", foreign_areas=("Suffolk",), asks_agreed=True), one)
    assert agreed.reason == "no paper of that area"


def test_a_year_may_be_named_by_the_heading_or_by_the_paper() -> None:
    headed = unit("The precept is £11.40.", of=found(passage("The precept is £11.40.", heading=["2016-17"])))
    assert verdict(question("precept", years=("2016/17",)), headed).answered
    dated = found("The precept is £11.40.", date=datetime.date(2016, 1, 1))
    assert verdict(question("precept", years=("2016",)), unit("The precept is £11.40.", of=dated)).answered


def test_a_meeting_may_be_named_by_what_was_agreed_there() -> None:
    text = "On 3 May 2019 the precept was agreed."
    asked = question("precept", period=period_in("on 3 May 2019"), asks_agreed=True)
    assert verdict(asked, unit(text, standing=Standing.AGREED)).answered
    assert not verdict(asked, unit(text, standing=Standing.DISCUSSED)).answered


@pytest.mark.parametrize(
    ("typed", "text", "reason"),
    [
        ("Why did the panel reject the precept?", "The panel approved the precept.", "nothing refused"),
        ("Why was the precept turned down?", "The precept was reported to the panel.", "nothing refused"),
        ("Why did the panel reject the precept?", "The panel did not support the precept.", ""),
        ("Why did the panel approve the precept?", "The panel approved the precept.", ""),
    ],
)
def test_why_something_was_refused_is_told_only_of_what_was(typed, text, reason) -> None:
    asked = replace(question("precept", wanted=Wanted.REASON), typed=typed)
    said = verdict(asked, unit(text, of=found(text, title="Budget of Fenshire")))
    assert said.reason == reason or (not reason and said.answered)


def test_the_chance_grows_with_what_answers_and_falls_with_what_is_missing() -> None:
    asked = question("precept")
    all_said = chance(asked, [GOOD], [FENSHIRE])
    unlike = chance(asked, [unit(TEXT, of=FENSHIRE, odds=-4.0)], [FENSHIRE])
    far = chance(asked, [GOOD], [])
    missing = chance(question("precept", "helicopter"), [GOOD], [FENSHIRE])
    for less in (unlike, far, missing):
        assert 0.0 < less < all_said < 1.0


def test_too_little_said_is_no_answer() -> None:
    weak = unit(TEXT, of=found(TEXT, cosine=0.1), covered=0.2, odds=-4.0)
    asked = question("helicopter", "precept")
    assert chance(asked, [weak], [weak.found]) < LEAST_PROBABILITY
    refused = verdict(asked, weak)
    assert not refused.answered
    assert refused.reason.startswith("probability 0.")


def test_a_decision_that_no_paper_has_is_not_found() -> None:
    refused = verdict(question("precept", references=("45/2020",)), GOOD)
    assert (refused.answered, refused.reason) == (False, "no decision of that reference")


@pytest.mark.parametrize(
    ("standing", "answered"),
    [(Standing.AGREED, True), (Standing.DISCUSSED, False), (Standing.PLANNED, False)],
)
def test_what_a_body_decided_is_answered_by_what_was_decided(standing, answered) -> None:
    asked = replace(question("precept"), typed="What did the Fenshire panel decide about the precept?")
    assert verdict(asked, unit(TEXT, of=FENSHIRE, standing=standing)).answered is answered
