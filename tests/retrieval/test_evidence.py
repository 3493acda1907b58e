"""The sentences, lists and rows that can be claimed, and how well each answers."""

import dataclasses
import datetime

import pytest

from ingest.documents import DocumentKind
from retrieval.answering.answer import Standing
from retrieval.answering.evidence import (
    missing_weight,
    newest_first,
    soonest_first,
    text_around,
    title_of,
    units_of,
    with_standing,
)
from retrieval.answering.unit_spans import LONGEST_LIST
from retrieval.periods import period_in
from retrieval.words import stem
from tests.retrieval.made import found, passage, question, row, texts, unit


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


def test_the_weight_of_what_is_nowhere_around() -> None:
    asked = question("clinic", "helicopter")
    assert missing_weight(unit("The clinic is free."), asked) == pytest.approx(1.0)
    assert missing_weight(unit("The clinic has a helicopter."), asked) == 0.0
    titled = unit("It is free.", of=found("It is free.", title="Helicopter clinic"))
    assert missing_weight(titled, asked) == 0.0


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
