"""Measures of performance and finance tables."""

import pytest

from ingest.documents import Rating
from ingest.kinds.figures.measures import measures
from ingest.records import Measure
from tests.support.tables import heading, paper_of, paragraph, table


def read(*blocks: object) -> list[Measure]:
    return list(measures(paper_of(*blocks)))  # type: ignore[arg-type]


def test_a_performance_table_by_area_and_quarter() -> None:
    found = read(
        paragraph("First time entrants"),
        table(
            "Authority | 2015/16 Baseline | 2016/17 Q1 | 2016/17 Annual | RAG",
            "Fenshire | 167 | 48 | n/a | G",
        ),
    )
    assert [(m.name, m.area, m.period, m.value, m.baseline, m.rating) for m in found] == [
        ("First time entrants: Baseline", "Fenshire", "2015/16", "167", None, Rating.GREEN),
        ("First time entrants", "Fenshire", "2016/17 Q1", "48", "167", Rating.GREEN),
    ]
    assert {m.table for m in found} == {"First time entrants"}


def test_a_finance_table_in_millions() -> None:
    found = read(
        table("Key Service | £m Working Budget | £m Variance", "Roads | 40.7 | -1.9\nWaste | 6.0 | 0.1")
    )
    assert [(m.name, m.value, m.number, m.unit) for m in found] == [
        ("Roads: Working Budget", "40.7", 40.7, "£m"),
        ("Roads: Variance", "-1.9", -1.9, "£m"),
        ("Waste: Working Budget", "6.0", 6.0, "£m"),
        ("Waste: Variance", "0.1", 0.1, "£m"),
    ]


def test_the_source_is_the_row() -> None:
    paper = paper_of(table("Service | £m Budget", "Roads | 40.7\nWaste | 6.0"))
    [_, waste] = measures(paper)
    text = paper.passages[waste.source.passage].text
    assert text[waste.source.start : waste.source.end] == "Service: Waste; £m Budget: 6.0"


@pytest.mark.parametrize(
    ("caption", "label", "column", "cell", "unit"),
    [
        ("Spending", "Roads", "Budget", "£1.2m", "£m"),
        ("Spending", "Roads", "Budget £000s", "1,200", "£000s"),
        ("Spending (£m)", "Roads", "Budget", "1.2", "£m"),
        ("Spending (£m)", "Growth (%)", "Budget", "1.2", "%"),
        ("All figures in £m", "Roads", "Budget", "1.2", "£m"),
        ("Spending", "Roads", "Budget £m", "£1.2", "£m"),
        ("Spending", "Loan", "Time limit", "3 years", "years"),
        ("Visits", "Roads", "Count", "12", None),
    ],
)
def test_the_unit_is_what_stands_nearest(
    caption: str, label: str, column: str, cell: str, unit: str | None
) -> None:
    [found] = read(paragraph(caption), table(f"Item | {column} | Share", f"{label} | {cell} | 3%"))[:1]
    assert found.unit == unit


def test_the_period_of_the_row_the_column_or_the_title() -> None:
    table_of_title = read(
        heading("Site usage for Q4 2013/14"), table("", "Views | 16,362\nVisits | 5,548\nBounce | 35%")
    )
    assert {m.period for m in table_of_title} == {"Q4 2013/14"}
    [by_row] = read(table("Project | Year | Amount (£m)", "Bridge | 24-25 | +0.15"))
    assert (by_row.period, by_row.unit) == ("24-25", "£m")
    [named] = read(
        heading("Budget 2025-26"), table("Item | ASCH £m", "Base Budget 2024-25 | 12.0\nGrowth | 1.0")
    )[:1]
    assert named.period == "2024-25"


def test_rows_that_are_periods() -> None:
    found = read(
        heading("Burglary"), table("Year | Offences | Solved", "2016/17 | 1,200 | 3%\n2017/18 | 900 | 4%")
    )
    assert [(m.name, m.period, m.value) for m in found] == [
        ("Offences", "2016/17", "1,200"),
        ("Solved", "2016/17", "3%"),
        ("Offences", "2017/18", "900"),
        ("Solved", "2017/18", "4%"),
    ]


def test_a_month_in_a_name_is_not_its_period() -> None:
    [found] = read(table("Item | Amount", "Extends the post to June 2022 | £4,461.10"))
    assert found.period is None


def test_two_tables_side_by_side_have_names_of_their_own() -> None:
    found = read(
        table(
            "Spending | £m Core | Funding | £m Core",
            "Savings | -70.8 | Council tax | 59.3\nIncome | -2.5 | Grants | 2.7",
        )
    )
    assert [(m.name, m.value) for m in found] == [
        ("Savings: Core", "-70.8"),
        ("Income: Core", "-2.5"),
        ("Council tax: Core", "59.3"),
        ("Grants: Core", "2.7"),
    ]


def test_a_table_that_goes_on_keeps_the_unit_of_its_beginning() -> None:
    found = read(
        heading("Savings"),
        table("Saving | All figures in £000s Target | All figures in £000s Variance", "Roads | 1.0 | 2.0"),
        paragraph("This saving will be made next year, as the report says.", page=2),
        table("Saving | Target | Variance", "Waste | 3.0 | 4.0", page=2),
    )
    assert [(m.name, m.unit) for m in found] == [
        ("Roads: Target", "£000s"),
        ("Roads: Variance", "£000s"),
        ("Waste: Target", "£000s"),
        ("Waste: Variance", "£000s"),
    ]


def test_a_row_that_a_page_cut_in_two_is_counted_once() -> None:
    found = read(
        table("Service | £m Budget | £m Forecast", "Older people - | 127.1 | 129.5"),
        table("Service | £m Budget | £m Forecast", "care at home | 127.1 | 129.5", page=2),
    )
    assert [m.name for m in found] == [
        "Older people - care at home: Budget",
        "Older people - care at home: Forecast",
    ]


def test_a_short_label_stands_with_the_name_of_its_column() -> None:
    assert [m.name for m in read(table("Age | Count", "18 | 40\n19 | 47"))] == [
        "Age 18: Count",
        "Age 19: Count",
    ]


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (
            "Ref. | Requirement | Coverage",
            "1.1 | Data | Process\n1.2 | Policy | Process\n1.3 | Licence | Process",
        ),
        ("Recommendation | Response | Paragraph no.", "Publish | Yes | 12\nShare | Yes | 14"),
        ("Department | BIS | CO", "Spend data | Met | Met\nOrganogram | Met | Not met"),
        ("Indicator | Timescale | Progress", "More people in work | 2028 | \nFewer absences | 2028 | "),
        ("By 2025-26 | By 2026-27 | By 2027-28", "0.3FE 85 temporary places | 5FE | 6FE"),
        ("", "The budget web page | 1\nThe risk register | 2\nThe strategy | 4"),
        ("", "1. Introduction | 2\n2. Background | 2\n3. Next steps | 6"),
        ("", "Very likely | 5\nLikely | 4\nUnlikely | 3"),
        ("Table 3.1 | 2025-26 | Provisional", " | Fenshire £m | England £m\nCouncil tax | 993.9 | 38,311.8"),
        ("Term | Definition", "Chair | Who leads the meeting"),
    ],
)
def test_tables_that_are_not_of_figures_give_none(names: str, rows: str) -> None:
    assert read(table(names, rows)) == []
