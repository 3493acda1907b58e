"""The sentences, lists and rows that can be claimed, and how well each answers."""

import dataclasses
import datetime

import pytest

from ingest.documents import DocumentKind
from retrieval.answering.answer import Standing
from retrieval.answering.evidence import (
    LONGEST_LIST,
    has_form,
    missing_weight,
    newest_first,
    probability,
    refine,
    share_said,
    soonest_first,
    text_around,
    title_of,
    units_of,
    weigh,
    with_standing,
)
from retrieval.periods import period_in
from retrieval.query import TermGroup, Wanted
from retrieval.words import stem
from tests.retrieval.made import found, passage, question, row, texts, unit
from tests.support.stand_in_cross_encoder import StandInCrossEncoder


def units(of, *, approved=False):
    held = dataclasses.replace(found(of), approved=approved)
    made = [with_standing(each) for each in units_of(held)]
    for each in made:
        assert each.stored.passage.text[each.start : each.end] == each.text
    return made


# What can be claimed


def test_sentences_are_slices_of_their_passage() -> None:
    assert texts(units("Buses run daily.  Trams do not.\nCycling is safe.")) == [
        "Buses run daily.",
        "Trams do not.",
        "Cycling is safe.",
    ]


@pytest.mark.parametrize(
    ("line", "claimed"),
    [
        ("6.4 The grant is paid.", "The grant is paid."),
        ("(a) The grant is paid.", "The grant is paid."),
        ("• The grant is paid.", "The grant is paid."),
        ("2) The grant is paid.", "The grant is paid."),
        ("6.4 • The grant is paid.", "The grant is paid."),
        ("2018 was a good year.", "2018 was a good year."),
        ("£11.40 is the increase.", "£11.40 is the increase."),
    ],
)
def test_the_mark_that_leads_a_line_is_left_out(line, claimed) -> None:
    assert texts(units(line)) == [claimed]


@pytest.mark.parametrize("text", ["12 34", "…", "•", "A.", "--- 7 ---"])
def test_what_says_nothing_is_not_claimed(text) -> None:
    assert units(text) == []


def test_a_list_can_be_claimed_whole_with_its_lead() -> None:
    whole = "The grant pays for:\n• a clinic\n• two homes\n• a bus"
    claimed = texts(units(f"Money is short.\n{whole}\nIt ends in May."))
    assert whole in claimed
    assert {"a clinic", "two homes", "a bus", "Money is short.", "It ends in May."} <= set(claimed)


def test_a_list_without_a_lead_is_its_items() -> None:
    claimed = texts(units("Money is short.\n• a clinic\n• two homes"))
    assert claimed == ["Money is short.", "a clinic", "two homes", "a clinic\n• two homes"]


def test_one_item_is_a_list_only_after_a_colon() -> None:
    assert "It pays for:\n• a clinic" in texts(units("It pays for:\n• a clinic"))
    assert texts(units("It pays.\n• a clinic")) == ["It pays.", "a clinic"]


def test_a_list_too_long_to_read_is_not_claimed_whole() -> None:
    items = [f"• item {n} of the clinic" for n in range(LONGEST_LIST // 6 + 2)]
    claimed = texts(units("It pays for:\n" + "\n".join(items)))
    assert all("\n" not in text for text in claimed)
    assert len(claimed) == len(items) + 1


def test_a_row_of_several_lines_can_be_claimed_whole() -> None:
    text = "Action: Open a clinic\nProgress: It opens in May"
    assert text in texts(units(row(text)))
    assert text not in texts(units(text))


def test_each_unit_has_its_own_standing() -> None:
    made = units("The Panel agreed the grant. The clinic will open. It is recommended that it be free.")
    assert [u.standing for u in made] == [Standing.AGREED, Standing.PLANNED, Standing.RECOMMENDED]
    approved = units("It is recommended that it be free.", approved=True)
    assert [u.standing for u in approved] == [Standing.AGREED]


# The form asked for


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


# How well it answers


def weighed(of, asked):
    return weigh(units(of), asked)


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
    in_title = weigh(units_of(found("It has a grant.", title="The clinic")), asked)[0]
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
    made = units_of(found(text))
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


def test_the_share_that_is_said() -> None:
    asked = question("clinic", "grant", "bus", "tram")
    assert share_said(asked, {"clinic", "grant", "bus"}) == pytest.approx(0.75)
    assert share_said(question(), {"clinic"}) == 0.0


def test_the_weight_of_what_is_nowhere_around() -> None:
    asked = question("clinic", "helicopter")
    assert missing_weight(unit("The clinic is free."), asked) == pytest.approx(1.0)
    assert missing_weight(unit("The clinic has a helicopter."), asked) == 0.0
    titled = unit("It is free.", of=found("It is free.", title="Helicopter clinic"))
    assert missing_weight(titled, asked) == 0.0


def test_the_best_are_read_with_the_question() -> None:
    cross_encoder = StandInCrossEncoder()
    made = [
        unit("The bus is late.", score=0.5, key=1),
        unit("clinic grant", score=0.45, key=2),
        unit("Trams run.", score=0.1, key=3, odds=0.0),
    ]
    refined = refine(made, "clinic grant", cross_encoder, best=2)
    assert texts(refined) == ["clinic grant", "The bus is late.", "Trams run."]
    assert [each.odds for each in refined] == [4.0, -4.0, 0.0]
    assert refined[0].score == pytest.approx(0.45 + 0.5 * probability(4.0))
    assert len(cross_encoder.texts) == 2


def test_a_unit_is_read_under_its_title_and_heading() -> None:
    cross_encoder = StandInCrossEncoder()
    of = found(passage("It is free.", heading=("Health", "Clinics")), title="Plan for Fenshire")
    refine([unit("It is free.", of=of)], "clinic", cross_encoder, best=1)
    assert cross_encoder.texts == ["Plan for Fenshire – Clinics: It is free."]


def test_nothing_found_is_nothing_read() -> None:
    assert refine([], "clinic", StandInCrossEncoder(), best=5) == []


def test_the_next_meeting_is_the_soonest_in_the_period() -> None:
    period = period_in("after April 2018")
    asked = question("meeting", period=period, wants_next=True)
    before, second, first = (
        unit("A meeting on 9 April 2018.", score=0.5, key=1),
        unit("A meeting on 3 July 2018.", score=0.5, key=2),
        unit("A meeting on 5 June 2018.", score=0.5, key=3),
    )
    scores = [u.score for u in soonest_first([before, second, first], asked)]
    assert scores == pytest.approx([0.5, 0.5, 0.75])
    assert soonest_first([before, second, first], question("meeting", period=period)) == [
        before,
        second,
        first,
    ]


def test_what_a_paper_is_called_and_what_stands_around() -> None:
    of = found(
        passage("It is free.", heading=["Health", "Clinic"]),
        title="Plan",
        kind=DocumentKind.STRATEGY,
        body="Fenshire Panel",
        area="Fenshire",
        reference="28/2021",
        date=datetime.date(2021, 5, 3),
    )
    one = unit("It is free.", of=of)
    assert title_of(one) == "Plan Fenshire Panel Fenshire 28/2021 2021 May"
    assert text_around(one) == "Health\nClinic\nIt is free."
    assert stem("clinic") in text_around(one).lower()


def test_newer_papers_are_raised_where_it_is_asked_how_things_stand_now() -> None:
    old, new = (
        unit(text, of=found(text, key=key, date=datetime.date(year, 1, 1)), score=0.5)
        for key, (text, year) in enumerate([("The fee was £2.", 2017), ("The fee is £3.", 2021)])
    )
    now = newest_first([old, new], question("fee", wants_latest=True))
    assert now[1].score > now[0].score == 0.5
    assert newest_first([old, new], question("fee")) == [old, new]
    assert newest_first([old, old], question("fee", wants_latest=True)) == [old, old]
