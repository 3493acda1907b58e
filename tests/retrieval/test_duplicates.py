"""Passages that say the same."""

import datetime

import pytest

from retrieval.duplicates import fold_duplicates
from tests.retrieval.made import found

ROADS = "The Panel noted the report on the roads of Fenshire and thanked all of its staff"


def test_a_near_duplicate_is_folded_into_the_one_that_ranks_first() -> None:
    first, other, twin = (
        found(ROADS, key=1),
        found("Ten homes are built.", key=2),
        found(f"{ROADS}.", key=3, title="Pack"),
    )
    folded = fold_duplicates([first, other, twin], limit=5)
    assert [f.stored.key for f in folded] == [1, 2]
    assert [stored.key for stored in folded[0].also] == [3]
    assert folded[1].also == ()


def test_a_twin_below_the_limit_is_still_named() -> None:
    folded = fold_duplicates(
        [found(ROADS, key=1), found("Ten homes.", key=2), found(ROADS, key=3, title="Pack")], limit=1
    )
    assert [(f.stored.key, [stored.key for stored in f.also]) for f in folded] == [(1, [3])]


def test_paragraphs_that_differ_in_a_figure_of_a_short_text_are_not_the_same() -> None:
    folded = fold_duplicates(
        [found("The grant is £42,000.", key=1), found("The grant is £17,000.", key=2)], limit=5
    )
    assert [f.stored.key for f in folded] == [1, 2]


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        ("Item 7 Roads report", "Item 7 Supplementary Roads report", 2),
        ("Item 7 Supplementary Roads report", "Item 7 Roads report", 1),
        ("Draft roads strategy", "Roads strategy", 2),
        ("Roads strategy", "Roads strategy (draft)", 1),
        ("Roads report", "Roads report", 1),
    ],
)
def test_a_paper_that_replaces_another_stands_for_both(first: str, second: str, stands: int) -> None:
    folded = fold_duplicates([found(ROADS, key=1, title=first), found(ROADS, key=2, title=second)], limit=5)
    assert [(f.stored.key, [other.key for other in f.also]) for f in folded] == [(stands, [3 - stands])]


def test_an_earlier_supplement_replaces_nothing() -> None:
    later = found(ROADS, key=1, title="Roads report", date=datetime.date(2024, 5, 3))
    earlier = found(ROADS, key=2, title="Supplementary roads report", date=datetime.date(2024, 1, 3))
    assert [f.stored.key for f in fold_duplicates([later, earlier], limit=5)] == [1]


def test_the_newer_edition_stands_though_the_older_ranks_first() -> None:
    older = found(ROADS, key=1, title="Roads strategy 2012")
    newer = found(ROADS, key=2, title="Roads strategy 2013")
    replaced = {older.document.id: newer.document.id}
    for order in ([older, newer], [newer, older]):
        (stands,) = fold_duplicates(order, limit=5, replaced=replaced)
        assert (stands.stored.key, [other.key for other in stands.also]) == (2, [1])


def test_of_two_replaced_editions_the_later_stands() -> None:
    dates = {year: datetime.date(year, 6, 1) for year in (2012, 2013)}
    first, second = (found(ROADS, key=year, title="Roads strategy", date=day) for year, day in dates.items())
    replaced = {first.document.id: "newest", second.document.id: "newest"}
    for order in ([first, second], [second, first]):
        (stands,) = fold_duplicates(order, limit=5, replaced=replaced)
        assert stands.stored.key == 2013
