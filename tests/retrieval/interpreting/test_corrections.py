"""Misspelt words, names and acronyms, put right by the papers' own."""

import pytest

from retrieval.interpreting.corrections import corrected
from retrieval.snapshot import Snapshot
from tests.retrieval.made import paper

PAPER = paper(
    "The Youth Offending Service (YOS) of Wexborough runs a hostel.",
    "The Countywide Rehabilitation of Offenders Board (CROB) met.",
    area="Norfolk",
)


@pytest.fixture
def snapshot(make_store):
    return Snapshot.of(make_store(PAPER))


@pytest.mark.parametrize(
    ("typed", "text", "slips"),
    [
        ("the hostle of Wexborough", "the hostel of Wexborough", {"hostle": "hostel"}),
        ("hostel in Wexbrough", "hostel in wexborough", {"wexbrough": "wexborough"}),
        ("what does the YSO run", "what does the YOS run", {"yso": "YOS"}),
        ("precept in Stafordshire", "precept in Staffordshire", {"stafordshire": "Staffordshire"}),
        ("the hostel", "the hostel", {}),
        ("the hostelry", "the hostelry", {}),  # an English word, near as it is to one of the papers'
    ],
)
def test_slips_are_put_right(snapshot, typed, text, slips) -> None:
    result = corrected(typed, snapshot)
    assert (result.text, result.slips) == (text, slips)


def test_an_area_without_papers_is_no_unknown_word(snapshot) -> None:
    assert corrected("hostels of Cumbria", snapshot).unknown == ()


def test_a_word_that_was_meant_so_is_left(snapshot) -> None:
    assert corrected("the hostle", snapshot, frozenset({"hostle"})).text == "the hostle"


def test_words_that_no_paper_holds_are_told(snapshot) -> None:
    assert corrected("helicopters of Wexborough", snapshot).unknown == ("helicopters",)
