"""Worked examples for what a cell of a table holds."""

import pytest

from ingest.readers.pdf.tables.values import Kind, is_cut_date, is_unit, kind_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1,429,506.8", Kind.FIGURE),
        ("-836.6", Kind.FIGURE),
        ("(2,304.2)", Kind.FIGURE),
        ("+£27.4m", Kind.FIGURE),
        ("8.17%", Kind.FIGURE),
        ("-", Kind.FIGURE),
        ("n/a", Kind.FIGURE),
        ("12", Kind.FIGURE),
        ("11/01/2011", Kind.DATE),
        ("8 February 2011", Kind.DATE),
        ("Mar-2011", Kind.DATE),
        ("September", Kind.DATE),
        ("2025", Kind.PERIOD),
        ("2024-25", Kind.PERIOD),
        ("2016/2017", Kind.PERIOD),
        ("Q3 2024", Kind.PERIOD),
        ("3.", Kind.ORDINAL),
        ("(b)", Kind.ORDINAL),
        ("iv.", Kind.ORDINAL),
        ("1.2.4", Kind.ORDINAL),
        ("Marketing", Kind.WORDS),
        ("Mayor", Kind.WORDS),
        ("12 posts", Kind.WORDS),
        ("", Kind.WORDS),
    ],
)
def test_kinds(text: str, kind: Kind) -> None:
    assert kind_of(text) is kind


@pytest.mark.parametrize("text", ["£m", "£000s", "£'000", "%", "(£m)", "FTE", "£"])
def test_units(text: str) -> None:
    assert is_unit(text)


@pytest.mark.parametrize("text", ["Budget", "2024-25", "£12m", "£m Budget"])
def test_what_says_more_is_no_unit(text: str) -> None:
    assert not is_unit(text)


def test_a_date_may_be_cut_before_its_year() -> None:
    assert is_cut_date("7 December", "2011")
    assert not is_cut_date("December 2010", "2011")
    assert not is_cut_date("7 December", "Monthly")
