"""Numbers, units and periods as papers print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.kinds.figures.periods_in_headers import is_one_year, is_period, period_in, without_period
from ingest.kinds.figures.units import figure_in, unit_in, without_unit


@pytest.mark.parametrize(
    ("cell", "number", "unit", "places"),
    [
        ("1,268.3", 1268.3, None, 1),
        ("(66.9)", -66.9, None, 1),
        ("+ 23.3", 23.3, None, 1),
        ("- 1.868", -1.868, None, 3),
        ("-£1,290,972", -1290972.0, "£", 0),
        ("(£1.2m)", -1.2, "£m", 1),
        ("£366m", 366.0, "£m", 0),
        ("+9.8%", 9.8, "%", 1),
        ("13 months", 13.0, "months", 0),
        ("47*", 47.0, None, 0),
        ("0.00", 0.0, None, 2),
    ],
)
def test_numbers(cell: str, number: float, unit: str | None, places: int) -> None:
    figure = figure_in(cell)
    assert figure is not None
    assert (figure.number, figure.unit, figure.places) == (number, unit, places)


@pytest.mark.parametrize(
    "cell",
    ["", "-", "n/a", "[1]", "9 c/f", "6/9", "+0.150 +0.049", "£25m per fund", "2 mins 06 secs", "1,23"],
)
def test_no_numbers(cell: str) -> None:
    assert figure_in(cell) is None


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_reads_as_it_was_printed(value: float) -> None:
    figure = figure_in(f"{value:,}")
    assert figure is not None
    assert figure.number == float(value)


@given(st.text(max_size=30))
def test_any_cell_is_read(cell: str) -> None:
    figure = figure_in(cell)
    assert figure is None or figure.text == " ".join(cell.split())


@pytest.mark.parametrize(
    ("heading", "unit", "rest"),
    [
        ("£m Working Budget", "£m", "Working Budget"),
        ("2033-34 Year 9 £'000s", "£000s", "2033-34 Year 9"),
        ("Fenshire £’m", "£m", "Fenshire"),
        ("All figures in £m Revenue Variance", "£m", "Revenue Variance"),
        ("30-Nov-24 Average Rate %", "%", "30-Nov-24 Average Rate"),
        ("Capital financing in £millions", "£m", "Capital financing"),
        ("Precept @ £1,691.19 £000s", "£000s", "Precept @ £1,691.19"),
        ("Count", None, "Count"),
    ],
)
def test_units_of_headings(heading: str, unit: str | None, rest: str) -> None:
    assert unit_in(heading) == unit
    assert without_unit(heading) == rest


@pytest.mark.parametrize(
    ("heading", "period", "rest"),
    [
        ("2016/17 Q1", "2016/17 Q1", ""),
        ("2017/18 Annual", "2017/18", ""),
        ("2025-26 Year 1", "2025-26", ""),
        ("23-24 Actuals", "23-24", "Actuals"),
        ("31.3.24 Actual", "31.3.24", "Actual"),
        ("Projected Balance 31/03/25", "31/03/25", "Projected Balance"),
        ("Mar- 25", "Mar- 25", ""),
        ("Oct – Dec 2011", "Oct – Dec 2011", ""),
        ("Initial Draft (Nov 2024)", "Nov 2024", "Initial Draft ( )"),
        ("Total for Q4 2013/14", "Q4 2013/14", "Total for"),
        ("January", "January", ""),
        ("CYPE Adults (18-25)", None, "CYPE Adults (18-25)"),
        ("Change 2023-24 to 2024-25", None, "Change 2023-24 to 2024-25"),
        ("March of progress", None, "March of progress"),
        ("Variance", None, "Variance"),
    ],
)
def test_periods_of_headings(heading: str, period: str | None, rest: str) -> None:
    assert period_in(heading) == period
    assert without_period(heading) == rest


def test_a_cell_that_is_a_period_and_one_that_holds_one() -> None:
    assert is_period("2024-25")
    assert not is_period("Budget 2024-25")


@pytest.mark.parametrize(
    ("period", "one"), [("2024-25", True), ("31.03.2024", True), ("2025-35", False), ("24-25", False)]
)
def test_a_single_year(period: str, one: bool) -> None:
    assert is_one_year(period) is one
