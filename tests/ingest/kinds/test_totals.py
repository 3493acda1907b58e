"""Where a paper contradicts its own numbers."""

import pytest

from ingest.kinds.consistency.percentages import wrong_shares
from ingest.kinds.consistency.totals import inconsistencies
from ingest.records import Inconsistency
from tests.support.tables import heading, paper_of, paragraph, table

OVERVIEW = """
    CURRENT STATUS | R | A | G | W
    Prevention (2) | | 1 | 1 |
    Rehab & Work (1) | | | 1 |
    Total | | 1 | 2 |
"""


def read(*blocks: object) -> list[Inconsistency]:
    return list(inconsistencies(paper_of(*blocks)))  # type: ignore[arg-type]


def test_a_total_under_its_column() -> None:
    # 24 + 48 = 72 and 38 + 25 = 63 show that the last row is the sum; 139 + 164 = 303 is not 305.
    rows = "Stoke | 24 | 38 | 36 | 139\nShire | 48 | 25 | 50 | 164\nBoth | 72 | 63 | 86 | 305"
    [flag] = read(table("Authority | Q1 | Q2 | Q3 | Whole year", rows))
    assert (
        flag.says == "“Both” gives 305 for “Whole year”, but the rows from “Stoke” to “Shire” add up to 303."
    )


def test_both_places_are_given() -> None:
    paper = paper_of(
        table("Item | 2023 | 2024 | 2025", "Roads | 1 | 2 | 3\nWaste | 4 | 5 | 6\nTotal | 5 | 7 | 8")
    )
    [flag] = inconsistencies(paper)
    cited = [paper.passages[s.passage].text[s.start : s.end] for s in (flag.source, flag.other)]
    assert cited == ["Item: Total; 2023: 5; 2024: 7; 2025: 8", "Item: Roads; 2023: 1; 2024: 2; 2025: 3"]


def test_a_total_at_the_end_of_its_row() -> None:
    rows = "Maps | 2 | 3 | 5\nRoads | 4 | 4 | 8\nCrime | 1 | 6 | 8"
    [flag] = read(table("Dataset | January | February | Total", rows))
    assert flag.says == "“Crime”: “Total” is 8, but 1 + 6 make 7."


def test_what_rounding_accounts_for_is_no_slip() -> None:
    # Three parts and their sum, each rounded to 0.1, may differ by 4 x 0.05 = 0.2.
    rows = "A | 1.1 | 2.0 | 3.0\nB | 1.1 | 2.0 | 3.0\nC | 1.1 | 2.0 | 3.0\nTotal | 3.5 | 6.0 | 9.0"
    assert read(table("Service | 2023 £m | 2024 £m | 2025 £m", rows)) == []
    assert len(read(table("Service | 2023 £m | 2024 £m | 2025 £m", rows.replace("3.5", "3.6")))) == 1


def test_pounds_are_rounded_too() -> None:
    rows = "A | £10 | £20 | £7\nB | £11 | £21 | £8\nTotal | £22 | £41 | £15"
    assert read(table("Grant | 2023 | 2024 | 2025", rows)) == []


@pytest.mark.parametrize(
    "rows",
    [
        # nothing shows that the last row is a sum
        "A | 1 | 2 | 3\nB | 4 | 5 | 6\nC | 7 | 9 | 1",
        # a total of other rows than these
        "A | 1 | 2 | 3\nB | 4 | 5 | 6\nTotal | 50 | 70 | 90",
        # parts of parts
        "A | 1 | 2 | 3\nof which B | 1 | 1 | 1\nTotal | 1 | 2 | 4",
        # shares are not added
        "A | 10% | 20% | 30%\nB | 10% | 20% | 30%\nTotal | 20% | 40% | 61%",
    ],
)
def test_no_flag_where_the_parts_are_not_certain(rows: str) -> None:
    assert read(table("Item | 2023 | 2024 | 2025", rows)) == []


def test_subtotals_begin_anew() -> None:
    rows = """
        A | 1 | 2 | 3
        B | 4 | 5 | 6
        Total roads | 5 | 7 | 9
        C | 1 | 2 | 1
        D | 2 | 2 | 2
        Total parks | 3 | 4 | 4
    """
    assert [f.says[:13] for f in read(table("Item | 2023 | 2024 | 2025", rows))] == ["“Total parks”"]


def test_an_overview_of_ratings_against_the_rows() -> None:
    names = "Ref | Actions | Lead | RAG"
    found = read(
        heading("Overall status"),
        table("", OVERVIEW),
        heading("Prevention", level=3),
        table(names, "1 | Train | AF | A\n2 | Meet | AF | A"),
        heading("Rehabilitation and Work", level=3),
        table(names, "3 | Hire | BR | G"),
    )
    assert [flag.says for flag in found] == [
        "The overview gives 1 action rated amber for “Prevention”; the tracker's rows are 2.",
        "The overview gives 1 action rated green for “Prevention”; the tracker's rows are 0.",
        "The overview gives 1 action rated amber for “Total”; the tracker's rows are 2.",
        "The overview gives 2 actions rated green for “Total”; the tracker's rows are 1.",
    ]


def test_an_overview_that_its_rows_bear_out() -> None:
    names = "Ref | Actions | Lead | RAG"
    assert (
        read(
            heading("Overall status"),
            table("", OVERVIEW),
            heading("Prevention", level=3),
            table(names, "1 | Train | AF | A\n2 | Meet | AF | G"),
            heading("Rehabilitation and Work", level=3),
            table(names, "3 | Hire | BR | G"),
        )
        == []
    )


def test_an_overview_whose_columns_are_named_for_colours() -> None:
    found = read(
        table("Theme | Short-term Green | Medium-term Amber | All actions", "Prevention | 1 | – | 2"),
        heading("Prevention", level=3),
        table("Ref | Actions | RAG", "1 | Train | A\n2 | Meet | G"),
    )
    assert [flag.says for flag in found] == [
        "The overview gives 0 actions rated amber for “Prevention”; the tracker's rows are 1.",
    ]


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("Of the 53 actions scheduled to be delivered 42 (85%) have been completed.", True),
        ("Of the 53 actions scheduled to be delivered 42 (79%) have been completed.", False),
        ("Of the 53 actions 42 (80%) have been completed.", False),  # rounded up
        ("In all, 3 of 12 (20%) replied.", True),
        ("In all, 1,200 out of the 4,800 homes (25%) are let.", False),
        ("Of 40 sites 8 (20.5%) closed.", True),
        ("The target of 30 was met by 12 (90%) of teams.", False),  # 12 is no share of 30
        ("Spending of £4m rose by 3 (40%).", False),
    ],
)
def test_a_percentage_that_its_numbers_do_not_give(text: str, flagged: bool) -> None:
    assert bool(list(wrong_shares(text))) is flagged


def test_the_words_of_a_wrong_percentage() -> None:
    [flag] = read(paragraph("Of the 53 actions 42 (85%) have been completed."))
    assert flag.says == "85% is given for 42 of 53, which is 79.2%."


SUMMARY = "Roads | 10.0 | 11.0\nWaste | 20.0 | 22.0\nParks | 30.0 | 31.0"


def test_a_figure_that_summary_and_detail_give_differently() -> None:
    detail = "Roads | 10,000 | 11,000\nWaste | 20,000 | 25,000\nParks | 30,000 | 31,000"
    [flag] = read(
        table("Service | Budget £m | Forecast £m", SUMMARY),
        heading("In detail"),
        table("Service | Budget £000s | Forecast £000s", detail),
    )
    assert flag.says == "“Waste”, “Forecast £m” is 22.0 here and 25,000 there."


def test_tables_that_share_names_only_are_not_compared() -> None:
    other = "Roads | 1.0 | 2.0\nWaste | 20.0 | 3.0\nParks | 4.0 | 5.0"
    names = "Service | Budget £m | Forecast £m"
    assert read(table(names, SUMMARY), heading("Savings"), table(names, other)) == []
