"""Whatever is asked, in whatever conversation: a question is understood, and all of it can be taken back."""

import datetime
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import QuestionInvalid
from retrieval.query import Question, UnderstoodAs, interpret
from retrieval.snapshot import Snapshot
from tests.retrieval.made import paper, store_of
from tests.support.stand_in_encoder import StandInEncoder

PAPER = paper(
    "Integrated Offender Management (IOM) helped 12 women offenders in Norfolk in 2018.",
    "Three actions are amber.",
    area="Norfolk",
    reference="28/2021",
)
TODAY = datetime.date(2026, 11, 23)
PIECES = """
    what who when how much is was were it they that and in about the women ofenders IOM Norfolk Suffolk
    Stafordshire since 2019 2018/19 last year between 2016 2018 28/2021 decision minutes action plan amber
    latest dump gales ? ,
""".split()
asked = (
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=9)
    .map(" ".join)
    .filter(lambda text: any(c.isalnum() for c in text))
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory) -> Snapshot:
    store = store_of(tmp_path_factory.mktemp("interpreting"), PAPER)
    taken = Snapshot.of(store)
    store.close()
    return taken


def understand(
    snapshot: Snapshot, typed: str, history: Sequence[str], ignore: Sequence[str] = ()
) -> Question:
    return interpret(typed, history, snapshot, StandInEncoder().encode, ignore=frozenset(ignore), today=TODAY)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=asked, history=st.lists(asked, max_size=12))
def test_all_that_is_understood_can_be_taken_back(snapshot, typed, history) -> None:
    ignore: set[str] = set()
    # Taking back one reading may bring up another of the same words ("since 2019", then the year).
    for _ in range(4):
        question = understand(snapshot, typed, history, sorted(ignore))
        ignore |= {one.key for one in question.understood if one.key}
    assert {one.kind for one in question.understood} <= {UnderstoodAs.TOPIC}
    assert not question.leans


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=asked, history=st.lists(asked, max_size=12))
def test_what_is_carried_over_never_counts_more_than_what_is_asked(snapshot, typed, history) -> None:
    alone, leaning = understand(snapshot, typed, []), understand(snapshot, typed, history)
    if leaning.leans:
        assert leaning.groups[: len(alone.groups)] == alone.groups
        assert all(group.weight <= 0.8 for group in leaning.groups[len(alone.groups) :])
        assert set(alone.searched) <= set(leaning.searched)
    else:
        assert leaning == alone


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    typed=st.text(min_size=1, max_size=60).filter(lambda t: any(c.isalnum() for c in t)),
    history=st.lists(st.text(max_size=60), max_size=3),
)
def test_no_text_is_too_strange_to_be_read(snapshot, typed, history) -> None:
    try:
        question = understand(snapshot, typed, history)
    except QuestionInvalid:
        return  # nothing is left of it once it is normalised
    assert question.text
