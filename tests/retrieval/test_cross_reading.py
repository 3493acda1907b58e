"""Units read together with the question, and their order by what was read."""

import math

import pytest

from retrieval.answering.cross_reading import probability, refine
from retrieval.answering.evidence import units_of
from tests.retrieval.made import found, passage, texts, unit
from tests.support.stand_in_cross_encoder import StandInCrossEncoder


def test_the_best_are_read_with_the_question() -> None:
    cross_encoder = StandInCrossEncoder()
    made = [
        unit("The bus is late.", score=0.5, key=1),
        unit("clinic grant", score=0.45, key=2),
        unit("Trams run.", score=0.1, key=3, odds=0.0),
    ]
    refined = refine(made, "clinic grant", cross_encoder, best=2, again=0)
    assert texts(refined) == ["clinic grant", "The bus is late.", "Trams run."]
    assert [each.odds for each in refined] == [4.0, -4.0, 0.0]
    assert refined[0].score == pytest.approx(0.45 + 0.5 * probability(4.0))
    assert len(cross_encoder.texts) == 2


def test_a_unit_is_read_under_its_title_and_heading() -> None:
    cross_encoder = StandInCrossEncoder()
    of = found(passage("It is free.", heading=("Health", "Clinics")), title="Plan for Fenshire")
    refine([unit("It is free.", of=of)], "clinic", cross_encoder, best=1, again=3)
    assert cross_encoder.texts == ["Plan for Fenshire – Clinics: It is free."]
    # And closely, as one of the likest, under its title alone, too: what the two say is taken together.
    assert cross_encoder.read_closely == [
        "Plan for Fenshire – Clinics: It is free.",
        "Plan for Fenshire: It is free.",
    ]


def test_the_likest_are_read_closely_under_their_heading_and_without() -> None:
    cross_encoder = StandInCrossEncoder()
    held = ["clinic grant", "clinic", "grant", "bus", "tram"]
    of = {text: found(passage(text, heading=("clinic",)), title="Plan") for text in held}
    made = [unit(text, of=of[text], score=0.5, key=key) for key, text in enumerate(held)]
    refined = refine(made, "clinic grant", cross_encoder, best=5, again=3)
    headed, bare = cross_encoder.read_closely[:3], cross_encoder.read_closely[3:]
    assert headed == ["Plan – clinic: clinic grant", "Plan – clinic: grant", "Plan – clinic: clinic"]
    assert bare == ["Plan: clinic grant", "Plan: grant", "Plan: clinic"]
    # The heading names the clinic: with it the grant has all of the question's words, without it half.
    assert {each.text: each.odds for each in refined} == {
        "clinic grant": 4.0,
        "grant": 2.0,
        "clinic": 0.0,
        "bus": 0.0,
        "tram": 0.0,
    }


def test_where_none_is_to_be_read_again_each_is_read_once() -> None:
    cross_encoder = StandInCrossEncoder()
    refine([unit("It is free.")], "clinic", cross_encoder, best=1, again=0)
    assert (len(cross_encoder.texts), cross_encoder.read_closely) == (1, [])


def test_what_was_not_read_has_no_odds_at_all() -> None:
    (made,) = units_of(found(passage("The bus is late.")))
    assert made.odds == -math.inf


def test_nothing_found_is_nothing_read() -> None:
    assert refine([], "clinic", StandInCrossEncoder(), best=5, again=3) == []
