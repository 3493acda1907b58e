"""The words of a record that a claim shows and quotes."""

import pytest

from ingest.documents import Rating
from ingest.records import Action, DecisionOutcome, Meeting, RecordType, Resolution
from retrieval.answering.record_answer import Shown
from retrieval.answering.record_units import RecordClaim, claims_of_records
from retrieval.records import Catalogue
from tests.retrieval.made import paper, row
from tests.support.recorded import at, with_records
from tests.support.trackers import MARCH, minutes

LONG = " ".join(f"word{n}" for n in range(60))


@pytest.fixture
def claimed(make_store):
    def claimed(made, record_type: RecordType, *names: str) -> list[RecordClaim]:
        store = make_store(made)
        entries = Catalogue.of(store, show_restricted=False).entries(record_type)
        return claims_of_records([Shown(e, names) for e in entries], store.passages, store.passages_of)

    return claimed


def tracker(text: str, action: str, **fields: object):
    record = Action(source=at(0, text), action=action, **fields)  # type: ignore[arg-type]
    return with_records(paper(row(text), title="Tracker"), record)


def text_of(claim: RecordClaim) -> str:
    passage = claim.unit.stored.passage.text
    assert passage[claim.unit.start : claim.unit.end] == claim.unit.text
    assert claim.unit.text in claim.text
    return claim.text


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        ("No. 7; Action: Train staff; RAG: A", {"reference": "7"}, "No. 7: Train staff; RAG: A"),
        ("Action: Train staff; RAG: A", {}, "Train staff; RAG: A"),
        ("Action: Train staff\nNow: Done", {"status": "Done"}, "Train staff\nNow: Done"),
        (f"Action: Train staff; Note: {LONG}; RAG: A", {}, "Train staff … (RAG: A)"),
        (f"Action: Train staff; Note: {LONG}; Done", {"status": "Done"}, "Train staff … (Done)"),
        ("7 Train staff", {"reference": "7"}, "7: Train staff"),
    ],
)
def test_an_action_is_shown_with_its_reference_and_its_rating(claimed, text, fields, expected) -> None:
    (claim,) = claimed(tracker(text, "Train staff", rating=Rating.AMBER, **fields), RecordType.ACTION)
    assert text_of(claim) == expected


def test_a_long_action_is_cut_at_a_word(claimed) -> None:
    (claim,) = claimed(tracker(f"{LONG}; RAG: A", LONG, rating=Rating.AMBER), RecordType.ACTION)
    assert text_of(claim) == f"{' '.join(LONG.split()[:45])} … (RAG: A)"


def test_a_resolution_is_shown_under_the_title_of_its_item(claimed) -> None:
    first, second = claimed(minutes(MARCH), RecordType.RESOLUTION)
    assert text_of(first).startswith("Proposed precept: RESOLVED: ")
    assert text_of(second) == "Safer roads: RESOLVED: That the report be noted."


def test_the_wording_of_a_long_resolution(claimed) -> None:
    text = f"{LONG}. RESOLVED: That it be so. {LONG}"
    record = Resolution(source=at(0, text), wording="it be so", outcome=DecisionOutcome.AGREED)
    (claim,) = claimed(with_records(paper(text), record), RecordType.RESOLUTION)
    assert claim.unit.text == "it be so"


def test_names_are_quoted_from_the_passage_that_prints_most_of_them(claimed) -> None:
    (claim,) = claimed(minutes(MARCH), RecordType.MEETING, "Carl Cedar", "Dee Dogwood")
    assert text_of(claim) == "2. Apologies were received from Carl Cedar and Dee Dogwood."
    (claim,) = claimed(minutes(MARCH), RecordType.MEETING, "Ann Ash (Chairman)", "Ben Birch")
    assert text_of(claim) == "Present: Ann Ash (Chairman)\nBen Birch"


def test_names_that_stand_nowhere_leave_the_records_own_place(claimed) -> None:
    made = paper("Present: Ann Ash")
    meeting = Meeting(source=at(0, "Present: Ann Ash"), present=("Ann Ash",))
    (claim,) = claimed(with_records(made, meeting), RecordType.MEETING, "Zoe Zelkova")
    assert claim.unit.text == "Present: Ann Ash"
