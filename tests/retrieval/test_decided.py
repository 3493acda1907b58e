"""What was decided, in the papers that record decisions."""

from dataclasses import replace

import pytest

from ingest.documents import DocumentKind
from retrieval.answering.decided import approved_notices, outcome_approves, with_decisions
from retrieval.library import Library
from retrieval.search import Found
from tests.retrieval.made import id_of, paper, passage, question, write
from tests.support.stand_in_cross_encoder import StandInCrossEncoder
from tests.support.stand_in_encoder import StandInEncoder

NOTICE = DocumentKind.DECISION_NOTICE
GRANT = paper(
    passage("The clinic in Sedgeford helps women.", heading=("Background",)),
    passage("The grant is paid to the Trust.", heading=("Recommendation:",)),
    passage("The recommendation set out above is approved.", heading=("Outcome/approval",)),
    title="Clinic grant",
    kind=NOTICE,
    reference="28/2021",
)
REFUSED = paper(
    passage("The choir sings.", heading=("Background",)),
    passage("The choir is funded.", heading=("Recommendation",)),
    passage("The recommendation is not approved.", heading=("Outcome",)),
    title="Choir grant",
    kind=NOTICE,
    reference="29/2021",
)
MINUTES = paper(
    passage("The clinic grant was approved.", heading=("Outcome",)),
    title="Minutes",
    kind=DocumentKind.MINUTES,
)


@pytest.fixture
def store(make_store):
    return make_store(GRANT, REFUSED, MINUTES)


def first_passage(store, of, score=0.4):
    return Found(store.passages_of(id_of(of))[0], store.document(id_of(of)), score, 0.3)


def test_notices_whose_outcome_approves(store) -> None:
    assert outcome_approves(store.passages_of(id_of(GRANT)))
    assert not outcome_approves(store.passages_of(id_of(REFUSED)))
    assert not outcome_approves([])


def test_only_notices_are_asked_about(store) -> None:
    found = [first_passage(store, each) for each in (GRANT, REFUSED, MINUTES)]
    asked = []
    assert approved_notices(found, lambda one: asked.append(one) or one == id_of(GRANT)) == {id_of(GRANT)}
    assert sorted(asked) == sorted([id_of(GRANT), id_of(REFUSED)])
    assert approved_notices([], lambda _: True) == frozenset()


def test_a_notice_that_is_written_again_is_read_again(store) -> None:
    library = Library(store, StandInEncoder(), StandInCrossEncoder())
    assert not library._sources().approved(id_of(REFUSED))

    write(store, replace(REFUSED, passages=(passage("It is approved.", heading=("Outcome",)),)))

    assert library._sources().approved(id_of(REFUSED))


def test_the_deciding_passages_of_a_notice_are_looked_at_too(store) -> None:
    background = first_passage(store, GRANT)
    found = with_decisions(question("clinic"), [background], store.passages_of)
    assert [(f.stored.passage.text, f.deciding, f.score) for f in found] == [
        ("The grant is paid to the Trust.", True, 0.4),
        ("The recommendation set out above is approved.", True, 0.4),
        ("The clinic in Sedgeford helps women.", False, 0.4),
    ]
    assert {"clinic", "woman"} <= found[0].topic


def test_a_deciding_passage_that_was_found_stands_once(store) -> None:
    all_found = [
        Found(stored, store.document(id_of(GRANT)), 0.4, 0.3) for stored in store.passages_of(id_of(GRANT))
    ]
    found = with_decisions(question("clinic"), all_found, store.passages_of)
    assert len(found) == 3
    assert sum(f.deciding for f in found) == 2


@pytest.mark.parametrize("reference", ["28/2021", "2021/28"])
def test_the_notice_that_is_asked_for_by_its_reference_counts_most(store, reference) -> None:
    found = with_decisions(
        question("grant", references=(reference,)),
        [first_passage(store, REFUSED), first_passage(store, GRANT)],
        store.passages_of,
    )
    scores = {(f.document.facts.reference, f.score) for f in found if f.deciding}
    assert scores == {("28/2021", 1.0), ("29/2021", 0.4)}


def test_papers_that_are_no_notices_are_left_as_they_are(store) -> None:
    found = [first_passage(store, MINUTES)]
    assert with_decisions(question("clinic"), found, store.passages_of) == found
