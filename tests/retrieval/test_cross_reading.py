"""Units read together with the question, and their order by what was read."""

import pytest

from retrieval.answering.cross_reading import probability, refine
from tests.retrieval.made import found, passage, texts, unit
from tests.support.stand_in_cross_encoder import StandInCrossEncoder


def test_the_best_are_read_with_the_question() -> None:
    cross_encoder = StandInCrossEncoder()
    made = [
        unit("The bus is late.", score=0.5, key=1),
        unit("clinic grant", score=0.45, key=2),
        unit("Trams run.", score=0.1, key=3, odds=0.0),
    ]
    refined = refine(made, "clinic grant", cross_encoder, best=2)
    assert texts(refined) == ["clinic grant", "The bus is late.", "Trams run."]
    assert [each.odds for each in refined] == [4.0, -4.0, 0.0]
    assert refined[0].score == pytest.approx(0.45 + 0.5 * probability(4.0))
    assert len(cross_encoder.texts) == 2


def test_a_unit_is_read_under_its_title_and_heading() -> None:
    cross_encoder = StandInCrossEncoder()
    of = found(passage("It is free.", heading=("Health", "Clinics")), title="Plan for Fenshire")
    refine([unit("It is free.", of=of)], "clinic", cross_encoder, best=1)
    # And, as one of the likest, under its title alone: what the two say is taken together.
    assert cross_encoder.texts == [
        "Plan for Fenshire – Clinics: It is free.",
        "Plan for Fenshire: It is free.",
    ]


def test_the_three_likest_are_read_again_without_their_heading() -> None:
    cross_encoder = StandInCrossEncoder()
    held = ["clinic grant", "clinic", "grant", "bus", "tram"]
    of = {text: found(passage(text, heading=("clinic",)), title="Plan") for text in held}
    made = [unit(text, of=of[text], score=0.5, key=key) for key, text in enumerate(held)]
    refined = refine(made, "clinic grant", cross_encoder, best=5)
    assert cross_encoder.texts[5:] == ["Plan: clinic grant", "Plan: grant", "Plan: clinic"]
    # The heading names the clinic: with it the grant has all of the question's words, without it half.
    assert {each.text: each.odds for each in refined} == {
        "clinic grant": 4.0,
        "grant": 2.0,
        "clinic": 0.0,
        "bus": 0.0,
        "tram": 0.0,
    }


def test_nothing_found_is_nothing_read() -> None:
    assert refine([], "clinic", StandInCrossEncoder(), best=5) == []
