"""What became of recommendations."""

import datetime
from pathlib import Path

from ingest.documents import DocumentKind
from ingest.prepared import PreparedPaper
from ingest.records import DecisionOutcome, Recommendation, RecordType, Resolution
from retrieval.recommended import answered_by, answers_to
from retrieval.records import Catalogue
from tests.retrieval.made import paper, store_of
from tests.support.recorded import at, with_records

DAY = datetime.date(2024, 5, 3)
TITLE = "A bridge at Fenmouth"


def report(*wordings: str, title: str = TITLE) -> PreparedPaper:
    made = paper(*wordings, title=title, body="Cabinet", date=DAY)
    return with_records(
        made,
        *(
            Recommendation(source=at(n, wording), wording=wording, body="Cabinet", date=DAY, title=title)
            for n, wording in enumerate(wordings)
        ),
    )


def minutes(*wordings: str, amendment: bool = False) -> PreparedPaper:
    made = paper(*wordings, title="Minutes", kind=DocumentKind.MINUTES, body="Fenshire Cabinet", date=DAY)
    return with_records(
        made,
        *(
            Resolution(
                source=at(n, wording), wording=wording, outcome=DecisionOutcome.AGREED,
                body="Fenshire Cabinet", date=DAY, title=TITLE, ordinal=n + 1, amendment=amendment,
            )
            for n, wording in enumerate(wordings)
        ),
    )  # fmt: skip


def answers_in(folder: Path, *papers: PreparedPaper) -> dict[str, str]:
    """Return, by the wording of each recommendation that was answered, that of the resolution."""
    catalogue = Catalogue.of(store_of(folder, *papers), show_restricted=False)
    put = catalogue.entries(RecordType.RECOMMENDATION)
    found = answers_to(put, catalogue)
    assert all(answered_by(entry, catalogue) == found.get(entry.id) for entry in put)
    return {e.record.wording: found[e.id].record.wording for e in put if e.id in found}  # type: ignore[union-attr]


def test_each_recommendation_is_answered_in_its_own_words(tmp_path: Path) -> None:
    build, note = "Agree to build the bridge in stone", "Note the report of the engineer"
    resolved = ("the report of the engineer be noted", "to build the bridge in stone, was agreed")
    assert answers_in(tmp_path, report(build, note), minutes(*resolved)) == {
        build: resolved[1],
        note: resolved[0],
    }


def test_one_resolution_answers_all_that_a_report_recommends(tmp_path: Path) -> None:
    resolved = "that the recommendations be approved"
    assert answers_in(tmp_path, report("Build it", "Pay for it"), minutes(resolved)) == {
        "Build it": resolved,
        "Pay for it": resolved,
    }


def test_several_resolutions_answer_a_recommendation_by_the_first_of_them(tmp_path: Path) -> None:
    asked = "Consider and agree to the proposed decision"
    assert answers_in(tmp_path, report(asked), minutes("Adopt the plan", "Delegate the rest")) == {
        asked: "Adopt the plan"
    }


def test_a_recommendation_that_no_resolution_repeats_is_left_open(tmp_path: Path) -> None:
    build, sell = "Agree to build the bridge in stone", "Sell all ferries next spring"
    resolved = ("to build the bridge in stone, was agreed", "the engineer be thanked")
    assert answers_in(tmp_path, report(build, sell), minutes(*resolved)) == {build: resolved[0]}


def test_neither_another_item_nor_an_amendment_answers(tmp_path: Path) -> None:
    put = report("Agree the ferry", title="A ferry at Sedgeford")
    assert answers_in(tmp_path / "a", put, minutes("the bridge be agreed")) == {}
    lost = minutes("the bridge be of wood", amendment=True)
    assert answers_in(tmp_path / "b", report("Agree the bridge"), lost) == {}
