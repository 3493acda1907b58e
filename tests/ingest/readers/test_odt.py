"""Worked examples for reading OpenDocument texts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.documents import BlockKind, ReadPaper
from ingest.errors import PaperEmpty, PaperNeedsPassword, PaperRefused
from ingest.readers.odt.reader import read_odt
from tests.support.office import headers, labelled, open_document, package, paged, rows, texts, told
from tests.support.papers import blocks

HEADING, PARAGRAPH, ITEM, FOOTNOTE, STRUCK = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.FOOTNOTE,
    BlockKind.STRUCK,
)
BODY = "The Panel noted the report on out of court disposals, which had been circulated with the agenda."

Read = Callable[..., ReadPaper]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return lambda body, **parts: read_odt(open_document(tmp_path, body, **parts))


AUTOMATIC = """
<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/>
 </style:style>
<style:style style:name="Gone" style:family="text">
 <style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="Kept" style:family="text">
 <style:text-properties style:text-line-through-style="none"/></style:style>
<style:style style:name="Hidden" style:family="text"><style:text-properties text:display="none"/>
 </style:style>
<style:style style:name="Old" style:family="paragraph">
 <style:text-properties style:text-line-through-type="single"/></style:style>
<style:style style:name="Before" style:family="paragraph">
 <style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="After" style:family="paragraph">
 <style:paragraph-properties fo:break-after="page"/></style:style>
<style:style style:name="First" style:family="paragraph" style:master-page-name="Standard"/>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<text:list-style style:name="Numbers">
 <text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1"/>
 <text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/>
 <text:list-level-style-number text:level="3" style:num-prefix="(" style:num-suffix=")" style:num-format="a"/>
</text:list-style>
<text:list-style style:name="Marks"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>
 </text:list-style>
<text:list-style style:name="Roman">
 <text:list-level-style-number text:level="1" style:num-format="I" text:start-value="4"/></text:list-style>
"""


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_headings_have_their_level_and_titles_the_first(read: Read) -> None:
    body = p("Women in justice", "P1") + '<text:h text:outline-level="2">Aims</text:h>' + p(BODY)
    paper = read(
        body, automatic=AUTOMATIC, styles='<style:style style:name="Title" style:family="paragraph"/>'
    )
    assert [(b.kind, b.level) for b in blocks(paper)] == [(HEADING, 1), (HEADING, 2), (PARAGRAPH, 0)]


def test_a_short_bold_line_is_a_heading(read: Read) -> None:
    body = p('<text:span text:style-name="Bold">Link worker</text:span>') + p(BODY)
    assert told(read(body, automatic=AUTOMATIC))[0] == (HEADING, "Link worker")


def items(*inside: str, style: str = "Numbers", more: str = "") -> str:
    held = "".join(f"<text:list-item>{each}</text:list-item>" for each in inside)
    return f'<text:list text:style-name="{style}" {more}>{held}</text:list>'


def test_lists_are_counted_level_by_level(read: Read) -> None:
    towns = (
        "<text:list>"
        + "".join(f"<text:list-item>{p(t)}</text:list-item>" for t in ("towns", "fens"))
        + "</text:list>"
    )
    deep = f"<text:list><text:list-item>{p('Costs')}{towns}</text:list-item></text:list>"
    body = items(p("Background"), p("Proposal") + p("More of it.") + deep, p("End"))
    assert labelled(read(body, automatic=AUTOMATIC)) == [
        ("1", "Background"),
        ("2", "Proposal"),
        (None, "More of it."),
        ("2.1", "Costs"),
        ("(a)", "towns"),
        ("(b)", "fens"),
        ("3", "End"),
    ]


def test_a_list_goes_on_where_it_says_so_and_begins_where_it_says(read: Read) -> None:
    body = (
        items(p("One."), more='xml:id="l1"') + p(BODY)
        + items(p("Two."), more='text:continue-numbering="true"')
        + items(p("Again one."))
        + items(p("Two again."), more='text:continue-list="l1"')
        + items(p("Four."), style="Roman") + items(p("warm"), style="Marks")
        + '<text:list text:style-name="Numbers"><text:list-item text:start-value="7">' + p("Seven.")
        + "</text:list-item></text:list>"
    )  # fmt: skip
    numbers = [number for number, _ in labelled(read(body, automatic=AUTOMATIC))]
    assert numbers == ["1", None, "2", "1", "3", "IV", "•", "7"]


def test_an_item_that_only_holds_a_list_is_not_counted(read: Read) -> None:
    inner = f"<text:list><text:list-item>{p('Deep.')}</text:list-item></text:list>"
    body = items(inner, p("First."))
    assert labelled(read(body, automatic=AUTOMATIC)) == [("1.1", "Deep."), ("1", "First.")]


def test_headings_are_numbered_where_the_file_says_so(read: Read) -> None:
    outline = (
        "<text:outline-style>"
        '<text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
        '<text:outline-level-style text:level="3" style:num-format=""/></text:outline-style>'
    )
    body = "".join(f'<text:h text:outline-level="{level}">H</text:h>' for level in (1, 2, 2, 1, 2, 3))
    paper = read(body, styles=outline)
    assert [block.number for block in blocks(paper)] == ["1", "1.1", "1.2", "2", "2.1", None]


def test_struck_deleted_and_hidden_words_are_not_live(read: Read) -> None:
    changes = (
        '<text:tracked-changes><text:changed-region xml:id="c1"><text:deletion>'
        f"{p('£40,000')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    body = (
        changes
        + p(
            'The grant is <text:change text:change-id="c1"/>£42,000<text:span '
            'text:style-name="Hidden"> secret</text:span>.'
        )
        + p('<text:span text:style-name="Gone">Never.</text:span>')
        + p('Old <text:span text:style-name="Kept">new</text:span>', "Old")
    )
    assert told(read(body, automatic=AUTOMATIC)) == [
        (PARAGRAPH, "The grant is £42,000."),
        (STRUCK, "£40,000"),
        (STRUCK, "Never."),
        (PARAGRAPH, "new"),
        (STRUCK, "Old"),
    ]


def test_notes_links_blanks_and_remarks(read: Read) -> None:
    note = (
        '<text:note text:note-class="{}"><text:note-citation>{}</text:note-citation><text:note-body>{}'
        "</text:note-body></text:note>"
    )
    body = p(
        f"See{note.format('footnote', '1', p('The plan.'))}{note.format('endnote', 'i', p('The end.'))}"
        '<text:s text:c="3"/><text:a xlink:href="https://fenshire.example">our site</text:a>'
        "<office:annotation><text:p>Check!</text:p></office:annotation><text:tab/>now<text:line-break/>Next"
    )
    paper = read(body)
    assert [(b.kind, b.number, b.text) for b in blocks(paper)] == [
        (PARAGRAPH, None, "See our site now"),
        (PARAGRAPH, None, "Next"),
        (FOOTNOTE, "1", "The plan."),
        (FOOTNOTE, "i", "The end."),
    ]
    assert blocks(paper)[0].links == (("our site", "https://fenshire.example"),)


def test_pages_end_where_the_author_or_the_program_says(read: Read) -> None:
    body = (
        p("a", "First") + p("b<text:soft-page-break/> on") + p("c") + p("d", "Before")
        + p("e", "After") + p("f") + "<text:soft-page-break/>" + p("g")
    )  # fmt: skip
    paper = read(body, automatic=AUTOMATIC)
    assert paged(paper) == [(1, "a"), (1, "b on"), (2, "c"), (3, "d"), (3, "e"), (4, "f"), (5, "g")]


def test_a_file_that_hides_its_pages_says_so(read: Read) -> None:
    paper = read(p(BODY), meta='<meta:document-statistic meta:page-count="7"/>')
    assert "7 pages but does not say where they end" in paper.notes[0]
    assert read(p(BODY), meta='<meta:document-statistic meta:page-count="1"/>').notes == ()


def cell(text: str, **spans: int) -> str:
    attributes = " ".join(f'table:number-{name.replace("_", "-")}="{count}"' for name, count in spans.items())
    return f"<table:table-cell {attributes}>{p(text)}</table:table-cell>"


def test_tables_keep_their_header_rows_and_merged_cells(read: Read) -> None:
    covered = "<table:covered-table-cell/>"
    lines = [
        cell("Authority", rows_spanned=2) + cell("2017/18", columns_spanned=2) + covered,
        covered + cell("Q1") + cell("Q2"),
        cell("Stoke", rows_spanned=2) + cell("12") + cell("14"),
        covered + cell("0", columns_repeated=2),
    ]
    first, second, third, fourth = (f"<table:table-row>{line}</table:table-row>" for line in lines)
    paper = read(
        f"<table:table><table:table-header-rows>{first}{second}</table:table-header-rows>"
        f"{third}<text:soft-page-break/>{fourth}</table:table>"
    )
    assert headers(paper) == {("Authority", "2017/18 Q1", "2017/18 Q2")}
    assert rows(paper) == [("Stoke", "12", "14"), ("Stoke", "0", "0")]
    assert [block.page for block in blocks(paper)] == [1, 2]


def test_a_table_of_one_column_is_a_box_and_one_in_a_cell_a_line(read: Read) -> None:
    def table(*lines: str) -> str:
        held = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
        return f"<table:table>{held}</table:table>"

    assert told(read(table(cell(BODY)))) == [(PARAGRAPH, BODY)]
    inner = table(cell("Q1") + cell("4"), cell("Q2") + cell("5"))
    assert rows(read(table(cell("Stoke") + f"<table:table-cell>{inner}</table:table-cell>"))) == [
        ("Stoke", "Q1; 4 Q2; 5")
    ]


def test_frames_are_read_after_their_paragraph_and_indexes_are_not(read: Read) -> None:
    box = f"<draw:frame><draw:text-box>{p('In the box.')}</draw:text-box></draw:frame>"
    body = (
        (
            "<text:table-of-content><text:index-body><text:p>Aims 3</text:p></text:index-body>"
            "</text:table-of-content>"
        )
        + p(f"Before it.{box}")
        + f"<text:section>{p('In a section.')}</text:section>"
        + f'<text:section text:display="none">{p("Hidden.")}</text:section>'
    )
    assert texts(read(body)) == ["Before it.", "In the box.", "In a section."]


def test_of_headers_only_a_protective_marking_is_kept(read: Read) -> None:
    styles = (
        f"<office:master-styles><style:master-page><style:header>{p('OFFICIAL-SENSITIVE')}</style:header>"
        f"<style:footer>{p('Fenshire Panel')}</style:footer></style:master-page></office:master-styles>"
    )
    assert texts(read(p(BODY), styles=styles)) == ["OFFICIAL-SENSITIVE", BODY]


def test_the_files_title_counts_where_the_paper_bears_it_out(read: Read) -> None:
    meta = "<dc:title>Women in justice</dc:title>"
    assert read(p("Justice for women in Fenshire"), meta=meta).title == "Women in justice"
    assert read(p(BODY), meta=meta).title is None


def test_bad_files_are_told_apart(read: Read, tmp_path: Path) -> None:
    with pytest.raises(PaperNeedsPassword):
        read(p(BODY), manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>")
    with pytest.raises(PaperEmpty, match="only pictures"):
        read(p("<draw:frame><draw:image/></draw:frame>"))
    with pytest.raises(PaperRefused, match="no text body"):
        read_odt(package(tmp_path / "a.odt", {"content.xml": "<a/>"}))
    (tmp_path / "b.odt").write_bytes(b"PK\x03\x04")
    with pytest.raises(PaperRefused, match=r"^b\.odt is damaged"):
        read_odt(tmp_path / "b.odt")
