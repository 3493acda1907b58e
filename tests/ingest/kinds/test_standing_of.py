"""What a sentence commits to."""

import pytest

from ingest.documents import DocumentKind
from ingest.kinds.standing import Standing
from ingest.kinds.standing_of import approves, standing_of
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
