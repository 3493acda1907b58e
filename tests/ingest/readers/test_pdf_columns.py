"""Worked examples for tables without ruled cells. Lines are placed here by hand, in points."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.documents import Block, BlockKind
from ingest.readers.pdf.lines import Line, lines_of
from ingest.readers.pdf.reader import read_pdf
from ingest.readers.pdf.rules import Rule
from ingest.readers.pdf.runs import Run
from ingest.readers.pdf.tables.columns import column_parts
from ingest.readers.pdf.tables.drafts import ColumnTable, Entry, Part

SIZE = 10.0
STEP = 12.0
LETTER = 5.0  # points: every letter is so wide

Cell = tuple[float, str]


def right(edge: float, text: str) -> Cell:
    """Words that end at ``edge``."""
    return edge - LETTER * len(text), text


def middle(x: float, text: str) -> Cell:
    """Words with their middle at ``x``."""
    return x - LETTER * len(text) / 2, text


class Sheet:
    """Runs on a page, line by line from the top."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.rules: list[Rule] = []
        self.y = 800.0

    def line(self, *cells: Cell, bold: bool = False, gap: float = 0) -> "Sheet":
        self.y -= STEP + gap
        for x, text in cells:
            self.runs.append(Run(text, x, x + LETTER * len(text), self.y, SIZE, bold, LETTER / 2))
        return self

    def rule(self, x0: float = 50, x1: float = 550) -> "Sheet":
        self.rules.append(Rule(x0, self.y - 3, x1, self.y - 3))
        return self

    def parts(self, *, lists: bool = True) -> list[Part]:
        return list(column_parts(lines_of(self.runs), self.rules, Counter(), lists=lists))


def tables(sheet: Sheet) -> list[ColumnTable]:
    return [part for part in sheet.parts() if isinstance(part, ColumnTable)]


def table(sheet: Sheet) -> ColumnTable:
    (only,) = tables(sheet)
    return only


def texts(part: Part) -> list[str]:
    assert isinstance(part, list)
    return [line.text for line in part]


def figures(sheet: Sheet, label: str, *values: str, bold: bool = False, gap: float = 0) -> Sheet:
    """A row: a label at the left, figures that end at 300, 380, 460, ..."""
    cells = [right(300 + 80 * n, value) for n, value in enumerate(values)]
    return sheet.line((50, label), *cells, bold=bold, gap=gap)


# Names of columns


def test_names_in_several_lines_are_those_of_the_columns_that_they_stand_over() -> None:
    sheet = Sheet()
    sheet.line(right(300, "Savings"), right(380, "Forecast"), bold=True)
    sheet.line((50, "Saving"), right(300, "target"), right(380, "to date"), right(460, "Gap"), bold=True)
    figures(sheet, "Street lights", "-120.0", "-80.0", "40.0")
    figures(sheet, "Library hours", "-30.0", "-30.0", "0.0")
    found = table(sheet)
    assert found.header == ("Saving", "Savings target", "Forecast to date", "Gap")
    assert found.rows == (
        ("Street lights", "-120.0", "-80.0", "40.0"),
        ("Library hours", "-30.0", "-30.0", "0.0"),
    )
    assert found.sure


def test_a_name_over_several_columns_is_part_of_the_name_of_each() -> None:
    sheet = Sheet()
    sheet.line(middle(320, "2024-25"), middle(480, "2025-26"), bold=True)
    sheet.line(*(right(300 + 80 * n, name) for n, name in enumerate(("Budget", "Spent") * 2)), bold=True)
    figures(sheet, "Roads", "1,000.0", "1,100.0", "1,200.0", "1,250.0")
    figures(sheet, "Waste", "2,000.0", "2,100.0", "2,200.0", "2,250.0")
    assert table(sheet).header == ("", "2024-25 Budget", "2024-25 Spent", "2025-26 Budget", "2025-26 Spent")


def test_a_unit_over_all_figures_is_part_of_every_name() -> None:
    sheet = Sheet()
    sheet.line(middle(320, "£000s"), bold=True)
    sheet.line((50, "Service"), right(300, "Budget"), right(380, "Spent"), bold=True)
    figures(sheet, "Roads", "1,000.0", "1,100.0")
    figures(sheet, "Waste", "2,000.0", "2,100.0")
    assert table(sheet).header == ("Service", "£000s Budget", "£000s Spent")


def test_a_title_is_no_name() -> None:
    sheet = Sheet().line((50, "Table 3 Spending by service"), bold=True)
    sheet.line((50, "Service"), right(300, "Budget"), right(380, "Spent"), bold=True, gap=8)
    figures(sheet, "Roads", "1,000.0", "1,100.0")
    figures(sheet, "Waste", "2,000.0", "2,100.0")
    title, found = sheet.parts()
    assert texts(title) == ["Table 3 Spending by service"]
    assert isinstance(found, ColumnTable)
    assert found.header == ("Service", "Budget", "Spent")


def test_years_over_figures_are_names_and_not_figures() -> None:
    sheet = Sheet().line(right(300, "2024"), right(380, "2025"))
    figures(sheet, "Roads", "12", "14")
    figures(sheet, "Waste", "7", "9")
    assert table(sheet).header == ("", "2024", "2025")


def test_a_name_that_was_cut_for_want_of_room_is_made_whole() -> None:
    sheet = Sheet().line(right(300, "Revenu"), right(380, "Spent"), bold=True)
    sheet.line(right(300, "e"), bold=True)
    figures(sheet, "Roads", "12.0", "14.0")
    figures(sheet, "Waste", "7.0", "9.0")
    words = Counter({"revenue": 5, "revenu": 1, "e": 1})
    (found,) = column_parts(lines_of(sheet.runs), (), words)
    assert isinstance(found, ColumnTable)
    assert found.header == ("", "Revenue", "Spent")


def test_names_of_columns_that_a_table_does_not_show_stay_as_words() -> None:
    """The rows have one label where the names tell three columns apart: which of them, nobody says."""
    sheet = Sheet().line((50, "Category"), (110, "Area"), (150, "Member"), right(300, "Cost"), bold=True)
    figures(sheet, "Additions to the reserve in the year", "40.0")
    figures(sheet, "Drawn from the reserve in the year", "-30.0")
    figures(sheet, "Change of the reserve in the year", "10.0")
    names, found = sheet.parts()
    assert texts(names) == ["Category Area Member"]
    assert isinstance(found, ColumnTable)
    assert found.header == ("", "Cost")


def test_columns_named_anew_begin_another_table() -> None:
    sheet = Sheet().line(right(300, "Budget"), right(380, "Spent"), bold=True)
    figures(sheet, "Roads", "12.0", "14.0")
    figures(sheet, "Waste", "7.0", "9.0")
    sheet.line(right(300, "Posts"), right(380, "Vacant"), bold=True, gap=12)
    figures(sheet, "Roads", "40.0", "2.0")
    figures(sheet, "Waste", "55.0", "4.0")
    assert [found.header for found in tables(sheet)] == [("", "Budget", "Spent"), ("", "Posts", "Vacant")]


# Rows

LONG = (
    "Review of the charges for the use of",
    "halls and sports grounds by clubs and",
    "associations of the county",
)


def wrapped(beside: int) -> ColumnTable:
    """A table of three rows whose labels take three lines, with the figures beside line ``beside``."""
    sheet = Sheet().line((50, "Saving"), right(300, "Target"), right(380, "Forecast"), bold=True)
    sheet.y -= 6
    for number in range(3):
        for at, text in enumerate(LONG):
            values = [right(300, f"-{number}.5"), right(380, f"{number}.0")] if at == beside else []
            sheet.line((50, text), *values)
    return table(sheet)


@pytest.mark.parametrize("beside", [0, 1, 2], ids=["first", "middle", "last"])
def test_figures_may_stand_beside_any_line_of_a_label(beside: int) -> None:
    label = " ".join(LONG)
    assert wrapped(beside).rows == ((label, "-0.5", "0.0"), (label, "-1.5", "1.0"), (label, "-2.5", "2.0"))


def test_cells_that_are_centred_on_their_row_need_not_stand_level() -> None:
    sheet = Sheet().line((50, "Service"), (200, "Why"), right(500, "Variance"), bold=True)
    sheet.rule()
    for service, value in (("Adult care", "+27.4"), ("Highways", "-3.2")):
        top = sheet.y
        sheet.line((200, "More people than were expected when"))
        sheet.line((200, "the budget was set have asked for it,"))
        bottom = sheet.y
        sheet.y = (top - STEP + bottom) / 2 + STEP
        sheet.line((50, service), right(500, value))
        sheet.y = bottom
        sheet.line((200, "and prices rose")).rule()
    why = "More people than were expected when the budget was set have asked for it, and prices rose"
    assert table(sheet).rows == (("Adult care", why, "+27.4"), ("Highways", why, "-3.2"))


def test_rules_between_rows_keep_the_paragraphs_of_a_cell_together() -> None:
    sheet = Sheet().line((50, "Service"), right(300, "Variance"), (320, "Detail"), bold=True).rule()
    for service, value in (("Adult care", "+27.4"), ("Highways", "-3.2")):
        sheet.line((50, service), right(300, value), (320, "Placements cost more than was"))
        sheet.line((320, "expected."))
        sheet.line((320, "Part of it will be paid from reserves."), gap=14).rule()
    detail = "Placements cost more than was expected. Part of it will be paid from reserves."
    assert table(sheet).rows == (("Adult care", "+27.4", detail), ("Highways", "-3.2", detail))


def test_strips_of_shading_under_each_line_are_no_rows() -> None:
    sheet = Sheet().line((50, "Ref"), (100, "Requirement"), (400, "Domain"), bold=True).rule()
    for number in (1, 2):
        sheet.line(
            (50, f"3.{number}"), (100, "The council should agree and publish a list of the"), (400, "Data")
        )
        sheet.rule().line((100, "sets of data that it will keep, and of those who are")).rule()
        sheet.line((100, "to look after them")).rule()
    requirement = (
        "The council should agree and publish a list of the sets of data that it will keep, and of those who"
        " are to look after them"
    )
    assert table(sheet).rows == (("3.1", requirement, "Data"), ("3.2", requirement, "Data"))


def test_a_line_that_names_a_section_parts_the_rows_under_one_header() -> None:
    sheet = Sheet().line((50, "Service"), right(300, "Budget"), right(380, "Spent"), bold=True)
    sheet.line((50, "Children and schools"), bold=True, gap=8)
    figures(sheet, "Fostering", "12.0", "14.0")
    figures(sheet, "School transport", "7.0", "9.0")
    sheet.line((50, "Highways"), bold=True, gap=8)
    figures(sheet, "Road repairs", "40.0", "38.0")
    figures(sheet, "Street lights", "5.0", "5.0")
    children, schools, highways, roads = sheet.parts()
    assert texts(children) == ["Children and schools"]
    assert texts(highways) == ["Highways"]
    assert isinstance(schools, ColumnTable)
    assert isinstance(roads, ColumnTable)
    assert schools.rows == (("Fostering", "12.0", "14.0"), ("School transport", "7.0", "9.0"))
    assert roads.rows == (("Road repairs", "40.0", "38.0"), ("Street lights", "5.0", "5.0"))
    assert schools.header == roads.header == ("Service", "Budget", "Spent")


def test_the_label_of_a_total_may_run_over_empty_columns() -> None:
    sheet = Sheet().line((50, "Area"), (120, "Member"), right(300, "Cost"), right(380, "Income"), bold=True)
    for area in ("North", "South", "West"):
        sheet.line((50, area), (120, "A. Smith"), right(300, "10.0"), right(380, "4.0"))
    sheet.line((50, "TOTAL OF ALL AREAS"), right(300, "30.0"), right(380, "12.0"), bold=True)
    assert table(sheet).rows[-1] == ("TOTAL OF ALL AREAS", "", "30.0", "12.0")


def test_a_date_over_two_lines_is_one() -> None:
    sheet = Sheet().line((50, "Data set"), (200, "Released"), (300, "Updated"), bold=True)
    for name in ("School places", "Road works"):
        sheet.line((50, name), (200, "7 December"), (300, "Monthly"), gap=6)
        sheet.line((200, "2011"))
    assert table(sheet).rows == (
        ("School places", "7 December 2011", "Monthly"),
        ("Road works", "7 December 2011", "Monthly"),
    )


# Tables of words

ACTIONS = (
    (
        "11/01/2024",
        ("The Panel to receive a report on the work", "with schools at its next meeting, with", "figures."),
        "April",
        "On track",
    ),
    ("08/02/2024", ("Officers to write to the Home Office about", "the grant."), "Ongoing", "Sent"),
    (
        "02/03/2024",
        ("The Commissioner to set out how victims of", "fraud are told of what is done."),
        "June",
        "Plan in place",
    ),
)


def test_columns_of_words_need_no_wide_gutter() -> None:
    """The lines of an action end 5 points before the next column: as near as two words stand."""
    sheet = Sheet().line((50, "Date"), (110, "Action"), (329, "Deadline"), (400, "Progress"), bold=True)
    for date, lines, deadline, progress in ACTIONS:
        sheet.line((50, date), (110, lines[0]), (329, deadline), (400, progress))
        for text in lines[1:]:
            sheet.line((110, text))
    found = table(sheet)
    assert found.header == ("Date", "Action", "Deadline", "Progress")
    assert found.rows == tuple(
        (date, " ".join(lines), deadline, progress) for date, lines, deadline, progress in ACTIONS
    )


def test_names_and_organisations_are_rows() -> None:
    people = (
        ("Ann Archer", "University of the North"),
        ("Bo Lee", "Home Office"),
        ("Carl Day", "Law Gazette"),
    )
    sheet = Sheet()
    for name, body in people:
        sheet.line((50, name), (200, body))
    found = table(sheet)
    assert found.rows == people
    assert found.header == ()


def test_questions_and_answers_are_read_row_by_row() -> None:
    sheet = Sheet()
    for number in range(3):
        sheet.line((50, "What will be done to tell"), (250, "A letter goes to all homes in the"), gap=14)
        sheet.line((50, f"residents of phase {number}?"), (250, "area, and there will be a meeting"))
        sheet.line((250, "in the hall."))
    answer = "A letter goes to all homes in the area, and there will be a meeting in the hall."
    assert table(sheet).rows == tuple(
        (f"What will be done to tell residents of phase {number}?", answer) for number in range(3)
    )


def test_an_entry_of_a_form_is_its_label_and_what_is_entered() -> None:
    sheet = Sheet()
    sheet.line((50, "From:"), (150, "Cabinet Member for Education, and the"))
    sheet.line((150, "Director of Schools"))
    sheet.line((50, "To:"), (150, "Cabinet, 30 January"), gap=6)
    sheet.line((50, "Subject:"), (150, "School places"), gap=6)
    parts = sheet.parts()
    assert all(isinstance(part, Entry) for part in parts)
    assert [[line.text for line in part.lines] for part in parts if isinstance(part, Entry)] == [
        ["From:", "Cabinet Member for Education, and the", "Director of Schools"],
        ["To:", "Cabinet, 30 January"],
        ["Subject:", "School places"],
    ]


# What is no table

PROSE = (
    "The Panel noted the report on out of",
    "court disposals, which had been sent",
    "with the agenda, and thanked those",
    "who had written it. Members asked",
    "how many of them had been given to",
    "women, and whether the figures of",
    "the last year could be shown beside",
    "those of the year before it.",
)


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    sheet = Sheet()
    for left, beside in zip(PROSE, reversed(PROSE), strict=True):
        sheet.line((50, left), (300, beside))
    assert [text for part in sheet.parts() for text in texts(part)] == [*PROSE, *reversed(PROSE)]


def test_columns_of_prose_are_left_to_others_where_that_is_asked() -> None:
    sheet = Sheet()
    for left, beside in zip(PROSE, reversed(PROSE), strict=True):
        sheet.line((50, left), (300, beside))
    (part,) = sheet.parts(lists=False)
    assert texts(part)[0] == f"{PROSE[0]} {PROSE[-1]}"


def test_two_lists_side_by_side_are_read_one_after_the_other() -> None:
    left, beside = (
        ("Archer", "Baker", "Carter", "Dyer", "Fletcher"),
        ("Mason", "Potter", "Sawyer", "Tailor", "Weaver"),
    )
    sheet = Sheet()
    for one, other in zip(left, beside, strict=True):
        sheet.line((50, one), (200, other))
    assert [text for part in sheet.parts() for text in texts(part)] == [*left, *beside]


def contents(*entries: tuple[str, str], dots: str = "") -> list[tuple[Cell, ...]]:
    return [((50, f"{title} {dots}".strip()), right(500, page)) for title, page in entries]


ROMAN = ("i.", "ii.", "iii.", "iv.")
ASIDE = "which was agreed by all of those who were present"
NOT_TABLES: dict[str, list[tuple[Cell, ...]]] = {
    "numbered paragraphs": [((50, f"{n}."), (80, text)) for n, text in enumerate(PROSE[:5], 1)],
    "roman numbers": [((50, number), (80, text)) for number, text in zip(ROMAN, PROSE, strict=False)],
    "bullets": [((50, "•"), (70, text)) for text in PROSE[:5]],
    "contents": contents(("Foreword", "3"), ("Summary", "5"), ("Costs", "12"), ("Annex", "40")),
    "contents with dots": contents(("Foreword", "3"), ("Costs", "12"), ("Annex", "9"), dots="." * 40),
    "one column": [((50, text),) for text in PROSE],
    "justified prose": [((50, text), (65 + LETTER * len(text), ASIDE)) for text in PROSE],
    "a lone line": [((50, "Signed"), (300, "Dated"))],
}


@pytest.mark.parametrize("name", NOT_TABLES)
def test_what_is_no_table_is_left_as_lines(name: str) -> None:
    sheet = Sheet()
    for cells in NOT_TABLES[name]:
        sheet.line(*cells)
    (part,) = sheet.parts()
    assert texts(part) == [line.text for line in lines_of(sheet.runs)]


def test_lines_round_a_table_stay_in_their_place() -> None:
    sheet = Sheet().line(
        (50, "The costs are set out below, in thousands of pounds and by the service that bears them.")
    )
    figures(sheet, "Roads", "12.0", "14.0", gap=6)
    figures(sheet, "Waste", "7.0", "9.0")
    sheet.line(
        (50, "They do not take account of what is to be paid by others, nor of the rise in prices."), gap=6
    )
    before, found, after = sheet.parts()
    assert texts(before)[0].startswith("The costs")
    assert isinstance(found, ColumnTable)
    assert texts(after)[0].startswith("They do not")


# All that a page says is kept

WORDS = st.sampled_from(
    ["Alpha", "beta", "12", "3.4", "(5)", "£6m", "2024-25", "Total", "of", "•", "1.", "Name:", "n/a", "Why?"]
)
CELL = st.tuples(st.integers(0, 540), st.lists(WORDS, min_size=1, max_size=6).map(" ".join))
PAGE = st.lists(
    st.tuples(st.lists(CELL, min_size=1, max_size=6), st.sampled_from([0, 2, 8, 80]), st.booleans()),
    max_size=25,
)


def letters(lines: Sequence[Line]) -> Counter[str]:
    return Counter(letter for line in lines for letter in line.text if letter.isalnum())


@given(PAGE, st.booleans())
def test_every_letter_is_kept_and_none_twice(page: list[tuple[list[Cell], float, bool]], lists: bool) -> None:
    sheet = Sheet()
    for cells, gap, ruled in page:
        sheet.line(*cells, gap=gap)
        if ruled:
            sheet.rule()
    kept: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for part in sheet.parts(lists=lists):
        if isinstance(part, ColumnTable):
            assert {len(row) for row in part.rows} == {len(part.edges)} == {len(part.spans)}
            kept.update(letter for row in part.rows for cell in row for letter in cell if letter.isalnum())
            named.update(letter for name in part.header for letter in name if letter.isalnum())
        else:
            kept.update(letters(part.lines if isinstance(part, Entry) else part))
    whole = letters(lines_of(sheet.runs))
    assert not kept - whole
    assert not whole - kept - named


# Through the reader


def rows_of(path: Path) -> list[Block]:
    return [
        block for page in read_pdf(path).pages for block in page.blocks if block.kind is BlockKind.TABLE_ROW
    ]


def show(canvas: Canvas, y: float, label: str, *values: str) -> None:
    canvas.drawString(72, y, label)
    for n, value in enumerate(values):
        canvas.drawRightString(320 + 90 * n, y, value)


def test_a_table_that_goes_on_keeps_its_header_though_its_figures_are_wider(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "paper.pdf"), pagesize=A4, invariant=True)
    show(canvas, 700, "Service", "Budget", "Spent")
    show(canvas, 680, "Roads", "7.0", "9.0")
    show(canvas, 666, "Waste", "5.0", "5.0")
    canvas.showPage()
    show(canvas, 760, "Schools", "1,430,240.5", "1,440,118.2")
    show(canvas, 746, "Libraries", "14,240.5", "14,118.2")
    canvas.save()
    rows = rows_of(tmp_path / "paper.pdf")
    assert [row.cells[0] for row in rows] == ["Roads", "Waste", "Schools", "Libraries"]
    assert {row.header for row in rows} == {("Service", "Budget", "Spent")}


def test_cells_that_are_drawn_column_by_column_make_rows(tmp_path: Path) -> None:
    columns = (
        (72, "Area", ("Kent", "Essex", "Surrey", "Sussex", "Devon")),
        (200, "Lead", ("A. Ash", "B. Elm", "C. Oak", "D. Yew", "E. Fir")),
        (350, "Status", ("Agreed", "Planned", "Agreed", "Paid", "Planned")),
    )
    canvas = Canvas(str(tmp_path / "paper.pdf"), pagesize=A4, invariant=True)
    for x, name, cells in columns:
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(x, 700, name)
        canvas.setFont("Helvetica", 10)
        for n, cell in enumerate(cells):
            canvas.drawString(x, 660 - 40 * n, cell)
    canvas.save()
    rows = rows_of(tmp_path / "paper.pdf")
    assert [row.cells for row in rows] == list(zip(*(cells for _, _, cells in columns), strict=True))
    assert {row.header for row in rows} == {("Area", "Lead", "Status")}


def test_figures_of_a_label_and_its_header_are_read_from_a_file(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "paper.pdf"), pagesize=A4, invariant=True)
    canvas.setFont("Helvetica-Bold", 10)
    canvas.drawCentredString(360, 720, "£m")
    show(canvas, 706, "Service", "Budget", "Spent")
    canvas.setFont("Helvetica", 10)
    show(canvas, 690, "Roads", "7.0", "9.0")
    show(canvas, 676, "Waste", "5.0", "5.0")
    canvas.save()
    rows = rows_of(tmp_path / "paper.pdf")
    assert rows[0].header == ("Service", "£m Budget", "£m Spent")
    assert rows[0].cells == ("Roads", "7.0", "9.0")
