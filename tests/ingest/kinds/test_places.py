"""Areas, from the gazetteer and from the names of bodies."""

import pytest

from ingest.kinds.places import area_of_body, places_in


def test_places_come_in_order_each_once() -> None:
    assert places_in("SUFFOLK and Norfolk, with suffolk again") == ["Suffolk", "Norfolk"]


def test_the_longer_name_is_the_place() -> None:
    assert places_in("Devon and Cornwall, West Sussex") == ["Devon and Cornwall", "West Sussex"]


@pytest.mark.parametrize("text", ["Kentish Town", "Surreys", "nothing"])
def test_part_of_a_word_is_no_place(text: str) -> None:
    assert places_in(text) == []


@pytest.mark.parametrize(
    ("body", "area"),
    [
        ("Police and Crime Commissioner for Fenshire", "Fenshire"),
        ("Office of the Police & Crime Commissioner for the Fenlands", "Fenlands"),
        ("Police, Fire and Crime Commissioner for Upper Fenshire", "Upper Fenshire"),
        ("Fenshire Police and Crime Panel", "Fenshire"),
        ("Fenshire Police, Fire and Crime Panel", "Fenshire"),
        ("the Fenshire Constabulary", "Fenshire"),
        ("Fenshire County Council", "Fenshire"),
        ("Sedge-on-Water City Council", "Sedge-on-Water"),
        ("Sedge and Moor Metropolitan Borough Council", "Sedge and Moor"),
        ("Fenshire Police", "Fenshire"),
        ("OPCC for Fenshire", "Fenshire"),
        ("Norfolk County Council", "Norfolk"),
        ("Avon and Somerset Police", "Avon and Somerset"),
    ],
)
def test_the_area_that_a_body_stands_for(body: str, area: str) -> None:
    assert area_of_body(body) == area


@pytest.mark.parametrize(
    "text", ["The Police and Crime Panel", "Home Office Police", "the local police", "a council", ""]
)
def test_a_body_without_a_place_stands_for_none(text: str) -> None:
    assert area_of_body(text) is None
