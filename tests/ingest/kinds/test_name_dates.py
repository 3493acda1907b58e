"""Dates in the names of files."""

from datetime import date

import pytest

from ingest.kinds.facts.name_dates import date_in_name, month_in_name, year_in_name


@pytest.mark.parametrize(
    ("stem", "found"),
    [
        ("Minutes 30th-Jan-2025 10.00 Cabinet", date(2025, 1, 30)),
        ("20131031_plan", date(2013, 10, 31)),
        ("notes 31102013", date(2013, 10, 31)),
        ("130529 response v6 1", date(2013, 5, 29)),  # the year first where names are to be sorted
        ("Board 190711- Final minutes", date(2011, 7, 19)),
        ("agenda 02 03 11", date(2011, 3, 2)),
        ("Appendix D 21.01.25", date(2025, 1, 21)),
        ("log 2010-09-15", date(2010, 9, 15)),
        ("25-00108 - report", None),
        ("minutes 24.06", None),
        ("version 1.2.3.4", None),
    ],
)
def test_a_full_date(stem: str, found: date | None) -> None:
    assert date_in_name(stem) == found


@pytest.mark.parametrize(
    ("stem", "found"),
    [
        ("Refresh - Dec 2013", date(2013, 12, 1)),
        ("Appendix - NOV 2024-25", date(2024, 11, 1)),  # of the financial year from April 2024
        ("Outturn Mar 2024-25", date(2025, 3, 1)),
        ("Strategy 2024", None),
    ],
)
def test_a_month(stem: str, found: date | None) -> None:
    assert month_in_name(stem) == found


@pytest.mark.parametrize(
    ("stem", "found"),
    [("strategy-2021", date(2021, 1, 1)), ("Strategy 2025-26", None), ("plan 2016/22", None), ("plan", None)],
)
def test_a_year_but_no_span_of_years(stem: str, found: date | None) -> None:
    assert year_in_name(stem) == found
