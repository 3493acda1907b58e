"""What was read before is kept while the store stays as it is."""

from ingest.kept import Kept


def test_what_was_read_at_a_revision_is_kept_for_it() -> None:
    kept = Kept[int, str](3)
    kept.keep({1: "bus", 2: "tram"}, revision=7)
    assert kept.of([2, 3], revision=7) == {2: "tram"}
    assert kept.of([2], revision=8) == {}


def test_another_revision_takes_the_place_of_the_last() -> None:
    kept = Kept[int, str](3)
    kept.keep({1: "bus"}, revision=7)
    kept.keep({2: "tram"}, revision=8)
    assert kept.of([1, 2], revision=8) == {2: "tram"}
    assert kept.of([1, 2], revision=7) == {}


def test_what_was_kept_first_makes_room() -> None:
    kept = Kept[int, str](2)
    kept.keep({1: "bus"}, revision=7)
    kept.keep({2: "tram", 3: "train"}, revision=7)
    assert kept.of([1, 2, 3], revision=7) == {2: "tram", 3: "train"}
