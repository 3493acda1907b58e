"""What the top of a page says of the paper that begins there."""

import pytest

from ingest.documents import Block, BlockKind
from ingest.kinds.packs.page_tops import PageTop, is_paper_head, is_stamp, read_top
from tests.support.packs import heading, item, pages_of, paragraph, row

BODY = tuple(paragraph(f"Sentence {number} of the report.") for number in range(20))


def top(*blocks: Block) -> PageTop:
    return read_top(pages_of(blocks)[0])


@pytest.mark.parametrize(
    ("block", "number", "sure"),
    [
        (paragraph("Agenda Item 7"), "7", True),
        (paragraph("AGENDA ITEM NO: 7(b)"), "7b", True),
        (paragraph("Agenda Item 7 Report to the Panel"), "7", True),
        (paragraph("Fenshire Police and Crime Panel Agenda item 7b"), "7b", True),
        (paragraph("Agenda No. 6"), "6", True),
        (paragraph("Item 7b"), "7b", False),
        (heading("ITEM: 7.1"), "7.1", False),
        (row("Agenda item", "7b"), "7b", True),
        (paragraph("(Item 7)"), None, False),
        (paragraph("Items 7 to 9"), None, False),
        (paragraph("Agenda item 7 was deferred."), None, False),
        (paragraph("7. Budget"), None, False),
    ],
)
def test_the_item_that_a_page_is_stamped_with(block: Block, number: str | None, sure: bool) -> None:
    found = top(heading("Homes in Fenshire"), block, *BODY)
    assert (found.item, found.sure) == (number, sure)


def test_a_stamp_stands_at_the_top_or_the_foot_of_a_page() -> None:
    assert top(*BODY, paragraph("Agenda Item 7")).item == "7"
    assert top(*BODY[:9], paragraph("Agenda Item 7"), *BODY[9:]).item is None
    assert is_stamp(paragraph("Agenda Item 7"))
    assert not is_stamp(paragraph("Agenda Item 7 Homes"))


@pytest.mark.parametrize(
    ("blocks", "label", "title"),
    [
        ((heading("Appendix 2 – Costs of homes"),), "Appendix 2", "Costs of homes"),
        ((heading("APPENDIX A"), heading("Costs of homes")), "Appendix A", "Costs of homes"),
        ((heading("Costs of homes"), paragraph("Annex 3")), "Annex 3", "Costs of homes"),
        ((heading("Costs APPENDIX E"),), "Appendix E", "Costs"),
        ((paragraph("Appendix 2 shows the costs"),), None, ""),
        ((paragraph("Appendix 2 is attached."),), None, ""),
        ((item("Appendix 2: Costs"),), None, ""),
        ((paragraph("Appendix 2: Costs"), paragraph("Appendix 3: Map")), None, ""),
    ],
)
def test_the_appendix_that_begins(blocks: tuple[Block, ...], label: str | None, title: str) -> None:
    found = top(*blocks, *BODY)
    assert (found.appendix, found.appendix_title) == (label, title)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Report of the Police & Crime Commissioner", "Police & Crime Commissioner"),
        ("Police and Crime Panel – 23 April 2018 Report of the Secretary", "Secretary"),
        ("Joint report by the Director of Estates", "Director of Estates"),
        ("Report of: A. Fell, Treasurer", "A. Fell, Treasurer"),
        ("The Panel noted the annual report of the Director.", None),
        ("Annual report of the Director", None),
    ],
)
def test_the_author_of_a_report(line: str, author: str | None) -> None:
    found = top(heading("Homes"), paragraph(line), *BODY)
    assert (found.author, found.is_report) == (author, author is not None)


def test_a_report_with_a_form_for_its_head() -> None:
    form = (row("From:", "A. Fell, Leader"), row("To:", "Cabinet"), paragraph("Subject: Homes"))
    assert (top(*form, *BODY).is_report, top(*form, *BODY).author) == (True, "A. Fell, Leader")
    assert not top(form[0], *BODY).is_report


@pytest.mark.parametrize(
    "line", ["MINUTES of a meeting of the Panel", "Draft minutes of the Cabinet", "Minutes"]
)
def test_minutes_say_who_was_there(line: str) -> None:
    assert top(heading(line), paragraph("Present: A. Fell"), *BODY).is_minutes
    assert not top(heading(line), *BODY).is_minutes
    assert not top(paragraph("Minutes of the last meeting", "28"), paragraph("Apologies"), *BODY).is_minutes


def test_the_record_of_a_decision() -> None:
    assert top(paragraph("FENSHIRE COUNCIL – PROPOSED RECORD OF DECISION"), *BODY).is_decision
    assert not top(paragraph("Appendices: Proposed record of decision"), *BODY).is_decision


def test_sections_that_count_from_1_under_a_title() -> None:
    assert top(heading("Reserves policy"), heading("1. Background", 2), *BODY).restarts
    assert top(heading("Reserves policy"), heading("Introduction"), paragraph("It is.", "1.1")).restarts
    assert not top(heading("4. Reserves"), heading("4.1 Background", 2), *BODY).restarts
    assert not top(paragraph("Reserves"), paragraph("Background", "1"), *BODY).restarts


@pytest.mark.parametrize("text", ["This page is intentionally left blank", "Page left blank"])
def test_a_page_left_blank(text: str) -> None:
    assert top(paragraph(text)).blank
    assert top().blank
    assert top(Block(BlockKind.STRUCK, "Old.", 1)).blank
    assert not top(paragraph(text), *BODY).blank


def test_a_page_number_among_the_text() -> None:
    assert top(*BODY, paragraph("Page 15")).printed == 15
    assert top(paragraph("Page 15 of 20"), *BODY).printed == 15
    assert top(*BODY).printed is None


def test_where_a_paper_begins_in_a_text_without_pages() -> None:
    assert is_paper_head(paragraph("Report of the Secretary"), BODY)
    assert is_paper_head(heading("Minutes of a meeting"), (paragraph("Present: A. Fell"),))
    assert not is_paper_head(
        paragraph("The Panel met."), (heading("Minutes of a meeting"), paragraph("Present: B"))
    )
