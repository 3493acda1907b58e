"""Which units become claims, and in which order they are read."""

import pytest

from retrieval.answering.answer import Standing
from retrieval.answering.choose import MOST_CLAIMS, MOST_WORDS, choose, in_order, shorten
from retrieval.query import Wanted
from tests.retrieval.made import found, question, texts, unit

CLINIC = question("clinic")
AGREED_ON = question("clinic", asks_agreed=True)


def distinct(n: int, words: int = 12) -> str:
    """``words`` words that no other ``n`` shares: "ba bb bc."."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return " ".join(letters[n] + letters[i // 26] + letters[i % 26] for i in range(words)) + "."


def test_no_more_claims_than_a_reader_takes_in() -> None:
    best = [unit(distinct(n, 5), key=n) for n in range(MOST_CLAIMS + 4)]
    assert texts(choose(CLINIC, best)) == texts(best)[:MOST_CLAIMS]


@pytest.mark.parametrize("words", [20, 30, 50])
def test_no_more_words_than_a_reader_takes_in(words) -> None:
    best = [unit(distinct(n, words), key=n) for n in range(12)]
    chosen = choose(CLINIC, best)
    assert len(chosen) == min(MOST_WORDS // words, MOST_CLAIMS)
    assert sum(len(text.split()) for text in texts(chosen)) <= MOST_WORDS


def test_a_shorter_unit_may_fill_the_room_that_is_left() -> None:
    lengths = (50, 50, 50, 40, 10)
    best = [unit(distinct(n, words), key=n) for n, words in enumerate(lengths)]
    assert [len(text.split()) for text in texts(choose(CLINIC, best))] == [50, 50, 50, 10]


def test_units_far_below_the_best_are_left_out() -> None:
    best = [
        unit(distinct(1), key=1, score=1.0),
        unit(distinct(2), key=2, score=0.9),
        unit(distinct(3), key=3, score=0.1),
    ]
    assert [u.stored.key for u in choose(CLINIC, best)] == [1, 2]


def test_of_one_passage_a_second_claim_must_be_nearly_as_good_as_the_best() -> None:
    of = found(f"{distinct(1)} {distinct(2)} {distinct(3)}")
    first = unit(distinct(1), of=of, score=1.0)
    for second_score, third_score, expected in ((0.5, 0.5, 1), (0.95, 0.5, 2), (0.95, 0.95, 2)):
        others = [unit(distinct(2), of=of, score=second_score), unit(distinct(3), of=of, score=third_score)]
        assert len(choose(CLINIC, [first, *others])) == expected


def test_claims_never_overlap() -> None:
    text = "It pays for:\n• a clinic\n• two homes"
    of = found(text)
    whole, item = unit(text, of=of, score=1.0), unit("two homes", of=of, score=1.0)
    assert texts(choose(CLINIC, [whole, item])) == [text]
    assert texts(choose(CLINIC, [item, whole])) == ["two homes"]


def test_what_was_said_is_not_said_again() -> None:
    said = "The grant to the clinic in Sedgeford is £42,000 a year"
    best = [unit(f"{said}.", key=1), unit(f"{said} too.", key=2), unit("The clinic is free.", key=3)]
    assert [u.stored.key for u in choose(CLINIC, best)] == [1, 3]


# What was agreed


def test_what_was_agreed_is_read_first_where_it_is_asked_for() -> None:
    best = [
        unit(distinct(1), key=1, score=1.0, standing=Standing.REPORTED),
        unit(distinct(2), key=2, score=0.9, standing=Standing.PLANNED),
        unit(distinct(3), key=3, score=0.6, standing=Standing.AGREED),
        unit(distinct(4), key=4, score=0.7, standing=Standing.AGREED),
        unit(distinct(5), key=5, score=0.8, standing=Standing.DISCUSSED),
    ]
    assert [u.stored.key for u in choose(AGREED_ON, best)] == [4, 3, 2, 1, 5]
    assert [u.stored.key for u in choose(CLINIC, best)] == [1, 2, 3, 4, 5]


def test_what_was_agreed_is_kept_even_where_the_best_would_fill_the_answer() -> None:
    best = [unit(distinct(n, 40), key=n, score=1.0) for n in range(4)]
    agreed = unit(distinct(9, 40), key=9, score=0.6, standing=Standing.AGREED)
    assert 9 in [u.stored.key for u in choose(AGREED_ON, [*best, agreed])]
    assert 9 not in [u.stored.key for u in choose(CLINIC, [*best, agreed])]


def test_something_else_that_was_agreed_has_no_such_right() -> None:
    best = [unit(distinct(n, 40), key=n, score=1.0) for n in range(4)]
    other = unit(distinct(9, 40), key=9, score=0.6, standing=Standing.AGREED, covered=0.2, own=0.1)
    assert 9 not in [u.stored.key for u in choose(AGREED_ON, [*best, other])]


def test_order_is_by_standing_then_by_score() -> None:
    units = [
        unit("a b", key=1, score=0.1, standing=Standing.AGREED),
        unit("c d", key=2, score=0.9, standing=Standing.RECOMMENDED),
        unit("e f", key=3, score=0.8, standing=Standing.AGREED),
    ]
    assert [u.stored.key for u in in_order(AGREED_ON, units)] == [3, 1, 2]
    assert in_order(CLINIC, units) == units


# Areas that are compared


def test_areas_that_are_compared_take_turns() -> None:
    fens = [unit(distinct(n), of=found(distinct(n), key=n, area="Fenshire"), score=1.0) for n in (1, 2, 3)]
    wex = [unit(distinct(n), of=found(distinct(n), key=n, area="Wexshire"), score=0.6) for n in (4, 5)]
    elsewhere = [unit(distinct(6), of=found(distinct(6), key=6), score=0.9)]
    best = [*fens, *elsewhere, *wex]
    compared = question("clinic", areas=("Fenshire", "Wexshire"))
    assert [u.stored.key for u in choose(compared, best)] == [1, 4, 2, 5, 3, 6]
    assert [u.stored.key for u in choose(CLINIC, best)] == [1, 2, 3, 6, 4, 5]


def test_nothing_good_nothing_chosen() -> None:
    assert choose(CLINIC, []) == []


# Shortening


def test_a_long_sentence_is_cut_at_its_commas_to_what_was_asked() -> None:
    filler = "many other things that were said on the day by a great number of people of the county"
    asked_for = "the clinic in Sedgeford will be paid £42,000 in each of the next three years"
    text = f"There were {filler}, {asked_for}, and {filler}, and {filler}, and {filler}."
    long = unit(text)
    short = shorten(long, question("clinic", "sedgeford", wanted=Wanted.AMOUNT))
    assert asked_for in short.text
    assert len(short.text.split()) <= 55 < len(text.split())
    assert short.text == text[short.start : short.end]
    assert short.text[0] not in " ,;:–"
    assert short.text[-1] not in " ,;:–"


def test_a_short_sentence_is_left_whole() -> None:
    one = unit("The clinic, which is free, is open.")
    assert shorten(one, CLINIC) is one


def test_the_sentence_that_answers_first_may_be_longer() -> None:
    one = unit(", ".join(distinct(n) for n in range(5)))
    assert 55 < len(one.text.split()) <= 75
    assert shorten(one, CLINIC, first=True) is one
    assert len(shorten(one, CLINIC).text.split()) <= 55


def test_a_long_sentence_without_commas_is_left_whole() -> None:
    one = unit(distinct(1, 60))
    assert shorten(one, CLINIC).text == one.text
