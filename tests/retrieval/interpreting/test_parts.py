"""A line that asks several things."""

import pytest

from retrieval.interpreting.parts import parts_of


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ("What is SPACE and how much did it get?", ("What is SPACE?", "how much did it get?")),
        ("When was it signed, and by whom?", ("When was it signed?", "by whom?")),
        ("What is the fund? How much is it?", ("What is the fund?", "How much is it?")),
        ("how long does it run; and who pays", ("how long does it run?", "who pays?")),
    ],
)
def test_each_thing_asked_is_a_part(asked, parts) -> None:
    assert parts_of(asked) == parts


@pytest.mark.parametrize(
    "asked",
    [
        "What was agreed on women and young offenders?",
        "How and why was it done?",
        "who and what",
        "the fund that pays for those who drink and drive",
        "What, and when, and how, and why?",
        "",
    ],
)
def test_one_thing_is_its_only_part(asked) -> None:
    assert parts_of(asked) == (asked,)
