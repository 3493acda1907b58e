"""Records of all papers: which are kept, in what order, and how each is cited."""

import datetime
from decimal import Decimal

import pytest

from ingest.documents import Rating
from ingest.records import DecisionOutcome, RecordType, Resolution
from retrieval.answering.answer import Standing
from retrieval.records import RecordFilters, standing_of_record
from tests.support.recorded import GRANT, at, recorded_library


@pytest.fixture
def catalogue(tmp_path):
    library = recorded_library(tmp_path)
    yield library.catalogue()
    library.close()


def references(entries):
    return [entry.record.reference for entry in entries]


def test_a_record_is_cited_by_its_very_words(catalogue):
    ((entry, citation),) = catalogue.cited(catalogue.entries(RecordType.DECISION))

    assert entry.record.wording == citation.quote.exact == GRANT
    assert citation.passage[citation.start : citation.end] == GRANT
    assert (citation.document.reference, citation.standing) == ("12/2021", Standing.AGREED)


def test_what_is_withheld_is_in_no_list(tmp_path, catalogue):
    everything = recorded_library(tmp_path / "open", show_restricted=True)

    assert references(catalogue.entries(RecordType.DECISION)) == ["12/2021"]
    assert set(references(everything.catalogue().entries(RecordType.DECISION))) == {"12/2021", "13/2021"}
    everything.close()


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (RecordFilters(), ["1.1", "1.2"]),
        (RecordFilters(ratings=frozenset([Rating.AMBER])), ["1.1"]),
        (RecordFilters(about="train the staff"), ["1.1"]),
        (RecordFilters(about="training in custody"), ["1.1"]),
        (RecordFilters(about="custody women"), []),
        (RecordFilters(areas=frozenset(["norwold"])), ["1.1", "1.2"]),
        (RecordFilters(areas=frozenset(["Fenshire"])), []),
        (RecordFilters(date_from=datetime.date(2000, 1, 1)), []),
    ],
)
def test_actions_are_kept_by_rating_words_area_and_date(catalogue, filters, kept):
    assert references(catalogue.entries(RecordType.ACTION, filters=filters)) == kept


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (RecordFilters(least=Decimal(42_000)), 1),
        (RecordFilters(least=Decimal(42_001)), 0),
        (RecordFilters(most=Decimal(41_999)), 0),
        (RecordFilters(outcomes=frozenset([DecisionOutcome.REJECTED])), 0),
        (RecordFilters(bodies=frozenset(["commissioner"])), 1),
        (RecordFilters(date_from=datetime.date(2021, 1, 1), date_to=datetime.date(2021, 12, 31)), 1),
        (RecordFilters(date_from=datetime.date(2022, 1, 1)), 0),
    ],
)
def test_decisions_are_kept_by_sum_outcome_body_and_year(catalogue, filters, count):
    assert len(catalogue.entries(RecordType.DECISION, filters=filters)) == count


def test_the_newest_come_first_and_those_without_a_date_last(catalogue):
    entries = catalogue.entries(RecordType.ACTION, RecordType.DECISION, RecordType.RESOLUTION)

    assert [entry.date and entry.date.year for entry in entries] == [2024, 2021, None, None]


def test_what_was_lost_is_not_agreed():
    lost = Resolution(source=at(0, "x"), wording="That nothing be done.", outcome=DecisionOutcome.LOST)

    assert standing_of_record(lost) is Standing.REPORTED
