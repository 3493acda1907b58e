"""An agenda pack of the invented county of Fenshire, page by page, for tests of its parts."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.documents import Block, BlockKind, Bookmark, Page, ReadPaper


def heading(text: str, level: int = 1) -> Block:
    return Block(BlockKind.HEADING, text, 1, level=level)


def paragraph(text: str, number: str | None = None) -> Block:
    return Block(BlockKind.PARAGRAPH, text, 1, number=number)


def item(text: str) -> Block:
    return Block(BlockKind.LIST_ITEM, text, 1)


def row(*cells: str) -> Block:
    return Block(BlockKind.TABLE_ROW, "", 1, cells=cells)


def pages_of(*pages: Sequence[Block], labels: Sequence[str | None] = ()) -> tuple[Page, ...]:
    """Pages that count from 1, each block on its page."""
    names = [*labels, *[None] * (len(pages) - len(labels))]
    return tuple(
        Page(number, tuple(replace(block, page=number) for block in blocks), label)
        for number, (blocks, label) in enumerate(zip(pages, names, strict=True), start=1)
    )


def read(
    *pages: Sequence[Block], labels: Sequence[str | None] = (), outline: Sequence[Bookmark] = ()
) -> ReadPaper:
    return ReadPaper(pages_of(*pages, labels=labels), outline=tuple(outline))


def stamped(text: str, page: Sequence[Block]) -> tuple[Block, ...]:
    """A page with "Agenda Item 7b", or another stamp, in its corner."""
    return (paragraph(text), *page)


def without_pages(page: Sequence[Block]) -> tuple[Block, ...]:
    """An agenda that gives no pages."""
    return tuple(replace(block, text=re.sub(r" \(Pages?[^)]*\)", "", block.text)) for block in page)


AGENDA = (
    heading("Fenshire Police and Crime Panel"),
    paragraph("2.00 pm on Monday, 23 April 2018 at County Hall, Fenmouth"),
    heading("A G E N D A"),
    paragraph("Apologies", "1"),
    paragraph("Declarations of Interest", "2"),
    paragraph("Minutes of the meeting held on 29 January 2018 (Pages 1 - 2)", "3"),
    paragraph("Safer Fenshire", "7"),
    item("a. Overall Strategy - Update (Pages 3 - 4)"),
    item("b. Priority - Managing Offenders - Update (Pages 5 - 6)"),
    paragraph("Work Programme (copy attached) (Page 7)", "8"),
)
CLOSED_ITEMS = (
    paragraph("Exclusion of the Public", "9"),
    paragraph(
        "That the public be excluded from the meeting for the following business, which involves the likely "
        "disclosure of exempt information as defined in paragraph 3 of Part 1 of Schedule 12A."
    ),
    heading("PART TWO"),
    paragraph("Sale of the old station at Sedgeford (Pages 8 - 9)", "10"),
)
MEMBERS = (heading("Membership"), paragraph("A. Fell (Chairman)"), paragraph("B. Heath"))
MINUTES_1 = (
    heading("Minutes of the Fenshire Police and Crime Panel held on 29 January 2018"),
    paragraph("Present: A. Fell (Chairman), B. Heath"),
    heading("27. Declarations of Interest", 2),
    paragraph("No interests were declared."),
)
MINUTES_2 = (
    heading("28. Safer Fenshire", 2),
    paragraph("The Panel agreed a grant of £42,000 for the clinic in Sedgeford."),
)
STRATEGY_1 = (
    heading("Safer Fenshire: Overall Strategy Update"),
    paragraph("Report of the Police and Crime Commissioner"),
    paragraph("Purpose of Report", "1"),
    paragraph("To update the Panel on the strategy for a safer Fenshire."),
)
STRATEGY_2 = (paragraph("The strategy has five priorities."), paragraph("They are reviewed every year."))
OFFENDERS_1 = (
    heading("Focus on a priority: Managing Offenders"),
    paragraph("Report of the Police and Crime Commissioner"),
    paragraph("Purpose of Report", "1"),
    paragraph("Nine hostels for offenders were opened in Wexby."),
)
OFFENDERS_2 = (heading("Appendix 1: Action plan"), paragraph("Open a tenth hostel in Sedgeford."))
PROGRAMME = (
    heading("WORK PROGRAMME PLANNING"),
    paragraph("Report of the Secretary"),
    paragraph("The Panel will consider knife crime in June."),
)
LAND_1 = (
    heading("Sale of the old station at Sedgeford"),
    paragraph("Report of the Director of Estates"),
    paragraph("The panel agreed to sell the zeppelin hangar to Quibbleton Holdings for £9,000."),
)
LAND_2 = (paragraph("Quibbleton Holdings Company (QHC) is a zeppelin dealer of Quarrelsea."),)
PAPERS = (MINUTES_1, MINUTES_2, STRATEGY_1, STRATEGY_2, OFFENDERS_1, OFFENDERS_2, PROGRAMME)
LABELS = ("i", "ii", *map(str, range(1, 10)))


def open_pack() -> ReadPaper:
    """A pack with pages in its agenda and printed labels; nothing in it is closed."""
    return read(AGENDA, MEMBERS, *PAPERS, labels=LABELS[:9])


def closed_pack(*, with_closed_pages: bool = True) -> ReadPaper:
    """A pack whose last item is closed to the public, with that item's pages or without."""
    land = (LAND_1, LAND_2) if with_closed_pages else ()
    pages = (AGENDA + CLOSED_ITEMS, MEMBERS, *PAPERS, *land)
    return read(*pages, labels=LABELS[: len(pages)])
