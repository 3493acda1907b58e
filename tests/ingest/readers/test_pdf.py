"""Worked examples for reading PDFs. Every file is made here, with reportlab or pypdf."""

from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import NameObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.documents import BlockKind
from ingest.errors import Outcome, PaperEmpty, PaperError, PaperNeedsPassword, PaperRefused
from ingest.readers.pdf.reader import read_pdf
from tests.support.written_pdf import BODY, LEFT, TOP, Paper, blocks, texts


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path / "paper.pdf")


def test_wrapped_lines_make_one_paragraph(paper: Paper) -> None:
    read = read_pdf(paper.paragraph(BODY).paragraph("It was agreed.").save())
    assert texts(read, BlockKind.PARAGRAPH) == [BODY, "It was agreed."]
    assert read.pages[0].number == 1
    assert read.notes == ()


def test_headings_by_size_and_weight_have_levels(paper: Paper) -> None:
    paper.heading("Police and Crime Panel", 20).paragraph(BODY)
    paper.heading("Matters arising").paragraph(BODY)
    paper.heading("Any other business").paragraph(BODY)
    read = read_pdf(paper.save())
    found = [(block.text, block.level) for block in blocks(read, BlockKind.HEADING)]
    assert found == [("Police and Crime Panel", 1), ("Matters arising", 2), ("Any other business", 2)]


def test_capitals_on_a_line_alone_are_a_heading(paper: Paper) -> None:
    read = read_pdf(paper.line("UNRESTRICTED ITEMS").paragraph(BODY).paragraph(BODY).save())
    assert texts(read, BlockKind.HEADING) == ["UNRESTRICTED ITEMS"]


def test_a_bold_sentence_is_no_heading(paper: Paper) -> None:
    paper.paragraph(BODY).line("The Panel resolved to support the precept.", font="Helvetica-Bold", gap=10)
    read = read_pdf(paper.paragraph(BODY).save())
    assert texts(read, BlockKind.HEADING) == []


def test_printed_numbers_are_taken_off(paper: Paper) -> None:
    paper.heading("1. Introduction").paragraph(BODY, first="1.1").paragraph(BODY, first="1.2")
    paper.paragraph("To approve the award of the contract.", first="(a)")
    read = read_pdf(paper.save())
    assert [(b.kind, b.number, b.text) for b in blocks(read)] == [
        (BlockKind.HEADING, "1", "Introduction"),
        (BlockKind.PARAGRAPH, "1.1", BODY),
        (BlockKind.PARAGRAPH, "1.2", BODY),
        (BlockKind.PARAGRAPH, "(a)", "To approve the award of the contract."),
    ]


def test_a_number_set_off_by_a_tab_is_taken_off(paper: Paper) -> None:
    paper.at("6.4", 700).at("The link worker costs £42,000 a year.", 700, x=LEFT + 40)
    (block,) = blocks(read_pdf(paper.save()))
    assert (block.kind, block.number, block.text) == (
        BlockKind.PARAGRAPH, "6.4", "The link worker costs £42,000 a year.",
    )  # fmt: skip


@pytest.mark.parametrize("bullet", ["•", "–", "-", "o"])
def test_bullets_are_taken_off(paper: Paper, bullet: str) -> None:
    paper.paragraph("The Board agreed:").line(f"{bullet} to fund the women's centre", gap=8)
    paper.line(f"{bullet} to review it in a year", gap=4)
    read = read_pdf(paper.save())
    assert texts(read, BlockKind.LIST_ITEM) == ["to fund the women's centre", "to review it in a year"]


def test_a_word_cut_by_a_line_end_is_made_whole(paper: Paper) -> None:
    paper.line("The information was late. The panel asked that all infor-").line("mation be sent earlier.")
    assert texts(read_pdf(paper.save())) == [
        "The information was late. The panel asked that all information be sent earlier."
    ]


def test_a_hyphened_word_at_a_line_end_keeps_its_hyphen(paper: Paper) -> None:
    paper.line("A decision on making it public was put off, for all decision-").line("making is to be open.")
    (text,) = texts(read_pdf(paper.save()))
    assert text.endswith("for all decision-making is to be open.")


XS = [72.0, 250.0, 350.0, 450.0]
HEADER = ["Action", "Owner", "Due"]
ROWS = [["Publish the plan", "OPCC", "May 2024"], ["Appoint a lead", "Police", "June 2024"]]


def ruled(paper: Paper, rows: list[list[str]]) -> None:
    ys = [paper.y + 14 - 20 * index for index in range(len(rows) + 1)]
    paper.canvas.grid(XS, ys)
    for index, row in enumerate(rows):
        paper.row(row, XS[:-1], font="Helvetica-Bold" if index == 0 and row == HEADER else "Helvetica")


def test_a_ruled_table_gives_rows_with_their_header(paper: Paper) -> None:
    paper.paragraph(BODY)
    paper.y -= 20
    ruled(paper, [HEADER, *ROWS])
    paper.paragraph("The Panel noted the actions.")
    read = read_pdf(paper.save())
    assert [block.kind for block in blocks(read)] == [
        BlockKind.PARAGRAPH, BlockKind.TABLE_ROW, BlockKind.TABLE_ROW, BlockKind.PARAGRAPH,
    ]  # fmt: skip
    assert [(b.cells, b.header) for b in blocks(read, BlockKind.TABLE_ROW)] == [
        (tuple(row), tuple(HEADER)) for row in ROWS
    ]


def test_a_table_that_goes_on_over_the_page_keeps_its_header(paper: Paper) -> None:
    ruled(paper, [HEADER, *ROWS])
    paper.page()
    ruled(paper, [["Write to the Minister", "Chair", "July 2024"], ["Report back", "OPCC", "August 2024"]])
    rows = blocks(read_pdf(paper.save()), BlockKind.TABLE_ROW)
    assert [(row.page, row.header) for row in rows] == [(1, tuple(HEADER))] * 2 + [(2, tuple(HEADER))] * 2


def test_a_header_printed_again_is_no_row(paper: Paper) -> None:
    ruled(paper, [HEADER, *ROWS])
    paper.page()
    ruled(paper, [HEADER, ["Report back", "OPCC", "August 2024"]])
    rows = blocks(read_pdf(paper.save()), BlockKind.TABLE_ROW)
    assert [row.cells[0] for row in rows] == ["Publish the plan", "Appoint a lead", "Report back"]


def test_columns_of_figures_without_rules_are_a_table(paper: Paper) -> None:
    paper.paragraph(BODY)
    paper.y -= 30
    for row in [["Staffing", "100.0", "105.0"], ["Premises", "20.0", "21.5"], ["Grants", "64.0", "58.0"]]:
        paper.row(row, XS[:-1])
    rows = blocks(read_pdf(paper.save()), BlockKind.TABLE_ROW)
    assert [row.cells for row in rows] == [
        ("Staffing", "100.0", "105.0"), ("Premises", "20.0", "21.5"), ("Grants", "64.0", "58.0"),
    ]  # fmt: skip


def test_boxes_whose_frames_lie_close_together_are_read_once(paper: Paper) -> None:
    for top in (700, 600):  # of two rows of boxes; frames of neighbours lie 4 points apart
        paper.canvas.grid([60, 300], [top, top - 96])
        paper.canvas.grid([301, 540], [top - 4, top - 96])
        paper.y = top - 40
        paper.row([f"Left of {top}", f"Right of {top}"], [60, 301])
    rows = blocks(read_pdf(paper.save()))
    assert [row.cells for row in rows] == [("Left of 700", "Right of 700"), ("Left of 600", "Right of 600")]


def test_a_framed_paragraph_is_prose(paper: Paper) -> None:
    paper.canvas.grid([60, 540], [TOP + 20, TOP - 60])
    assert texts(read_pdf(paper.paragraph(BODY).save()), BlockKind.PARAGRAPH) == [BODY]


def test_two_columns_of_text_are_read_one_after_the_other(paper: Paper) -> None:
    left = [f"left column line {index} of the strategy" for index in range(12)]
    right = [f"right column line {index} of the strategy" for index in range(12)]
    for x, column in ((60, left), (320, right)):
        paper.y = TOP
        for line in column:
            paper.line(line, x=x)
    whole = " ".join(texts(read_pdf(paper.save())))
    assert whole.index("left column line 11") < whole.index("right column line 0")


def test_running_headers_footers_and_page_numbers_are_left_out(paper: Paper) -> None:
    for number in range(1, 5):
        paper.at("Norfolk Police and Crime Panel", 815).at(f"Page {number} of 4", 30).paragraph(
            f"{number * 'x'} {BODY}"
        )
        paper.page()
    read = read_pdf(paper.save())
    assert texts(read) == [f"{number * 'x'} {BODY}" for number in range(1, 5)]


def test_a_marking_in_the_running_header_stays_once(paper: Paper) -> None:
    for number in range(1, 7):
        paper.at("NOT FOR PUBLICATION" if number > 2 else "Agenda", 815)
        paper.paragraph(f"{number * 'x'} {BODY}").page()
    read = read_pdf(paper.save())
    assert [block.page for block in blocks(read) if "PUBLICATION" in block.text] == [3]


def test_a_heading_that_repeats_in_the_body_stays(paper: Paper) -> None:
    for _ in range(4):
        paper.y = 450
        paper.heading("Recommendations").paragraph(BODY).page()
    assert texts(read_pdf(paper.save()), BlockKind.HEADING) == ["Recommendations"] * 4


def test_a_short_paper_loses_only_its_page_numbers(paper: Paper) -> None:
    for number in (1, 2):
        paper.at("Decision notice 2024/07", 815).at(f"Page {number} of 2", 30).paragraph(BODY).page()
    assert texts(read_pdf(paper.save())) == ["Decision notice 2024/07", BODY] * 2


def test_printed_page_labels_are_kept_where_they_differ(paper: Paper, tmp_path: Path) -> None:
    for number in range(4):
        paper.paragraph(f"Part {number * 'x'} {BODY}").page()
    writer = PdfWriter(clone_from=paper.save())
    writer.set_page_label(0, 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(2, 3, style=PageLabelStyle.DECIMAL, start=1)
    writer.write(tmp_path / "labels.pdf")
    read = read_pdf(tmp_path / "labels.pdf")
    assert [(page.number, page.label) for page in read.pages] == [(1, "i"), (2, "ii"), (3, "1"), (4, "2")]


def test_a_page_turned_on_its_side_is_read(paper: Paper, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=paper.paragraph(BODY).save())
    writer.pages[0].rotate(90)
    writer.pages[0].transfer_rotation_to_content()
    writer.write(tmp_path / "turned.pdf")
    assert texts(read_pdf(tmp_path / "turned.pdf")) == [BODY]


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Women in the criminal justice system", "Women in the criminal justice system"),
        ("Microsoft Word - minutes.docx", None),
        ("untitled", None),
        ("paper", None),
        ("minutes final.docx", None),
    ],
)
def test_the_title_is_kept_where_it_means_something(tmp_path: Path, title: str, kept: str | None) -> None:
    assert read_pdf(Paper(tmp_path / "paper.pdf", title).paragraph(BODY).save()).title == kept


def test_blank_pages_are_named(paper: Paper) -> None:
    paper.paragraph(BODY).page().page().paragraph(BODY).page().page()
    read = read_pdf(paper.save())
    assert len(read.pages) == 4
    assert read.notes == ("Pages 2 and 4 are blank.",)
    assert read.scanned == ()


def test_a_page_that_is_a_picture_is_left_to_text_recognition(paper: Paper) -> None:
    paper.paragraph(BODY).page()
    paper.canvas.drawInlineImage(Image.new("L", (60, 80), 200), 0, 0, *A4)
    read = read_pdf(paper.page().save())
    assert texts(read) == [BODY]
    assert read.scanned == (2,)


def test_a_paper_of_pictures_alone_is_returned_for_text_recognition(paper: Paper) -> None:
    paper.canvas.drawInlineImage(Image.new("L", (60, 80), 200), 0, 0, *A4)
    read = read_pdf(paper.page().save())
    assert read.is_empty
    assert read.scanned == (1,)


# Files that are not read


def test_a_blank_paper_is_empty(paper: Paper) -> None:
    with pytest.raises(PaperEmpty, match=r"paper\.pdf holds no text: its one page is blank") as caught:
        read_pdf(paper.page().save())
    assert caught.value.outcome is Outcome.EMPTY


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_paper_with_a_password_says_so(paper: Paper, tmp_path: Path, algorithm: str) -> None:
    writer = PdfWriter(clone_from=paper.paragraph(BODY).save())
    writer.encrypt("secret", algorithm=algorithm)
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(PaperNeedsPassword, match=r"locked\.pdf opens only with a password"):
        read_pdf(tmp_path / "locked.pdf")


def test_a_paper_locked_against_printing_only_is_read(paper: Paper, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=paper.paragraph(BODY).save())
    writer.encrypt("", "owner", algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    assert texts(read_pdf(tmp_path / "locked.pdf")) == [BODY]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b"Minutes of the meeting held on 3 May\n", "plain text"),
        (b"PK\x03\x04" + bytes(40), "Word, Excel or zip"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG picture"),
        (b"<!DOCTYPE html><html>", "web page"),
        (bytes(range(256)), "no kind that is known"),
    ],
)
def test_what_is_no_pdf_is_named(tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "named.pdf").write_bytes(content)
    with pytest.raises(PaperRefused, match=what) as caught:
        read_pdf(tmp_path / "named.pdf")
    assert "named.pdf" in caught.value.message
    assert caught.value.hint


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PaperRefused, match="could not be opened"):
        read_pdf(tmp_path / "nowhere.pdf")


def test_a_paper_without_pages_is_refused(tmp_path: Path) -> None:
    PdfWriter().write(tmp_path / "none.pdf")
    with pytest.raises(PaperRefused, match=r"none\.pdf is damaged"):
        read_pdf(tmp_path / "none.pdf")


def test_a_truncated_paper_is_refused_or_its_loss_is_said(paper: Paper) -> None:
    for _ in range(20):
        paper.paragraph(BODY).page()
    whole = paper.save().read_bytes()
    for share in (0.2, 0.5, 0.8, 0.97):
        paper.path.write_bytes(whole[: int(len(whole) * share)])
        with suppress(PaperRefused):
            assert any("cut short" in note for note in read_pdf(paper.path).notes)


def test_one_damaged_page_does_not_hide_the_others(paper: Paper, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=paper.paragraph(BODY).page().paragraph(BODY).page().save())
    writer.pages[1][NameObject("/Type")] = NameObject("/Font")
    writer.write(tmp_path / "damaged.pdf")
    read = read_pdf(tmp_path / "damaged.pdf")
    assert texts(read) == [BODY]
    assert read.notes == ("Page 2 could not be read: the file is damaged there.",)


SMALL = BytesIO()
_canvas = Canvas(SMALL, invariant=True, pageCompression=0)
_canvas.drawString(72, 700, "The Commissioner agreed the grant.")
_canvas.grid([72, 200, 300], [650, 630, 610])
_canvas.showPage()
_canvas.save()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(SMALL.getvalue()) - 1), st.binary(max_size=4)), min_size=1, max_size=12
    )
)
def test_no_damage_raises_anything_but_a_paper_error(
    tmp_path: Path, changes: list[tuple[int, bytes]]
) -> None:
    data = bytearray(SMALL.getvalue())
    for at, put in changes:
        data[at : at + 2] = put
    path = tmp_path / "damaged.pdf"
    path.write_bytes(data)
    with suppress(PaperError):
        assert not read_pdf(path).is_empty
