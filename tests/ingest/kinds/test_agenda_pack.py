"""The papers inside a pack: found by any one kind of sign, and a single paper never cut."""

from datetime import date

import pytest

from ingest.documents import Block, Bookmark, DocumentKind, Marking, Part, ReadPaper
from ingest.kinds.packs.agenda_pack import open_pages, split_pack, withheld, withheld_note
from tests.support.packs import (
    AGENDA,
    CLOSED_ITEMS,
    LABELS,
    LAND_1,
    LAND_2,
    MEMBERS,
    MINUTES_1,
    MINUTES_2,
    OFFENDERS_1,
    OFFENDERS_2,
    PAPERS,
    PROGRAMME,
    STRATEGY_1,
    STRATEGY_2,
    closed_pack,
    heading,
    item,
    open_pack,
    paragraph,
    read,
    stamped,
    without_pages,
)

BARE_AGENDA = without_pages(AGENDA)
# Reports that look like no reports: only what stands outside them can tell that they begin.
PLAIN = tuple(
    (paragraph(f"The {word} of the county is well."), paragraph("It goes on."))
    for word in ("health", "peace")
)


def parts_of(paper: ReadPaper) -> tuple[Part, ...]:
    return split_pack(paper)[1]


def spans(paper: ReadPaper) -> list[tuple[str | None, int, int]]:
    return [(part.item, part.page_start, part.page_end) for part in parts_of(paper)]


WHOLE = [(None, 1, 2), ("3", 3, 4), ("7a", 5, 6), ("7b", 7, 7), ("7b", 8, 8), ("8", 9, 9)]


# What a pack is made of


def test_each_part_has_its_title_kind_author_date_and_pages() -> None:
    found = parts_of(open_pack())
    assert [(part.ordinal, part.item, part.title, part.kind) for part in found] == [
        (0, None, "Agenda", DocumentKind.AGENDA),
        (1, "3", "Minutes of the meeting held on 29 January 2018", DocumentKind.MINUTES),
        (2, "7a", "Overall Strategy - Update", DocumentKind.REPORT),
        (3, "7b", "Priority - Managing Offenders - Update", DocumentKind.REPORT),
        (4, "7b", "Appendix 1 – Action plan", DocumentKind.ACTION_PLAN),
        (5, "8", "Work Programme", DocumentKind.WORK_PROGRAMME),
    ]
    assert spans(open_pack()) == WHOLE
    assert [part.author for part in found] == [
        None,
        None,
        "Police and Crime Commissioner",
        "Police and Crime Commissioner",
        None,
        "Secretary",
    ]
    assert found[1].date == date(2018, 1, 29)
    assert {part.marking for part in found} == {Marking.PUBLIC}


def test_the_pages_of_a_pack_are_left_as_they_are() -> None:
    assert split_pack(open_pack())[0] == open_pack().pages


def test_parts_cover_the_pages_without_overlap() -> None:
    found = parts_of(closed_pack())
    covered = [n for part in found for n in range(part.page_start, part.page_end + 1)]
    assert covered == list(range(1, 12))


# The signs, one kind at a time


def test_pages_that_the_agenda_gives_are_counted_from_behind_the_front_sheets() -> None:
    assert spans(read(AGENDA, MEMBERS, *PAPERS)) == WHOLE


def test_labels_say_which_page_is_meant_where_the_pages_themselves_say_nothing() -> None:
    agenda = (
        *AGENDA[:3],
        paragraph("Minutes (Pages 5 - 6)", "1"),
        paragraph("Health (Page 7)", "2"),
        paragraph("Peace (Page 8)", "3"),
    )
    pages = (agenda, MINUTES_1, MINUTES_2, *PLAIN)
    found = read(*pages, labels=("4", "5", "6", "7", "8"))
    assert spans(found) == [(None, 1, 1), ("1", 2, 3), ("2", 4, 4), ("3", 5, 5)]


def test_a_page_number_that_is_a_little_wrong_gives_way_to_the_page_that_begins_the_paper() -> None:
    inserted = (*PAPERS[:2], (), *PAPERS[2:])  # a blank page that the agenda did not count
    assert spans(read(AGENDA, MEMBERS, *inserted, labels=(*LABELS[:9], "8"))) == [
        (None, 1, 2), ("3", 3, 5), ("7a", 6, 7), ("7b", 8, 8), ("7b", 9, 9), ("8", 10, 10),
    ]  # fmt: skip


def test_an_outline_alone_names_the_papers() -> None:
    outline = [
        Bookmark("Agenda", 1, 1),
        Bookmark("3 Minutes of the meeting held on 29 January 2018", 1, 2),
        Bookmark("Health of the county", 1, 4),
        Bookmark("Appendix A - Figures", 2, 5),
        Bookmark("8 Work Programme", 1, 6),
    ]
    pages = (BARE_AGENDA, MINUTES_1, MINUTES_2, PLAIN[0], PLAIN[1], PLAIN[0])
    found = parts_of(read(*pages, outline=outline))
    assert [(part.title, part.item, part.page_start) for part in found] == [
        ("Agenda", None, 1),
        ("Minutes of the meeting held on 29 January 2018", "3", 2),
        ("Health of the county", "3", 4),
        ("Appendix A - Figures", "3", 5),
        ("Work Programme", "8", 6),
    ]


def test_an_outline_gives_the_agenda_that_cannot_be_read() -> None:
    outline = [
        Bookmark("Agenda", 1, 1),
        Bookmark("3 Minutes", 1, 2),
        Bookmark("4 Health", 1, 3),
        Bookmark("5 Peace", 1, 4),
    ]
    found = read((paragraph("It was scanned."),), *(PLAIN[0],) * 3, outline=outline)
    assert spans(found) == [(None, 1, 1), ("3", 2, 2), ("4", 3, 3), ("5", 4, 4)]


def test_headings_of_a_paper_in_the_outline_cut_nothing() -> None:
    outline = [
        Bookmark("Overall Strategy", 1, 5),
        Bookmark("1. Purpose of report", 2, 5),
        Bookmark("2. Priorities", 2, 6),
        Bookmark("Managing Offenders priority", 1, 7),
    ]
    assert spans(read(AGENDA, MEMBERS, *PAPERS, labels=LABELS[:9], outline=outline)) == WHOLE


@pytest.mark.parametrize("stamp", ["Agenda Item {}", "AGENDA ITEM NO. {}", "Item {}", "Item No: {}"])
def test_stamps_in_the_corner_alone(stamp: str) -> None:
    papers = (
        PLAIN[0],
        PLAIN[1],
        stamped(stamp.format("7a"), PLAIN[0]),
        PLAIN[1],
        stamped(stamp.format("7 (b)"), PLAIN[0]),
    )
    assert spans(read(BARE_AGENDA, *papers[2:])) == [(None, 1, 1), ("7a", 2, 3), ("7b", 4, 4)]


def test_a_stamp_that_runs_over_all_pages_of_its_item_begins_one_part() -> None:
    pages = [stamped(f"Agenda Item {number}", PLAIN[0]) for number in (3, 3, 3, 7, 7, 8)]
    assert spans(read(BARE_AGENDA, *pages)) == [(None, 1, 1), ("3", 2, 4), ("7", 5, 6), ("8", 7, 7)]


def test_stamped_papers_without_their_agenda() -> None:
    pages = [stamped("Agenda Item 5", PLAIN[0]), PLAIN[1], stamped("Agenda Item 6", PLAIN[0])]
    assert spans(read(*pages)) == [("5", 1, 2), ("6", 3, 3)]


def test_heads_of_reports_and_minutes_alone() -> None:
    assert spans(read(BARE_AGENDA, MEMBERS, *PAPERS)) == WHOLE


def test_a_report_that_may_be_of_several_items_is_given_none() -> None:
    pages = (BARE_AGENDA, MINUTES_1, STRATEGY_1, HOSTELS, PROGRAMME)
    assert spans(read(*pages))[2:] == [("7a", 3, 3), (None, 4, 4), ("8", 5, 5)], "7b need not have a paper"


def test_minutes_that_are_appended_to_an_item_are_a_part_of_their_own() -> None:
    appended = (
        heading("Minutes of the Scrutiny Group held on 1 February 2018"),
        paragraph("In attendance: C. Moor"),
        paragraph("The group met."),
    )
    found = parts_of(read(AGENDA, MEMBERS, *PAPERS[:4], appended, *PAPERS[4:]))
    (minutes,) = [part for part in found if part.page_start == 7]
    assert (minutes.kind, minutes.item, minutes.date) == (DocumentKind.MINUTES, "7a", date(2018, 2, 1))


def test_a_list_of_appendices_at_the_top_of_a_page_begins_none() -> None:
    listed = (item("Appendix 1: Action plan"), item("Appendix 2: Costs"), paragraph("Contact: C. Moor"))
    assert spans(read(AGENDA, MEMBERS, *PAPERS[:5], listed, PROGRAMME, labels=LABELS[:9]))[3:] == [
        ("7b", 7, 8),
        ("8", 9, 9),
    ]


def test_an_appendix_whose_label_runs_over_its_pages_is_one_part() -> None:
    appendix = (heading("Appendix 1: Action plan"), paragraph("Open a hostel."))
    found = read(BARE_AGENDA, MEMBERS, *PAPERS[:5], appendix, appendix, PROGRAMME)
    assert spans(found)[4:] == [("7b", 8, 9), ("8", 10, 10)]


# A text without pages


LONG = tuple(paragraph("The strategy is good for the county and its people. " * 20) for _ in range(15))
HOSTELS = (heading("Hostels in Wexby"), paragraph("Report of the Director"), paragraph("Nine were opened."))


@pytest.mark.parametrize("offenders", [OFFENDERS_1, HOSTELS], ids=["by its title", "by its place"])
def test_a_text_without_pages_is_given_one_for_each_part(offenders: tuple[Block, ...]) -> None:
    blocks = (*AGENDA, *MINUTES_1, *MINUTES_2, *STRATEGY_1, *LONG, *offenders, *PROGRAMME)
    pages, parts = split_pack(read(blocks))
    assert [(part.item, part.page_start, part.page_end) for part in parts] == [
        (None, 1, 1), ("3", 2, 2), ("7a", 3, 3), ("7b", 4, 4), ("8", 5, 5),
    ]  # fmt: skip
    assert [block.text for page in pages for block in page.blocks] == [block.text for block in blocks]
    assert all(block.page == page.number for page in pages for block in page.blocks)


def test_a_long_text_that_is_one_paper_stays_one_page() -> None:
    long = read(tuple(paragraph("The strategy is good for the county. " * 20) for _ in range(30)))
    assert split_pack(long) == (long.pages, ())


# One paper is one paper


@pytest.mark.parametrize(
    "pages",
    [
        (STRATEGY_1, STRATEGY_2, OFFENDERS_2),
        (
            STRATEGY_1,
            (heading("Appendix A"), paragraph("Costs.")),
            (heading("Appendix B"), paragraph("Maps.")),
        ),
        (MINUTES_1, MINUTES_2),
        (AGENDA, MEMBERS),
        (
            STRATEGY_1,
            (heading("Our agenda"), paragraph("Homes", "1"), paragraph("Health", "2")),
            (heading("Homes"),),
        ),
        (stamped("Agenda Item 7", STRATEGY_1), STRATEGY_2, (heading("Appendix A"), paragraph("Costs."))),
        ((),),
        (),
    ],
    ids=["report", "appendices", "minutes", "agenda", "an agenda of work", "one stamp", "blank", "none"],
)
def test_one_paper_is_not_cut(pages: tuple[tuple[Block, ...], ...]) -> None:
    paper = read(*pages)
    assert split_pack(paper) == (paper.pages, ())


# Closed items


def test_the_pages_under_a_closed_item_are_exempt_and_the_agenda_that_lists_it_is_public() -> None:
    found = parts_of(closed_pack())
    assert [(part.item, part.page_start, part.page_end) for part in withheld(found)] == [("10", 10, 11)]
    assert found[-1].marking is Marking.EXEMPT
    assert found[0].marking is Marking.PUBLIC
    assert [page.number for page in open_pages(closed_pack().pages, found)] == list(range(1, 10))
    assert withheld_note(found) == "1 part is marked exempt and withheld: item 10."


def test_an_agenda_that_lists_a_closed_item_without_its_paper_withholds_nothing() -> None:
    found = parts_of(closed_pack(with_closed_pages=False))
    assert withheld(found) == ()
    assert withheld_note(found) == ""


def test_the_title_of_a_closed_item_at_the_top_of_a_page_is_enough_to_withhold_it() -> None:
    agenda = without_pages(AGENDA + CLOSED_ITEMS)
    land = (LAND_1[0], LAND_1[2])
    found = parts_of(read(agenda, MEMBERS, *PAPERS, land, LAND_2))
    assert [(part.item, part.page_start, part.page_end) for part in withheld(found)] == [("10", 10, 11)]


@pytest.mark.parametrize(
    "land", [(LAND_1[0], LAND_1[2]), (heading("Disposal"), *LAND_1[1:])], ids=["title", "head"]
)
def test_a_paper_that_can_only_be_a_closed_item_s_is_withheld_though_the_agenda_gives_no_pages(
    land: tuple[Block, ...],
) -> None:
    agenda = (*AGENDA, *without_pages(CLOSED_ITEMS))
    found = parts_of(read(agenda, MEMBERS, *PAPERS, land, LAND_2, labels=LABELS))
    assert [(part.page_start, part.page_end) for part in withheld(found)] == [(10, 11)]


def test_what_follows_a_closed_paper_is_closed_with_it() -> None:
    appendix = (heading("Appendix A"), paragraph("The price is £9,000."))
    pages = (AGENDA + CLOSED_ITEMS, MEMBERS, *PAPERS, LAND_1, appendix)
    found = parts_of(read(*pages, labels=LABELS[: len(pages)]))
    assert [(part.item, part.page_start, part.marking) for part in withheld(found)] == [
        ("10", 10, Marking.EXEMPT),
        ("10", 11, Marking.EXEMPT),
    ]
    assert withheld_note(found) == "2 parts are marked exempt and withheld: item 10."


@pytest.mark.parametrize(
    ("line", "marking"),
    [
        ("NOT FOR PUBLICATION by virtue of paragraph 3 of Part 1 of Schedule 12A", Marking.EXEMPT),
        (
            "By virtue of paragraph(s) 1, 2 of Part 1 of Schedule 12A of the Local Government Act 1972.",
            Marking.EXEMPT,
        ),
        ("OFFICIAL-SENSITIVE", Marking.RESTRICTED),
        ("CONFIDENTIAL", Marking.CONFIDENTIAL),
        ("This report is exempt because it names a person", Marking.EXEMPT),
    ],
)
def test_a_marked_paper_of_an_open_item_is_withheld(line: str, marking: Marking) -> None:
    marked = (OFFENDERS_1[0], paragraph(line), *OFFENDERS_1[1:])
    found = parts_of(read(AGENDA, MEMBERS, *PAPERS[:4], marked, PROGRAMME, labels=LABELS[:7]))
    assert [(part.item, part.marking) for part in withheld(found)] == [("7b", marking)]


def test_a_marked_appendix_of_an_open_report_is_withheld_and_the_next_is_not() -> None:
    closed = (heading("Appendix 2 - EXEMPT"), paragraph("The price is £9,000."))
    after = (heading("Appendix 3 - Map"), paragraph("The map."))
    pages = (AGENDA, MEMBERS, *PAPERS[:6], closed, after, PROGRAMME)
    found = parts_of(read(*pages, labels=(*LABELS[:8], "61", "62", "7")))
    assert [(part.page_start, part.page_end, part.marking) for part in found[4:7]] == [
        (8, 8, Marking.PUBLIC),
        (9, 9, Marking.EXEMPT),
        (10, 10, Marking.PUBLIC),
    ]


def test_closed_pages_inside_one_paper_are_withheld_and_the_paper_stays_one() -> None:
    closed = (paragraph("NOT FOR PUBLICATION"), paragraph("The price is £9,000."))
    after = (heading("Appendix B"), paragraph("The map."))
    found = parts_of(read(STRATEGY_1, STRATEGY_2, closed, STRATEGY_2, after))
    assert [(part.item, part.page_start, part.page_end, part.marking) for part in found] == [
        (None, 1, 2, Marking.PUBLIC),
        (None, 3, 4, Marking.EXEMPT),
        (None, 5, 5, Marking.PUBLIC),
    ]
    assert withheld_note(found) == "1 part is marked exempt and withheld: pages 3 to 4."


@pytest.mark.parametrize(
    "line",
    [
        "Appendix 2 to this report is exempt from publication.",
        "Exempt information: none",
        "This report contains no exempt information.",
        "Restricted",
        "Confidential waste is shredded.",
    ],
)
def test_words_about_what_is_closed_withhold_nothing(line: str) -> None:
    page = (OFFENDERS_1[0], paragraph(line), *OFFENDERS_1[1:])
    assert withheld(parts_of(read(AGENDA, MEMBERS, *PAPERS[:4], page, PROGRAMME))) == ()
    assert parts_of(read(STRATEGY_1, page)) == ()
