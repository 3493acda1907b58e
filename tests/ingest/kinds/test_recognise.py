"""What a paper is, told by its form. The papers and the county of Fenshire are made up."""

from datetime import date
from pathlib import Path

import pytest

from ingest.documents import Block, BlockKind, DocumentFacts, DocumentKind, Marking, Page, PaperStatus
from ingest.kinds.facts.recognise import recognise
from tests.support.papers import read_lines

NOTICE = """# Decision notice

Decision No: 2024/17

Subject: Grant to the women's centre in Sedgeford

Originator: A. Moor

Decision to be taken by the Police and Crime Commissioner for Fenshire.

The Commissioner approves a grant of £42,000 for one year.

Signature: Date: 14 June 2024
"""

MINUTES = """Fenshire Police and Crime Panel

Minutes of a meeting held on 3 May 2024 at County Hall, Fenmouth.

Present: Cllr A Fell (Chair), Cllr B Heath

It was resolved that the precept be supported.
"""

AGENDA = """AGENDA

Fenshire Police and Crime Panel

Friday 3 May 2024 at 10 am

1. Apologies

2. The budget for the coming year
"""

STRATEGY = """# A strategy for women in the justice system of Fenshire

January 2023 to December 2026

The Office of the Police and Crime Commissioner for Fenshire wrote this strategy with its partners.
"""

TRACKER = """# Action plan: progress report

Fenshire Criminal Justice Board, 1 July 2024

Action\tProgress\tRAG
Open a clinic\tThe clinic was opened in June and forty women came to it in its first week.\tGreen
"""

PERFORMANCE = """# Performance report

Fenshire Constabulary, quarter 1, 2 July 2024

Measure\tQ1\tQ2
Women in custody\t24\t31
"""

PROGRAMME = """# Forward work programme

Fenshire Police and Crime Panel, 3 May 2024

The Panel is asked to agree the items for its next meetings.
"""

LETTER = """12 March 2024

Dear Chair,

Thank you for your letter about the centre.

Yours sincerely,

A. Moor
"""


def facts(folder: Path, text: str, name: str = "paper.txt") -> DocumentFacts:
    return recognise(read_lines(folder, text, name).pages, file_name=name)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (NOTICE, DocumentKind.DECISION_NOTICE),
        (MINUTES, DocumentKind.MINUTES),
        (AGENDA, DocumentKind.AGENDA),
        (
            AGENDA + "\nReport of the Director\n" + "\nThe director reported.\n" * 1000,
            DocumentKind.AGENDA_PACK,
        ),
        (STRATEGY, DocumentKind.STRATEGY),
        (TRACKER, DocumentKind.ACTION_PLAN),
        (PERFORMANCE, DocumentKind.PERFORMANCE_REPORT),
        (PROGRAMME, DocumentKind.WORK_PROGRAMME),
        (LETTER, DocumentKind.LETTER),
        ("The cat sat on the mat.\n", DocumentKind.OTHER),
    ],
    ids=lambda value: value.value if isinstance(value, DocumentKind) else "",
)
def test_the_kind_is_told_by_the_form(tmp_path: Path, text: str, kind: DocumentKind) -> None:
    assert facts(tmp_path, text).kind is kind


def test_a_decision_notice_whole(tmp_path: Path) -> None:
    assert facts(tmp_path, NOTICE) == DocumentFacts(
        kind=DocumentKind.DECISION_NOTICE,
        title="Grant to the women's centre in Sedgeford",
        body="Police and Crime Commissioner for Fenshire",
        area="Fenshire",
        date=date(2024, 6, 14),
        reference="2024/17",
        author="A. Moor",
    )


def test_minutes_whole(tmp_path: Path) -> None:
    found = facts(tmp_path, MINUTES)
    assert (found.body, found.area, found.date) == (
        "Fenshire Police and Crime Panel",
        "Fenshire",
        date(2024, 5, 3),
    )
    assert found.reference is None
    assert found.title.startswith("Fenshire Police and Crime Panel")


def test_a_strategy_is_of_the_month_that_it_begins_in(tmp_path: Path) -> None:
    assert facts(tmp_path, STRATEGY).date == date(2023, 1, 1)


def test_a_strategy_without_a_month_is_of_the_year_in_its_name(tmp_path: Path) -> None:
    text = STRATEGY.replace("January 2023 to December 2026\n", "")
    assert facts(tmp_path, text, "strategy-2021.txt").date == date(2021, 1, 1)


def test_a_mistyped_signature_gives_way_to_the_year_of_the_reference(tmp_path: Path) -> None:
    text = NOTICE.replace("Date: 14 June 2024", "Date: 14 June 2042\n\nDate: 15 June 2024")
    assert facts(tmp_path, text).date == date(2024, 6, 15)


def test_a_date_in_the_name_serves_where_the_paper_has_none(tmp_path: Path) -> None:
    assert facts(tmp_path, "The Panel agreed.\n", "panel 2024-05-03.txt").date == date(2024, 5, 3)
    assert facts(tmp_path, "The Panel agreed.\n", "panel.txt").date is None


@pytest.mark.parametrize(
    "written", ["Decision No: 2024/17", "Decision number 2024 / 17", "Decision Ref. 2024/17"]
)
def test_a_reference_is_told_without_blanks(tmp_path: Path, written: str) -> None:
    assert facts(tmp_path, NOTICE.replace("Decision No: 2024/17", written)).reference == "2024/17"


@pytest.mark.parametrize(
    ("own", "title"),
    [
        (
            "Forward Plan: Homes and Rents in Fenshire",
            "Forward Plan: Homes and Rents in Fenshire",
        ),  # is printed
        (
            "Strategy for the waste of Wexshire",
            "Homes and Rents – In Fenshire: a forward plan",
        ),  # the file was made from another's
        ("Homes", "Homes and Rents – In Fenshire: a forward plan"),
    ],
)
def test_the_files_own_title_is_taken_where_its_words_are_printed(
    tmp_path: Path, own: str, title: str
) -> None:
    text = "# Homes and Rents\n\n# In Fenshire: a forward plan\n\nThe Panel agreed.\n"
    assert recognise(read_lines(tmp_path, text).pages, file_name="a.txt", title=own).title == title


def test_the_files_own_title_serves_where_none_is_printed(tmp_path: Path) -> None:
    pages = read_lines(tmp_path, "The Panel agreed.\n").pages
    assert recognise(pages, file_name="a.txt", title="Women in justice").title == "Women in justice"


def test_the_name_of_the_file_is_the_last_resort_for_a_title(tmp_path: Path) -> None:
    assert facts(tmp_path, "The Panel agreed.\n", "panel_notes-may.txt").title == "Panel notes may"


@pytest.mark.parametrize(
    ("line", "marking"),
    [
        ("OFFICIAL - SENSITIVE", Marking.RESTRICTED),
        ("Restricted", Marking.RESTRICTED),
        ("STRICTLY CONFIDENTIAL", Marking.CONFIDENTIAL),
        ("Not for publication by virtue of paragraph 3", Marking.EXEMPT),
        ("EXEMPT REPORT", Marking.EXEMPT),
        ("Government Security Classification: Restricted", Marking.RESTRICTED),
        ("OFFICIAL", Marking.PUBLIC),
        ("NOT PROTECTIVELY MARKED", Marking.PUBLIC),
        ("Confidential waste is shredded by the caretaker.", Marking.PUBLIC),
    ],
)
def test_a_marking_stands_on_a_line_of_its_own(tmp_path: Path, line: str, marking: Marking) -> None:
    assert facts(tmp_path, f"{line}\n\n{MINUTES}").marking is marking


def test_a_marking_within_the_paper_is_of_a_part_only(tmp_path: Path) -> None:
    assert (
        facts(tmp_path, f"{MINUTES}\n\fNOT FOR PUBLICATION\n\nThe rent was agreed.\n").marking
        is Marking.PUBLIC
    )


@pytest.mark.parametrize("section", ["EXEMPT", "CONFIDENTIAL", "Not for publication"])
def test_the_title_of_a_section_of_an_agenda_does_not_mark_the_agenda(tmp_path: Path, section: str) -> None:
    assert facts(tmp_path, f"{AGENDA}\n{section}\n\n3. Land\n").marking is Marking.PUBLIC


def test_a_classification_marks_an_agenda_wherever_it_stands(tmp_path: Path) -> None:
    assert facts(tmp_path, f"{AGENDA}\nOFFICIAL-SENSITIVE\n").marking is Marking.RESTRICTED
    assert facts(tmp_path, f"CONFIDENTIAL\n\n{AGENDA}").marking is Marking.CONFIDENTIAL


def test_an_area_is_told_by_what_the_paper_speaks_of_most(tmp_path: Path) -> None:
    text = "Norfolk has homes.\n\nNorfolk has clinics.\n\nNorfolk has rooms.\n\nSuffolk has none.\n"
    assert facts(tmp_path, text).area == "Norfolk"


def test_a_paper_that_says_nothing_of_itself(tmp_path: Path) -> None:
    found = facts(tmp_path, "The cat sat on the mat.\n")
    assert (found.body, found.area, found.date, found.reference) == (None, None, None, None)
    assert found.marking is Marking.PUBLIC


def test_a_paper_of_one_long_line_of_capitalised_words_is_no_puzzle(tmp_path: Path) -> None:
    # Looked at from each of its 40,000 words to its end, this would take minutes.
    found = facts(tmp_path, "Sedge Moor " * 20_000 + "\n")
    assert (found.kind, found.body, found.area) == (DocumentKind.OTHER, None, None)


def test_a_paper_without_blocks_is_named_for_its_file() -> None:
    assert recognise((), file_name="a-b.pdf") == DocumentFacts(DocumentKind.OTHER, "A b")


COUNCIL_RECORD = """# FENSHIRE COUNTY COUNCIL – PROPOSED RECORD OF DECISION

DECISION TO BE TAKEN BY: Cabinet

DECISION NO: 25/00031

Key decision: Yes

Title of Decision: Library opening hours

Decision: Cabinet is asked to agree the hours.

Reason for decision: fewer people come on Mondays. A report will be presented to Cabinet on 8 May 2025.
"""

REPORT = """From: A. Moor, Leader

To: Cabinet, 8 May 2025

Decision Number: 25/00031

Subject: Library Strategy and opening hours

Classification: Unrestricted

Summary: The libraries are open on six days. In June 2019 two of them were closed, and so it stayed.

Recommendations: Cabinet is asked to agree the hours.
"""

LEAFLET = """# Mend it Saturday

Free repairs of bicycles and kettles.

For further information: www.menditsaturday.example

Contact: the Sedgeford library
"""

SUPPLEMENT = """Date: 5 May 2025

Dear Member

CABINET - THURSDAY, 8 MAY 2025

I am now able to enclose the following report that was unavailable when the agenda was published.

Agenda Item No

7 25/00031 - Library opening hours (Pages 1 - 4)

Yours sincerely
"""


def test_a_proposed_record_of_decision_whole(tmp_path: Path) -> None:
    assert facts(tmp_path, COUNCIL_RECORD, "25-00031 - PROD.txt") == DocumentFacts(
        kind=DocumentKind.DECISION_NOTICE,
        title="Library opening hours",
        body="Fenshire County Council",
        area="Fenshire",
        date=date(2025, 5, 8),
        reference="25/00031",
        status=PaperStatus.PROPOSED,
    )


def test_a_report_on_a_strategy_that_asks_for_a_decision_is_a_report(tmp_path: Path) -> None:
    found = facts(tmp_path, REPORT)
    assert (found.kind, found.date, found.reference) == (DocumentKind.REPORT, date(2025, 5, 8), "25/00031")
    assert (found.title, found.author, found.body) == (
        "Library Strategy and opening hours",
        "A. Moor, Leader",
        "Cabinet",
    )


def test_one_page_that_invites_is_a_leaflet(tmp_path: Path) -> None:
    assert facts(tmp_path, LEAFLET).kind is DocumentKind.LEAFLET


def test_a_letter_that_sends_late_papers_is_an_agenda(tmp_path: Path) -> None:
    assert facts(tmp_path, SUPPLEMENT).kind is DocumentKind.AGENDA


def test_columns_of_actions_and_deadlines_make_an_action_plan() -> None:
    header = ("Action", "Deadline", "Progress")
    row = Block(BlockKind.TABLE_ROW, "", 1, cells=("Open a clinic", "June 2024", "On track"), header=header)
    found = recognise((Page(1, (row,)),), file_name="OSF_8_1.ii log as of 19 July 2024.txt")
    assert (found.kind, found.reference, found.date) == (
        DocumentKind.ACTION_PLAN,
        "OSF(8)1.ii",
        date(2024, 7, 19),
    )
