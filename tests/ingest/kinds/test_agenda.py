"""The items of a meeting's agenda, the pages that it gives, and which items are closed to the public."""

import pytest

from ingest.documents import Block, BlockKind, Marking
from ingest.kinds.packs.agenda import Agenda, item_number, numbered_item, read_agenda
from tests.support.packs import (
    AGENDA,
    CLOSED_ITEMS,
    MEMBERS,
    MINUTES_1,
    heading,
    item,
    pages_of,
    paragraph,
    row,
)

OPENING = (heading("AGENDA"), paragraph("Apologies", "1"), paragraph("Minutes", "2"))
MOTION = "That the public be excluded from the meeting for the following items of business (Schedule 12A)."


def agenda_of(*blocks: Block) -> Agenda:
    found = read_agenda(pages_of(blocks))
    assert found is not None
    return found


def items_of(*blocks: Block) -> list[tuple[str, str]]:
    return [(each.number, each.title) for each in agenda_of(*OPENING, *blocks).items][2:]


def listed(*blocks: Block) -> list[tuple[str, str, int]]:
    found = agenda_of(*OPENING, *blocks)
    return [(each.number, paper.title, paper.page) for each in found.items for paper in each.papers]


def closed(*blocks: Block) -> dict[str, Marking]:
    found = agenda_of(*OPENING, *blocks)
    return {each.number: each.marking for each in found.items if each.marking is not Marking.PUBLIC}


# Items


@pytest.mark.parametrize(
    "block",
    [
        paragraph("Budget", "3"),
        paragraph("3. Budget"),
        heading("3. Budget", 2),
        paragraph("Item 3: Budget"),
        paragraph("Agenda item 3 Budget"),
        row("3.", "Budget"),
        row("3", "", "Budget"),
    ],
)
def test_an_item_however_its_number_is_set(block: Block) -> None:
    assert items_of(block) == [("3", "Budget")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (item("a. Rents"), item("b. Homes")),
        (paragraph("Rents", "(a)"), paragraph("Homes", "(b)")),
        (paragraph("3a Rents"), paragraph("3b Homes")),
        (paragraph("3(a). Rents"), paragraph("3 (b) Homes")),
    ],
)
def test_items_with_letters_are_parts_of_the_item_above(first: Block, second: Block) -> None:
    found = agenda_of(*OPENING, paragraph("Budget", "3"), first, second).items[2:]
    assert [(each.number, each.title, each.under) for each in found] == [
        ("3", "Budget", ""),
        ("3a", "Rents", "Budget"),
        ("3b", "Homes", "Budget"),
    ]


def test_items_with_points() -> None:
    assert items_of(paragraph("Budget", "3"), paragraph("Rents", "3.1"), paragraph("Homes", "3.2")) == [
        ("3", "Budget"),
        ("3.1", "Rents"),
        ("3.2", "Homes"),
    ]


@pytest.mark.parametrize(
    "note",
    [
        paragraph("23 April 2018"),
        paragraph("10 am in the Oak Room"),
        paragraph("1. Declare any interest that you have."),
        paragraph("A. Fell (Chairman)"),
        paragraph("99 High Street, Fenmouth"),
    ],
)
def test_what_is_no_item(note: Block) -> None:
    assert items_of(note, paragraph("Budget", "3")) == [("3", "Budget")]


def test_an_address_before_the_first_item_is_none() -> None:
    found = agenda_of(heading("AGENDA"), paragraph("15 High Street"), *OPENING[1:])
    assert [each.number for each in found.items] == ["1", "2"]


def test_the_items_of_a_supplement_begin_where_they_begin() -> None:
    found = agenda_of(heading("Supplementary agenda"), paragraph("Minutes", "7"), paragraph("Budget", "8"))
    assert [each.number for each in found.items] == ["7", "8"]


def test_items_run_on_over_the_page_until_a_paper_begins() -> None:
    found = read_agenda(pages_of(OPENING, (paragraph("Budget", "3"),), MINUTES_1))
    assert found is not None
    assert [each.number for each in found.items] == ["1", "2", "3"]
    assert (found.first_page, found.last_page) == (1, 2)
    assert read_agenda(pages_of(AGENDA, MEMBERS, MINUTES_1)).last_page == 1  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "blocks",
    [
        (paragraph("Apologies", "1"), paragraph("Minutes", "2")),
        (heading("Agenda Item 7"), paragraph("Apologies", "1"), paragraph("Minutes", "2")),
        (heading("Our agenda"), paragraph("Homes", "1"), paragraph("Health", "2")),
        (heading("Agenda"), paragraph("Minutes", "1")),
        (),
    ],
)
def test_what_is_no_agenda_of_a_meeting(blocks: tuple[Block, ...]) -> None:
    assert read_agenda(pages_of(blocks)) is None


# Pages


@pytest.mark.parametrize(
    "block",
    [
        paragraph("Budget (Pages 11 - 84)", "3"),
        paragraph("Budget (Page 11)", "3"),
        paragraph("Budget (pp. 11–84)", "3"),
        paragraph("Budget Pages 11 to 84", "3"),
        paragraph("Budget . . . . . . 11", "3"),
        row("3.", "Budget", "(Pages 11 - 84)"),
        row("3.", "Budget", "11 - 84"),
        row("3", "Budget (copy attached)", "11"),
    ],
)
def test_the_first_page_of_an_item_s_paper(block: Block) -> None:
    assert listed(block) == [("3", "Budget", 11)]


def test_pages_on_a_line_of_their_own_are_the_item_s_above() -> None:
    assert listed(paragraph("Budget", "3"), paragraph("To consider it."), paragraph("(Pages 11 - 84)")) == [
        ("3", "Budget", 11)
    ]


def test_appendices_are_listed_under_their_item() -> None:
    blocks = (paragraph("Budget (Pages 11 - 20)", "3"), paragraph("Appendix A - Rents (Pages 21 - 30)"))
    assert listed(*blocks) == [("3", "Budget", 11), ("3", "Appendix A - Rents", 21)]


def test_a_row_with_all_its_titles_before_all_its_pages() -> None:
    titles = "a. Rents b. Homes in Wexby Appendix 2: Map"
    assert listed(paragraph("Budget", "3"), row("", titles, "(Pages 4 - 8) (Page 9) (Pages 10 - 12)")) == [
        ("3a", "Rents", 4),
        ("3b", "Homes in Wexby", 9),
        ("3b", "Appendix 2: Map", 10),
    ]


def test_an_item_s_number_that_is_repeated_beside_each_of_its_lines() -> None:
    rows = (
        row("3.", "Budget", ""),
        row("3.", "a. Rents", "(Pages 4 - 8)"),
        row("3.", "b. Homes", "(Page 9)"),
        row("3.", "Appendix 2: Map", "(Page 10)"),
        row("4.", "Health", "(Page 11)"),
    )
    assert listed(*rows) == [
        ("3a", "Rents", 4),
        ("3b", "Homes", 9),
        ("3b", "Appendix 2: Map", 10),
        ("4", "Health", 11),
    ]


def test_pages_that_a_sentence_speaks_of_are_no_paper_s() -> None:
    assert listed(paragraph("Budget", "3"), paragraph("See pages 4 to 5 of the plan for more.")) == []


# Closed items


def test_items_after_a_motion_to_exclude_the_public_are_closed() -> None:
    assert closed(
        paragraph("Budget", "3"),
        paragraph("Exclusion of the public", "4"),
        paragraph(MOTION),
        paragraph("Land", "5"),
    ) == {"5": Marking.EXEMPT}


def test_items_that_the_motion_names_are_closed_and_no_others() -> None:
    motion = paragraph("That the press and public be excluded during items 5 and 7 to 9.")
    numbers = [paragraph("Land", str(number)) for number in range(5, 11)]
    assert set(closed(paragraph("Exclusion of the press and public", "4"), motion, *numbers)) == {
        "5",
        "7",
        "8",
        "9",
    }


@pytest.mark.parametrize(
    "motion",
    [
        "To consider whether the public should be excluded for any item.",
        "There are no exempt items.",
        "The reports in items 5 to 6 contain exempt appendices.",
    ],
)
def test_a_motion_that_may_be_moved_closes_nothing(motion: str) -> None:
    blocks = (paragraph("Exclusion of the public", "4"), paragraph(motion), paragraph("Land", "5"))
    assert closed(*blocks) == {}


@pytest.mark.parametrize(
    "section",
    ["EXEMPT ITEMS", "PART II - PRIVATE", "Confidential business", "Items to be considered in private"],
)
def test_items_of_a_closed_section_are_closed_until_an_open_one(section: str) -> None:
    blocks = (paragraph(section), paragraph("Land", "3"), heading("PART ONE"), paragraph("Homes", "4"))
    assert list(closed(*blocks)) == ["3"]


@pytest.mark.parametrize(
    "title",
    [
        "Land [EXEMPT]",
        "Land (Not for publication: paragraph 3)",
        "EXEMPT - Land",
        "Land - Exempt",
        "Confidential report on land",
    ],
)
def test_an_item_s_own_title_closes_it(title: str) -> None:
    assert list(closed(paragraph(title, "3"), paragraph("Homes", "4"))) == ["3"]


@pytest.mark.parametrize(
    "title",
    [
        "Land (Appendix 2 exempt)",
        "The private rented sector",
        "Confidential waste",
        "Exemptions from tax",
        "Closed schools",
    ],
)
def test_titles_that_close_nothing(title: str) -> None:
    assert closed(paragraph(title, "3"), paragraph("Homes", "4")) == {}


def test_a_line_below_an_item_may_close_it() -> None:
    note = paragraph("This report is not for publication by virtue of paragraph 3 of Schedule 12A.")
    assert closed(paragraph("Land", "3"), note, paragraph("Homes", "4")) == {"3": Marking.EXEMPT}
    of_appendix = paragraph("Appendix 2 to this report is not for publication.")
    assert closed(paragraph("Land", "3"), of_appendix) == {}


def test_a_confidential_item() -> None:
    assert closed(paragraph("Land (Confidential)", "3")) == {"3": Marking.CONFIDENTIAL}


def test_the_motion_itself_is_open() -> None:
    found = agenda_of(*AGENDA, *CLOSED_ITEMS).items
    assert [(each.number, each.marking) for each in found[-2:]] == [
        ("9", Marking.PUBLIC),
        ("10", Marking.EXEMPT),
    ]


# Numbers


@pytest.mark.parametrize(
    ("parts", "number"), [(("7",), "7"), (("07", " (B)"), "7b"), (("7", ".01"), "7.1"), (("7", None), "7")]
)
def test_a_number_in_one_form(parts: tuple[str, ...], number: str) -> None:
    assert item_number(*parts) == number


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("7b. Managing offenders", ("7b", "Managing offenders")),
        ("Agenda Item 7 (b) - Managing", ("7b", "- Managing")),
        ("5 A review", ("5", "A review")),
        ("3 May 2024", None),
        ("Budget", None),
    ],
)
def test_the_number_and_title_of_a_line(text: str, found: tuple[str, str] | None) -> None:
    assert numbered_item(text) == found


def test_struck_out_items_are_none() -> None:
    assert items_of(Block(BlockKind.STRUCK, "3. Budget", 1), paragraph("3. Homes")) == [("3", "Homes")]
