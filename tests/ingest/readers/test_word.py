"""Worked examples for reading Word files."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document

from ingest.documents import BlockKind, ReadPaper
from ingest.errors import PaperEmpty, PaperRefused
from ingest.readers.word.reader import read_word
from tests.support.office import (
    headers,
    labelled,
    package,
    paged,
    paragraph,
    relations,
    rows,
    texts,
    told,
    word_file,
)
from tests.support.papers import blocks

HEADING, PARAGRAPH, ITEM, ROW, FOOTNOTE, STRUCK = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE_ROW,
    BlockKind.FOOTNOTE,
    BlockKind.STRUCK,
)
BODY = "The Panel noted the report on out of court disposals, which had been circulated with the agenda."

Read = Callable[..., ReadPaper]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return lambda body, **parts: read_word(word_file(tmp_path, body, **parts))


def saved(document: Document, folder: Path) -> ReadPaper:
    """Read what python-docx writes: files by a writer that knows nothing of our reader."""
    path = folder / "written.docx"
    document.save(str(path))
    return read_word(path)


# Headings


def test_headings_have_the_level_of_their_style(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Women in justice", 0)
    document.add_heading("Aims", 1)
    document.add_paragraph(BODY)
    document.add_heading("Housing", 3)
    paper = saved(document, tmp_path)
    assert [(b.text, b.level) for b in blocks(paper, HEADING)] == [
        ("Women in justice", 1),
        ("Aims", 1),
        ("Housing", 3),
    ]
    assert texts(paper, PARAGRAPH) == [BODY]


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Plain"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Ueberschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Our section"/>
 <w:basedOn w:val="Ueberschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Outlined"><w:name w:val="Any"/><w:pPr><w:outlineLvl w:val="3"/>
 </w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Inhalt"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Loud"><w:name w:val="Loud"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Struck"><w:name w:val="Old text"/><w:rPr><w:strike/></w:rPr></w:style>
"""


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ('<w:pStyle w:val="Ueberschrift2"/>', 2),
        ('<w:pStyle w:val="Ours"/>', 2),
        ('<w:pStyle w:val="Outlined"/>', 4),
        ('<w:outlineLvl w:val="0"/>', 1),
        ('<w:pStyle w:val="Ours"/><w:outlineLvl w:val="9"/>', 0),
        ('<w:pStyle w:val="Plain"/>', 0),
    ],
)
def test_outline_levels_come_from_the_style_or_its_base_or_the_paragraph(
    read: Read, properties: str, level: int
) -> None:
    (block,) = blocks(read(paragraph("The women's centre", properties), styles=STYLES))
    assert block.level == level


def test_a_whole_paragraph_in_the_style_of_a_heading_is_a_paragraph(read: Read) -> None:
    paper = read(paragraph(BODY, '<w:pStyle w:val="Ueberschrift2"/>'), styles=STYLES)
    assert told(paper) == [(PARAGRAPH, BODY)]


@pytest.mark.parametrize(
    ("text", "run", "kind"),
    [
        ("Link worker", "<w:b/>", HEADING),
        ("Link worker:", '<w:u w:val="single"/>', HEADING),
        ("Link worker", '<w:rStyle w:val="Loud"/>', HEADING),
        ("RECOMMENDATIONS", "", HEADING),
        ("Link worker", "", PARAGRAPH),
        ("Link worker", '<w:b w:val="0"/>', PARAGRAPH),
        ("Date: 4 May 2024", "<w:b/>", PARAGRAPH),
        ("The grant was agreed.", "<w:b/>", PARAGRAPH),
        ("£42,000", "<w:b/>", PARAGRAPH),
    ],
)
def test_a_short_bold_line_is_a_heading(read: Read, text: str, run: str, kind: BlockKind) -> None:
    paper = read(paragraph(text, run=run) + paragraph(BODY), styles=STYLES)
    assert told(paper)[0] == (kind, text.rstrip(":") if kind is HEADING else text)


def test_where_all_is_bold_bold_says_nothing(read: Read) -> None:
    paper = read(paragraph("Link worker", run="<w:b/>") + paragraph(BODY, run="<w:b/>"))
    assert told(paper) == [(PARAGRAPH, "Link worker"), (PARAGRAPH, BODY)]


# Numbers

NUMBERING = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/>
 <w:lvlText w:val="Recommendation %1:"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
 <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="3">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/>
 <w:pStyle w:val="Clause"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1%2"/>
 <w:pStyle w:val="Sub"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="6"/>
 </w:lvlOverride></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>
"""
NUMBERED_STYLES = """
<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:pPr><w:numPr><w:numId w:val="5"/>
 </w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Clause"/></w:style>
"""


def listed(text: str, num: int, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def test_automatic_numbers_are_counted(read: Read) -> None:
    body = (
        listed("Background", 1) + listed("It began.", 1, 1) + listed("It went on.", 1, 1)
        + listed("in towns", 1, 2) + listed("in villages", 1, 2)
        + listed("Costs", 1) + listed("They rose.", 1, 1) + listed("twice", 1, 2)
    )  # fmt: skip
    assert labelled(read(body, numbering=NUMBERING)) == [
        ("1", "Background"),
        ("1.1", "It began."),
        ("1.2", "It went on."),
        ("(a)", "in towns"),
        ("(b)", "in villages"),
        ("2", "Costs"),
        ("2.1", "They rose."),
        ("(a)", "twice"),
    ]


def test_labels_have_words_other_forms_and_list_marks(read: Read) -> None:
    body = listed("Pay the grant.", 2) + listed("Note the report.", 2) + listed("a warm room", 3)
    assert labelled(read(body, numbering=NUMBERING)) == [
        ("Recommendation III", "Pay the grant."),
        ("Recommendation IV", "Note the report."),
        ("•", "a warm room"),
    ]


def test_a_list_that_begins_at_six_goes_on_from_there(read: Read) -> None:
    body = listed("One.", 1) + listed("Six.", 4) + listed("Six one.", 4, 1) + listed("Seven.", 4)
    numbers = [number for number, _ in labelled(read(body, numbering=NUMBERING))]
    assert numbers == ["1", "6", "6.1", "7"]


def test_a_style_numbers_its_paragraphs_on_the_level_that_names_it(read: Read) -> None:
    body = paragraph("First.", '<w:pStyle w:val="Clause"/>') + paragraph(
        "Under it.", '<w:pStyle w:val="Sub"/>'
    )
    paper = read(body, numbering=NUMBERING, styles=NUMBERED_STYLES)
    assert labelled(paper) == [("1", "First."), ("1A", "Under it.")]


def test_a_paragraph_can_leave_the_list_of_its_style(read: Read) -> None:
    out = '<w:pStyle w:val="Clause"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    paper = read(paragraph("Not counted.", out), numbering=NUMBERING, styles=NUMBERED_STYLES)
    assert labelled(paper) == [(None, "Not counted.")]


def test_a_number_that_was_typed_is_told_too(read: Read) -> None:
    tab = "<w:p><w:r><w:t>6.4</w:t></w:r><w:r><w:tab/><w:t>The grant was agreed.</w:t></w:r></w:p>"
    assert labelled(read(tab + paragraph("• a warm room"))) == [
        ("6.4", "The grant was agreed."),
        ("•", "a warm room"),
    ]


def test_a_bold_numbered_line_is_a_heading_with_its_number(read: Read) -> None:
    properties = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    paper = read(paragraph("Link worker", properties, "<w:b/>") + paragraph(BODY), numbering=NUMBERING)
    (heading,) = blocks(paper, HEADING)
    assert (heading.number, heading.text, heading.level) == ("1.1", "Link worker", 3)


# Tracked changes, struck and hidden words


def test_inserted_words_are_live_and_deleted_ones_struck_out(read: Read) -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>The grant is </w:t></w:r>"
        "<w:del><w:r><w:delText>£40,000</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>£42,000</w:t></w:r></w:ins>"
        "<w:r><w:t xml:space='preserve'> a year.</w:t></w:r></w:p>"
    )
    assert told(read(body)) == [(PARAGRAPH, "The grant is £42,000 a year."), (STRUCK, "£40,000")]


@pytest.mark.parametrize("run", ["<w:strike/>", "<w:dstrike/>"])
def test_struck_out_runs_are_never_live(read: Read, run: str) -> None:
    body = paragraph("The motion falls.", run=run) + paragraph("It stands.", '<w:pStyle w:val="Struck"/>')
    assert told(read(body, styles=STYLES)) == [(STRUCK, "The motion falls."), (STRUCK, "It stands.")]
    assert told(read(paragraph("It stands.", run='<w:strike w:val="false"/>'))) == [(PARAGRAPH, "It stands.")]


def test_moved_words_are_read_where_they_stand_now(read: Read) -> None:
    body = (
        f"<w:p><w:moveFrom><w:r><w:t>{BODY}</w:t></w:r></w:moveFrom></w:p>"
        f"<w:p><w:moveTo><w:r><w:t>{BODY}</w:t></w:r></w:moveTo></w:p>"
    )
    assert told(read(body)) == [(STRUCK, BODY), (PARAGRAPH, BODY)]


def test_a_paragraph_whose_end_is_deleted_runs_on_into_the_next(read: Read) -> None:
    body = paragraph("The grant was agreed ", "<w:rPr><w:del/></w:rPr>") + paragraph("for a year.")
    assert told(read(body)) == [(PARAGRAPH, "The grant was agreed for a year.")]


def test_a_deleted_paragraph_is_not_counted(read: Read) -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/>'
        "</w:rPr></w:pPr>"
        "<w:del><w:r><w:delText>Old.</w:delText></w:r></w:del></w:p>"
    )
    paper = read(listed("One.", 1) + gone + listed("Two.", 1), numbering=NUMBERING)
    assert labelled(paper) == [("1", "One."), (None, "Old."), ("2", "Two.")]


def test_comments_and_hidden_words_are_no_part_of_the_paper(read: Read) -> None:
    body = (
        '<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>It was agreed.</w:t></w:r>'
        '<w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret.</w:t></w:r></w:p>"
    )
    assert told(read(body)) == [(PARAGRAPH, "It was agreed.")]


# Fields, links, controls, boxes


def test_links_keep_their_words_and_address(read: Read) -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">See </w:t></w:r>'
        '<w:hyperlink r:id="link"><w:r><w:t>the strategy</w:t></w:r></w:hyperlink>'
        '<w:hyperlink w:anchor="here"><w:r><w:t xml:space="preserve"> below</w:t></w:r></w:hyperlink></w:p>'
    )
    (block,) = blocks(read(body, link="https://fenshire.example/strategy"))
    assert (block.text, block.links) == (
        "See the strategy below",
        (("the strategy", "https://fenshire.example/strategy"),),
    )


def field(instruction: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_a_field_shows_its_result(read: Read) -> None:
    link = field(" HYPERLINK &quot;https://fenshire.example&quot; ", "our site")
    body = f"<w:p>{link}{field('DATE', ' today')}</w:p>"
    (block,) = blocks(read(body))
    assert (block.text, block.links) == ("our site today", (("our site", "https://fenshire.example"),))


def test_an_instruction_that_never_ends_hides_only_its_paragraph(read: Read) -> None:
    begun = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>lost</w:t></w:r></w:p>'
    body = begun + paragraph(BODY)
    assert told(read(body)) == [(PARAGRAPH, BODY)]


def test_content_controls_are_read_but_not_their_prompts(read: Read) -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>"
    body = (
        f"<w:p>{control.format('', 'Jane Doe')}"
        f"{control.format('<w:showingPlcHdr/>', 'Click here to enter')}</w:p>"
        f"<w:sdt><w:sdtContent>{paragraph(BODY)}</w:sdtContent></w:sdt>"
    )
    assert told(read(body)) == [(PARAGRAPH, "Jane Doe"), (PARAGRAPH, BODY)]


def test_tick_boxes_and_choices_of_forms_are_shown(read: Read) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r>'
    box = begin.format("<w:checkBox>{}</w:checkBox>")
    end = '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    choice = begin.format(
        '<w:ddList><w:result w:val="1"/><w:listEntry w:val="No"/><w:listEntry w:val="Yes"/></w:ddList>'
    )
    body = (
        f"<w:p><w:r><w:t>Key </w:t></w:r>{box.format('<w:checked/>')}{end}{box.format('')}{end}{choice}{end}"
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
    )
    assert texts(read(body)) == ["Key ☒☐Yes✓"]


def test_a_text_box_is_read_once(read: Read) -> None:
    inside = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Before it.</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert texts(read(body)) == ["Before it.", "In the box."]


def test_a_table_of_contents_is_left_out(read: Read) -> None:
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('Aims 3')}</w:sdtContent></w:sdt>"
    )
    body = control + paragraph("Costs 4", '<w:pStyle w:val="Inhalt"/>') + paragraph(BODY)
    assert texts(read(body, styles=STYLES)) == [BODY]


def test_lines_that_the_author_ended_are_paragraphs(read: Read) -> None:
    body = (
        "<w:p><w:r><w:t>Present:</w:t><w:br/><w:t>Cllr Ann Moor</w:t><w:br/>"
        "<w:t>Cllr Bo Fen, who took</w:t><w:br/><w:t>the chair</w:t></w:r></w:p>"
    )
    assert texts(read(body)) == ["Present:", "Cllr Ann Moor", "Cllr Bo Fen, who took the chair"]


def test_equations_and_ruby_keep_their_words(read: Read) -> None:
    body = (
        "<w:p><m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath><w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert texts(read(body)) == ["a=bbase"]


# Notes


def test_footnotes_end_their_page_and_endnotes_the_paper(read: Read) -> None:
    def note(kind: str, number: int, text: str) -> str:
        return f'<w:{kind} w:id="{number}">{paragraph(text)}</w:{kind}>'

    body = (
        '<w:p><w:r><w:t>First.</w:t></w:r><w:r><w:endnoteReference w:id="2"/></w:r>'
        '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:br w:type="page"/></w:r></w:p>'
        '<w:p><w:r><w:t>Second.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    paper = read(
        body,
        footnotes=note("footnote", 1, "See the plan.") + note("footnote", 2, "See the act."),
        endnotes=note("endnote", 2, "The end."),
    )
    assert [(b.page, b.kind, b.number, b.text) for b in blocks(paper)] == [
        (1, PARAGRAPH, None, "First."),
        (1, FOOTNOTE, "1", "See the plan."),
        (2, PARAGRAPH, None, "Second."),
        (2, FOOTNOTE, "2", "See the act."),
        (2, FOOTNOTE, "i", "The end."),
    ]


# Pages

BREAK = '<w:br w:type="page"/>'
NOTED = "<w:lastRenderedPageBreak/>"


def run(inside: str) -> str:
    return f"<w:p><w:r>{inside}</w:r></w:p>"


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (run(f"<w:t>a</w:t>{BREAK}") + run(f"{NOTED}<w:t>b</w:t>"), [1, 2]),
        (run("<w:t>a</w:t>") + run(f"{NOTED}<w:t>b</w:t>"), [1, 2]),
        (run(f"<w:t>a</w:t>{NOTED}<w:t>a</w:t>{NOTED}<w:t>a</w:t>") + run("<w:t>b</w:t>"), [1, 3]),
        (run("<w:t>a</w:t>") + run(BREAK) + run(BREAK) + run(f"{NOTED}<w:t>b</w:t>"), [1, 3]),
        (run(f"<w:drawing/>{BREAK}") + run(f"{NOTED}<w:t>b</w:t>"), [2]),
        (paragraph("a", "<w:pageBreakBefore/>") + paragraph("b", "<w:pageBreakBefore/>"), [1, 2]),
        (
            paragraph("a", "<w:pageBreakBefore/>")
            + f"<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r>{NOTED}<w:t>b</w:t></w:r></w:p>",
            [1, 2],
        ),
    ],
    ids=[
        "set and noted",
        "noted",
        "noted in a paragraph",
        "blank page",
        "picture",
        "begins page",
        "begins and noted",
    ],
)
def test_pages_end_where_the_author_or_word_says(read: Read, body: str, pages: list[int]) -> None:
    assert [block.page for block in blocks(read(body))] == pages


@pytest.mark.parametrize(
    ("start", "page"), [("nextPage", 2), ("continuous", 1), ("oddPage", 3), ("evenPage", 2)]
)
def test_a_section_says_on_which_page_it_begins(read: Read, start: str, page: int) -> None:
    body = (
        paragraph("First.", "<w:sectPr/>")
        + paragraph("Second.")
        + f'<w:sectPr><w:type w:val="{start}"/></w:sectPr>'
    )
    assert paged(read(body)) == [(1, "First."), (page, "Second.")]


def test_a_row_that_crosses_a_page_end_ends_it_once(read: Read) -> None:
    def cell(text: str) -> str:
        return f"<w:tc><w:p><w:r><w:t>{text}</w:t>{NOTED}<w:t> on</w:t></w:r></w:p></w:tc>"

    row = f"<w:tr>{cell('a')}{cell('b')}</w:tr>"
    top = f"<w:tr><w:tc>{run(f'{NOTED}<w:t>c</w:t>')}</w:tc><w:tc>{run('<w:t>d</w:t>')}</w:tc></w:tr>"
    assert paged(read(f"<w:tbl>{row}{top}</w:tbl>")) == [(1, "a on"), (3, "c")]


def test_a_file_that_hides_its_pages_says_so(tmp_path: Path) -> None:
    path = word_file(tmp_path, paragraph(BODY))
    parts = {
        "_rels/.rels": relations(
            officeDocument="word/document.xml", **{"extended-properties": "docProps/app.xml"}
        ),
        "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Pages>7</Pages></Properties>',
        "word/document.xml": zipfile.ZipFile(path).read("word/document.xml"),
    }
    paper = read_word(package(tmp_path / "b.docx", parts))
    assert paper.notes == (
        "The file has 7 pages but does not say where they end: page numbers in citations are too low.",
    )


# Tables


def test_a_table_keeps_its_header_and_its_caption(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Table 1: Link workers by area")
    table = document.add_table(rows=3, cols=3)
    cells = ("Area", "2017/18", "2018/19", "Stoke", "4.0", "5.5", "Leek", "2.0", "2.0")
    for place, text in enumerate(cells):
        table.cell(place // 3, place % 3).text = text
    paper = saved(document, tmp_path)
    assert texts(paper, PARAGRAPH) == ["Table 1: Link workers by area"]
    assert rows(paper) == [("Stoke", "4.0", "5.5"), ("Leek", "2.0", "2.0")]
    assert headers(paper) == {("Area", "2017/18", "2018/19")}


def test_merged_cells_stand_in_each_row_and_name_each_column(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "2017/18"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Authority"
    table.cell(1, 1).text, table.cell(1, 2).text = "Q1", "Q2"
    table.cell(2, 0).merge(table.cell(3, 0)).text = "Stoke"
    for place, text in enumerate(("12", "14", "3", "5")):
        table.cell(2 + place // 2, 1 + place % 2).text = text
    paper = saved(document, tmp_path)
    assert headers(paper) == {("Authority", "2017/18 Q1", "2017/18 Q2")}
    assert rows(paper) == [("Stoke", "12", "14"), ("Stoke", "3", "5")]


def tabled(*lines: str, first: str = "") -> str:
    """A table of rows whose cells are parted by bars; ``first`` are the properties of the first row."""
    return "<w:tbl>" + "".join(
        f"<w:tr><w:trPr>{'' if position else first}</w:trPr>"
        + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in line.split("|"))
        + "</w:tr>"
        for position, line in enumerate(lines)
    ) + "</w:tbl>"  # fmt: skip


def test_a_row_that_is_repeated_on_each_page_is_the_header(read: Read) -> None:
    paper = read(tabled("Name|Role", "Ann Moor|Chair", "Bo Fen|Clerk", first="<w:tblHeader/>"))
    assert headers(paper) == {("Name", "Role")}
    assert rows(paper) == [("Ann Moor", "Chair"), ("Bo Fen", "Clerk")]


def test_a_form_has_no_header(read: Read) -> None:
    paper = read(tabled("Decision no|2018/12", "Date|4 May 2018"))
    assert rows(paper) == [("Decision no", "2018/12"), ("Date", "4 May 2018")]
    assert headers(paper) == {()}


def test_a_row_over_all_columns_names_a_section_or_is_prose(read: Read) -> None:
    wide = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{}</w:tc></w:tr>'
    body = (
        "<w:tbl>" + wide.format(paragraph("Children and families")) + tabled("Ann|Chair")[7:-8]
        + wide.format(paragraph(BODY)) + tabled("Bo|Clerk")[7:-8] + "</w:tbl>"
    )  # fmt: skip
    assert [(b.kind, b.text, b.level) for b in blocks(read(body))] == [
        (HEADING, "Children and families", 5),
        (ROW, "", 0),
        (PARAGRAPH, BODY, 0),
        (ROW, "", 0),
    ]


def test_a_table_of_one_column_is_a_box_around_what_it_holds(read: Read) -> None:
    inner = tabled("Name|Role", "Ann Moor|Chair", first="<w:tblHeader/>")
    paper = read(f"<w:tbl><w:tr><w:tc>{paragraph(BODY)}{inner}</w:tc></w:tr></w:tbl>")
    assert texts(paper, PARAGRAPH) == [BODY]
    assert (rows(paper), headers(paper)) == ([("Ann Moor", "Chair")], {("Name", "Role")})


def test_a_cell_keeps_its_list_and_the_rows_of_a_table_inside_it(read: Read) -> None:
    items = listed("warm", 3) + listed("safe", 3)
    inner = tabled("Q1|4", "Q2|5")
    body = f"<w:tbl><w:tr><w:tc>{items}</w:tc><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    assert rows(read(body, numbering=NUMBERING)) == [("• warm\n• safe", "Q1; 4 Q2; 5")]


def test_a_deleted_row_and_struck_cells_are_struck_out(read: Read) -> None:
    gone = (
        f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('Old')}</w:tc><w:tc>{paragraph('£1')}</w:tc></w:tr>"
    )
    cell = paragraph("£5", run="<w:strike/>")
    half = f"<w:tr><w:tc>{paragraph('New')}</w:tc><w:tc>{cell}{paragraph('£6')}</w:tc></w:tr>"
    paper = read(f"<w:tbl>{gone}{half}</w:tbl>")
    assert [(b.kind, b.text, b.cells) for b in blocks(paper)] == [
        (STRUCK, "Old £1", ()),
        (ROW, "", ("New", "£6")),
        (STRUCK, "£5", ()),
    ]


def test_rows_may_leave_columns_out_and_spans_may_lie(read: Read) -> None:
    late = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{}</w:tc></w:tr>'
    huge = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr>'
    body = "<w:tbl>" + tabled("a|b")[7:-8] + late.format(paragraph("c")) + "</w:tbl>"
    assert rows(read(body)) == [("a", "b"), ("", "c")]
    assert rows(read("<w:tbl>" + huge.format(paragraph("d"), paragraph("e")) + "</w:tbl>")) == [("d",)]


# Headers, footers, title


@pytest.mark.parametrize(
    ("header", "marking"),
    [
        (paragraph("OFFICIAL-SENSITIVE"), "OFFICIAL-SENSITIVE"),
        (run("<w:t>Fenshire</w:t><w:tab/><w:t>Confidential</w:t><w:tab/><w:t>Page 3</w:t>"), "Confidential"),
        (run("<w:pict><v:shape><v:textpath string='RESTRICTED'/></v:shape></w:pict>"), "RESTRICTED"),
        (paragraph("Not for publication by virtue of paragraph 3 of Schedule 12A"), None),
    ],
)
def test_of_headers_only_a_protective_marking_is_kept(read: Read, header: str, marking: str | None) -> None:
    paper = read(paragraph(BODY), header1=header + paragraph("Fenshire Police and Crime Panel"))
    kept = marking or "Not for publication by virtue of paragraph 3 of Schedule 12A"
    assert told(paper) == [(PARAGRAPH, kept), (PARAGRAPH, BODY)]


def test_the_files_title_counts_where_the_paper_bears_it_out(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Women in Justice: a strategy for Fenshire")
    document.core_properties.title = "A strategy for women in justice"
    assert saved(document, tmp_path).title == "A strategy for women in justice"
    document.core_properties.title = "Report template"
    assert saved(document, tmp_path).title is None


# Bad files


def test_what_is_not_whole_is_refused(tmp_path: Path) -> None:
    data = word_file(tmp_path, paragraph(BODY)).read_bytes()
    (tmp_path / "cut.docx").write_bytes(data[: len(data) // 2])
    with pytest.raises(PaperRefused, match=r"^cut\.docx is damaged") as caught:
        read_word(tmp_path / "cut.docx")
    assert caught.value.hint


@pytest.mark.parametrize(
    "parts",
    [
        {"_rels/.rels": relations()},
        {"_rels/.rels": relations(officeDocument="word/other.xml")},
        {"_rels/.rels": relations(officeDocument="d.xml"), "d.xml": "<w:document"},
        {"_rels/.rels": relations(officeDocument="d.xml"), "d.xml": "<document/>"},
        {"_rels/.rels": "no xml"},
    ],
)
def test_a_package_without_a_sound_main_part_is_refused(tmp_path: Path, parts: dict[str, str]) -> None:
    with pytest.raises(PaperRefused):
        read_word(package(tmp_path / "a.docx", parts))


def test_a_file_without_words_is_empty(read: Read) -> None:
    with pytest.raises(PaperEmpty, match="holds no text"):
        read("<w:p/>")
    with pytest.raises(PaperEmpty, match="only pictures"):
        read(run("<w:drawing/>"))


def test_the_main_part_may_have_any_name_and_the_strict_namespace(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f'<w:document xmlns:w="{strict}"><w:body>{paragraph(BODY)}</w:body></w:document>'
    path = package(
        tmp_path / "a.docx", {"_rels/.rels": relations(officeDocument="/w/doc2.xml"), "w/doc2.xml": document}
    )
    assert texts(read_word(path)) == [BODY]
