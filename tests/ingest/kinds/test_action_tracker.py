"""Actions of trackers, plans and logs."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import DocumentKind, Rating
from ingest.kinds.actions.tracker import actions
from ingest.records import Action
from tests.support.tables import heading, paper_of, paragraph, table

TRACKER = (
    "Ref | Key Deliverable | Actions | Lead | Outcome / impact measure | S M L | R A G | Progress update"
)


def read(*blocks: object, **facts: object) -> list[Action]:
    return list(actions(paper_of(*blocks, **facts)))  # type: ignore[arg-type]


LOG = """
Circulate the minutes | New
Write to the Land Registry | Carried forward
Publish the note | Completed
"""


def test_a_row_of_a_tracker_is_an_action_with_all_that_its_columns_say() -> None:
    [action] = read(
        heading("Quarter 4 2017/18 Performance Report"),
        heading("Prevention", level=3),
        table(
            TRACKER,
            "1 | Support families | Train ten mentors | PCC | Mentors trained | M c/f | A | Six trained",
        ),
    )
    assert (action.reference, action.theme, action.deliverable) == ("1", "Prevention", "Support families")
    assert (action.action, action.lead, action.measure) == ("Train ten mentors", "PCC", "Mentors trained")
    assert (action.timescale, action.carried_forward) == ("M", True)
    assert (action.rating, action.status, action.progress) == (Rating.AMBER, None, "Six trained")
    assert action.as_at == datetime.date(2018, 3, 31)


def test_the_source_is_the_row() -> None:
    paper = paper_of(table(TRACKER, "1 | Aim | Plant trees | | | S | G | Done"))
    [action] = actions(paper)
    passage = paper.passages[action.source.passage]
    assert "Actions: Plant trees" in passage.text[action.source.start : action.source.end]


def test_rows_with_an_empty_deliverable_belong_to_the_one_above() -> None:
    found = read(table(TRACKER, "1 | Aim | Plan it | | | S | G | \n | | Do it | | | M | A | "))
    assert [(a.reference, a.deliverable, a.action) for a in found] == [
        ("1", "Aim", "Plan it"),
        ("1", "Aim", "Do it"),
    ]


def test_a_number_that_the_next_deliverable_lent_upwards_is_given_back() -> None:
    found = read(
        table(
            TRACKER,
            "9 | Care | Ask | | | S | G |\n10 | | Agree | | | M | G |\n10 | Jail | Count | | | M | G |",
        )
    )
    assert [(a.reference, a.deliverable) for a in found] == [("9", "Care"), ("9", "Care"), ("10", "Jail")]


def test_a_number_that_was_lost_is_not_guessed() -> None:
    rows = (
        "12 | Reform | Meet | | | M | G |\n12 | Youth | Agree | | | M | G |\n14 | Gangs | Join | | | M | G |"
    )
    assert [a.reference for a in read(table(TRACKER, rows))] == ["12", None, "14"]


def test_a_row_that_lost_a_cell_is_moved_back_under_its_columns() -> None:
    [first, moved] = read(
        table(
            TRACKER,
            "10 | Jail | Count | | Counted | M | G |\n10 | Change contracts | | New contracts | L | A | |",
        )
    )
    assert (first.rating, moved.rating) == (Rating.GREEN, Rating.AMBER)
    assert (moved.action, moved.measure, moved.timescale) == ("Change contracts", "New contracts", "L")
    assert (moved.reference, moved.deliverable) == ("10", "Jail")


def test_a_row_that_runs_over_a_page_is_one_action() -> None:
    found = read(
        table(TRACKER, "1 | Aim | Review the protocol | | Reviewed | M | G | Signed off by all who"),
        table(TRACKER, " | | | | | | | work with children", page=2),
        table(TRACKER, "2 | End | Close | | | S | G | ", page=2),
    )
    assert [a.action for a in found] == ["Review the protocol", "Close"]
    assert found[0].progress == "Signed off by all who work with children"


def test_an_action_cut_amid_a_sentence_goes_on() -> None:
    found = read(
        table("Priority | Actions", "Homes | Bring empty homes back into use, with"),
        table("Priority | Actions", "Homes | the help of the district councils", page=2),
    )
    assert [a.action for a in found] == [
        "Bring empty homes back into use, with the help of the district councils"
    ]


def test_each_item_of_a_list_in_a_plan_is_an_action() -> None:
    found = read(table("Ref | Priority | Actions", "3 | Roads | • Mend the bridge // • Light the lane"))
    assert [(a.reference, a.action) for a in found] == [("3", "Mend the bridge"), ("3", "Light the lane")]


def test_a_list_in_a_rated_row_is_of_one_action() -> None:
    found = read(table(TRACKER, "18 | Mentors | Assess demand: // • paid // • volunteer | | | S | G | "))
    assert [(a.action, a.rating) for a in found] == [("Assess demand:\n• paid\n• volunteer", Rating.GREEN)]


def test_a_title_across_the_table_is_the_theme_of_the_rows_below() -> None:
    found = read(
        table(
            "No. | Action | Owner | Status",
            "Roads | | | \n1 | Mend | AF | Open\nParks | | | \n2 | Mow | BR | Closed",
        )
    )
    assert [(a.theme, a.action, a.lead, a.status) for a in found] == [
        ("Roads", "Mend", "AF", "Open"),
        ("Parks", "Mow", "BR", "Closed"),
    ]


def test_a_log_that_says_progress_in_a_word_gives_states() -> None:
    rows = """
        3/5/24 | Write to the Minister | June | On track
        3/5/24 | Publish | July | Plan in place
        1/2/24 | Meet | May | Place in place
        1/2/24 | Ask | May | Plan in place
    """
    found = read(table("Meeting date | Action | Deadline | Progress", rows))
    assert [a.status for a in found] == ["On track", "Plan in place", "Place in place", "Plan in place"]
    assert {a.progress for a in found} == {None}
    assert {a.reference for a in found} == {None}  # a date is no number


def test_sentences_of_progress_are_no_states() -> None:
    rows = """
        1 | Meet | The first meeting was held in May.
        2 | Ask | Answers came from all six districts.
        3 | Act | Complete
    """
    found = read(table("No | Action | Progress", rows))
    assert [a.status for a in found] == [None, None, None]


def test_a_log_without_names_of_columns() -> None:
    found = read(
        heading("Fen Data Group Action Log – 14 May 2013"), paragraph("Maps – Lead AF/BR"), table("", LOG)
    )
    assert [a.status for a in found] == ["New", "Carried forward", "Completed"]
    assert [a.carried_forward for a in found] == [False, True, False]
    assert {(a.theme, a.lead) for a in found} == {("Maps – Lead AF/BR", "AF/BR")}
    assert {a.as_at for a in found} == {datetime.date(2013, 5, 14)}


def test_the_same_rows_in_another_paper_are_no_actions() -> None:
    assert read(heading("Bus services"), table("", LOG)) == []


def test_a_table_whose_first_row_names_its_columns() -> None:
    [action] = read(table("", "Action | Owner | Due date\nMend the fence | AF | May 2024"))
    assert (action.action, action.lead, action.timescale) == ("Mend the fence", "AF", "May 2024")


def test_a_form_without_actions_gives_none() -> None:
    assert read(table(TRACKER, "PE1 | | | | | | | \nPE2 | | | | | | | ")) == []


def test_a_table_that_counts_actions_lists_none() -> None:
    assert read(table("Current status | Green | Amber | All actions", "Prevention | 4 | 5 | 9")) == []


def test_a_log_may_describe_its_actions() -> None:
    rows = table("No | Description | Owner | Status", "1 | Mend the fence | AF | Open")
    [action] = read(heading("Estates Board action log"), rows)
    assert (action.reference, action.action, action.lead, action.status) == (
        "1",
        "Mend the fence",
        "AF",
        "Open",
    )
    assert read(heading("Estates Board register"), rows) == []


def test_what_eases_a_risk_is_no_action_of_a_plan() -> None:
    assert (
        read(table("Risk | Likelihood | Mitigating actions | Owner", "Flood | 4 | Build a wall | AF")) == []
    )


def test_a_list_of_recommendations_is_no_plan() -> None:
    assert read(table("Recommendation | Government response", "Publish | Agreed")) == []


def test_colours_ticked_in_columns_of_their_own() -> None:
    [action] = read(table("Action | Owner | R | A | G", "Mow | AF | | X | "))
    assert action.rating is Rating.AMBER


def test_the_ratings_of_a_plan_that_says_no_day_are_of_the_plans_own() -> None:
    rows = table("Action | RAG", "Mow | Red")
    day = datetime.date(2024, 5, 3)
    [in_plan] = read(rows, title="Action plan", kind=DocumentKind.ACTION_PLAN, date=day)
    [in_report] = read(rows, date=day)
    assert (in_plan.rating, in_plan.as_at, in_report.as_at) == (Rating.RED, day, None)


@given(
    st.lists(
        st.lists(st.text(alphabet="aG1• c/f\n", max_size=8), min_size=8, max_size=8), min_size=1, max_size=5
    )
)
def test_any_rows_are_read(rows: list[list[str]]) -> None:
    blocks = table(TRACKER, "\n".join("|".join(cell.replace("\n", " ") for cell in row) for row in rows))
    for action in actions(paper_of(blocks)) if blocks else ():
        assert action.action
