"""The time that a question gives records of."""

import datetime

import pytest

from retrieval.answering.record_times import time_asked
from retrieval.periods import period_in
from tests.retrieval.made import question


def time(typed: str, **fields: object):
    return time_asked(question(*typed.split(), period=period_in(typed), **fields))


@pytest.mark.parametrize(
    ("typed", "held", "not_held"),
    [
        ("decided on 29 January 2018", (2018, 1, 29), (2018, 1, 28)),
        ("at the January 30 meeting", (2025, 1, 30), (2025, 1, 9)),
        ("on the 3rd of May", (2020, 5, 3), (2020, 5, 4)),
        ("at March's meeting", (2024, 3, 4), (2024, 4, 3)),
        ("in May", (2024, 5, 31), (2024, 6, 1)),
        ("on January 30, 2025", (2025, 1, 30), (2024, 1, 30)),
    ],
)
def test_a_day_or_month_with_or_without_its_year(typed, held, not_held) -> None:
    asked = time(typed)
    assert asked.named
    assert asked.is_month_or_day
    assert asked.holds(datetime.date(*held))
    assert not asked.holds(datetime.date(*not_held))
    assert not asked.holds(None)


def test_a_calendar_year_and_a_financial_year() -> None:
    calendar = time("decisions taken in 2021", years=("2021",))
    financial = time("decisions taken in 2021/22", years=("2021/22",))
    assert calendar.holds(datetime.date(2021, 1, 1))
    assert not financial.holds(datetime.date(2021, 1, 1))
    assert financial.holds(datetime.date(2022, 3, 31))
    assert not calendar.is_month_or_day


@pytest.mark.parametrize("typed", ["may we see the plans", "who will march"])
def test_words_that_are_no_time(typed) -> None:
    asked = time(typed)
    assert not asked.named
    assert asked.holds(None)


def test_a_year_that_is_the_subject_is_no_time() -> None:
    assert not time("the budget for 2025/26", years=("2025/26",)).named


def test_a_day_alone_is_a_day() -> None:
    assert time("on 3 May").is_day
    assert time("on 3 May 2020").is_day
    assert not time("in May").is_day
