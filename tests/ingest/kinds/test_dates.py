"""Dates as papers print them."""

from datetime import date

import pytest

from ingest.kinds.dates import dates_in, first_date, first_month


@pytest.mark.parametrize(
    "text",
    [
        "3 May 2024", "3rd May 2024", "3rd of May 2024", "03 MAY 2024", "Friday 3 May, 2024", "May 3, 2024",
        "May 3rd 2024", "2024-05-03", "03/05/2024", "3.5.24", "3-5-2024",
    ],
)  # fmt: skip
def test_every_form_of_one_date(text: str) -> None:
    assert [found for found, _ in dates_in(text)] == [date(2024, 5, 3)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3 Sept. 2024", date(2024, 9, 3)),
        ("1 jan 2019", date(2019, 1, 1)),
        ("29 February 2024", date(2024, 2, 29)),
    ],
)
def test_months_may_be_shortened(text: str, found: date) -> None:
    assert first_date(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2024",
        "29 February 2023",
        "13/13/2024",
        "version 1.2.3",
        "May 2024",
        "3 May",
        "2024/25",
        "3 Maybe 2024",
    ],
)
def test_what_is_no_full_date(text: str) -> None:
    assert first_date(text) is None


def test_dates_come_in_order_with_where_they_begin() -> None:
    text = "Held on 3 May 2024, after 2024-04-02."
    assert list(dates_in(text)) == [(date(2024, 5, 3), 8), (date(2024, 4, 2), 26)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Strategy, January 2019 to March 2022", date(2019, 1, 1)),
        ("Published Sept. 2020", date(2020, 9, 1)),
        ("In January", None),
        ("2019", None),
    ],
)
def test_a_month_stands_for_its_first_day(text: str, found: date | None) -> None:
    assert first_month(text) == found


@pytest.mark.parametrize("text", ["It opens in May.", "3 May 24", "5 of 12", "1.2", "2024", "Phase 3/4"])
def test_what_holds_figures_or_a_month_alone_is_no_date(text: str) -> None:
    assert list(dates_in(text)) == []
