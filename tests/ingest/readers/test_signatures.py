"""What a file is by its content, and which reader it gets."""

import struct
import zipfile
from pathlib import Path

import pytest

from ingest.documents import ReadPaper
from ingest.errors import PaperEmpty, PaperError, PaperNeedsPassword, PaperRefused
from ingest.readers import NOT_READ, SUFFIXES, read
from ingest.readers.signatures import Form, form_of
from tests.support.office import open_document, package, paragraph, relations, texts, word_file
from tests.support.papers import pdf_paper

BODY = "It was agreed."
RTF = rb"{\rtf1\ansi It was agreed.\par}"
HTML = b"<!DOCTYPE html><html><body><p>It was agreed.</p></body></html>"
MAIL = b"MIME-Version: 1.0\nSubject: Grant\n\nIt was agreed.\n"


def compound(*streams: str, flags: int | None = None) -> bytes:
    """A compound file as far as it is looked at: a head, directory entries, the start of a Word stream."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\x00") + struct.pack("<H", 2 * len(name) + 2) + bytes(62)
        for name in ("Root Entry", *streams)
    )
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00") + entries.ljust(1024, b"\x00")
    if flags is not None:
        data += (b"\xec\xa5" + bytes(8) + struct.pack("<H", flags)).ljust(512, b"\x00")
    return data


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"", Form.EMPTY),
        (b"\n\n%PDF-1.7\n", Form.PDF),
        (RTF, Form.RTF),
        (HTML, Form.HTML),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a -- b --><html>", Form.HTML),
        ("<html>".encode("utf-16"), Form.HTML),
        (MAIL, Form.EMAIL),
        (b"Received: from a\r\n by b\r\nFrom: c\r\n", Form.EMAIL),
        (b"From: 1 April,,\nTo the end,,\n", Form.UNKNOWN),
        (b"\x89PNG\r\n", Form.PICTURE),
        (b"BMI,Age\n", Form.UNKNOWN),
        (b"It was agreed.", Form.UNKNOWN),
        (b"PK\x03\x04", Form.BROKEN_ZIP),
        (compound("WordDocument"), Form.OLD_WORD),
        (compound("worddocument"), Form.OLD_WORD),
        (compound("WordDocument", flags=0x0100), Form.LOCKED_OFFICE),
        (compound("WordDocument", flags=0), Form.OLD_WORD),
        (compound("EncryptionInfo", "EncryptedPackage"), Form.LOCKED_OFFICE),
        (compound("Workbook"), Form.OLD_EXCEL),
        (compound("PowerPoint Document"), Form.OLD_POWERPOINT),
        (compound("__properties_version1.0"), Form.OUTLOOK),
        (compound("Other"), Form.UNKNOWN),
    ],
)
def test_a_form_is_told_by_its_first_bytes(tmp_path: Path, data: bytes, form: Form) -> None:
    (tmp_path / "a").write_bytes(data)
    assert form_of(tmp_path / "a") is form


@pytest.mark.parametrize(
    ("parts", "form"),
    [
        ({"word/document.xml": ""}, Form.WORD),
        ({"/xl/workbook.xml": ""}, Form.EXCEL),
        ({"ppt/presentation.xml": ""}, Form.POWERPOINT),
        ({"mimetype": "application/vnd.oasis.opendocument.text-template"}, Form.ODT),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, Form.ODS),
        ({"mimetype": "application/epub+zip", "a": ""}, Form.ZIP),
        ({"a.txt": ""}, Form.ZIP),
    ],
)
def test_a_package_is_told_by_its_parts(tmp_path: Path, parts: dict[str, str], form: Form) -> None:
    assert form_of(package(tmp_path / "a", parts)) is form


def test_a_package_whose_first_part_is_damaged_is_broken(tmp_path: Path) -> None:
    path = package(tmp_path / "a.odt", {"mimetype": "application/vnd.oasis.opendocument.text"})
    data = bytearray(path.read_bytes())
    start = data.index(b"mimetype") + len(b"mimetype")
    data[start : start + 4] = b"\xff\xff\xff\xff"  # no deflated data begins so
    path.write_bytes(bytes(data))
    assert form_of(path) is Form.BROKEN_ZIP
    with pytest.raises(PaperRefused, match=r"a\.odt is damaged"):
        read(path)


def reads(path: Path) -> ReadPaper:
    paper = read(path)
    assert BODY in texts(paper)
    return paper


@pytest.mark.parametrize("ending", [".doc", ".docx", ".xlsx", ".rtf", ".html", ".eml", ".csv", ".DOCX"])
@pytest.mark.parametrize("form", ["word", "odt", "rtf", "html", "mail", "pdf"])
def test_an_ending_that_lies_does_not_matter(tmp_path: Path, ending: str, form: str) -> None:
    path = tmp_path / f"paper{ending}"
    if form == "word":
        word_file(tmp_path, paragraph(BODY), path.name)
    elif form == "odt":
        open_document(tmp_path, f"<text:p>{BODY}</text:p>", path.name)
    elif form == "pdf":
        pdf_paper(tmp_path, path.name, (BODY,))
    else:
        path.write_bytes({"rtf": RTF, "html": HTML, "mail": MAIL}[form])
    reads(path)


def test_pdf_and_text_endings_are_read_as_what_they_say(tmp_path: Path) -> None:
    path = word_file(tmp_path, paragraph(BODY), "word.pdf")
    with pytest.raises(PaperRefused, match="not a PDF"):
        read(path)
    (tmp_path / "rich.txt").write_bytes(RTF)
    with pytest.raises(PaperRefused, match="an RTF file"):
        read(tmp_path / "rich.txt")


@pytest.mark.parametrize(
    ("name", "data", "error", "said"),
    [
        ("a.docx", b"", PaperEmpty, "the file is empty"),
        ("a.docx", b"It was agreed.", PaperRefused, "says a Word file, but the content is of no form"),
        ("a.docx", b"\x89PNG\r\n", PaperRefused, "the content is a picture"),
        ("a.docx", b"PK\x03\x04", PaperRefused, "a.docx is damaged"),
        ("a.rtf", b"PK\x03\x04", PaperRefused, "the content is a zip file that is damaged"),
        ("a.docx", compound("EncryptedPackage"), PaperNeedsPassword, "opens only with a password"),
        ("a.doc", compound("WordDocument", flags=0x0100), PaperNeedsPassword, "opens only with a password"),
        ("a.xlsx", compound("Workbook"), PaperRefused, "Open it in Excel and save it as .xlsx."),
        ("a.eml", compound("__properties_version1.0"), PaperRefused, "Save it from Outlook as .eml"),
        ("a.csv", compound("PowerPoint Document"), PaperRefused, "the name says a CSV file"),
    ],
)
def test_what_cannot_be_read_is_named(
    tmp_path: Path, name: str, data: bytes, error: type[PaperError], said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(error) as caught:
        read(tmp_path / name)
    assert said in str(caught.value)
    assert caught.value.message.startswith(name)
    assert caught.value.hint


@pytest.mark.parametrize("ending", sorted(NOT_READ))
def test_forms_that_are_not_read_say_what_to_do(tmp_path: Path, ending: str) -> None:
    assert ending not in SUFFIXES
    with pytest.raises(PaperRefused, match="are not read") as caught:
        read(tmp_path / f"a{ending}")
    assert caught.value.hint == NOT_READ[ending]


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PaperRefused, match="could not be opened"):
        read(tmp_path / "a.docx")


def test_a_damaged_package_with_another_inside_is_told_by_its_name(tmp_path: Path) -> None:
    path = package(tmp_path / "a.odt", {"_rels/.rels": relations()})
    with zipfile.ZipFile(path) as written:
        assert written.namelist() == ["_rels/.rels"]
    with pytest.raises(PaperRefused, match="the content is a zip file"):
        read(path)
