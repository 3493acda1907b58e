"""Areas that a question names."""

import pytest

from retrieval.interpreting.areas import areas_in
from retrieval.snapshot import Snapshot
from tests.retrieval.made import paper


@pytest.fixture
def snapshot(make_store):
    return Snapshot.of(make_store(paper("The precept.", area="Fenshire")))


@pytest.mark.parametrize(
    ("text", "spelt_out", "areas"),
    [
        ("precept in Kent", (), ("Kent",)),
        ("precept in kent and fenshire", (), ("Kent", "Fenshire")),  # one of the gazetteer, one of the papers
        ("the OPCCN", ("Office of the Police and Crime Commissioner for Norfolk",), ("Norfolk",)),
        ("Norfolk's OPCCN", ("Office for Norfolk",), ("Norfolk",)),
        ("the precept", (), ()),
    ],
)
def test_areas_are_named_by_themselves_or_within_a_body(snapshot, text, spelt_out, areas) -> None:
    assert areas_in(text, spelt_out, snapshot) == areas
