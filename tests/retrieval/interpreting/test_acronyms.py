"""Acronyms of a question: told from words of every day, and found by what they stand for."""

import pytest

from retrieval.interpreting.acronyms import expansions_in, spelt_out_in
from retrieval.snapshot import Snapshot
from retrieval.words import stem
from tests.retrieval.made import paper, write

PAPER = paper(
    "Growth, Environment and Transport (GET) mends the roads.",
    "The Multi-Agency Safeguarding Hub (MASH) met. A Need for Every Evening Drop-in (NEED) opened.",
)


@pytest.fixture
def snapshot(make_store):
    return Snapshot.of(make_store(PAPER))


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("what did the GET spend", ["get"]),
        ("what did the cyclists get", []),  # a word that asks
        ("is there a need for it", []),  # a word of every day
        ("when did the NEED open", ["need"]),
        ("who sits on the mash", ["mash"]),
    ],
)
def test_a_word_of_every_day_is_an_acronym_only_in_capitals(snapshot, text, acronyms) -> None:
    assert list(expansions_in(text, snapshot)) == acronyms


def test_asked_what_it_stands_for_every_word_may_be_an_acronym(snapshot) -> None:
    assert list(expansions_in("what does get stand for", snapshot, every=True)) == ["get"]


def test_what_is_spelt_out_has_its_acronym(snapshot) -> None:
    found = spelt_out_in("the multi-agency safeguarding hub", snapshot)
    assert found == {frozenset(map(stem, ["multi", "agency", "safeguarding", "hub"])): "mash"}


def test_what_is_spelt_out_is_known_of_papers_that_came_since(make_store) -> None:
    store = make_store(PAPER)
    before = Snapshot.of(store)
    assert spelt_out_in("the Fenshire Youth Board", before) == {}
    write(store, paper("The Fenshire Youth Board (FYB) met.", title="Youth"))
    found = spelt_out_in("the Fenshire Youth Board", Snapshot.of(store, before=before))
    assert list(found.values()) == ["fyb"]
