"""What real papers do to a reader: each trap with a small PDF that sets it."""

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link as LinkAnnotation
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject
from reportlab.lib.pagesizes import A4

from ingest.documents import BlockKind
from ingest.errors import PaperRefused
from ingest.readers.pdf.reader import read_pdf
from tests.support.written_pdf import BODY, LEFT, Paper, blocks, texts


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path / "paper.pdf")


def struck_line(paper: Paper, before: str, struck: str, after: str) -> None:
    """Write one line of which the middle has a line drawn through it."""
    canvas, size = paper.canvas, 11
    canvas.setFont("Helvetica", size)
    x = LEFT
    for text in (before, struck, after):
        width = canvas.stringWidth(text, "Helvetica", size)
        canvas.drawString(x, paper.y, text)
        if text is struck:
            canvas.setLineWidth(0.6)
            canvas.line(x, paper.y + 0.28 * size, x + width, paper.y + 0.28 * size)
        x += width
    paper.y -= 20


# Struck-out words


def test_struck_words_are_no_live_wording(paper: Paper) -> None:
    struck_line(paper, "The Panel agrees to fund ", "all five", " three of the hostels for two years.")
    read = read_pdf(paper.paragraph(BODY).save())
    assert texts(read, BlockKind.STRUCK) == ["all five"]
    assert (
        texts(read, BlockKind.PARAGRAPH)[0] == "The Panel agrees to fund three of the hostels for two years."
    )


def test_words_struck_by_an_annotation_are_no_live_wording(paper: Paper, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=paper.line("The fee is waived.", gap=0).paragraph(BODY).save())
    y = 770
    quad = [FloatObject(n) for n in (72, y + 9, 165, y + 9, 72, y - 2, 165, y - 2)]
    annotation = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/StrikeOut"),
            NameObject("/Rect"): ArrayObject([FloatObject(n) for n in (72, y - 2, 165, y + 9)]),
            NameObject("/QuadPoints"): ArrayObject(quad),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])
    writer.write(tmp_path / "struck.pdf")
    read = read_pdf(tmp_path / "struck.pdf")
    assert texts(read, BlockKind.STRUCK) == ["The fee is waived."]
    assert texts(read, BlockKind.PARAGRAPH) == [BODY]


def test_underlined_words_stay(paper: Paper) -> None:
    paper.line("The grant was approved.")
    paper.canvas.line(LEFT, 770 - 1.5, LEFT + 118, 770 - 1.5)
    read = read_pdf(paper.paragraph(BODY).save())
    assert texts(read, BlockKind.STRUCK) == []


def test_the_border_of_a_box_that_words_run_over_strikes_nothing(paper: Paper) -> None:
    paper.line("Shared outcome", size=20)
    paper.canvas.rect(LEFT - 4, 770 - 60, 150, 66)
    read = read_pdf(paper.paragraph(BODY).save())
    assert texts(read, BlockKind.STRUCK) == []


# Footnotes and their signs


def test_footnotes_stand_apart_and_their_signs_are_no_part_of_words(paper: Paper) -> None:
    paper.paragraph(BODY)
    y, x = paper.y - 30, float(LEFT)
    for text, size, rise in (("The Panel used the calculator", 11, 0), ("7", 6, 4), (" to set it.", 11, 0)):
        paper.canvas.setFont("Helvetica", size)
        paper.canvas.drawString(x, y + rise, text)
        x += paper.canvas.stringWidth(text, "Helvetica", size)
    for position, note in enumerate(("7 Published by the Treasury in May 2019.", "8 Ibid., page 12.")):
        paper.canvas.setFont("Helvetica", 8)
        paper.canvas.drawString(LEFT, 80 - 10 * position, note)
    read = read_pdf(paper.save())
    assert texts(read, BlockKind.PARAGRAPH) == [BODY, "The Panel used the calculator⁷ to set it."]
    assert texts(read, BlockKind.FOOTNOTE) == [
        "7 Published by the Treasury in May 2019.",
        "8 Ibid., page 12.",
    ]


def test_small_print_without_a_sign_is_text(paper: Paper) -> None:
    paper.paragraph(BODY).line("Source: the annual survey of victims.", size=8, gap=20)
    assert texts(read_pdf(paper.save()), BlockKind.FOOTNOTE) == []


# Margins


def test_line_numbers_are_left_out(paper: Paper) -> None:
    for number in range(1, 31):
        paper.line("The Panel discussed the budget and the members asked what it would cost", size=10)
        paper.canvas.drawRightString(LEFT - 12, paper.y + 12, str(number))
    text = " ".join(texts(read_pdf(paper.save())))
    assert text.count("budget") == 30, text
    assert not any(character.isdigit() for character in text)


def test_the_numbers_of_a_list_stay(paper: Paper) -> None:
    for number in range(1, 7):
        paper.line(f"{number}.", gap=14)
        paper.canvas.drawString(
            LEFT + 30, paper.y + 11 * 1.2, f"Agree the scheme for ward {'ABCDEF'[number - 1]}."
        )
    read = read_pdf(paper.save())
    assert [block.number for block in blocks(read)] == ["1", "2", "3", "4", "5", "6"]


def test_a_page_number_printed_sideways_is_left_out(paper: Paper) -> None:
    paper.paragraph(BODY)
    paper.canvas.saveState()
    paper.canvas.translate(560, 400)
    paper.canvas.rotate(90)
    paper.canvas.drawString(0, 0, "Page 12")
    paper.canvas.restoreState()
    assert texts(read_pdf(paper.save())) == [BODY]


def test_a_table_header_printed_on_each_page_is_no_running_header(paper: Paper) -> None:
    xs = [72, 200, 300, 400]
    for page in range(3):
        paper.row(["Service", "2023/24", "2024/25", "2025/26"], xs, font="Helvetica-Bold")
        for row in range(8):
            paper.row([f"Service {'ABC'[page]}{row}", f"{row}.5", f"{row}.7", f"{row}.9"], xs)
        paper.page()
    read = read_pdf(paper.save())
    rows = blocks(read, BlockKind.TABLE_ROW)
    assert len(rows) == 24
    assert {row.header for row in rows} == {("Service", "2023/24", "2024/25", "2025/26")}


# Letters


def test_letters_set_one_by_one_make_words(paper: Paper) -> None:
    # Some printers place each letter, on whole points, and leave out the blanks.
    paper.canvas.setFont("Helvetica", 10)
    x = 72.0
    for letter in "The next phase of work is to be agreed by the steering group of the Board.":
        if letter != " ":
            paper.canvas.drawString(round(x), 700, letter)
        x += paper.canvas.stringWidth(letter, "Helvetica", 10)
    read = read_pdf(paper.save())
    assert texts(read) == ["The next phase of work is to be agreed by the steering group of the Board."]


def test_letters_set_apart_make_one_word(paper: Paper) -> None:
    text = paper.canvas.beginText(LEFT, 700)
    text.setFont("Helvetica", 14)
    text.setCharSpace(4)
    text.textLine("AGENDA FOR")
    paper.canvas.drawText(text)
    assert texts(read_pdf(paper.save())) == ["AGENDA FOR"]


def test_a_page_whose_letters_are_unknown_is_left_to_text_recognition(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Fonts without a map of their glyphs are rare and cannot be made with reportlab.
    monkeypatch.setattr("ingest.readers.pdf.characters._text", lambda code, typeface: "\ufffd")
    read = read_pdf(paper.paragraph(BODY).save())
    assert (read.is_empty, read.scanned) == (True, (1,))


# Bombs and locks


def test_a_picture_that_no_page_can_show_refuses_the_paper(paper: Paper) -> None:
    data = paper.paragraph(BODY).save().read_bytes()
    dictionary = b"9 0 obj <</Type /XObject /Subtype /Image /Width 100000 /Height 100000>> endobj\n"
    paper.path.write_bytes(data.replace(b"xref\n", dictionary + b"xref\n", 1))
    with pytest.raises(PaperRefused, match="100,000 by 100,000 points"):
        read_pdf(paper.path)


def test_what_is_packed_as_a_picture_and_is_none_refuses_the_paper(paper: Paper) -> None:
    data = paper.paragraph(BODY).save().read_bytes()
    paper.path.write_bytes(data.replace(b"xref\n", b"9 0 obj <</Filter /JBIG2Decode>> endobj\nxref\n", 1))
    with pytest.raises(PaperRefused, match="outside of any picture"):
        read_pdf(paper.path)


def test_a_paper_without_its_index_that_shows_nothing_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(
        b"%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</S /None>> endobj\n"
    )
    with pytest.raises(PaperRefused, match=r"cut\.pdf is damaged"):
        read_pdf(path)


# Forms, links and bookmarks


def test_what_was_filled_into_a_form_is_read(paper: Paper) -> None:
    paper.paragraph(BODY).line("Decision of the Commissioner:", gap=10)
    paper.canvas.acroForm.textfield(
        name="decision", value="Approved in full", x=LEFT, y=600, width=300, height=20, fontSize=11
    )
    assert "Approved in full" in texts(read_pdf(paper.save()))


def test_links_are_kept_with_their_words(paper: Paper, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=paper.line("See the annual report for figures.").paragraph(BODY).save())
    link = LinkAnnotation(rect=(88, 766, 175, 782), url="https://example.org/report.pdf")
    writer.add_annotation(page_number=0, annotation=link)
    writer.write(tmp_path / "linked.pdf")
    first = blocks(read_pdf(tmp_path / "linked.pdf"))[0]
    assert [address for _, address in first.links] == ["https://example.org/report.pdf"]
    assert "annual report" in first.links[0][0]


def test_bookmarks_come_with_their_pages(paper: Paper, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=paper.paragraph(BODY).page().paragraph(BODY).page().save())
    parent = writer.add_outline_item(title="Item 1 Apologies", page_number=0)
    writer.add_outline_item(title="Item 1a Minutes", page_number=1, parent=parent)
    writer.write(tmp_path / "outlined.pdf")
    outline = read_pdf(tmp_path / "outlined.pdf").outline
    assert [(entry.title, entry.level, entry.page) for entry in outline] == [
        ("Item 1 Apologies", 1, 1),
        ("Item 1a Minutes", 2, 2),
    ]


def test_a_page_kept_on_its_side_by_the_file_is_read_upright(paper: Paper, tmp_path: Path) -> None:
    reader = PdfReader(paper.paragraph(BODY).save())
    writer = PdfWriter()
    writer.add_page(reader.pages[0]).rotate(270)
    writer.write(tmp_path / "turned.pdf")
    assert texts(read_pdf(tmp_path / "turned.pdf")) == [BODY]


def test_a_slide_whose_text_is_marked_as_furniture_is_read(paper: Paper) -> None:
    paper.heading("What we will do")
    paper.canvas.setFont("Helvetica", 11)
    paper.canvas._code.append("/Artifact BMC")
    paper.canvas.drawString(LEFT, A4[1] / 2, "Support families so that their children thrive.")
    paper.canvas._code.append("EMC")
    assert "Support families so that their children thrive." in texts(read_pdf(paper.save()))
