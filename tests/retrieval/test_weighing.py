"""How well each sentence answers a question, before any is read together with it."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.answer import Standing
from retrieval.answering.weighing import weigh
from retrieval.query import TermGroup, Wanted
from retrieval.words import stems_in
from tests.retrieval.made import found, passage, question


def weighed(of, asked):
    return weigh([found(of)], asked)


def test_a_sentence_covers_the_share_of_the_question_that_it_says() -> None:
    groups = (
        TermGroup((frozenset(["clinic"]),), 3.0),
        TermGroup((frozenset(["sedgeford"]),), 1.0),
    )
    asked = dataclasses.replace(question(), groups=groups)
    (one,) = weighed("The clinic is free.", asked)
    # 3 of 3 + 1
    assert one.own == pytest.approx(0.75)
    assert one.covered == pytest.approx(0.75)


def test_what_stands_around_a_sentence_counts_for_less() -> None:
    asked = question("clinic", "grant")
    own = weighed("The clinic has a grant.", asked)[0]
    headed = weighed(passage("It has a grant.", heading=["Clinic"]), asked)[0]
    beside = weighed("It has a grant. The clinic is free.", asked)[0]
    alone = weighed("It has a grant.", asked)[0]
    assert [u.own for u in (own, headed, beside, alone)] == pytest.approx([1.0, 0.5, 0.5, 0.5])
    assert own.covered > headed.covered > beside.covered > alone.covered
    assert own.score > headed.score > beside.score > alone.score


def test_the_title_of_the_paper_counts_too() -> None:
    asked = question("clinic", "grant")
    in_title = weigh([found("It has a grant.", title="The clinic")], asked)[0]
    assert in_title.covered > weighed("It has a grant.", asked)[0].covered


def test_a_sentence_with_the_form_asked_for_is_better_than_one_without() -> None:
    asked = question("clinic", wanted=Wanted.AMOUNT)
    with_amount, without = weighed("The clinic costs £500. The clinic costs much.", asked)
    assert (with_amount.form, without.form) == (True, False)
    assert with_amount.score > without.score


def test_no_form_asked_for_every_sentence_has_it() -> None:
    assert [u.form for u in weighed("The clinic is free.", question("clinic"))] == [True]


def test_the_year_asked_about_is_better_than_another() -> None:
    asked = question("clinic", years=("2018",))
    same, none, other = weighed("The clinic in 2018. The clinic then. The clinic in 2016.", asked)
    assert same.score > none.score > other.score


def test_what_was_agreed_is_better_where_it_is_asked_for() -> None:
    asked = question("clinic", asks_agreed=True)
    agreed, reported = weighed("The clinic was agreed. The clinic was opened.", asked)
    assert agreed.score > reported.score
    agreed, reported = weighed("The clinic was agreed. The clinic was opened.", question("clinic"))
    assert agreed.score == pytest.approx(reported.score)


def test_sentences_of_a_form_are_worth_less() -> None:
    text = "The clinic is kept on record."
    made = [found(text)]
    (plain,), (form,) = (
        weigh(made, question("clinic")),
        weigh(made, question("clinic"), boilerplate={text}),
    )
    assert form.score < plain.score


def test_a_line_that_leads_into_nothing_is_worth_less() -> None:
    leading, whole = weighed("The clinic pays for:\nThe clinic pays for it.", question("clinic"))
    assert leading.score < whole.score


def test_a_question_without_words_covers_nothing() -> None:
    assert [(u.covered, u.own) for u in weighed("The clinic is free.", question())] == [(0.0, 0.0)]


GROUPS = (
    TermGroup((frozenset(["clinic"]),), 2.0),
    TermGroup((frozenset(["grant"]), frozenset(["fund", "bid"])), 1.0, near={"money": 0.7}),
    TermGroup((frozenset(["bus"]),), 0.5),
)
WORDS = st.lists(
    st.sampled_from("clinic clinics grant fund bids money bus tram free the is.".split()), max_size=6
).map(lambda words: f"It {' '.join(words)}.")


@given(text=st.lists(WORDS, min_size=1, max_size=4).map(" ".join), heading=WORDS, title=WORDS)
def test_the_shares_are_those_that_the_stems_say(text: str, heading: str, title: str) -> None:
    asked = dataclasses.replace(question(), groups=GROUPS)
    of = found(passage(text, heading=[heading]), title=title)

    def share(says) -> float:
        return sum(group.weight * says(group) for group in GROUPS) / sum(group.weight for group in GROUPS)

    above, called = frozenset(stems_in(heading)), frozenset(stems_in(title))
    around = frozenset(stems_in(text)) | above
    in_title = 0.75 if share(lambda group: group.match(called)) >= 0.45 else 0.45
    for unit in weigh([of], asked):
        mine = frozenset(stems_in(unit.text))
        assert unit.own == pytest.approx(share(lambda group, mine=mine: group.match(mine)))
        assert unit.covered == pytest.approx(
            share(
                lambda group, mine=mine: max(
                    group.match(mine),
                    0.85 * group.match(above),
                    0.6 * group.match(around),
                    in_title * group.match(called | around | mine),
                )
            )
        )


def test_what_units_commit_to_is_told_where_it_counts() -> None:
    of = [found("The clinic was agreed.")]
    assert [unit.standing for unit in weigh(of, question("clinic", asks_agreed=True))] == [Standing.AGREED]
    assert [unit.standing for unit in weigh(of, question("clinic"))] == [Standing.REPORTED]
