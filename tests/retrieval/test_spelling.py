"""Misspelt words, put right by the papers' own words."""

import pytest

from retrieval.spelling import correct, correct_acronym

PAPERS = {"precept": 9, "increase": 7, "grant": 5, "grand": 2, "offending": 4, "diversion": 3, "2021": 8}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("presept", "precept"),  # another letter
        ("precpt", "precept"),  # a letter less
        ("preceppt", "precept"),  # a letter more
        ("rpecept", None),  # the first letter is taken to be right
        ("prceept", "precept"),  # two letters swapped
        ("divretoin", None),  # three slips
        ("divrsoin", "diversion"),  # two slips in a long word
        ("presapt", None),  # two slips in a short word
        ("offendng", "offending"),
        ("gran", None),  # too short to tell
        ("bicycle", None),
        ("20212", None),  # figures are not spelt
    ],
)
def test_a_word_is_put_right_or_left(typed: str, meant: str | None) -> None:
    assert correct(typed, PAPERS) == meant


def test_of_words_equally_near_the_more_common_is_chosen() -> None:
    assert correct("granx", {"grant": 5, "grand": 2}) == "grant"
    assert correct("granx", {"grant": 2, "grand": 5}) == "grand"


def test_a_nearer_word_is_chosen_over_a_more_common_one() -> None:
    assert correct("commisioning", {"commissioning": 1, "commissioned": 50}) == "commissioning"


def test_without_papers_no_word_is_put_right() -> None:
    assert correct("presept", {}) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("YSO", "YOS"),
        ("ICT", None),  # another letter makes another acronym
        ("yso", None),  # not typed as an acronym
        ("YO", None),
    ],
)
def test_an_acronym_with_two_letters_swapped(typed: str, expected: str | None) -> None:
    assert correct_acronym(typed, ["YOS", "ICV", "yos"]) == expected


def test_an_acronym_that_may_be_either_of_two_is_left() -> None:
    assert correct_acronym("CSA", ["SCA", "CAS"]) is None
