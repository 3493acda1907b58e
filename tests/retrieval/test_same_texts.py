"""Texts that say the same, by the pairs of neighbouring words that they have in common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.same_texts import SAME, SameTexts, likeness, word_pairs

# A line of words from few: many texts have much in common, and some nearly all of it.
LINES = st.lists(st.sampled_from("the panel noted grant of £5 and roads".split()), max_size=14).map(" ".join)


def same_texts(texts: list[str]) -> list[list[int]]:
    """Return, for each of ``texts``, the places of those before it that say the same, told one by one."""
    same = SameTexts(texts)
    return [
        [before for before in range(at) if same.first_before(at, {before: 0}) is not None]
        for at in range(len(texts))
    ]


def test_pairs_are_of_neighbouring_words() -> None:
    assert word_pairs("The bus, the bus stop") == {("the", "bus"), ("bus", "the"), ("bus", "stop")}


def test_a_single_word_stands_for_itself() -> None:
    assert word_pairs("Agreed.") == {("agreed", "")}
    assert word_pairs("…") == set()


def test_likeness_is_the_share_of_pairs_in_common() -> None:
    # {ab, bc, cd} and {ab, bc, ce}: 2 in common of 4
    assert likeness(word_pairs("a b c d"), word_pairs("a b c e")) == pytest.approx(0.5)
    assert likeness(word_pairs("a b"), word_pairs("c d")) == 0.0
    assert likeness(set(), set()) == 0.0


def test_texts_are_the_same_from_four_pairs_in_five() -> None:
    first = "a b c d e f g h i j"  # nine pairs
    # One pair more: 9 in common of 10. One word other at the end: 8 in common of 10. At the middle: 7 of 11.
    assert same_texts([first, f"{first} k"]) == [[], [0]]
    assert same_texts([first, "a b c d e f g h i z"]) == [[], [0]]
    assert same_texts([first, "a b c d z f g h i j"]) == [[], []]


def test_each_text_is_told_of_those_before_it() -> None:
    assert same_texts(["The bus is late.", "Trams run.", "The bus is late", "the BUS is late!"]) == [
        [],
        [],
        [0],
        [0, 2],
    ]


def test_of_several_that_say_the_same_the_one_with_the_first_place_is_told() -> None:
    same = SameTexts(["The bus is late.", "Trams run.", "the bus is late", "The BUS is late!"])
    assert same.first_before(3, {0: 7, 1: 1, 2: 4}) == 2
    assert same.first_before(3, {0: 7, 1: 1}) == 0
    assert same.first_before(3, {1: 1}) is None
    assert same.first_before(3, {}) is None


@pytest.mark.parametrize("texts", [[], ["The bus"], ["", ""], ["…", "The bus"]])
def test_one_text_or_none_is_the_same_as_nothing(texts: list[str]) -> None:
    assert same_texts(texts) == [[] for _ in texts]


def test_long_texts_whose_pairs_fill_every_bit_of_a_sketch_are_still_told_apart() -> None:
    one, other = (" ".join(f"{word}{n}" for n in range(3000)) for word in ("bus", "tram"))
    assert same_texts([one, other, f"{one} more"]) == [[], [], [0]]


@given(st.lists(LINES, max_size=8))
def test_none_is_missed_that_comparing_each_with_each_finds(texts: list[str]) -> None:
    pairs = [word_pairs(text) for text in texts]
    plainly = [
        [before for before in range(at) if likeness(pairs[at], pairs[before]) >= SAME]
        for at in range(len(texts))
    ]
    assert same_texts(texts) == plainly
