import datetime
from decimal import Decimal

import pytest

from ingest.pipeline import prepare
from ingest.readers import read
from ingest.records import Decision, DecisionOutcome, Option

NOTICE = """\
OFFICE OF THE POLICE & CRIME COMMISSIONER FOR EXSHIRE

ORIGINATOR: A Fell

DECISION NO. 2019/14

REASON FOR SUBMISSION: For Decision

SUBMITTED TO: Police and Crime Commissioner

SUBJECT: Mentoring for young offenders

SUMMARY:

A total of £12,500 will be awarded to Bright Paths to provide mentoring.

RECOMMENDATION:

It is recommended that the PCC supports the award.

OUTCOME/APPROVAL BY: PCC/CHIEF EXECUTIVE (Delete as appropriate)

The recommendation as outlined above is approved.

Signature

Date

03/06/2018

4. OTHER OPTIONS CONSIDERED:

4.1 Not to fund mentoring – this option has been rejected due to the effect on reoffending.

6. FINANCIAL IMPLICATIONS:

6.1 The award is £12,500. The provider adds £2,500.

Chief Finance Officer

Signature:

Date

3.6.19

Is this report a Confidential Decision? NO

If Yes, please state reasons.
"""
PROPOSED = """\
EXSHIRE COUNTY COUNCIL – PROPOSED RECORD OF DECISION

DECISION TO BE TAKEN BY: Cabinet

DECISION NO: 23/00071

For publication: Yes

Key decision: YES

Key decision criteria. The decision will:
a) result in savings or expenditure in excess of £1,000,000

Title of Decision: Libraries strategy

Decision: Cabinet is asked to:
a) Agree to ADOPT the Libraries Strategy; and
b) DELEGATE authority to the Director to spend up to £450k.

Reason(s) for decision:

The old strategy ends in March.

Any alternatives considered and rejected:

Do nothing; this would leave the council without a strategy.

signed date
"""
TAKEN = """\
EASTLEY CITY COUNCIL

RECORD OF EXECUTIVE DECISION TAKEN BY AN EXECUTIVE MEMBER

Decision Ref. No: ED-2291

Decision maker: Cllr Olive Kemp, Executive Member for Housing

Subject: Replacement of lifts at Harbour Court

Key decision: No

Decision taken:
(1) To accept the tender of Lifts United Ltd in the sum of £1,240,300.
(2) To reject the late tender.

Reasons for decision: The tender scored highest.

Details of alternative options considered and rejected: Repair was discounted as parts are not made.

Is the decision confidential or exempt? No

Signed: Olive Kemp    Dated: 18 September 2019
"""
RECORD = """\
OFFICE OF THE POLICE AND CRIME COMMISSIONER FOR WESSHIRE

DECISION RECORD

Reference number: OPCC/2020/117

Title: Safer Streets Fund

Executive Summary:
The Commissioner has been allocated £432,000 from the Safer Streets Fund.

Decision:
To grant £215,000 to Dulford Borough Council for street lights and £62,500 to Wesshire Care for outreach.

Alternative options considered:
None.

Chief Finance Officer comments:
I am satisfied. The reserve stands at £9.8m.
Signature: A Penny   Date: 2 November 2020

Police and Crime Commissioner
The above request has my approval.
Signature: J Warden
Date: 5 November 2020
"""
REFUSED = """\
PCC DECISION NOTICE

Decision Notice Reference: LPCC/014/2023

Date: 8 June 2023

Subject: Perpetrator programme - contract award

Financial implications: The contract is worth £1,125,000 (£375,000 per annum), funded by the Home Office.

PCC Approval

Decision: Rejected - the PCC requires further assurance about value for money before award.

Signed: E Larkin (Police and Crime Commissioner)

Dated: 12 June 2023
"""
TICKED = """\
POLICE AND CRIME COMMISSIONER FOR EXSHIRE

REQUEST FOR DECISION

Ref: PCC/18/022

Subject: Youth Justice Service 2018/19

Recommendation
It is recommended that the Commissioner approves a contribution of £158,600.

Options considered
1. Not to contribute. This was discounted because services would close.

PCC APPROVAL

☐ Approved  ☑ Not approved

Signed: ......................  Date: 12/04/2018
"""
NUMBERED = """\
BOROUGH OF MILLGATE
RECORD OF DELEGATED DECISION

1. Decision Reference No: MB/DD/2017/88
2. Title of Decision: Grant to Millgate Foodbank
3. Name of Decision Maker: Jean Potts, Head of Communities
4. Is this a Key Decision? No
5. Decision Made: To pay a grant of £4,950 to Millgate Foodbank towards its rent.
6. Reasons: The landlord has raised the rent.
8. Date of Decision: 03/11/2017
9. Signature of Decision Maker: J Potts
"""
LOG = """\
Decisions of the Commissioner: quarter 2

Decision Ref:
2023/52
Issue:
Joint Procurement Strategy
Decision:
I have approved the Joint Procurement Strategy.
Date of Decision:
11th March 2024
Decision Maker:
PCC

Decision Ref:
2023/51
Issue:
Estates disposal
Decision:
I have deferred the sale of the former station at a guide price of £350k.
Date of Decision:
8th April 2024
Decision Maker:
PCC
"""
REPORT = """\
EXSHIRE COUNTY COUNCIL

Report of the Director of Finance to Cabinet

Date: 5 July 2021

Decision no: 21/00045

Key decision: Yes

1. Recommendations

Cabinet is recommended to note the outturn.

2. Reasons for recommendations

To comply with the Financial Regulations.

3. Alternative options considered

None.

4. Decision

A decision is needed because the year has closed.
"""


@pytest.fixture
def decisions_of(tmp_path):
    def decisions(text: str) -> list[Decision]:
        path = tmp_path / "paper.txt"
        path.write_text(text, encoding="utf-8")
        paper = prepare(read(path), "0" * 64, path.name)
        found = [record for record in paper.records if isinstance(record, Decision)]
        for decision in found:
            source = decision.source
            assert paper.passages[source.passage].text[source.start : source.end].strip()
        return found

    return decisions


def values(decision: Decision) -> set[Decimal]:
    return {amount.value for amount in decision.amounts}


def test_a_commissioners_notice_is_read_to_its_fields(decisions_of):
    (decision,) = decisions_of(NOTICE)

    assert decision.reference == "2019/14"
    assert decision.title == "Mentoring for young offenders"
    assert decision.wording == "The recommendation as outlined above is approved."
    assert decision.outcome is DecisionOutcome.APPROVED
    assert decision.recommended == "It is recommended that the PCC supports the award."
    assert decision.decided_by == "Police and Crime Commissioner"
    assert decision.options == (Option("Not to fund mentoring", "the effect on reoffending."),)
    assert values(decision) == {Decimal(12500), Decimal(2500)}
    assert decision.recipients == ("Bright Paths",)
    assert decision.confidential is False


def test_a_signature_dated_before_the_year_of_the_reference_is_put_right_by_the_others(decisions_of):
    (decision,) = decisions_of(NOTICE)

    assert decision.signed_on == datetime.date(2018, 6, 3)  # as printed
    assert decision.date == datetime.date(2019, 6, 3)  # as the Chief Finance Officer dated theirs


def test_a_proposed_record_has_no_outcome_and_no_date(decisions_of):
    (decision,) = decisions_of(PROPOSED)

    assert decision.proposed
    assert decision.outcome is None
    assert decision.date is None
    assert decision.reference == "23/00071"
    assert decision.body == "Exshire County Council"
    assert decision.decided_by == "Cabinet"
    assert decision.key is True
    assert decision.confidential is False
    assert "DELEGATE authority" in decision.wording


def test_the_threshold_of_a_key_decision_is_no_amount_of_it(decisions_of):
    (decision,) = decisions_of(PROPOSED)

    assert values(decision) == {Decimal(450_000)}


def test_a_record_of_a_decision_taken_is_agreed_where_it_says_no_other_word(decisions_of):
    (decision,) = decisions_of(TAKEN)

    assert decision.reference == "ED-2291"
    assert decision.outcome is DecisionOutcome.AGREED
    assert decision.signed_by == "Olive Kemp"
    assert decision.date == datetime.date(2019, 9, 18)
    assert decision.key is False
    assert decision.confidential is False
    assert decision.options == (Option("Repair", "parts are not made."),)
    assert values(decision) == {Decimal(1_240_300)}


def test_the_signature_of_an_officer_is_not_that_of_who_decided(decisions_of):
    (decision,) = decisions_of(RECORD)

    assert decision.signed_by == "J Warden"
    assert decision.date == datetime.date(2020, 11, 5)
    assert decision.outcome is DecisionOutcome.APPROVED  # "has my approval"


def test_each_sum_is_told_what_it_is_for_and_who_receives_it(decisions_of):
    (decision,) = decisions_of(RECORD)

    assert {amount.value: amount.purpose for amount in decision.amounts} == {
        Decimal(432_000): None,
        Decimal(215_000): "street lights",
        Decimal(62_500): "outreach",
    }
    assert decision.recipients == ("Dulford Borough Council", "Wesshire Care")


def test_a_refusal_is_rejected_and_dated_by_its_signature(decisions_of):
    (decision,) = decisions_of(REFUSED)

    assert decision.outcome is DecisionOutcome.REJECTED
    assert decision.date == datetime.date(2023, 6, 12)
    assert values(decision) == {Decimal(1_125_000), Decimal(375_000)}


def test_a_ticked_box_says_the_outcome(decisions_of):
    (decision,) = decisions_of(TICKED)

    assert decision.outcome is DecisionOutcome.REJECTED
    assert decision.reference == "PCC/18/022"
    assert decision.date == datetime.date(2018, 4, 12)


def test_a_form_of_numbered_lines(decisions_of):
    (decision,) = decisions_of(NUMBERED)

    assert decision.reference == "MB/DD/2017/88"
    assert decision.title == "Grant to Millgate Foodbank"
    assert decision.decided_by == "Jean Potts, Head of Communities"
    assert decision.date == datetime.date(2017, 11, 3)
    assert decision.recipients == ("Millgate Foodbank",)


def test_a_log_holds_one_decision_a_reference(decisions_of):
    first, second = decisions_of(LOG)

    assert (first.reference, first.outcome) == ("2023/52", DecisionOutcome.APPROVED)
    assert (second.reference, second.outcome) == ("2023/51", DecisionOutcome.DEFERRED)
    assert second.date == datetime.date(2024, 4, 8)
    assert values(second) == {Decimal(350_000)}


def test_a_report_that_asks_for_a_decision_is_none(decisions_of):
    assert decisions_of(REPORT) == []


def test_a_form_set_as_a_table(tmp_path):
    from docx import Document

    document = Document()
    document.add_paragraph("DECISION NOTICE")
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for label, value in [
        ("Decision Reference", "PCC-2021-044"),
        ("Title", "Body worn video"),
        ("Decision maker", "Police and Crime Commissioner"),
        ("Date of decision", "14 June 2021"),
        ("Decision", "The Commissioner approved the award of a contract to Axel Ltd for £1.2 million."),
        ("Reasons for decision", "The contract ends in September."),
        ("Alternative options considered", "Extending the contract: rejected as the kit is old."),
        ("Key decision", "Yes"),
    ]:
        row = table.add_row().cells
        row[0].text, row[1].text = label, value
    path = tmp_path / "notice.docx"
    document.save(str(path))

    records = prepare(read(path), "0" * 64, path.name).records

    (decision,) = [record for record in records if isinstance(record, Decision)]
    assert decision.reference == "PCC-2021-044"
    assert decision.outcome is DecisionOutcome.APPROVED
    assert decision.date == datetime.date(2021, 6, 14)
    assert values(decision) == {Decimal(1_200_000)}
    assert decision.key is True
