"""How counters of lists are written, and what was printed before a paragraph."""

import pytest

from ingest.readers.list_labels import bare, in_words, label_of, letters, ordinal, roman


def test_roman_numerals() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 90, 1994, 0, 4000)] == [
        "i", "iv", "ix", "xiv", "xl", "xc", "mcmxciv", "0", "4000",
    ]  # fmt: skip


def test_letters_are_doubled_after_z() -> None:
    assert [letters(n) for n in (1, 26, 27, 52, 53, 0, 10_000)] == ["a", "z", "aa", "zz", "aaa", "0", "10000"]


def test_ordinals_and_words() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th",
    ]  # fmt: skip
    assert [in_words(1), in_words(20), in_words(21), in_words(2, as_ordinal=True)] == [
        "One",
        "Twenty",
        "21",
        "Second",
    ]


@pytest.mark.parametrize(
    ("label", "number"),
    [("6.4.", "6.4"), ("(a)", "(a)"), ("Recommendation  3:", "Recommendation 3"), (".", None)],
)
def test_a_label_loses_its_stop(label: str, number: str | None) -> None:
    assert bare(label) == number


@pytest.mark.parametrize(
    ("printed", "number", "mark"),
    [
        ("6.4\t", "6.4", False),
        ("·\t", None, True),
        ("o", None, True),
        ("o)", "o)", False),
        (" ", None, False),
    ],
)
def test_what_is_printed_is_a_number_or_a_mark(printed: str, number: str | None, mark: bool) -> None:
    assert label_of(printed) == (number, mark)
