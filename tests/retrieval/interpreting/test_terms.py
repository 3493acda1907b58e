"""What a question speaks of, and the words that are looked up."""

import math

import numpy as np
import pytest

from retrieval.interpreting.terms import groups_of, searched_words
from retrieval.snapshot import Snapshot
from retrieval.synonyms import Synonyms
from retrieval.words import stem
from tests.retrieval.made import paper

PAPER = paper(
    *["The storm closed the road."] * 5, "Integrated Offender Management (IOM) is led by the council."
)
IOM = {"iom": ["Integrated Offender Management"]}
COSINES = {"storm": 0.5, "council": 0.3}


def vectors_of(words):
    """``gales`` lies as near to the papers' words as ``COSINES`` says."""
    return np.array([[1.0, 0.0] if word == "gales" else [0.0, -1.0] for word in words], dtype=np.float32)


@pytest.fixture
def snapshot(make_store):
    taken = Snapshot.of(make_store(PAPER))
    rows = np.array([[c, math.sqrt(1 - c * c)] for c in COSINES.values()], dtype=np.float32)
    object.__setattr__(taken, "synonyms", Synonyms(list(COSINES), rows))
    return taken


def test_a_word_that_no_paper_holds_is_looked_for_in_their_words(snapshot) -> None:
    groups = groups_of("gales", {}, snapshot, vectors_of)
    # (0.5 - 0.3) * 1.5 = 0.3, less than a storm itself
    assert groups[0].near == {"storm": pytest.approx(0.3)}
    assert searched_words("gales", {}, ["gales"], groups, snapshot) == ["gales", "storm"]


def test_a_word_that_is_taken_at_its_word_has_no_like_words(snapshot) -> None:
    (group,) = groups_of("gales", {}, snapshot, vectors_of, frozenset({"gales"}))
    assert group.near == {}


def test_an_acronym_that_is_taken_at_its_word_is_not_spelt_out(snapshot) -> None:
    (group,) = groups_of("iom", IOM, snapshot, vectors_of, frozenset({"iom"}))
    assert group.ways == (frozenset({"iom"}),)


def test_who_leads_is_said_in_several_ways(snapshot) -> None:
    group = next(g for g in groups_of("who runs IOM", IOM, snapshot, vectors_of) if stem("runs") in g.ways[0])
    assert group.match({stem("provider")}) == 0.7
