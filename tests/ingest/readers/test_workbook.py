"""Worked examples for reading workbooks: written by openpyxl, which knows nothing of it, or by hand."""

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from ingest.documents import BlockKind, ReadPaper
from ingest.errors import PaperEmpty, PaperRefused
from ingest.readers.sheets import sheet as sheets
from ingest.readers.sheets.workbook import read_workbook
from tests.support.office import headers, package, relations, rows, texts, told
from tests.support.papers import blocks

HEADING, PARAGRAPH, ITEM, ROW, STRUCK = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE_ROW,
    BlockKind.STRUCK,
)

Change = Callable[[Worksheet], object]
Read = Callable[..., ReadPaper]
AREAS = [["Area", "2017/18", "2018/19"], ["Stoke", 4, 5.5], ["Leek", 2, 2]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def write_and_read(lines: Sequence[Sequence[Any]], change: Change = lambda _: None) -> ReadPaper:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "Link workers"
        for line in lines:
            sheet.append(line)
        change(sheet)
        path = tmp_path / "book.xlsx"
        book.save(path)
        return read_workbook(path)

    return write_and_read


def test_a_sheet_is_a_page_under_its_name(read: Read) -> None:
    def another(sheet: Worksheet) -> None:
        second = sheet.parent.create_sheet("Notes")
        second.append(["The figures are those of March."])
        second.append(["6.4 It was agreed."])

    paper = read(AREAS, another)
    assert [(b.page, b.kind, b.number, b.text or b.cells[0]) for b in blocks(paper)] == [
        (1, HEADING, None, "Link workers"),
        (1, ROW, None, "Stoke"),
        (1, ROW, None, "Leek"),
        (2, HEADING, None, "Notes"),
        (2, PARAGRAPH, None, "The figures are those of March."),
        (2, PARAGRAPH, "6.4", "It was agreed."),
    ]


def test_titles_tables_sections_and_remarks(read: Read) -> None:
    paper = read(
        [
            ["Link workers by area"],
            ["Full-time equivalents"],
            *AREAS,
            ["North of the county"],
            ["Leek", 1, 2],
            [],
            ["Note: figures of March."],
            [],
            ["Ely", 7, 8],
            [],
            ["Spend"],
            ["Area", "£000", "Share"],
            ["Stoke", 12, 3],
        ],
        lambda sheet: setattr(sheet["A6"], "font", Font(bold=True)),
    )
    told_rows = [(b.kind, b.text or b.cells, b.header[1:2]) for b in blocks(paper)]
    assert told_rows == [
        (HEADING, "Link workers", ()),
        (HEADING, "Link workers by area", ()),
        (PARAGRAPH, "Full-time equivalents", ()),
        (ROW, ("Stoke", "4", "5.5"), ("2017/18",)),
        (ROW, ("Leek", "2", "2"), ("2017/18",)),
        (HEADING, "North of the county", ()),
        (ROW, ("Leek", "1", "2"), ("2017/18",)),
        (PARAGRAPH, "Note: figures of March.", ()),
        (ROW, ("Ely", "7", "8"), ("2017/18",)),  # goes on under the same columns
        (HEADING, "Spend", ()),
        (ROW, ("Stoke", "12", "3"), ("£000",)),
    ]


def test_headings_in_two_rows_are_joined_under_merged_cells(read: Read) -> None:
    def merge(sheet: Worksheet) -> None:
        for area in ("A1:A2", "B1:C1", "A3:A4"):
            sheet.merge_cells(area)

    paper = read(
        [["Area", "2017/18", None], [None, "Q1", "Q2"], ["Stoke", 4, 5], [None, 6, 7], ["Leek", 1, 1]], merge
    )
    assert headers(paper) == {("Area", "2017/18 Q1", "2017/18 Q2")}
    assert rows(paper) == [("Stoke", "4", "5"), ("Stoke", "6", "7"), ("Leek", "1", "1")]


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: [setattr(cell, "font", Font(bold=True)) for cell in sheet[1]],
        lambda sheet: [setattr(cell, "fill", PatternFill("solid", fgColor="DDDDDD")) for cell in sheet[1]],
        lambda sheet: setattr(sheet.auto_filter, "ref", "A1:B3"),
        lambda sheet: sheet.add_table(Table(displayName="People", ref="A1:B3")),
    ],
    ids=["bold", "shaded", "filter", "table"],
)
def test_a_header_is_told_by_its_look_or_by_the_file(read: Read, change: Change) -> None:
    people = [["Name", "Role"], ["Ann Moor", "Chair"], ["Bo Fen", "Clerk"]]
    assert headers(read(people)) == {()}
    assert headers(read(people, change)) == {("Name", "Role")}


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (42000, '"£"#,##0', "£42,000"),
        (1234567, '£#,##0,"k"', "£1,235k"),
        (0.052, "0.0%", "5.2%"),
        (datetime.date(2018, 1, 29), "dd/mm/yyyy", "29 January 2018"),
        (datetime.date(2018, 1, 29), "mmm-yy", "Jan-18"),
        (-5, "#,##0;[Red](#,##0)", "(5)"),
        (0.1 + 0.2, "General", "0.3"),
        (True, "General", "TRUE"),
        ("7", "@", "7"),
        ("=1+1", "General", None),
    ],
)
def test_numbers_are_shown_as_the_sheet_shows_them(
    read: Read, value: object, code: str, shown: str | None
) -> None:
    paper = read([["Stoke", value, "x"]], lambda sheet: setattr(sheet["B1"], "number_format", code))
    assert rows(paper) == [("Stoke", shown, "x") if shown else ("Stoke", "x")]


def test_a_formula_without_a_result_is_told(read: Read) -> None:
    paper = read([["Stoke", "=1+1", "x"], ["Leek", "=2+2", "y"]])
    assert paper.notes == (
        "2 cells hold formulas without a result in the file: open it in Excel, save it, and add it again.",
    )


def test_struck_out_cells_and_words_are_not_live(read: Read) -> None:
    def strike(sheet: Worksheet) -> None:
        sheet["A1"].font = Font(strike=True)
        sheet["B2"] = CellRichText(TextBlock(InlineFont(strike=True), "old "), TextBlock(InlineFont(), "new"))

    paper = read([["Gone", "kept"], ["Stays", "x"]], strike)
    assert [(b.kind, b.text, b.cells) for b in blocks(paper)[1:]] == [
        (ROW, "", ("", "kept")),
        (STRUCK, "Gone", ()),
        (ROW, "", ("Stays", "new")),
        (STRUCK, "old", ()),
    ]


def test_what_is_hidden_is_not_read_but_told(read: Read) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        workings = sheet.parent.create_sheet("Workings")
        workings.sheet_state = "hidden"
        workings["A1"] = "Secret"

    paper = read(AREAS, hide)
    assert rows(paper) == [("Area", "2017/18"), ("Leek", "2")]
    assert paper.notes == (
        "Hidden, and not read: the sheet “Workings”; 1 row and 1 column of “Link workers”.",
    )


def test_links_lists_and_lines_in_cells(read: Read) -> None:
    def link(sheet: Worksheet) -> None:
        sheet["A1"].hyperlink = "https://fenshire.example"

    paper = read([["our site", "- warm\n- safe", "Ann\nMoor"]], link)
    (row,) = blocks(paper, ROW)
    assert row.cells == ("our site", "• warm\n• safe", "Ann Moor")
    assert row.links == (("our site", "https://fenshire.example"),)


def test_of_headers_only_a_protective_marking_is_kept(read: Read) -> None:
    def head(sheet: Worksheet) -> None:
        sheet.oddHeader.center.text = "OFFICIAL-SENSITIVE"
        sheet.oddFooter.left.text = "Fenshire &[Page]"

    assert told(read([["Stoke", 4]], head))[0] == (PARAGRAPH, "OFFICIAL-SENSITIVE")


def test_a_sheet_that_is_too_large_is_read_in_part(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    budget = sheets.Budget(cells=5)
    monkeypatch.setattr("ingest.readers.sheets.workbook.Budget", lambda: budget)
    paper = read(AREAS)
    assert rows(paper) == [("Area", "2017/18", "2018/19")]
    assert paper.notes == (
        "“Link workers” is larger than is read: what lies far below or to the right is left out.",
    )
    monkeypatch.undo()
    wide = read([["a", *[None] * 400, "b"]])
    assert texts(wide)[1:] == ["a"]
    assert "larger than is read" in wide.notes[0]


def test_a_title_that_repeats_the_sheets_name_is_said_once(read: Read) -> None:
    assert texts(read([["Link workers"], *AREAS]), HEADING) == ["Link workers"]


def test_the_files_title_counts_where_the_paper_bears_it_out(read: Read) -> None:
    paper = read(AREAS, lambda sheet: setattr(sheet.parent.properties, "title", "Link workers by area"))
    assert paper.title is None  # "by" is nowhere
    paper = read(AREAS, lambda sheet: setattr(sheet.parent.properties, "title", "Area link workers"))
    assert paper.title == "Area link workers"


def sheet_of(inside: str, folder: Path, **parts: str) -> Path:
    """Write a workbook by hand: what openpyxl does not write, others do."""
    namespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    book = (
        f'<workbook {namespace} {office}>{{}}<sheets><sheet name="S" r:id="worksheet"/></sheets></workbook>'
    )
    return package(
        folder / "made.xlsx",
        {
            "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
            "xl/workbook.xml": book.format(parts.get("properties", "")),
            "xl/_rels/workbook.xml.rels": relations(worksheet="sheet.xml", sharedStrings="strings.xml"),
            "xl/sheet.xml": f"<worksheet {namespace} {office}><sheetData>{inside}</sheetData></worksheet>",
            "xl/strings.xml": f"<sst {namespace}>{parts.get('strings', '')}</sst>",
        },
    )


def test_cells_of_every_type(tmp_path: Path) -> None:
    path = sheet_of(
        '<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>in</t></is></c><c t="str"><v>formula</v></c>'
        '<c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><v>2</v></c><c><v>1e999</v></c><c><v>x</v></c>'
        '<c t="d"><v>2018-01-29</v></c><c t="s"><v>99</v></c><c r="ZZZ1"><v>1</v></c></row>',
        tmp_path,
        strings="<si><t>shared</t><rPh><t>reading</t></rPh></si>",
    )
    assert rows(read_workbook(path)) == [
        ("shared", "in", "formula", "TRUE", "#N/A", "2", "1e999", "x", "2018-01-29")
    ]


def test_days_may_count_from_1904(tmp_path: Path) -> None:
    styles = '<row><c t="str"><v>a</v></c><c><v>1</v></c></row>'
    path = sheet_of(styles, tmp_path, properties='<workbookPr date1904="1"/>')
    assert rows(read_workbook(path)) == [("a", "1")]


def test_bad_files_are_told_apart(read: Read, tmp_path: Path) -> None:
    with pytest.raises(PaperEmpty, match="holds no text"):
        read([])
    with pytest.raises(PaperRefused, match="lists no sheets"):
        read_workbook(
            package(
                tmp_path / "a.xlsx",
                {"_rels/.rels": relations(officeDocument="a.xml"), "a.xml": "<workbook/>"},
            )
        )
    with pytest.raises(PaperRefused, match="is damaged"):
        read_workbook(sheet_of("<row><c", tmp_path))
    (tmp_path / "cut.xlsx").write_bytes(sheet_of("", tmp_path).read_bytes()[:-30])
    with pytest.raises(PaperRefused, match=r"^cut\.xlsx is damaged"):
        read_workbook(tmp_path / "cut.xlsx")
