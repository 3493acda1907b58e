"""What a unit looks like, whatever is asked."""

import datetime

import pytest

from retrieval.answering.unit_looks import days_in, looks_of, names_role


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The clinic is free for all.", set()),
        ("The clinic is free.", {"short"}),
        ("Sedgeford Clinic", {"short", "name"}),
        ("Roads and Clinics Panel of Fenshire Council", {"name"}),
        ("Roads and clinics of the panel", set()),
        ("The grant pays for all of these:", {"leads"}),
        ("Does the grant pay for all of these?", {"asks"}),
        ("REASON FOR URGENCY: none has been given so far", {"asks"}),
    ],
)
def test_what_a_unit_looks_like(text: str, said: set[str]) -> None:
    assert {name for name, is_so in looks_of(text)._asdict().items() if is_so} == said


def test_who_does_or_runs_something() -> None:
    assert names_role("The clinic is run by the Trust.")
    assert not names_role("The clinic is free.")


def test_the_days_in_a_text() -> None:
    assert days_in("On 3 May 2024, and in June 2024.") == (
        datetime.date(2024, 5, 3),
        datetime.date(2024, 5, 1),
        datetime.date(2024, 6, 1),
    )
    assert days_in("It is free.") == ()
