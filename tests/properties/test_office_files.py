"""What holds for any damage to an office file: it is read or refused, never anything else."""

import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.documents import BlockKind
from ingest.errors import PaperError
from ingest.normalise import normalise
from ingest.passages import make_passages
from ingest.readers import read
from tests.support.office import open_document, package, paragraph, word_file

BODY = "The Panel agreed a grant of £42,000 to the women’s centre."
PAGE = (
    f"<html><head><meta charset=utf-8></head><body><h1>Minutes</h1><p>{BODY}<sup>"
    f"<a href='#fn1'>1</a></sup></p>"
    "<ol type=a><li>One<li>Two</ol><dl><dt>Date<dd>4 May</dl><table><tr><th colspan=2>A<tr><td>1<td>"
    "<s>2</s>3</table>"
    "<div class=footnotes><ol><li id=fn1>See the plan.</ol></div></body></html>"
)
RICH = (
    r"{\rtf1\ansi{\fonttbl{\f0\fcharset0 Arial;}}{\stylesheet{\s1 heading 1;}}{\header Confidential}"
    r"\pard\s1 Minutes\par\pard{\listtext 6.4\tab}It was \'a342{\footnote{\chftn} note}"
    r"{\field{\*\fldinst HYPERLINK x}{\fldrslt x}}\par"
    r"\trowd\cellx500\clvmrg\cellx900\pard\intbl a\cell b\nestcell\nestrow\cell\row\pard\page\u8364?\par}"
)
MAIL = (
    "Subject: Grant\nFrom: Ann\nDate: Mon, 29 Jan 2018 10:15:00 +0000\nMIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; '
    "format=flowed\n\nIt was \nagreed.\n"
    f"> Shall we?\n--b\nContent-Type: text/html\n\n{PAGE}\n--b--\n"
)


def _word(path: Path) -> None:
    listed = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    table = (
        f"<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('a')}</w:tc>"
        f"<w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"
    )
    word_file(
        path.parent,
        paragraph("Minutes", '<w:pStyle w:val="H"/>') + paragraph(BODY, listed) + table
        + "<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        '<w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
        path.name,
        styles='<w:style w:styleId="H"><w:name w:val="heading 1"/></w:style>',
        numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        footnotes=f'<w:footnote w:id="1">{paragraph("note")}</w:footnote>',
    )  # fmt: skip


def _odt(path: Path) -> None:
    item = (
        f"<text:list text:style-name='L'><text:list-item><text:p>{BODY}</text:p></text:list-item></text:list>"
    )
    cell = "<table:table-cell table:number-rows-spanned='2'><text:p>a</text:p></table:table-cell>"
    row = f"<table:table-row>{cell}</table:table-row>"
    open_document(
        path.parent, f"<text:h>Minutes</text:h>{item}<table:table>{row}{row}</table:table>", path.name
    )


def _excel(path: Path) -> None:
    book = openpyxl.Workbook()
    for line in (["Area", "Spend"], ["Stoke", 4.5], ["Leek", "=1+1"]):
        book.active.append(line)
    book.active.merge_cells("A2:B3")
    book.save(path)


MAKERS: dict[str, Callable[[Path], object]] = {
    ".docx": _word,
    ".odt": _odt,
    ".xlsx": _excel,
    ".rtf": lambda path: path.write_text(RICH, encoding="latin-1"),
    ".html": lambda path: path.write_text(PAGE, encoding="utf-8"),
    ".eml": lambda path: path.write_text(MAIL, encoding="utf-8"),
    ".csv": lambda path: path.write_text("Area;Spend\nStoke;£42\n\nNote: x\n", encoding="utf-8"),
}
# Damage to a zip is mostly found by its checksums: parts are also damaged before they are packed.
PACKED = (".docx", ".odt", ".xlsx")

quick = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 10**6),
        st.sampled_from(["set", "cut", "insert", "repeat"]),
        st.binary(min_size=1, max_size=8),
    ),
    min_size=1,
    max_size=6,
)


def damaged(data: bytes, changes: list[tuple[int, str, bytes]]) -> bytes:
    for place, what, piece in changes:
        at = place % (len(data) + 1)
        if what == "cut":
            data = data[:at] + data[at + len(piece) * 3 :]
        elif what == "insert":
            data = data[:at] + piece + data[at:]
        elif what == "repeat":
            data = data[:at] + data[max(0, at - 40) : at] * 2 + data[at:]
        else:
            data = data[:at] + piece + data[at + len(piece) :]
    return data


def check(path: Path) -> None:
    with suppress(PaperError):
        paper = read(path)
        assert not paper.is_empty
        assert [page.number for page in paper.pages] == list(range(1, len(paper.pages) + 1))
        for page in paper.pages:
            for block in page.blocks:
                assert block.page == page.number
                assert block.text == normalise(block.text)
                assert all(normalise(line) == line for cell in block.cells for line in cell.split("\n"))
                assert (block.kind is BlockKind.HEADING) == (1 <= block.level <= 6)
        make_passages(paper.pages)


@pytest.fixture(scope="module", params=sorted(MAKERS))
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("office") / f"paper{request.param}"
    MAKERS[request.param](path)
    return path


def test_the_sound_file_is_read(sound: Path) -> None:
    assert not read(sound).is_empty


@quick
@given(changes=CHANGES)
def test_a_damaged_file_is_read_or_refused(sound: Path, changes: list[tuple[int, str, bytes]]) -> None:
    path = sound.with_stem("damaged")
    path.write_bytes(damaged(sound.read_bytes(), changes))
    check(path)


@pytest.fixture(scope="module", params=PACKED)
def parts(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, bytes]]:
    path = tmp_path_factory.mktemp("packed") / f"paper{request.param}"
    MAKERS[request.param](path)
    with zipfile.ZipFile(path) as packed:
        return path, {name: packed.read(name) for name in packed.namelist()}


@quick
@given(data=st.data(), changes=CHANGES)
def test_a_damaged_part_is_read_or_refused(
    parts: tuple[Path, dict[str, bytes]], data: st.DataObject, changes: list[tuple[int, str, bytes]]
) -> None:
    path, sound_parts = parts
    name = data.draw(st.sampled_from(sorted(sound_parts)))
    package(path, sound_parts | {name: damaged(sound_parts[name], changes)})
    check(path)
