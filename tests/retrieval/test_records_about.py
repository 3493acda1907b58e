"""Records about a topic."""

from pathlib import Path

from retrieval.library import Library
from retrieval.records_about import records_about, subject_of, wording_of
from tests.support.recorded import GRANT, SECRET, recorded_library


def about(library: Library, topic: str) -> list[str]:
    hits = library.search(topic, k=10).hits
    return [wording_of(entry) for entry in records_about(topic, hits, library.catalogue())]


def test_a_decision_that_names_the_topic_is_about_it(tmp_path: Path):
    library = recorded_library(tmp_path)

    assert about(library, "women's centre") == [GRANT]
    assert about(library, "What was agreed on the women's centre?") == [GRANT]


def test_a_record_in_a_passage_that_was_found_counts_when_it_says_half_of_the_words(tmp_path: Path):
    assert about(recorded_library(tmp_path), "grant for the sailing centre") == [GRANT]
    assert about(recorded_library(tmp_path / "other"), "sailing boats and harbours") == []


def test_what_is_withheld_is_not_found(tmp_path: Path):
    assert about(recorded_library(tmp_path), "payment to an informant") == []
    shown = recorded_library(tmp_path / "shown", show_restricted=True)
    assert about(shown, "payment to an informant") == [SECRET]


def test_no_words_are_about_nothing(tmp_path: Path):
    library = recorded_library(tmp_path)

    assert records_about("the", [], library.catalogue()) == []


def test_the_subject_is_the_heading(tmp_path: Path):
    library = recorded_library(tmp_path)
    found = records_about("precept", [], library.catalogue())

    assert [subject_of(entry) for entry in found] == ["Proposed precept"]
