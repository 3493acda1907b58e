"""What a sentence commits to."""

import pytest

from ingest.documents import DocumentKind
from ingest.kinds.standing.standing_of import approves, standing_of
from ingest.kinds.standing.standings import Standing
from tests.retrieval.made import passage

AGREED, RECOMMENDED, PLANNED, REPORTED, DISCUSSED = Standing


def standing(
    text: str, *, heading: str = "", kind: DocumentKind = DocumentKind.REPORT, approved: bool = False
) -> Standing:
    held = passage(text, heading=[heading] if heading else [])
    return standing_of(text, held, kind, outcome_approves=approved)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Panel agreed the budget.", AGREED),
        ("The Commissioner has approved a grant of £42,000.", AGREED),
        ("It was resolved that the report be noted.", AGREED),
        ("RESOLVED: That the report be noted.", AGREED),
        ("The plan was unanimously endorsed.", AGREED),
        ("The contract was awarded to the Wexby Trust.", AGREED),
        ("The funding was signed off in May.", AGREED),
        ("The panel did not exercise its veto.", AGREED),
        ("The motion was carried.", AGREED),
        ("Agreed in full.", AGREED),
        # what is not agreed yet
        ("The budget is to be agreed in June.", PLANNED),
        ("The budget will be agreed in June.", PLANNED),
        ("The model has not yet been agreed and is not agreed by partners.", REPORTED),
        ("The grant is not approved.", REPORTED),
        ("The plan is awaiting approval by the Board.", REPORTED),
        ("The scheme starts once approved by the Panel.", REPORTED),
        ("A grant could be agreed.", REPORTED),
        # recommended
        ("It is recommended that the grant be paid.", RECOMMENDED),
        ("It is therefore proposed to end the theme.", RECOMMENDED),
        ("Members are asked to note the report.", RECOMMENDED),
        # planned
        ("The clinic will open in June.", PLANNED),
        ("The Board intends to build ten homes.", PLANNED),
        ("Work is due to start by the end of May.", PLANNED),
        # discussed
        ("Members discussed the clinic.", DISCUSSED),
        ("Cllr Fell queried the cost.", DISCUSSED),
        ("Options are under consideration.", DISCUSSED),
        # reported
        ("The clinic saw 216 people in 2017.", REPORTED),
        ("Agreements are kept in a drawer.", REPORTED),
    ],
)
def test_a_sentence_stands_by_its_own_words(text: str, expected: Standing) -> None:
    assert standing(text) is expected


def test_under_a_recommendation_a_sentence_is_recommended() -> None:
    text = "The grant is paid to the Trust."
    assert standing(text, heading="Recommendation:") is RECOMMENDED
    assert standing(text, heading="3 Recommendations") is RECOMMENDED
    assert standing(text, heading="Background") is REPORTED


def test_what_was_recommended_is_agreed_where_the_notice_approves_it() -> None:
    notice = DocumentKind.DECISION_NOTICE
    for text, heading in (
        ("It is recommended that the grant be paid.", ""),
        ("The grant is paid.", "Recommendation"),
        ("The Trust will receive £500.", "Background"),
    ):
        assert standing(text, heading=heading, kind=notice, approved=True) is AGREED
        assert standing(text, heading=heading, kind=notice) is not AGREED


def test_an_approved_notice_does_not_make_all_of_it_agreed() -> None:
    kind = DocumentKind.DECISION_NOTICE
    assert standing("The clinic saw 216 people.", kind=kind, approved=True) is REPORTED
    assert standing("Members discussed the clinic.", kind=kind, approved=True) is DISCUSSED


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (DocumentKind.STRATEGY, PLANNED),
        (DocumentKind.ACTION_PLAN, PLANNED),
        (DocumentKind.REPORT, REPORTED),
        (DocumentKind.MINUTES, REPORTED),
    ],
)
def test_an_order_is_a_plan_in_a_paper_that_plans(kind: DocumentKind, expected: Standing) -> None:
    assert standing("Improve the clinics of Fenshire.", kind=kind) is expected


def test_a_statement_in_a_strategy_is_no_plan() -> None:
    assert standing("Women are 5 per cent of prisoners.", kind=DocumentKind.STRATEGY) is REPORTED


@pytest.mark.parametrize(
    ("outcome", "approved"),
    [
        ("The recommendations as outlined above are approved.", True),
        ("I approve the request.", True),
        ("Agreed.", True),
        ("The recommendation is not approved.", False),
        ("The recommendation is refused; an approved provider will be found.", False),
        ("Approval was deferred; nothing was agreed.", False),
        ("Signed in May.", False),
        ("", False),
    ],
)
def test_whether_an_outcome_approves(outcome: str, approved: bool) -> None:
    assert approves(outcome) is approved


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a decision told of in passing decides nothing
        ("Spending followed the agreed budget.", REPORTED),
        ("The register lists datasets that have been approved for release.", REPORTED),
        ("Most complaints are resolved by the front desk.", REPORTED),
        ("Pay rises in April as agreed at the Council meeting in May.", REPORTED),
        # what ought to be done
        ("Records should be kept for six years.", RECOMMENDED),
        ("The fees need to be agreed by Cabinet.", RECOMMENDED),
        ("The tables show which fees should be paid.", REPORTED),
        ("Should any problem arise, the clerk will write.", PLANNED),
        # what is to come, and what is only said about it
        ("We are committed to opening the archive.", PLANNED),
        ("Our ambition is to halve waiting times.", PLANNED),
        ("A plan that will help the elderly exists.", REPORTED),
        ("This report sets out what will be built.", REPORTED),
        ("If the roof is not mended, rain will enter.", REPORTED),
        ("Staff must declare gifts.", REPORTED),
        # options and views
        ("Views were sought; the Council sought views on the route.", DISCUSSED),
        ("Members raised serious concerns about parking.", DISCUSSED),
    ],
)
def test_the_main_clause_counts_not_what_is_mentioned_in_passing(text: str, expected: Standing) -> None:
    assert standing(text) is expected


@pytest.mark.parametrize(
    ("text", "in_minutes", "elsewhere"),
    [
        ("The Director asked partners for figures.", DISCUSSED, REPORTED),
        ("It was noted that rents had risen.", DISCUSSED, REPORTED),
        ("The Chair suggested a visit.", DISCUSSED, REPORTED),
        ("The clerk would write to the Minister.", PLANNED, REPORTED),
        ("The quarterly report was noted.", AGREED, REPORTED),
        ("The Board agreed that members should meet monthly.", AGREED, AGREED),
    ],
)
def test_the_verbs_of_speech_tell_of_a_meeting_in_its_minutes(
    text: str, in_minutes: Standing, elsewhere: Standing
) -> None:
    assert standing(text, kind=DocumentKind.MINUTES) is in_minutes
    assert standing(text, kind=DocumentKind.REPORT) is elsewhere


@pytest.mark.parametrize(
    ("lead", "kind", "expected"),
    [
        ("RESOLVED that the Cabinet:", DocumentKind.MINUTES, AGREED),
        ("The Board agreed:", DocumentKind.REPORT, AGREED),
        ("The following action was agreed.", DocumentKind.MINUTES, AGREED),
        ("Cabinet is asked to:", DocumentKind.REPORT, RECOMMENDED),
        ("The following points were made:", DocumentKind.MINUTES, DISCUSSED),
        ("The following points were made:", DocumentKind.REPORT, REPORTED),
        ("In the coming year we will:", DocumentKind.REPORT, PLANNED),
        ("The park has:", DocumentKind.REPORT, REPORTED),
    ],
)
def test_an_item_takes_the_standing_of_its_lead_in(lead: str, kind: DocumentKind, expected: Standing) -> None:
    items = passage(f"{lead}\n• a new bandstand\n• a second gate\nThe park is old.")
    assert standing_of("a new bandstand", items, kind) is expected
    assert standing_of("a second gate", items, kind) is expected
    assert standing_of("The park is old.", items, kind) is REPORTED


def test_recommendations_counted_within_a_line_are_recommended() -> None:
    line = passage("Two recommendations were made: i. Open the gate. ii. Paint the fence.")
    assert standing_of("Paint the fence.", line, DocumentKind.MINUTES) is RECOMMENDED
    assert standing_of("Open the gate.", line, DocumentKind.MINUTES) is RECOMMENDED


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        (["Record of decision", "Decision:"], AGREED),
        (["Proposed record of decision", "Decision:"], RECOMMENDED),
        (["Record of decision", "Alternatives considered and rejected"], DISCUSSED),
        (["Record of decision", "Background"], REPORTED),
    ],
)
def test_a_section_of_a_record_of_decision(heading: list[str], expected: Standing) -> None:
    held = passage("The grant goes to the Trust.", heading=heading)
    assert standing_of(held.text, held, DocumentKind.DECISION_NOTICE) is expected


def test_a_proposed_decision_is_never_agreed_by_its_own_notice() -> None:
    held = passage("It is recommended that the grant be paid.", heading=["Proposed record of decision"])
    kind = DocumentKind.DECISION_NOTICE
    assert standing_of(held.text, held, kind, outcome_approves=True) is RECOMMENDED


def test_a_recommendation_ends_where_another_section_begins() -> None:
    held = passage(
        "Note the report.\n1 Introduction\n1.1 The park is old.", heading=["Recommendations:"], paragraph=None
    )
    assert standing_of("Note the report.", held, DocumentKind.REPORT) is RECOMMENDED
    assert standing_of("The park is old.", held, DocumentKind.REPORT) is REPORTED
    later = passage("The park is old.", heading=["3 Recommendations"], paragraph="4.1")
    assert standing_of(later.text, later, DocumentKind.REPORT) is REPORTED


def test_an_action_in_minutes_is_planned() -> None:
    kind = DocumentKind.MINUTES
    assert standing("Action: the clerk to discuss fees with the bank.", kind=kind) is PLANNED
    assert standing("ACTION 4: A. Fell to circulate the paper", kind=kind) is PLANNED
