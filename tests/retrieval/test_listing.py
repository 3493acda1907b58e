"""Rows of trackers that a question asks for by their rating."""

import pytest

from ingest.documents import DocumentKind, Rating
from retrieval.answering.listing import rated_rows
from retrieval.search import Found
from tests.retrieval.made import id_of, paper, passage, question, row, texts

AMBER, GREEN, RED = Rating.AMBER, Rating.GREEN, Rating.RED
DIVERSION, HOUSING = ("Action plan", "Diversion"), ("Action plan", "Housing")
TRACKER = paper(
    passage("Progress on actions.", heading=("Action plan",)),
    row("Action: Open a clinic\nProgress: begun", AMBER, heading=DIVERSION),
    row("Action: Train staff\nProgress: done", GREEN, heading=DIVERSION),
    row("No: 3\nAction: Agree a model\nProgress: late", AMBER, heading=DIVERSION),
    row("Action: Build ten homes\nProgress: begun", AMBER, heading=HOUSING),
    row("Action: Mend roofs\nProgress: stopped", RED, heading=HOUSING),
    title="Action plan of Fenshire",
    kind=DocumentKind.ACTION_PLAN,
    area="Fenshire",
)
REPORT = paper("The diversion clinic is amber.", title="Report")


@pytest.fixture
def rows(make_store):
    store = make_store(TRACKER, REPORT)

    def rows(*words, ratings, of=TRACKER):
        document = store.document(id_of(of))
        found = [Found(stored, document, 0.5, 0.5) for stored in store.passages_of(id_of(of))]
        return rated_rows(question(*words, ratings=ratings), found, store.passages_of)

    return rows


def test_the_rows_of_the_section_and_rating_asked_for(rows) -> None:
    assert texts(rows("diversion", ratings=(AMBER,))) == ["Action: Open a clinic", "Action: Agree a model"]
    assert texts(rows("housing", ratings=(AMBER,))) == ["Action: Build ten homes"]
    assert texts(rows("diversion", ratings=(GREEN,))) == ["Action: Train staff"]


def test_several_ratings(rows) -> None:
    assert texts(rows("housing", ratings=(RED, AMBER))) == ["Action: Build ten homes", "Action: Mend roofs"]


def test_without_a_section_the_rows_of_the_whole_tracker(rows) -> None:
    assert len(rows(ratings=(AMBER,))) == 3
    assert len(rows("actions", "amber", ratings=(AMBER,))) == 3
    assert len(rows("fenshire", ratings=(AMBER,))) == 3


def test_a_section_that_the_tracker_does_not_have(rows) -> None:
    assert rows("helicopters", ratings=(AMBER,)) == []


def test_a_rating_that_no_row_has(rows) -> None:
    assert rows("diversion", ratings=(Rating.WHITE,)) == []


def test_without_a_rating_in_the_question_there_is_no_list(rows) -> None:
    assert rows("diversion", ratings=()) == []


def test_a_paper_without_ratings_has_no_rows(rows) -> None:
    assert rows("diversion", ratings=(AMBER,), of=REPORT) == []


def test_a_row_is_claimed_by_the_line_that_says_its_action(rows) -> None:
    for each in rows("diversion", ratings=(AMBER,)):
        assert each.stored.passage.text[each.start : each.end] == each.text
        assert each.text.startswith("Action:")
