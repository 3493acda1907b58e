import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.documents import Block, BlockKind, DocumentFacts, DocumentKind, Page
from ingest.kinds.decisions.notice import decisions
from ingest.kinds.meetings.minutes import meetings, resolutions
from ingest.kinds.meetings.recommendations import recommendations
from ingest.kinds.paper import Paper
from ingest.passages import make_passages
from ingest.pipeline import prepare
from ingest.readers import read
from ingest.records import DecisionOutcome, Resolution

COMMITTEE = """\
EXMOOR DISTRICT COUNCIL

MINUTES of the meeting of the PLANNING COMMITTEE held in the Town Hall on Tuesday 12 March 2024

Present: Councillor A Smith (Chair), Councillors C Brown, D Green, E White and F Black

45. MINUTES

It was moved by Councillor C Brown, seconded by Councillor D Green and

RESOLVED: That the minutes of the meeting held on 13 February 2024 be approved as a correct record.

46. APPLICATION 23/01234/FUL - LAND AT MILL LANE

Councillor B Jones moved, and Councillor E White seconded, an amendment that a footpath be added.

On being put to the vote the amendment was LOST, by 2 votes to 4.

The substantive motion was then put to the vote and it was

RESOLVED (4 for, 1 against, 1 abstention) that planning permission be REFUSED for the following reasons:

(a) The proposal would harm the setting of the listed mill;
(b) The access would be unsafe.

47. BUDGET MONITORING

RESOLVED – That:

(1) the forecast underspend of £120,000 be noted;
(2) a transfer of £50,000 to the repairs reserve be approved; and
(3) a further report be deferred until the June meeting.

48. MOTION ON NOTICE

Councillor F Black proposed and Councillor C Brown seconded the following motion:

"That this Committee asks the Leader to write to the Minister about planning fees."

A recorded vote was taken:

For (3): Councillors C Brown, F Black and D Green
Against (2): Councillors A Smith and B Jones
Abstained (1): Councillor E White

The motion was declared CARRIED.

The meeting closed at 8.05 pm.
"""
BOARD = """\
Minutes of the Strategic Executive Board

Date: 4 October 2022

Attendees:
Tim Reed (Police and Crime Commissioner) - Chair
Sarah Gold, Chief Executive

1. Minutes of the last meeting

The minutes of the meeting on 6 September 2022 were agreed as a true record.

2. Estates strategy

It was noted that costs had risen since the business case was approved in 2020.

Decision: The Board approved the business case for the new custody suite at a cost of £4.2m.

3. Victim services

The Board had previously agreed to extend the contract. The Ministry approved extra funding in June.

Agreed:
- To extend the contract with Safe Haven for 12 months.
- To hold a workshop in January.
"""
CARE_BOARD = """\
NORTH MOOR INTEGRATED CARE BOARD

Minutes of the meeting held on Thursday 18 May 2023

Attendance

Members
Alan Price, Chair
Beth Quill, Chief Executive

1. Winter plan
Beth Quill introduced the plan. Members discussed workforce. The Board:
• NOTED the progress made;
• APPROVED the winter plan; and
• AGREED to receive an update in September.

2. Finance report
The Finance Committee had approved the plan at its April meeting. The Scrutiny Committee agreed to look at it.
The Board noted the report. The Board noted that winter had been mild.
"""
DECISION_LIST = """\
Record of Decisions taken by the Cabinet on Monday 5 June 2023

Present: Councillors L Hall (Leader), M Ives, N Jay

Item 4: Library opening hours

Decision:
1. That the revised opening hours be approved.
2. That £35,500 be allocated from the transformation reserve.

Alternative options considered:
To leave hours unchanged. Rejected because savings would not be made.

Item 5: Highways contract

Decision:
That the award of the contract be deferred to the next meeting.

Reasons for the decision:
Further information is needed.
"""
PARISH = """\
Minutes of the Annual Meeting of Fellbeck Parish Council held on Tuesday 7 May 2019

Present: Cllr R Ash (Chairman), Cllr S Birch, Cllr T Cedar

1. Election of Chairman
Cllr Ash was unanimously elected Chairman (Proposer: Cllr Birch, seconder: Cllr Cedar).

2. Play area
MOVED BY Cllr Birch
SECONDED BY Cllr Cedar
THAT the quotation of £2,340.50 from Playsafe be accepted.
CARRIED UNANIMOUSLY

3. Highways
RESOLVED
THAT:
a) Council approved the new sign; and
b) the Clerk be authorised to write to the county council.

4. Planning
The council decided to defer the decision on the barn.
The district council approved the appeal in March.

5. Correspondence
Noted.
"""
PANEL = """\
Minutes of the Downland Police & Crime Panel held on Monday 30 January 2023

Present: Cllr Abbie Nash, Cllr Ben Orr (Chair)

31/23 Proposed Precept 2023/24
The Commissioner presented her proposed precept, an increase of £15 a year.
Cllr Nash moved that the precept be supported. This was seconded by Mr Pratt.
Votes were cast as follows: 8 for; 3 against; 1 abstention.
The Panel therefore RESOLVED to:
i. Support the proposed precept of £261.77 for Band D; and
ii. Recommend that the Commissioner publish a plan for reserves.

32/23 Complaints
It was noted that two complaints had been received. At its last meeting, Members agreed to wait.
It was resolved that the report be noted.
"""


@pytest.fixture
def resolutions_of(tmp_path):
    def resolved(text: str) -> list[Resolution]:
        path = tmp_path / "minutes.txt"
        path.write_text(text, encoding="utf-8")
        paper = prepare(read(path), "0" * 64, path.name)
        return [record for record in paper.records if isinstance(record, Resolution)]

    return resolved


def summary(found: list[Resolution]) -> list[tuple[str | None, str, str]]:
    """Return each resolution as its item, its first four words and its outcome."""
    return [(r.item, " ".join(r.wording.split()[:4]), r.outcome.value) for r in found]


def test_a_committees_minutes(resolutions_of):
    assert summary(resolutions_of(COMMITTEE)) == [
        ("45", "the minutes of the", "approved"),
        ("46", "a footpath be added.", "lost"),
        ("46", "planning permission be REFUSED", "rejected"),
        ("47", "the forecast underspend of", "noted"),
        ("47", "a transfer of £50,000", "approved"),
        ("47", "a further report be", "deferred"),
        ("48", "this Committee asks the", "carried"),
    ]


def test_each_item_of_a_list_is_a_resolution_of_its_own_with_its_sums(resolutions_of):
    budget = [resolution for resolution in resolutions_of(COMMITTEE) if resolution.item == "47"]

    assert [resolution.ordinal for resolution in budget] == [1, 2, 3]
    assert [[amount.value for amount in resolution.amounts] for resolution in budget] == [
        [Decimal(120_000)],
        [Decimal(50_000)],
        [],
    ]


def test_reasons_in_a_list_belong_to_the_one_resolution_before_them(resolutions_of):
    (refusal,) = [r for r in resolutions_of(COMMITTEE) if r.outcome is DecisionOutcome.REJECTED]

    assert refusal.wording.endswith("(b) The access would be unsafe.")
    assert (refusal.votes_for, refusal.votes_against, refusal.abstentions) == (4, 1, 1)


def test_an_amendment_that_was_lost_has_its_own_movers_and_votes(resolutions_of):
    (amendment,) = [resolution for resolution in resolutions_of(COMMITTEE) if resolution.amendment]

    assert (amendment.mover, amendment.seconder) == ("Councillor B Jones", "Councillor E White")
    assert (amendment.votes_for, amendment.votes_against) == (2, 4)


def test_a_recorded_vote_names_who_voted_how(resolutions_of):
    motion = resolutions_of(COMMITTEE)[-1]

    assert (motion.mover, motion.seconder) == ("Councillor F Black", "Councillor C Brown")
    assert motion.voted_for == ("C Brown", "F Black", "D Green")
    assert motion.voted_against == ("A Smith", "B Jones")
    assert (motion.votes_for, motion.votes_against, motion.abstentions) == (3, 2, 1)


def test_all_of_a_meeting_bear_its_date_and_body(resolutions_of):
    found = resolutions_of(COMMITTEE)

    assert {resolution.date for resolution in found} == {datetime.date(2024, 3, 12)}
    assert {resolution.body for resolution in found} == {"Planning Committee"}


def test_a_boards_notes_hold_what_it_agreed_and_not_what_it_only_discussed(resolutions_of):
    assert summary(resolutions_of(BOARD)) == [
        ("1", "The minutes of the", "agreed"),
        ("2", "The Board approved the", "approved"),
        ("3", "To extend the contract", "agreed"),
        ("3", "To hold a workshop", "agreed"),
    ]


def test_the_verbs_may_stand_in_the_items_of_a_list(resolutions_of):
    assert summary(resolutions_of(CARE_BOARD)) == [
        ("1", "NOTED the progress made;", "noted"),
        ("1", "APPROVED the winter plan;", "approved"),
        ("1", "AGREED to receive an", "agreed"),
        ("2", "The Board noted the", "noted"),
    ]


def test_a_list_of_decisions_is_read_like_minutes(resolutions_of):
    assert summary(resolutions_of(DECISION_LIST)) == [
        ("4", "the revised opening hours", "approved"),
        ("4", "£35,500 be allocated from", "agreed"),
        ("5", "the award of the", "deferred"),
    ]


def test_a_parish_councils_minutes(resolutions_of):
    found = resolutions_of(PARISH)

    assert summary(found) == [
        ("1", "Cllr Ash was unanimously", "agreed"),
        ("2", "the quotation of £2,340.50", "carried"),
        ("3", "Council approved the new", "approved"),
        ("3", "the Clerk be authorised", "approved"),
        ("4", "The council decided to", "deferred"),
        ("5", "Noted.", "noted"),
    ]
    assert (found[1].mover, found[1].seconder) == ("Cllr Birch", "Cllr Cedar")


def test_a_motion_that_is_then_resolved_is_one_resolution_with_its_movers_and_vote(resolutions_of):
    found = resolutions_of(PANEL)

    assert summary(found) == [
        ("31/23", "Support the proposed precept", "agreed"),
        ("31/23", "Recommend that the Commissioner", "agreed"),
        ("32/23", "It was resolved that", "noted"),
    ]
    assert (found[0].mover, found[0].seconder) == ("Cllr Nash", "Mr Pratt")
    assert (found[0].votes_for, found[0].votes_against, found[0].abstentions) == (8, 3, 1)


def test_a_resolution_bears_the_reference_of_the_decision_that_its_heading_names(resolutions_of):
    (resolution,) = resolutions_of(
        "MINUTES of a meeting of the Cabinet held on 9 January 2025\n\nPRESENT: Mr A Fell, Mrs B Dale\n\n"
        "88 24/00108 - Budget Monitoring\n\n(Item 5)\n\nRESOLVED that Cabinet note the report.\n"
    )

    assert (resolution.item, resolution.title, resolution.reference) == (
        "88",
        "Budget Monitoring",
        "24/00108",
    )


def test_the_rows_of_a_table_are_items(tmp_path):
    from docx import Document

    document = Document()
    document.add_heading("Local Criminal Justice Board", 1)
    document.add_paragraph("Minutes of the meeting held on 9 March 2023")
    document.add_paragraph("Present: A Fell (Chair), B Dale, C Moss")
    table = document.add_table(rows=0, cols=3)
    table.style = "Table Grid"
    for cells in [
        ("Item", "Minute", "Action"),
        ("1", "The minutes of 1 December 2022 were agreed as an accurate record.", ""),
        ("2", "CM presented. The Board agreed to set up a task group. The backlog had grown.", "CM"),
        ("3", "It was resolved that the survey be deferred until autumn.", "BD"),
    ]:
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words
    path = tmp_path / "minutes.docx"
    document.save(str(path))

    records = prepare(read(path), "0" * 64, path.name).records

    assert summary([record for record in records if isinstance(record, Resolution)]) == [
        ("1", "The minutes of 1", "agreed"),
        ("2", "The Board agreed to", "agreed"),
        ("3", "It was resolved that", "deferred"),
    ]


def test_a_report_that_tells_of_a_resolution_is_no_minutes(resolutions_of):
    assert (
        resolutions_of("Report of the Secretary\n\nIn May the Panel RESOLVED: That the plan be noted.\n")
        == []
    )


WORDS = st.sampled_from(
    "RESOLVED Agreed that: (a) (1) • The Board noted the report; moved seconded by Cllr Fell Against 3 to 2 "
    "amendment was LOST Present: Apologies: £5m Decision: 1. i. “ ” . ; , : and".split()
)
KINDS = st.sampled_from([BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.TABLE_ROW])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(KINDS, st.lists(WORDS, min_size=1, max_size=12)), min_size=1, max_size=12))
def test_whatever_stands_in_minutes_each_record_is_cited_by_words_of_a_passage(lines):
    blocks = tuple(
        Block(kind, "", 1, cells=(" ".join(words[:3]), " ".join(words[3:])), header=("Item", "Minute"))
        if kind is BlockKind.TABLE_ROW
        else Block(kind, " ".join(words), 1, level=2 if kind is BlockKind.HEADING else 0)
        for kind, words in lines
    )
    pages = (Page(1, blocks),)
    passages = make_passages(pages)

    for kind in (DocumentKind.MINUTES, DocumentKind.DECISION_NOTICE, DocumentKind.REPORT):
        paper = Paper(DocumentFacts(kind, "Board"), pages, passages)
        for read_records in (decisions, meetings, resolutions, recommendations):
            for record in read_records(paper):
                text = passages[record.source.passage].text
                assert 0 <= record.source.start < record.source.end <= len(text)
