"""Worked examples for reading web pages."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.documents import BlockKind, ReadPaper
from ingest.errors import PaperEmpty, PaperRefused
from ingest.readers.web import reader as web_page
from ingest.readers.web.reader import read_html
from tests.support.office import headers, labelled, rows, texts, told
from tests.support.papers import blocks

HEADING, PARAGRAPH, ITEM, FOOTNOTE, STRUCK = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.FOOTNOTE,
    BlockKind.STRUCK,
)
BODY = (
    "The Panel noted the report on out of court disposals, which had been circulated with the agenda, and "
    "thanked its authors for their work."
)

Read = Callable[..., ReadPaper]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def write_and_read(text: str, encoding: str = "utf-8") -> ReadPaper:
        path = tmp_path / "page.html"
        path.write_bytes(text.encode(encoding))
        return read_html(path)

    return write_and_read


def test_headings_have_their_level(read: Read) -> None:
    paper = read(
        f"<h1>Women in <em>justice</em></h1><p>{BODY}<h3>Aims:</h3><p><b>Link worker</b></p><p>{BODY}"
    )
    assert [(b.kind, b.text, b.level) for b in blocks(paper)] == [
        (HEADING, "Women in justice", 1),
        (PARAGRAPH, BODY, 0),
        (HEADING, "Aims", 3),
        (HEADING, "Link worker", 4),
        (PARAGRAPH, BODY, 0),
    ]


def test_only_the_main_part_of_a_page_is_read(read: Read) -> None:
    page = f"""<html><head><title>Decision 12 - Fenshire</title><style>p {{}}</style></head><body>
    <div class="cookie-banner">We use cookies</div><a class="govuk-skip-link" href="#main">Skip to content</a>
    <header><p>Fenshire PCC</p></header><nav><ul><li>Home</li></ul></nav>
    <div role="navigation">Menu</div><ol class="breadcrumbs"><li>Home</li></ol>
    <main><header><h1>Decision 12</h1></header><p>{BODY}</p><script>alert("x")</script>
    <p hidden>Hidden</p><p style="display: none">Hidden</p><form><button>Send</button></form></main>
    <aside>Related</aside><footer>© Fenshire</footer></body></html>"""
    paper = read(page)
    assert told(paper) == [(HEADING, "Decision 12"), (PARAGRAPH, BODY)]
    assert paper.title == "Decision 12"


def test_without_a_main_part_the_frame_of_the_site_goes(read: Read) -> None:
    page = f"<body><header>Site</header><div>{BODY}</div><footer>Imprint</footer></body>"
    assert texts(read(page)) == [BODY]
    article = (
        f"<body><p>Site</p><article><header><h2>Minutes</h2></header><p>{BODY}</p>"
        f"<footer>By Ann</footer></article></body>"
    )
    assert texts(read(article)) == ["Minutes", BODY, "By Ann"]


def test_of_headers_only_a_protective_marking_is_kept(read: Read) -> None:
    page = (
        f"<div title=header><p>OFFICIAL-SENSITIVE</p><p>Fenshire</p></div><p>{BODY}</p>"
        "<footer><div>Confidential</div><div>© Fenshire</div></footer>"
    )
    assert told(read(page)) == [
        (PARAGRAPH, "OFFICIAL-SENSITIVE"),
        (PARAGRAPH, "Confidential"),
        (PARAGRAPH, BODY),
    ]


def test_a_main_part_that_scripts_would_fill_is_not_trusted(read: Read) -> None:
    assert texts(read(f"<main>Loading</main><div>{BODY}</div>")) == ["Loading", BODY]
    with pytest.raises(PaperEmpty, match="what scripts would fill"):
        read("<title>App</title><div id=root></div><script>go()</script>")


def test_lists_are_numbered_as_they_say(read: Read) -> None:
    page = (
        "<ol start=3><li>Three<ol type=a><li>A</li><li>B</li></ol></li><li value=7>Seven<p>More</p>"
        "</li><li>Eight</ol>"
        "<ol type=I><li>One</ol><ul><li>warm<li><p>safe</p></ul>"
    )
    assert labelled(read(page)) == [
        ("3", "Three"),
        ("a", "A"),
        ("b", "B"),
        ("7", "Seven"),
        (None, "More"),
        ("8", "Eight"),
        ("I", "One"),
        ("•", "warm"),
        ("•", "safe"),
    ]


def test_terms_stand_before_their_description(read: Read) -> None:
    long = " ".join(["word"] * 40)
    page = f"<dl><dt>Published</dt><dd>4 May 2024</dd><dt>Why?</dt><dd>{long}</dd><dt>Alone</dt></dl>"
    assert texts(read(page)) == ["Published: 4 May 2024", "Why?", long, "Alone"]


@pytest.mark.parametrize(
    "mark",
    [
        "<del>{}</del>",
        "<s>{}</s>",
        "<strike>{}</strike>",
        '<span style="text-decoration: line-through">{}</span>',
    ],
)
def test_struck_out_words_are_not_live(read: Read, mark: str) -> None:
    paper = read(f"<p>The grant is {mark.format('£40,000')} <ins>£42,000</ins>.</p>")
    assert told(paper) == [(PARAGRAPH, "The grant is £42,000."), (STRUCK, "£40,000")]


def test_links_are_whole_addresses(read: Read) -> None:
    page = (
        '<base href="https://fenshire.example/papers/"><p>See <a href="plan.html">the plan</a>, '
        '<a href="#a">below</a>, '
        '<a href="javascript:x()">run</a>, <a href="http://[bad">bad</a>.</p>'
    )
    (block,) = blocks(read(page))
    assert block.links == (("the plan", "https://fenshire.example/papers/plan.html"),)


def test_tables_keep_headings_spans_and_caption(read: Read) -> None:
    page = """<table><caption>Link workers</caption><thead><tr><th rowspan=2>Area<th colspan=2>2017/18</tr>
    <tr><th>Q1<th>Q2</thead><tbody><tr><th rowspan=2>Stoke<td>12<td>14<tr><td>3<td><s>4</s>5</tbody>
 </table>"""
    paper = read(page)
    assert blocks(paper)[0].kind is HEADING
    assert headers(paper) == {("Area", "2017/18 Q1", "2017/18 Q2")}
    assert rows(paper) == [("Stoke", "12", "14"), ("Stoke", "3", "5")]
    assert told(paper)[-1] == (STRUCK, "4")


def test_tables_that_only_arrange_are_no_tables(read: Read) -> None:
    inner = "<table><tr><th>Name<th>Role<tr><td>Ann<td>Chair</table>"
    page = f"<table><tr><td><h1>Minutes</h1><td>{inner}<p>{BODY}</table><table><tr><td>Left<td>Right</table>"
    paper = read(page)
    assert texts(paper, HEADING) == ["Minutes"]
    assert texts(paper, PARAGRAPH) == [BODY, "Left", "Right"]
    assert (rows(paper), headers(paper)) == ([("Ann", "Chair")], {("Name", "Role")})


def test_a_table_in_a_cell_of_a_table_is_read_row_by_row(read: Read) -> None:
    inner = "<table><tr><th>Q1<td>4<tr><th>Q2<td>5</table>"
    page = f"<table><tr><th>Area<th>Figures<tr><td>Stoke<td>{inner}<tr><td>Leek<td>7</table>"
    assert rows(read(page)) == [("Stoke", "Q1; 4 Q2; 5"), ("Leek", "7")]


def test_footnotes_are_kept_apart(read: Read) -> None:
    page = (
        f'<p>{BODY}<sup><a href="#fn:1" role="doc-noteref">1</a></sup></p>'
        '<div class="footnotes" role="doc-endnotes"><ol><li id="fn:1" role="doc-endnote"><p>See the plan. '
        '<a href="#fnref:1">↩</a></p></li></ol></div>'
    )
    paper = read(page)
    assert [(b.kind, b.number, b.text) for b in blocks(paper)] == [
        (PARAGRAPH, None, BODY),
        (FOOTNOTE, "1", "See the plan."),
    ]


def test_what_word_saves_as_a_web_page(read: Read) -> None:
    page = """<html xmlns:o="urn:x"><body><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>
 <![if !supportLists]>
    <span style='mso-list:Ignore'>6.4<span>&nbsp;&nbsp;</span></span><![endif]>It was agreed.<o:p></o:p></p>
    <p><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>warm</p>
    <p>First page<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a></p>
    <br clear=all style='page-break-before:always'><p>Second page</p>
    <p style='mso-hide:all'>Hidden</p>
    <div style='mso-element:footnote' id=ftn1><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span>
 </a> See the plan.</p></div>"""
    paper = read(page)
    assert [(b.page, b.kind, b.number, b.text) for b in blocks(paper)] == [
        (1, PARAGRAPH, "6.4", "It was agreed."),
        (1, ITEM, None, "warm"),
        (1, PARAGRAPH, None, "First page"),
        (2, PARAGRAPH, None, "Second page"),
        (2, FOOTNOTE, "1", "See the plan."),
    ]


def test_lines_and_blanks_are_as_a_browser_shows_them(read: Read) -> None:
    page = (
        "<p>Present:<br>Cllr Ann\n   Moor<br>Cllr Bo Fen, who took<br>the chair"
        "<div>One<p>Two</div>Three<pre>a 1\nB 2</pre>"
    )
    assert texts(read(page)) == [
        "Present:", "Cllr Ann Moor", "Cllr Bo Fen, who took the chair", "One", "Two", "Three", "a 1", "B 2",
    ]  # fmt: skip


def test_a_page_set_to_break_by_style_breaks(read: Read) -> None:
    page = "<p style='break-after: page'>One</p><p>Two</p><p style='page-break-before: always'>Three</p>"
    assert [block.page for block in blocks(read(page))] == [1, 2, 3]


@pytest.mark.parametrize(
    ("meta", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "cp1252"),
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">', "cp1250"),
        ('<?xml version="1.0" encoding="windows-1252"?>', "cp1252"),
        ('<meta charset="utf-8">', "cp1252"),
        ('<meta charset="nonsense">', "utf-8"),
        ('<meta charset="base64">', "utf-8"),
    ],
)
def test_the_character_set_is_told(read: Read, meta: str, encoding: str) -> None:
    words = "The Panel’s grant – Café Münch."
    assert texts(read(f"{meta}<p>{words}</p>", encoding)) == [words]


def test_a_page_nested_without_end_is_read_to_the_end(read: Read) -> None:
    assert texts(read("<div>" * 1500 + BODY)) == [BODY]


def test_bad_files_are_told_apart(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    for nothing in ("", "  \n", "<p></p>", "<!-- -->"):
        with pytest.raises(PaperEmpty):
            read(nothing)
    with pytest.raises(PaperRefused, match="binary data"):
        read("\x01\x00\x00" * 99, "latin-1")
    monkeypatch.setattr(web_page, "MOST_BYTES", 10)
    with pytest.raises(PaperRefused, match="more than a web page may have"):
        read(BODY)
