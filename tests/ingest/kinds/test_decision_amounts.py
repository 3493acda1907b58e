from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Block, BlockKind
from ingest.kinds.decisions.amounts import amounts_in, amounts_in_row, distinct


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("£5,538.90", "5538.90"),
        ("£11.40", "11.40"),
        ("£23.3m", "23300000"),
        ("£116.900million", "116900000"),
        ("£1.2 million", "1200000"),
        ("£450k", "450000"),
        ("£2bn", "2000000000"),
    ],
)
def test_a_sum_is_read_in_pounds(text, value):
    (amount,) = amounts_in(f"It costs {text} in all.")

    assert amount.value == Decimal(value)
    assert amount.text == text


@given(st.integers(min_value=0, max_value=10**9))
def test_every_whole_sum_is_read_as_it_was_printed(pounds):
    (amount,) = amounts_in(f"a grant of £{pounds:,} was paid")

    assert amount.value == pounds


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("the forecast overspend on schools of £30.4m.", "forecast overspend on schools"),
        ("comprising £56m for package costs and £3m for staffing", "package costs"),
        (
            "A total of £5,000 will be awarded to St Ann Trust to provide the secretariat.",
            "to provide the secretariat",
        ),
        ("at a total cost of £90", None),
        ("the net budget of £389.2 million for 2018/19 be approved", "net budget"),
    ],
)
def test_a_sum_is_for_what_its_clause_says(text, purpose):
    assert next(amounts_in(text)).purpose == purpose


def test_in_a_table_a_sum_is_for_its_row_and_column():
    row = Block(
        BlockKind.TABLE_ROW, "", 1, cells=("Total", "£31,871", "n/a"), header=("Item", "2016/17", "Note")
    )

    (amount,) = amounts_in_row(row)

    assert (amount.value, amount.purpose) == (Decimal(31871), "Total, 2016/17")


def test_a_sum_named_twice_is_one_and_keeps_what_it_is_for():
    (amount,) = distinct(amounts_in("They asked for £500. The grant of £500.00 was paid."))

    assert amount.purpose == "grant"
