"""What a title says of the work itself."""

import pytest

from ingest.linking_titles import BodyNames, initials, periods_in, same_body, says_what, subject_of

NAMES = BodyNames(["Fenshire County Council", "Office for Open Spaces", "Norwold Police"])


@pytest.mark.parametrize(
    "title",
    [
        "Road safety strategy",
        "Road Safety Strategy 2019–22",
        "Fenshire County Council’s Road Safety Strategy (revised draft v0.3)",
        "FCC Road Safety Strategy Refresh - April 2021",
        "ROAD SAFETY STRATEGY – final version 2.0",
        "Road Safety Strategy for Norwold Police 2019 to 2022",
    ],
)
def test_dates_versions_states_and_bodies_are_no_part_of_a_work(title: str) -> None:
    assert subject_of(title, NAMES) == {"road", "safety", "strategy"}


def test_the_number_of_a_committees_paper_is_no_part_of_a_work() -> None:
    assert subject_of("OSF (5)1.ii Action Log as of 2 March 2011", NAMES) == {"action", "log"}


def test_volumes_are_told_apart() -> None:
    assert subject_of("Roads atlas, volume 1", NAMES) != subject_of("Roads atlas, volume 2", NAMES)


@pytest.mark.parametrize(
    ("title", "periods"),
    [
        ("Budget report – November 2024-25", {"11", "2024", "2025"}),
        ("Budget report – November 2024-2025", {"11", "2024", "2025"}),
        ("Budget report, Q3 2024/25", {"q3", "2024", "2025"}),
        ("Plan 2013 to 2015", {"2013", "2015"}),
        ("Plan for 18 homes", set()),
    ],
)
def test_the_periods_of_a_title(title: str, periods: set[str]) -> None:
    assert periods_in(title) == periods


def test_a_form_alone_says_nothing_of_the_subject() -> None:
    assert says_what({"road", "strategy"})
    assert not says_what({"action", "log"})
    assert not says_what({"strategic", "plan"})


def test_one_body_has_several_names() -> None:
    assert initials("Department for Parks and Rivers") == "DPR"
    assert same_body("DPR", "Department for Parks and Rivers")
    assert same_body("Cabinet", "Fenshire County Council Cabinet")
    assert same_body("Office of the Warden for Norwold", "The Warden for Norwold")
    assert not same_body("Fenshire County Council", "Norwold Borough Council")
    assert not same_body("Fenshire County Council", None)
