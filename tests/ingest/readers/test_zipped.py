"""Packages that would burst, lie or lock are refused before anything is inflated."""

import struct
import zipfile
from pathlib import Path

import pytest

from ingest.errors import PaperNeedsPassword, PaperRefused
from ingest.readers import zipped
from ingest.readers.sheets.workbook import read_workbook
from ingest.readers.word.reader import read_word
from ingest.readers.xml_tree import iterate_xml, parse_html, parse_xml
from ingest.readers.zipped import Package
from tests.support.office import package, paragraph, relations, texts, word_file

WHAT = {"name": "a.docx", "what": "Word file"}


def opened(path: Path) -> Package:
    return Package(path, **WHAT)


def test_a_part_is_read_whole_or_bit_by_bit(tmp_path: Path) -> None:
    with opened(package(tmp_path / "a.docx", {"a.xml": "words", "/b.xml": "more"})) as found:
        assert found.parts == ("b.xml", "a.xml") or set(found.parts) == {"a.xml", "b.xml"}
        assert (found.read("a.xml"), found.read("b.xml"), found.read("c.xml")) == (b"words", b"more", None)
        with found.stream("a.xml") as stream:
            assert stream.read(3) == b"wor"


def test_a_bomb_is_refused_before_it_is_inflated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = word_file(tmp_path, paragraph("words") + " " * 8_000_000)
    assert path.stat().st_size < 20_000
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("a part was opened"))
    with pytest.raises(PaperRefused, match=r"packed like a bomb: \d+ KB in it unpack to 8 MB") as caught:
        read_word(path)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [
        ("MOST_TOTAL", 10, "unpacked it takes"),
        ("MOST_MEMBERS", 1, "it has 2 parts"),
        ("MOST_PART", 5, "its part “a.xml”"),
    ],
)
def test_what_is_larger_than_a_paper_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, said: str
) -> None:
    monkeypatch.setattr(zipped, limit, value)
    with (
        pytest.raises(PaperRefused, match=said),
        opened(package(tmp_path / "a.docx", {"a.xml": "wordy!", "b.xml": "12345"})) as found,
    ):
        found.read("a.xml")


def test_a_part_that_says_less_than_it_holds_is_refused(tmp_path: Path) -> None:
    path = package(tmp_path / "a.docx", {"a.xml": "A" * 5000})
    data = path.read_bytes()
    small = data.replace(struct.pack("<I", 5000), struct.pack("<I", 10))
    assert small != data
    path.write_bytes(small)
    with opened(path) as found, pytest.raises(PaperRefused, match="is damaged"):
        found.read("a.xml")


def test_a_part_under_a_password_asks_for_it(tmp_path: Path) -> None:
    path = package(tmp_path / "a.docx", {"a.xml": "words"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag of the directory's entry
    path.write_bytes(bytes(data))
    with pytest.raises(PaperNeedsPassword):
        opened(path)


def test_of_two_parts_of_one_name_the_first_counts(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as written:
        written.writestr("a.xml", "first")
        with pytest.warns(UserWarning, match="Duplicate name"):
            written.writestr("a.xml", "second")
    with opened(tmp_path / "a.docx") as found:
        assert found.read("a.xml") == b"first"


# XML

LAUGHS = b'<!DOCTYPE a [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>'


@pytest.mark.parametrize(
    "data",
    [
        LAUGHS,
        b'<!DOCTYPE a SYSTEM "file:///etc/hosts"><a/>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]><a>&x;</a>',
        b"<a><b></a>",
        b"",
        b"words",
        b"<a>" * 400 + b"</a>" * 400,
    ],
)
def test_xml_that_is_not_sound_or_declares_anything_is_refused(data: bytes) -> None:
    with pytest.raises(PaperRefused, match=r"^a\.docx is damaged"):
        parse_xml(data, **WHAT)


def test_entities_of_a_stream_are_refused_too(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(LAUGHS)
    with (tmp_path / "a.xml").open("rb") as stream, pytest.raises(PaperRefused, match="is damaged"):
        list(iterate_xml(stream, ["{*}a"], **WHAT))


def test_a_workbook_with_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    path = package(
        tmp_path / "a.xlsx", {"_rels/.rels": relations(officeDocument="xl/b.xml"), "xl/b.xml": LAUGHS}
    )
    with pytest.raises(PaperRefused):
        read_workbook(path)


def test_a_stream_gives_each_element_and_forgets_it(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<a>" + "".join(f"<b>{n}</b>" for n in range(5)) + "</a>")
    with (tmp_path / "a.xml").open("rb") as stream:
        assert [element.text for element in iterate_xml(stream, ["{*}b"], **WHAT)] == list("01234")


@pytest.mark.parametrize("text", ["", "<!-- only -->", "<?xml encoding='x'?>"])
def test_html_that_holds_nothing_has_no_tree_or_an_empty_one(text: str) -> None:
    root = parse_html(text)
    assert root is None or not "".join(element.text or "" for element in root.iter()).strip()


def test_links_in_a_package_are_never_followed(tmp_path: Path) -> None:
    path = package(
        tmp_path / "a.docx",
        {
            "_rels/.rels": relations(officeDocument="word/document.xml"),
            "word/document.xml": "<w:document "
            'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            "<w:body><w:p><w:r><w:t>words</w:t></w:r></w:p></w:body></w:document>",
            "word/_rels/document.xml.rels": relations(styles="https://fenshire.example/styles.xml"),
        },
    )
    assert texts(read_word(path)) == ["words"]
