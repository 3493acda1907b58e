"""Stems of words, and the words that carry a question's meaning."""

import pytest

from retrieval.words import content_words, stem, stems_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("offenders", "offending"),
        ("funded", "funding"),
        ("women", "woman"),
        ("children", "child"),
        ("criteria", "criterion"),
        ("£98,684".strip("£"), "98684"),
        ("policies", "policy"),
    ],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("women", "men"), ("2016", "2017"), ("2016/17", "2017/16"), ("police", "policy")]
)
def test_other_words_do_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_stems_stand_in_the_order_of_the_text() -> None:
    assert stems_in("Women’s centres, funded") == ["woman", "centr", "fund"]


def test_an_empty_text_has_no_stems() -> None:
    assert stems_in("") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What is the cost of the bus, and the bus lane?", ["cost", "bus", "lane"]),
        ("Who are you?", []),
        ("on 3 May", ["3"]),  # "may" the month is "may" the verb
        ("Sedgeford's clinic", ["sedgeford", "clinic"]),
        ("in 2021/22", ["2021/22"]),
        ("x y", []),
    ],
)
def test_content_words(text: str, words: list[str]) -> None:
    assert content_words(text) == words
