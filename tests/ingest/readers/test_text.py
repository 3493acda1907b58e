"""Worked examples for reading plain text and Markdown."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.documents import Block, BlockKind, ReadPaper
from ingest.errors import PaperEmpty
from ingest.readers.text import read_text
from tests.support.papers import blocks, text_paper

HEADING, PARAGRAPH, LIST_ITEM, TABLE_ROW = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE_ROW,
)
BODY = "The Panel noted the report on out of court disposals, which had been circulated with the agenda."

Read = Callable[..., ReadPaper]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return lambda text, name="paper.txt": read_text(text_paper(tmp_path, name, text))


def told(paper: ReadPaper) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in blocks(paper)]


def rows(paper: ReadPaper) -> list[tuple[str, ...]]:
    return [block.cells for block in blocks(paper, TABLE_ROW)]


# Headings


def test_markdown_headings_have_the_level_of_their_hashes(read: Read) -> None:
    paper = read(f"# Women in justice\n\n{BODY}\n\n### Aims ###\n\n{BODY}\n", "paper.md")
    found = [(block.text, block.level) for block in blocks(paper, HEADING)]
    assert found == [("Women in justice", 1), ("Aims", 3)]


@pytest.mark.parametrize(
    ("line", "text", "level"),
    [
        ("RECOMMENDATIONS", "RECOMMENDATIONS", 2),
        ("Matters arising", "Matters arising", 3),
        ("Matters arising:", "Matters arising", 3),
        ("**Link worker**", "Link worker", 4),
        ("__Link worker__:", "Link worker", 4),
        ("> **Link worker**", "Link worker", 4),
        ("> Link worker", "Link worker", 4),
        ("Appendix 2 Costs of the centre", "Appendix 2 Costs of the centre", 1),
    ],
)
def test_a_short_line_alone_is_a_heading(read: Read, line: str, text: str, level: int) -> None:
    paper = read(f"{line}\n\n{BODY}\n")
    heading, paragraph = blocks(paper)
    assert (heading.kind, heading.text, heading.level) == (HEADING, text, level)
    assert (paragraph.kind, paragraph.text) == (PARAGRAPH, BODY)


def test_numbered_headings_lie_as_deep_as_their_number(read: Read) -> None:
    paper = read(f"1. Introduction\n\n{BODY}\n\n1.1 Purpose of the Report\n\n{BODY}\n")
    (first, second) = blocks(paper, HEADING)
    assert first.text.endswith("Introduction")
    assert second.text.endswith("Purpose of the Report")
    assert (first.level, second.level) == (2, 3)


@pytest.mark.parametrize(
    "field", ["Signature", "Date", "Signed:", "Name", "N/A", "Email: clerk@fenshire.example"]
)
def test_a_field_of_a_form_is_no_heading(read: Read, field: str) -> None:
    assert told(read(f"{BODY}\n\n{field}\n\n{BODY}\n"))[1] == (PARAGRAPH, field)


@pytest.mark.parametrize(
    "line",
    [
        "The grant was agreed.",
        "and the grant was agreed",
        "£42,000",
        "2.30 pm",
        "Subject: The women's centre",
    ],
)
def test_what_is_written_like_text_is_no_heading(read: Read, line: str) -> None:
    assert blocks(read(f"{line}\n\n{BODY}\n"), HEADING) == []


def test_names_one_under_another_are_no_headings(read: Read) -> None:
    paper = read("Present:\nMr A Fell\nMrs B Moor\nDr C Heath\n")
    assert blocks(paper, HEADING) == []


# Paragraphs and lists


def test_the_printed_number_of_a_paragraph_is_taken_off(read: Read) -> None:
    paper = read(f"6.4 {BODY}\n\n12. {BODY}\n\n(a) To approve the award of the contract.\n")
    assert [(block.number, block.text) for block in blocks(paper)] == [
        ("6.4", BODY),
        ("12", BODY),
        ("(a)", "To approve the award of the contract."),
    ]


def test_an_amount_is_no_paragraph_number(read: Read) -> None:
    (block,) = blocks(read("5.5 million pounds were paid to the centres of the county last year.\n"))
    assert block.number is None
    assert block.text.startswith("5.5 million")


@pytest.mark.parametrize("bullet", ["-", "*", "•", "–", "\uf0b7", "o"])
def test_bullets_are_taken_off(read: Read, bullet: str) -> None:
    lead = "After a long discussion of the report of its officers the Board decided what it would do next:"
    paper = read(f"{lead}\n{bullet} To fund the centre\n{bullet} To review it in a year\n")
    assert told(paper) == [
        (PARAGRAPH, lead),
        (LIST_ITEM, "To fund the centre"),
        (LIST_ITEM, "To review it in a year"),
    ]


def test_a_wrapped_list_item_is_one(read: Read) -> None:
    paper = read("- to fund the centre\n- to review it in\n  a year\n")
    assert told(paper) == [(LIST_ITEM, "to fund the centre"), (LIST_ITEM, "to review it in a year")]


def test_wrapped_lines_make_one_paragraph(read: Read) -> None:
    paper = read(
        "The Commissioner agreed that the centre would be paid for from the\n"
        "community safety fund for three years, and asked for a report every\n"
        "year.\n"
    )
    assert told(paper) == [
        (
            PARAGRAPH,
            "The Commissioner agreed that the centre would be paid for from the community safety fund for"
            " three years, and asked for a report every year.",
        )
    ]


@pytest.mark.parametrize("cut", ["\n\n", "\n\nPage 32\n\n", "\nPage 3 of 32\n", "\n\n- Page 3 -\n\n"])
def test_a_sentence_cut_by_a_blank_line_or_a_page_end_is_made_whole(read: Read, cut: str) -> None:
    paper = read(
        f"The Commissioner agreed that the centre would be paid for from the{cut}community safety fund.\n"
    )
    assert told(paper) == [
        (
            PARAGRAPH,
            "The Commissioner agreed that the centre would be paid for from the community safety fund.",
        )
    ]


def test_what_follows_a_whole_sentence_is_a_paragraph_of_its_own(read: Read) -> None:
    paper = read(f"{BODY}\n\nwhich nobody had asked for.\n")
    assert told(paper) == [(PARAGRAPH, BODY), (PARAGRAPH, "which nobody had asked for.")]


def test_a_short_line_does_not_go_on_over_a_blank_line(read: Read) -> None:
    paper = read("agreed by the Panel, 4.5 pm\n\nand so it stayed that way.\n")
    assert told(paper) == [
        (PARAGRAPH, "agreed by the Panel, 4.5 pm"),
        (PARAGRAPH, "and so it stayed that way."),
    ]


def test_a_line_in_capitals_is_no_part_of_the_text_below_it(read: Read) -> None:
    paper = read("THE REPORT OF THE DIRECTOR OF THE FENSHIRE PROBATION SERVICE ON WOMEN\nwas noted.\n")
    assert told(paper) == [
        (HEADING, "THE REPORT OF THE DIRECTOR OF THE FENSHIRE PROBATION SERVICE ON WOMEN"),
        (PARAGRAPH, "was noted."),
    ]


def test_rules_between_paragraphs_are_dropped(read: Read) -> None:
    assert told(read(f"{BODY}\n\n---\n\n{BODY}\n\n* * *\n")) == [(PARAGRAPH, BODY), (PARAGRAPH, BODY)]


# Tables

QUARTERS = ("Area", "Q1", "Q2")


def test_a_tab_separated_table_gives_rows_with_their_header(read: Read) -> None:
    paper = read("Area\tQ1\tQ2\nNorth Fenshire\t24\t25\nSouth Fenshire\t11\t12\n")
    assert blocks(paper) == [
        Block(TABLE_ROW, "", 1, cells=("North Fenshire", "24", "25"), header=QUARTERS),
        Block(TABLE_ROW, "", 1, cells=("South Fenshire", "11", "12"), header=QUARTERS),
    ]


def test_a_table_with_pipes_gives_the_same(read: Read) -> None:
    paper = read(
        "| Area | Q1 | Q2 |\n|------|---:|:--:|\n"
        "| North Fenshire | 24 | 25 |\n| South Fenshire | 11 | 12 |\n",
        "a.md",
    )
    assert [(b.cells, b.header) for b in blocks(paper)] == [
        (("North Fenshire", "24", "25"), QUARTERS),
        (("South Fenshire", "11", "12"), QUARTERS),
    ]


def test_an_empty_first_cell_between_pipes_keeps_the_columns(read: Read) -> None:
    paper = read("| Area | Q1 | Q2 |\n|---|---|---|\n| North | 24 | 25 |\n|| 11 | 12 |\n", "a.md")
    assert rows(paper)[1][1:] == ("11", "12")


def test_an_escaped_pipe_is_part_of_its_cell(read: Read) -> None:
    paper = read(r"| Area | Q1 | Q2 |" "\n|---|---|---|\n" r"| North \| South | 24 | 25 |" "\n", "a.md")
    assert rows(paper) == [("North | South", "24", "25")]


def test_a_table_goes_on_over_blank_lines_and_page_marks(read: Read) -> None:
    paper = read("Area\tQ1\tQ2\nNorth\t24\t25\n\nPage 32\n\nSouth\t11\t12\n")
    assert [(block.cells[0], block.header) for block in blocks(paper)] == [
        ("North", QUARTERS),
        ("South", QUARTERS),
    ]


def test_a_header_printed_again_is_no_row(read: Read) -> None:
    paper = read("Area\tQ1\tQ2\nNorth\t24\t25\nArea\tQ1\tQ2\nSouth\t11\t12\n")
    assert [row[0] for row in rows(paper)] == ["North", "South"]


HOMES = "Find ten homes for women leaving prison this year and next"
TRAIN = "Train the staff of every landlord in the county to know the signs"
CLINIC = "Open a clinic in each of the four probation offices of the county"


def test_a_cell_merged_over_rows_names_each_of_them(read: Read) -> None:
    paper = read(
        f"Theme\tAction\tOwner\nHousing\t{HOMES}\tCouncil\n\t{TRAIN}\tOffice\nHealth\t{CLINIC}\tNHS\n"
    )
    assert rows(paper) == [
        ("Housing", HOMES, "Council"),
        ("Housing", TRAIN, "Office"),
        ("Health", CLINIC, "NHS"),
    ]


def test_a_row_that_names_a_section_is_a_heading(read: Read) -> None:
    paper = read(f"Ref\tAction\tOwner\nHousing\t\t\n1.1\t{HOMES}\tCouncil\nHealth\t\t\n2.1\t{CLINIC}\tNHS\n")
    assert [(block.kind, block.text or block.cells[0]) for block in blocks(paper)] == [
        (HEADING, "Housing"),
        (TABLE_ROW, "1.1"),
        (HEADING, "Health"),
        (TABLE_ROW, "2.1"),
    ]
    assert {block.header for block in blocks(paper, TABLE_ROW)} == {("Ref", "Action", "Owner")}


def test_a_row_cut_by_a_page_end_is_made_whole(read: Read) -> None:
    paper = read(
        "Action\tOwner\nFind ten homes for women leaving\tCouncil\nPage 32\nprison this year and next\t\n"
        f"{TRAIN}.\tOffice\n"
    )
    assert rows(paper) == [(HOMES, "Council"), (f"{TRAIN}.", "Office")]


def test_a_list_in_a_cell_keeps_its_items(read: Read) -> None:
    paper = read(
        "Item\tDetail\n"
        "Centre\t<p>The Board agreed:</p><ul><li>to pay &pound;42,000</li><li>to review it</li></ul>\n"
        f"Homes\t{HOMES}\n"
    )
    assert rows(paper)[0] == ("Centre", "The Board agreed:\n• to pay £42,000\n• to review it")


def test_items_whose_marks_were_lost_are_told_apart_by_their_imperatives(read: Read) -> None:
    paper = read(
        "Item\tDetail\n"
        "Centre\t<ul>Provide a room for the link worker Review the lease each year</ul>\n"
        f"Homes\t{HOMES}\n"
    )
    assert rows(paper)[0][1] == "• Provide a room for the link worker\n• Review the lease each year"


def test_a_table_of_contents_is_dropped(read: Read) -> None:
    paper = read(f"1. Introduction\t3\n2. Aims\t4\n3. Money\t7\n4. Risks\t9\n\n{BODY}\n")
    assert told(paper) == [(PARAGRAPH, BODY)]


def test_figures_that_do_not_ascend_are_no_table_of_contents(read: Read) -> None:
    paper = read("Introduction\t9\nAims\t4\nMoney\t7\nRisks\t3\n")
    assert rows(paper) == [("Introduction", "9"), ("Aims", "4"), ("Money", "7"), ("Risks", "3")]


# Leftover mark-up


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("<p>The <i>Board</i> met.</p>", "The Board met."),
        ("The **Board** and the *Panel* met.", "The Board and the Panel met."),
        ("It cost &pound;42,000 &amp; more.", "It cost £42,000 & more."),
        (r"The plan \(2024\) \- see \[note\].", "The plan (2024) - see [note]."),
        (r"A \*star\* and an a\_b stay.", "A *star* and an a_b stay."),
        (r"About 5\% of \£2, or 10\%.", r"About 5% of \£2, or 10%."),
        ("See [the plan](https://fenshire.example/plan).", "See the plan."),
        ("See <https://fenshire.example/plan>.", "See https://fenshire.example/plan."),
        ("The ~~old~~ **new** grant.", "The new grant."),
        ("It fell to < 5 and rose to > 7.", "It fell to < 5 and rose to > 7."),
        ("2 * 3 * 4 women came.", "2 * 3 * 4 women came."),
    ],
)
def test_mark_up_goes_and_the_words_stay(read: Read, written: str, seen: str) -> None:
    assert told(read(written + "\n")) == [(PARAGRAPH, seen)]


def test_a_list_in_html_gives_items(read: Read) -> None:
    paper = read("<p>The Board agreed:</p><ul><li>to pay &pound;42,000</li><li>to review it</li></ul>\n")
    assert told(paper) == [
        (PARAGRAPH, "The Board agreed:"),
        (LIST_ITEM, "to pay £42,000"),
        (LIST_ITEM, "to review it"),
    ]


# Pages


def test_a_form_feed_begins_a_page(read: Read) -> None:
    paper = read("The first page.\n\fThe second page.\n\f\fThe fourth page.\n\f")
    assert [(page.number, [block.text for block in page.blocks]) for page in paper.pages] == [
        (1, ["The first page."]),
        (2, ["The second page."]),
        (3, []),
        (4, ["The fourth page."]),
    ]
    assert [block.page for block in blocks(paper)] == [1, 2, 4]


def test_line_ends_of_windows_and_of_old_macs_are_line_ends(read: Read) -> None:
    assert told(read(f"NOTES\r\n\r\n{BODY}\r\n")) == told(read(f"NOTES\r\r{BODY}\r")) == [
        (HEADING, "NOTES"),
        (PARAGRAPH, BODY),
    ]  # fmt: skip


@pytest.mark.parametrize("text", [" \n\n\t\n", "\f\f", "---\n", "Page 3\n", "<p></p>\n"])
def test_a_text_without_words_is_empty(read: Read, text: str) -> None:
    with pytest.raises(PaperEmpty, match=r"paper\.txt: the file") as caught:
        read(text)
    assert "saved and copied whole" in caught.value.hint


def test_marks_that_never_close_stay(read: Read) -> None:
    # Looked for from each of the 20,000 marks to the end of the text, this would take a minute.
    (block,) = blocks(read("**a " * 20_000 + "\n"))
    assert block.text == ("**a " * 20_000).strip()
