"""English words, told from slips and names."""

import pytest

from retrieval.dictionary import is_english, is_everyday


@pytest.mark.parametrize("word", ["gales", "crooks", "mileage", "youngsters"])
def test_a_word_is_english(word: str) -> None:
    assert is_english(word)
    assert not is_everyday(word)


@pytest.mark.parametrize("word", ["minumum", "recieved", "comittee", "offendrs"])
def test_a_slip_is_not(word: str) -> None:
    assert not is_english(word)


@pytest.mark.parametrize("word", ["get", "need", "find", "send"])
def test_a_word_of_every_day(word: str) -> None:
    assert is_english(word)
    assert is_everyday(word)
