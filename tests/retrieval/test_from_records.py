"""Questions that records answer: what is listed, what is counted, and what is left to passages."""

from collections.abc import Callable, Iterator

import pytest

from ingest.prepared import PreparedPaper
from retrieval.answering.answer import Answer
from retrieval.library import Library
from tests.retrieval.made import library_of
from tests.support.recorded import recorded_papers
from tests.support.trackers import (
    APRIL,
    JANUARY,
    JULY,
    MARCH,
    action_log,
    fenshire_tracker,
    minutes,
    notice_with_options,
)

Ask = Callable[..., Answer]


@pytest.fixture
def ask(tmp_path) -> Iterator[Ask]:
    opened: list[Library] = []

    def ask(question: str, *papers: PreparedPaper) -> Answer:
        opened.append(library_of(tmp_path / str(len(opened)), *papers))
        return opened[-1].ask(question)

    yield ask
    for library in opened:
        library.close()


def claims(answer: Answer) -> list[str]:
    return [claim.text for claim in answer.claims]


# Actions


def test_the_actions_of_the_theme_and_rating_and_no_other(ask) -> None:
    answer = ask("Which diversion actions are still amber?", fenshire_tracker())
    assert claims(answer) == ["Ref: 1: Open a clinic for diversion; RAG: A"]
    assert (
        answer.headline
        == "1 of 2 “Diversion” actions is amber in “Offending action plan”, as at 30 April 2024."
    )


@pytest.mark.parametrize(
    ("question", "headline"),
    [
        ("How many actions are amber in the Fenshire plan?", "2 of 4 actions are amber"),
        ("List the red and amber actions in Fenshire", "3 of 4 actions are red or amber (1 red, 2 amber)"),
        ("Which housing actions are green?", "None of 2 “Housing” actions is green (1 red, 1 amber)"),
    ],
)
def test_actions_are_counted_of_those_that_are_rated(ask, question, headline) -> None:
    answer = ask(question, fenshire_tracker())
    assert answer.headline == f"{headline} in “Offending action plan”, as at 30 April 2024."


def test_a_section_or_a_rating_that_no_tracker_has_is_left_to_passages(ask) -> None:
    assert "actions" not in ask("Which helicopter actions are amber?", fenshire_tracker()).headline
    assert "actions" not in ask("Which actions are amber?", action_log(APRIL, "New")).headline


def test_of_several_states_of_a_log_the_newest_counts(ask) -> None:
    old, new = action_log(APRIL, "On track", "On track"), action_log(JULY, "Completed", "On track")
    answer = ask("How many actions are complete?", old, new)
    assert answer.headline == "1 of 2 actions is complete in “Action log of July 2024”, as at 31 July 2024."
    assert claims(answer) == ["Send letter 1; Progress: Completed"]


def test_logs_of_different_bodies_are_counted_each_for_itself(ask) -> None:
    answer = ask(
        "How many actions are outstanding?",
        action_log(JULY, "Complete", "New"),
        action_log(APRIL, "New", "New", body="Norwold Forum"),
    )
    assert answer.headline.split("\n") == [
        "1 of 2 actions is not complete in “Action log of July 2024”, as at 31 July 2024.",
        "2 actions are not complete in “Action log of April 2024”, as at 30 April 2024.",
    ]


def test_a_state_in_the_words_that_the_papers_print(ask) -> None:
    answer = ask("Which actions are on track?", action_log(APRIL, "On track", "On track for May", "Late"))
    assert len(answer.claims) == 2


def test_areas_that_are_compared_have_a_line_each(ask) -> None:
    answer = ask(
        "How many actions are amber in Fenshire and Norwold?", fenshire_tracker(), action_log(APRIL, "New")
    )
    assert answer.headline.split("\n") == [
        "2 of 4 actions are amber in “Offending action plan”, as at 30 April 2024.",
        "No actions with a rating are recorded for Norwold.",
    ]


def test_a_long_list_says_how_many_are_shown_and_where_the_rest_is(ask) -> None:
    answer = ask("How many actions are new?", action_log(APRIL, *["New"] * 30))
    assert len(answer.claims) == 20
    assert answer.headline == (
        "30 actions are new in “Action log of April 2024”, as at 30 April 2024."
        " The first 20 are shown. The Actions page lists them all."
    )


# Meetings


@pytest.mark.parametrize(
    ("question", "headline", "quote"),
    [
        ("Who sent apologies?", "Apologies: Carl Cedar; Dee Dogwood.", "Carl Cedar and Dee Dogwood"),
        ("Who was present at the panel meeting?", "Present: Ann Ash (Chairman); Ben Birch", "Ben Birch"),
        ("Who chaired the panel meeting?", "In the chair: Ann Ash.", "Ann Ash"),
    ],
)
def test_who_was_at_a_meeting_is_quoted_from_where_the_names_stand(ask, question, headline, quote) -> None:
    answer = ask(question, minutes(JANUARY))
    assert answer.headline.startswith("Fenshire Police and Crime Panel, 29 January 2024. ")
    assert headline in answer.headline
    assert quote in answer.citations[0].quote.exact


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Did Ben Birch attend the panel meeting?", "Yes: Ben Birch was present."),
        ("Was Carl Cedar present at the January meeting?", "No: Carl Cedar sent apologies."),
        ("Was Eve Elm present at the panel?", "Yes: Eve Elm (Office) was in attendance."),
    ],
)
def test_whether_somebody_was_there(ask, question, says) -> None:
    assert ask(question, minutes(JANUARY)).headline.startswith(says)


def test_the_meeting_is_told_by_its_day_or_is_the_latest(ask) -> None:
    papers = minutes(JANUARY), minutes(MARCH)
    assert "4 March 2024" in ask("Who sent apologies?", *papers).headline
    for said in ("in January", "at January's meeting", "on 29 January 2024", "on January 29"):
        assert "29 January 2024" in ask(f"Who sent apologies {said}?", *papers).headline


def test_nobody_is_invented(ask) -> None:
    assert "Yes" not in ask("Did Zoe Zelkova attend the panel meeting?", minutes(JANUARY)).headline
    assert "Apologies" not in ask("Who sent apologies in June?", minutes(JANUARY)).headline


# Votes, decisions, options


def test_who_voted_against(ask) -> None:
    answer = ask("Who voted against the precept?", minutes(JANUARY))
    assert answer.headline == "For 7, against 2 (29 January 2024). Against: Ben Birch; Flo Fir."
    assert "against 2" in answer.citations[0].quote.exact


def test_all_that_was_decided_on_a_day(ask) -> None:
    answer = ask("What did the panel decide on 29 January 2024?", minutes(JANUARY), minutes(MARCH))
    assert answer.headline == "Fenshire Police and Crime Panel, 29 January 2024: 2 resolutions."
    assert claims(answer) == [
        "Proposed precept: RESOLVED: That the Panel support the precept of £15."
        " For 7, against 2 (Ben Birch, Flo Fir).",
        "Safer roads: RESOLVED: That the report be noted.",
    ]


def test_the_last_meeting(ask) -> None:
    answer = ask("What was decided at the last panel meeting?", minutes(JANUARY), minutes(MARCH))
    assert answer.headline == "Fenshire Police and Crime Panel, 4 March 2024: 2 resolutions."


def test_the_latest_decision_about_something(ask) -> None:
    answer = ask("What is the latest decision on the precept?", minutes(JANUARY), minutes(MARCH))
    assert answer.headline == "The latest decision is of 4 March 2024: Proposed precept."
    assert len(answer.claims) == 1


@pytest.mark.parametrize(
    ("question", "headline"),
    [
        ("List decisions over £5,000 in 2021", "1 decision over £5,000, of 3 May 2021."),
        ("Which decisions were taken in 2021/22?", "1 decision, of 3 May 2021."),
    ],
)
def test_decisions_of_a_year_and_a_sum_those_withheld_left_out(ask, question, headline) -> None:
    answer = ask(question, *recorded_papers())
    assert answer.headline == headline


def test_decisions_of_another_financial_year_are_left_to_passages(ask) -> None:
    assert "1 decision" not in ask("How many decisions were made in 2020/21?", *recorded_papers()).headline


def test_options_and_why_they_were_rejected(ask) -> None:
    question = "Which other options were considered before the grant to the women's centre?"
    answer = ask(question, notice_with_options())
    assert answer.headline == "Options considered for “Grant to the women's centre”:"
    assert claims(answer) == [
        "Not funding the centre – this was rejected because women would travel to Norwold."
    ]


def test_options_of_another_area_are_no_answer(ask) -> None:
    other = action_log(APRIL, "New")
    question = "Which other options were considered before the grant to the women's centre in Norwold?"
    assert "Options" not in ask(question, notice_with_options(), other).headline


def test_the_last_decisions_of_a_body_are_those_of_its_last_meeting(ask) -> None:
    answer = ask("What was the most recent decision of the panel?", minutes(JANUARY), minutes(MARCH))
    assert answer.headline == ("The latest decisions of Fenshire Police and Crime Panel are of 4 March 2024.")
    assert len(answer.claims) == 2
