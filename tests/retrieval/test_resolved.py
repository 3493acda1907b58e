"""Which decisions and resolutions are looked at first for a question of what was agreed."""

from collections.abc import Mapping, Sequence

import pytest

from ingest.documents import DocumentKind
from ingest.records import DecisionOutcome, Resolution
from retrieval.answering.resolved import likeness_to, resolved_about
from retrieval.library import Library
from retrieval.periods import period_in
from retrieval.records import Catalogue
from retrieval.vector_index import VectorIndex
from tests.retrieval.made import library_of, paper, question
from tests.support.recorded import at, with_records
from tests.support.stand_in_encoder import StandInEncoder
from tests.support.trackers import JANUARY, MARCH, minutes

TEXTS = (
    "RESOLVED: That the report be agreed.",
    "RESOLVED: That the team be transferred.",
    "RESOLVED: That the minutes of the transfer meeting be signed.",
    "RESOLVED: That the transfer be stopped.",
)
TITLES = ("Grants to clinics", "The disability team", "Minutes of the last meeting", "Transfer of the team")


@pytest.fixture
def about(make_store):
    made = paper(*TEXTS, title="Minutes", kind=DocumentKind.MINUTES, date=MARCH)
    outcomes = (*[DecisionOutcome.AGREED] * 3, DecisionOutcome.LOST)
    records = (
        Resolution(source=at(n, text), wording=text, outcome=outcomes[n], title=TITLES[n], date=MARCH)
        for n, text in enumerate(TEXTS)
    )
    store = make_store(with_records(made, *records))

    def about(*words: str, cosines: Sequence[float] = (0.0,) * 4, **fields: object) -> list[str]:
        keys = [p.key for p in store.passages_of(store.documents()[0].id)]
        catalogue = Catalogue.of(store, show_restricted=False)

        def likeness(asked: Sequence[int]) -> Mapping[int, float]:
            return {key: cosines[keys.index(key)] for key in asked}

        asked = question(*words, **fields)
        found = resolved_about(asked, catalogue, None, store.passages, likeness)
        assert all(f.deciding for f in found)
        return [f.stored.passage.text for f in found]

    return about


def test_the_title_of_the_item_tells_what_is_resolved_under_it(about) -> None:
    assert about("grants", "clinics") == [TEXTS[0]]


def test_what_was_lost_and_the_minutes_of_the_last_meeting_are_left_out(about) -> None:
    assert about("transfer", "team") == [TEXTS[1]]


def test_what_no_record_is_about(about) -> None:
    assert about("helicopters", "landing", "fees") == []


def test_likeness_of_meaning_puts_the_right_one_first(about) -> None:
    """Each says half of the question: 0.6 of 0.5 is 0.3; 0.4 of the cosine is added."""
    assert about("grants", "team", cosines=(0.9, 0.3, 0.0, 0.0)) == [TEXTS[0]]  # 0.66 and 0.42
    assert about("grants", "team", cosines=(0.5, 0.6, 0.0, 0.0)) == [TEXTS[1], TEXTS[0]]  # 0.50 and 0.54
    assert about("grants", "team") == []  # 0.30 is too little


def test_only_what_is_of_the_time_that_is_asked(about) -> None:
    typed = ("grants", "clinics", "in", "January", "2024")
    assert about(*typed, period=period_in("in January 2024")) == []
    assert about("grants", "clinics", period=period_in("on 4 March 2024")) == [TEXTS[0]]


def test_a_likeness_is_the_cosine_with_each_passage(make_store) -> None:
    store = make_store(paper("Grants to clinics.", "Rain tomorrow."))
    first, second = store.passages_of(store.documents()[0].id)
    cosines = likeness_to(StandInEncoder().encode(["Grants to clinics."])[0], VectorIndex.of(store))
    got = cosines([first.key, second.key])
    assert set(got) == {first.key, second.key}
    assert got[first.key] > got[second.key]
    assert cosines([]) == {}


def test_what_was_agreed_comes_first_and_passages_after_it(tmp_path) -> None:
    library: Library = library_of(
        tmp_path,
        minutes(JANUARY),
        paper("A precept is a share of the council tax.", title="The precept explained"),
    )
    answer = library.ask("What did the panel agree on the precept?")
    assert "support the precept of £15" in answer.claims[0].text
    library.close()
