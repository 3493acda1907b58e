"""Worked examples for reading rich text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.documents import BlockKind, ReadPaper
from ingest.errors import PaperEmpty, PaperRefused
from ingest.readers.rtf import reader as rtf
from ingest.readers.rtf.reader import read_rtf
from ingest.readers.rtf.tokens import tokens
from tests.support.office import headers, labelled, paged, rows, texts, told
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
HEAD = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset2 "
    r"Wingdings;}{\f2\fcharset204 Arial Cyr;}"
    r"{\f3\fcharset128 Mincho;}}{\colortbl;\red255\green0\blue0;}"
    r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 heading 2;}{\s3 Title;}{\s4 toc "
    r"1;}{\*\cs5 Loud;}}"
)

Read = Callable[[str], ReadPaper]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def write_and_read(body: str) -> ReadPaper:
        path = tmp_path / "paper.rtf"
        path.write_bytes((HEAD + body + "}").encode("latin-1"))
        return read_rtf(path)

    return write_and_read


@pytest.mark.parametrize(
    ("form", "level"),
    [(r"\s1", 1), (r"\s2", 2), (r"\s3", 1), (r"\outlinelevel3", 4), (r"\s1\outlinelevel9", 0), (r"\s0", 0)],
)
def test_outline_levels_come_from_the_style_or_the_paragraph(read: Read, form: str, level: int) -> None:
    (block,) = blocks(read(rf"\pard{form} The centre\par"))
    assert (block.text, block.level) == ("The centre", level)


def test_a_short_bold_line_is_a_heading_and_contents_are_left_out(read: Read) -> None:
    paper = read(rf"\pard{{\b Link worker}}\par\pard\s4 Aims\tab 3\par\pard {BODY}\par")
    assert told(paper) == [(HEADING, "Link worker"), (PARAGRAPH, BODY)]


def test_printed_numbers_and_list_marks_are_told(read: Read) -> None:
    body = (
        r"{\listtext\pard 6.4\tab}The grant was agreed.\par{\pntext (a)\tab}for a year\par"
        r"{\listtext\f1\'b7\tab}warm\par{\listtext o\tab}safe\par 7.1\tab Typed.\par"
    )
    assert labelled(read(body)) == [
        ("6.4", "The grant was agreed."),
        ("(a)", "for a year"),
        ("•", "warm"),
        ("•", "safe"),
        ("7.1", "Typed."),
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (r"caf\'e9 \'96 \'a342", "café – £42"),
        (r"caf\u233?", "café"),
        (r"\uc2 caf\u233\'e9\'e9!", "café!"),
        (r"\uc0 caf\u233!", "café!"),
        (r"a \u-10179?\u-8703?", "a 😁"),
        (r"{\f2\'cf\'e0\'ed}", "Пан"),
        (r"{\f3\'83\'5c\'8d\'ec}", "ソ作"),
        (r"{\f1\'fc} {\f1\u-3844?}", "✓ ✓"),
        (r"a\~b\_c\-d\\\{\}\lquote e\rquote\emdash f", "a b-cd\\{}‘e’—f"),
        (r"{\upr{ansi}{\*\ud{\uc0\u8364 5}}}", "€5"),
        ("hid{\\v den}\r\nden", "hidden"),
    ],
)
def test_characters_are_read_in_their_code_pages(read: Read, written: str, said: str) -> None:
    assert texts(read(written + r"\par")) == [said]


def test_struck_and_deleted_words_are_not_live(read: Read) -> None:
    paper = read(
        r"The grant is {\deleted\'a340,000 }{\revised \'a342,000}.\par"
        r"{\strike N\'65ver.}\par{\striked1 No.}\par"
    )
    assert told(paper) == [
        (PARAGRAPH, "The grant is £42,000."),
        (STRUCK, "£40,000"),
        (STRUCK, "Never."),
        (STRUCK, "No."),
    ]


def test_links_and_tick_boxes_are_fields(read: Read) -> None:
    body = (
        r'See {\field{\*\fldinst HYPERLINK "https://fenshire.example"}{\fldrslt our site}} now '
        r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres25\ffdefres1}}}{\fldrslt}}"
        r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres0\ffdefres1}}}{\fldrslt}}\par"
    )
    (block,) = blocks(read(body))
    assert (block.text, block.links) == (
        "See our site now ☒☐",
        (("our site", "https://fenshire.example"),),
    )


def test_notes_boxes_headers_and_what_is_not_read(read: Read) -> None:
    body = (
        r"{\info{\title Women in justice}{\author Ann}}{\header OFFICIAL-SENSITIVE\par Fenshire Panel\par}"
        r"{\*\generator LibreOffice}{\pict\bin3 \{}x}Women in justice.{\footnote{\chftn} The plan.}"
        r"{\footnote\ftnalt{\chftn} The end.}{\footnote * By hand.}"
        r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt In the box.\par}}{\shprslt Twice.}}{\xe "
        r"index}\par After.\par"
    )
    paper = read(body)
    assert [(b.kind, b.number, b.text) for b in blocks(paper)] == [
        (PARAGRAPH, None, "OFFICIAL-SENSITIVE"),
        (PARAGRAPH, None, "Women in justice."),
        (PARAGRAPH, None, "In the box."),
        (PARAGRAPH, None, "After."),
        (FOOTNOTE, "1", "The plan."),
        (FOOTNOTE, None, "* By hand."),
        (FOOTNOTE, "i", "The end."),
    ]
    assert paper.title == "Women in justice"


def test_pages_end_where_the_author_says(read: Read) -> None:
    body = (
        r"a\page\par b\par\pard\pagebb c\par\pard d\par\sect\sectd\sbknone e\par\sect\sectd f\par"
        r"\sect\sectd\sbkodd g\par"
    )
    assert paged(read(body)) == [(1, "a"), (2, "b"), (3, "c"), (3, "d"), (3, "e"), (4, "f"), (5, "g")]


def test_a_file_that_hides_its_pages_says_so(read: Read) -> None:
    assert "7 pages but does not say" in read(r"{\info{\nofpages7}}a word\par").notes[0]


def test_tables_keep_merged_cells_and_header_rows(read: Read) -> None:
    body = (
        r"\trowd\trhdr\clvmgf\cellx1000\cellx3000\pard\intbl Authority\cell 2017/18\cell\row"
        r"\trowd\trhdr\clvmrg\cellx1000\cellx2010\cellx3000\pard\intbl\cell Q1\cell Q2\cell\row"
        r"\trowd\clvmgf\cellx1000\cellx2000\cellx3000\pard\intbl Stoke\cell 12\cell 14\cell\row"
        r"\trowd\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell 3\cell\strike 4\plain 5\cell\row"
        rf"\pard {BODY}\par"
    )
    paper = read(body)
    assert headers(paper) == {("Authority", "2017/18 Q1", "2017/18 Q2")}
    assert rows(paper) == [("Stoke", "12", "14"), ("Stoke", "3", "5")]
    assert told(paper)[-2:] == [(STRUCK, "4"), (PARAGRAPH, BODY)]


def test_a_table_in_a_cell_is_read_row_by_row(read: Read) -> None:
    body = (
        r"\trowd\cellx1000\cellx2000\pard\intbl Stoke\cell\pard\intbl\itap2 Q1\nestcell 4\nestcell"
        r"{\*\nesttableprops\trowd\cellx500\nestrow}{\nonesttables Lost.\par}\pard\intbl After\cell\row"
    )
    assert rows(read(body)) == [("Stoke", "Q1; 4 After")]


def test_a_file_that_is_cut_short_gives_what_it_has(read: Read) -> None:
    assert texts(read(r"First.\par Sec{\b ond")) == ["First.", "Second"]
    assert rows(read(r"\trowd\cellx1000\cellx2000\pard\intbl a\cell b")) == [("a", "b")]


def test_bad_files_are_told_apart(read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PaperEmpty, match="only pictures"):
        read(r"{\pict 0102}")
    with pytest.raises(PaperRefused, match="groups lie in one another"):
        read("{" * 3000)
    monkeypatch.setattr(rtf, "MOST_BYTES", 10)
    with pytest.raises(PaperRefused, match="more than rich text may have"):
        read(BODY)
    with pytest.raises(PaperRefused, match="could not be opened"):
        read_rtf(tmp_path / "none.rtf")


def test_every_byte_is_in_a_token() -> None:
    found = list(tokens(b"{\\b1 a\\'e9\\~\\bin2 }{b}\\"))
    assert [(token.kind, token.name, token.value, token.data) for token in found] == [
        ("{", "", None, b""),
        ("word", "b", 1, b""),
        ("bytes", "", None, b"a"),
        ("bytes", "", None, b"\xe9"),
        ("sign", "~", None, b""),
        ("bytes", "", None, b"b"),
        ("}", "", None, b""),
    ]
