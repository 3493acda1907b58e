"""Actions that minutes give in lines of their own."""

import pytest

from ingest.kinds.actions.lines import listed_actions
from ingest.records import Action
from tests.support.tables import heading, paper_of, paragraph, table


def read(*lines: str) -> list[Action]:
    return list(listed_actions(paper_of(heading("Any other business"), *map(paragraph, lines))))


@pytest.mark.parametrize(
    ("line", "reference", "action", "lead"),
    [
        (
            "Action 4: The Secretary to write to the trust.",
            "4",
            "The Secretary to write to the trust.",
            "The Secretary",
        ),
        ("Action: AF to mend the fence.", None, "AF to mend the fence.", "AF"),
        ("ACTION 12 – Publish the note (Ann Fell).", "12", "Publish the note (Ann Fell).", "Ann Fell"),
        ("Action point 2/24: Ask the districts for figures.", "2/24", "Ask the districts for figures.", None),
    ],
)
def test_an_action_with_its_number_and_who_is_to_act(
    line: str, reference: str | None, action: str, lead: str | None
) -> None:
    [found] = read(line)
    assert (found.reference, found.action, found.lead, found.theme) == (
        reference,
        action,
        lead,
        "Any other business",
    )


def test_the_state_of_an_older_action() -> None:
    [found] = read("Outstanding Action from 25th July meeting: Secretariat will follow up with the chair.")
    assert (found.status, found.action) == ("Outstanding", "Secretariat will follow up with the chair.")


def test_the_day_that_it_is_due_may_stand_below() -> None:
    [first, second] = read("Action: AF to ask.", "Due: September", "Action: BR to answer. Due: October.")
    assert (first.action, first.timescale) == ("AF to ask.", "September")
    assert (second.action, second.timescale) == ("BR to answer.", "October")


def test_a_line_that_names_only_who_is_to_act_is_about_the_sentence_before() -> None:
    [found] = read("Members asked for the plan. The plan will be circulated next week.", "ACTION: Ann Fell")
    assert (found.action, found.lead) == ("The plan will be circulated next week.", "Ann Fell")


def test_an_action_that_the_page_broke_into_lines_is_whole() -> None:
    [found] = read("Action: Team to follow up the issue on the", "Postcode Address File.", "Due: May")
    assert (found.action, found.timescale) == (
        "Team to follow up the issue on the Postcode Address File.",
        "May",
    )


def test_the_source_begins_with_the_words_of_the_action() -> None:
    paper = paper_of(paragraph("Action 1: AF to mend the fence."))
    [found] = listed_actions(paper)
    text = paper.passages[found.source.passage].text
    assert text[found.source.start : found.source.end] == "AF to mend the fence."


@pytest.mark.parametrize(
    "line",
    ["Action is needed to drive out waste.", "Action Plan: an overview", "The action: none of it was taken."],
)
def test_prose_about_action_is_none(line: str) -> None:
    assert read(line) == []


def test_rows_of_tables_are_not_lines() -> None:
    assert list(listed_actions(paper_of(table("Action | Category", "Mow the lawn | Parks")))) == []
