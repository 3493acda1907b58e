"""The time that a question speaks of."""

import datetime

import pytest

from retrieval.periods import dates_and_months, period_in

FIRST, LAST = datetime.date(1, 1, 1), datetime.date(9999, 12, 31)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("question", "start", "end", "is_open"),
    [
        ("What was resolved on 29 January 2018?", day("2018-01-29"), day("2018-01-29"), False),
        ("the meeting of 3rd May 2024", day("2024-05-03"), day("2024-05-03"), False),
        ("the meeting of 03/05/2024", day("2024-05-03"), day("2024-05-03"), False),
        ("decided in January 2018", day("2018-01-01"), day("2018-01-31"), False),
        ("decided in February 2024", day("2024-02-01"), day("2024-02-29"), False),
        ("on 31 February 2018", day("2018-02-01"), day("2018-02-28"), False),  # no such day: the month
        ("the panel in summer 2018", day("2018-06-01"), day("2018-08-31"), True),
        ("meetings after April 2018", day("2018-05-01"), LAST, True),
        ("meetings since April 2018", day("2018-04-01"), LAST, True),
        ("meetings before April 2018", FIRST, day("2018-03-31"), True),
        ("due by 30 June 2022", FIRST, day("2022-06-30"), True),
        ("until the 30 June 2022", FIRST, day("2022-06-30"), True),
    ],
)
def test_a_period_has_its_first_and_last_day(
    question: str, start: datetime.date, end: datetime.date, is_open: bool
) -> None:
    period = period_in(question)
    assert period is not None
    assert (period.start, period.end, period.open) == (start, end, is_open)


@pytest.mark.parametrize("question", ["", "in 2018", "in January", "next summer", "decision 28/2021"])
def test_no_day_month_or_season_no_period(question: str) -> None:
    assert period_in(question) is None


def test_both_ends_lie_in_the_period() -> None:
    period = period_in("in January 2018")
    assert period is not None
    held = [period.holds(day(d)) for d in ("2017-12-31", "2018-01-01", "2018-01-31", "2018-02-01")]
    assert held == [False, True, True, False]


def test_the_words_of_the_period_are_told() -> None:
    period = period_in("What is planned after April 2018 for buses?")
    assert period is not None
    assert period.text == "after April 2018"


def test_dates_of_a_text_and_the_first_days_of_its_months() -> None:
    text = "On 3 May 2024 the Panel met; it meets again in July 2024."
    assert set(dates_and_months(text)) == {day("2024-05-03"), day("2024-05-01"), day("2024-07-01")}


TODAY = day("2026-11-23")  # a Monday


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("between 2016 and 2018", day("2016-01-01"), day("2018-12-31")),
        ("from April 2016 to March 2018", day("2016-04-01"), day("2018-03-31")),
        ("between April and June 2018", day("2018-04-01"), day("2018-06-30")),
        ("since 2019", day("2019-01-01"), LAST),
        ("before 2019", FIRST, day("2018-12-31")),
        ("what changed last year", day("2025-01-01"), day("2025-12-31")),
        ("this month", day("2026-11-01"), day("2026-11-30")),
        ("last month", day("2026-10-01"), day("2026-10-31")),
        ("last week", day("2026-11-16"), day("2026-11-22")),
        ("in the past two weeks", day("2026-11-09"), TODAY),
    ],
)
def test_a_stretch_of_years_or_one_told_from_today(
    question: str, start: datetime.date, end: datetime.date
) -> None:
    period = period_in(question, TODAY)
    assert period is not None
    assert (period.start, period.end, period.open) == (start, end, True)


@pytest.mark.parametrize(
    "question", ["in 2018", "after 2018/19", "between the two reports", "between 2018 and 2016", "from 2018"]
)
def test_no_period_is_named(question: str) -> None:
    assert period_in(question, TODAY) is None


def test_last_year_is_no_period_where_nobody_says_what_day_it_is() -> None:
    assert period_in("last year") is None


def test_as_at_a_day() -> None:
    period = period_in("the balance as at 31 March 2018")
    assert period is not None
    assert (period.start, period.open) == (day("2018-03-31"), False)
