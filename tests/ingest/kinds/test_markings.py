"""Lines that mark a paper, and sentences that do not."""

import pytest

from ingest.documents import Block, BlockKind, Marking
from ingest.kinds.markings import marking_of_block, marking_of_line, marking_of_page, strictest
from tests.support.packs import pages_of, paragraph, row

LAW = "paragraph 3 of Part 1 of Schedule 12A of the Local Government Act 1972"


@pytest.mark.parametrize(
    ("line", "marking"),
    [
        ("OFFICIAL - SENSITIVE", Marking.RESTRICTED),
        ("OFFICIAL-SENSITIVE (COMMERCIAL)", Marking.RESTRICTED),
        ("Official: Sensitive", Marking.RESTRICTED),
        ("Protective marking: Restricted", Marking.RESTRICTED),
        ("RESTRICTED", Marking.RESTRICTED),
        ("STRICTLY CONFIDENTIAL", Marking.CONFIDENTIAL),
        ("Private and Confidential", Marking.CONFIDENTIAL),
        ("Not for publication", Marking.EXEMPT),
        (f"NOT FOR PUBLICATION by virtue of {LAW}", Marking.EXEMPT),
        (f"By virtue of {LAW}.", Marking.EXEMPT),
        ("Document is Restricted", Marking.EXEMPT),
        ("EXEMPT REPORT", Marking.EXEMPT),
        ("Appendix 2 – Exempt", Marking.EXEMPT),
        ("Appendix B (Confidential)", Marking.CONFIDENTIAL),
        ("This report is not for publication because it names a person.", Marking.EXEMPT),
        ("The following report contains confidential information", Marking.CONFIDENTIAL),
    ],
)
def test_a_line_that_marks(line: str, marking: Marking) -> None:
    assert marking_of_line(line) is marking


@pytest.mark.parametrize(
    "line",
    [
        "OFFICIAL",
        "NOT PROTECTIVELY MARKED",
        "UNRESTRICTED ITEMS",
        "EXEMPT ITEMS",
        "Exempt information: none",
        "Confidential waste is shredded by the caretaker.",
        "Confidential items were discussed by the committee.",
        "This report contains no exempt information.",
        "This report is not exempt.",
        "Appendix 2 to this report is exempt from publication.",
        "Restricted reserves of £3 million",
        "The report is for publication",
        "",
    ],
)
def test_a_line_that_does_not(line: str) -> None:
    assert marking_of_line(line) is None


def test_a_word_alone_is_a_marking_only_in_capitals_where_it_may_be_a_heading() -> None:
    assert marking_of_line("Restricted") is Marking.RESTRICTED
    assert marking_of_line("Restricted", bare=False) is None
    assert marking_of_line("RESTRICTED", bare=False) is Marking.RESTRICTED


def test_an_appendix_that_a_paper_lists_as_closed_does_not_mark_the_paper() -> None:
    assert marking_of_line("Appendix 2 - Exempt", named=False) is None
    listing = (paragraph("Report of the Director"), paragraph("Budget"), paragraph("Appendix 2 - Exempt"))
    assert marking_of_page(pages_of(listing)[0]) is None
    assert marking_of_page(pages_of(listing[2:])[0]) is Marking.EXEMPT


def test_a_form_s_cell_marks_unless_the_form_says_no() -> None:
    assert marking_of_block(row("Classification", "OFFICIAL-SENSITIVE")) is Marking.RESTRICTED
    assert marking_of_block(row("EXEMPT", "No")) is None
    assert marking_of_block(row("Unrestricted", "Restricted")) is None


def test_struck_out_words_mark_nothing() -> None:
    assert marking_of_block(Block(BlockKind.STRUCK, "CONFIDENTIAL", 1)) is None


def test_a_page_is_marked_at_its_edges() -> None:
    words = [paragraph(f"Sentence {number}.") for number in range(8)]
    mark = paragraph("NOT FOR PUBLICATION")
    for blocks, marking in [
        ((mark, *words), Marking.EXEMPT),
        ((*words, mark), Marking.EXEMPT),
        ((*words[:5], mark, *words[5:]), None),
        (tuple(words), None),
        ((), None),
    ]:
        assert marking_of_page(pages_of(blocks)[0]) is marking


def test_the_strictest() -> None:
    assert strictest([Marking.RESTRICTED, Marking.EXEMPT, Marking.PUBLIC]) is Marking.EXEMPT
    assert strictest([]) is Marking.PUBLIC
