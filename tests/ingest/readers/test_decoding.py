"""What the bytes of a text file are taken for."""

import codecs
from pathlib import Path

import pytest

from ingest.errors import PaperEmpty, PaperRefused
from ingest.readers import read
from ingest.readers.decoding import decode

WORDS = "The Panel agreed a grant of £42,000 to the women’s centre – Café Moor."


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode("utf-8"),
        WORDS.encode("utf-8-sig"),
        WORDS.encode("utf-16"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        WORDS.encode("utf-16-le"),
        WORDS.encode("utf-16-be"),
        WORDS.encode("utf-32"),
        WORDS.encode("cp1252"),
    ],
    ids=[
        "utf-8",
        "utf-8 bom",
        "utf-16 bom",
        "utf-16-be bom",
        "utf-16-le",
        "utf-16-be",
        "utf-32 bom",
        "cp1252",
    ],
)
def test_the_same_words_in_every_encoding(data: bytes) -> None:
    assert decode(data, "a.txt") == WORDS


def test_latin_1_with_a_byte_that_windows_leaves_undefined() -> None:
    assert decode(b"Caf\xe9 \x81 Moor", "a.txt") == "Café \x81 Moor"


def test_stray_nul_bytes_are_dropped() -> None:
    assert decode(b"The Panel\x00 agreed the grant.\x00", "a.txt") == "The Panel agreed the grant."


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\x00\x00\x00\x00", b"\x0c\n"])
def test_nothing_is_empty(data: bytes) -> None:
    with pytest.raises(PaperEmpty, match=r"^a\.txt: the file is empty"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04" + bytes(40), "a Word, Excel or zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"{\\rtf1 text}", "an RTF file"),
        (b"\x01\x00\x00\x02" * 40, "binary data"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, what: str) -> None:
    with pytest.raises(PaperRefused, match=what) as caught:
        decode(data, "a.txt")
    assert caught.value.message.startswith("a.txt: ")
    assert caught.value.hint


def test_a_pdf_named_text_is_refused_by_the_reader(tmp_path: Path) -> None:
    (tmp_path / "named.txt").write_bytes(b"%PDF-1.7\nnothing")
    with pytest.raises(PaperRefused, match=r"named\.txt: the name says text, but the content is a PDF"):
        read(tmp_path / "named.txt")


def test_an_ending_in_capitals_is_known_and_another_is_not(tmp_path: Path) -> None:
    (tmp_path / "A.TXT").write_bytes(b"The Panel agreed the grant.")
    assert not read(tmp_path / "A.TXT").is_empty
    with pytest.raises(PaperRefused, match=r"a\.xyz: files ending in “\.xyz” are not read") as caught:
        read(tmp_path / "a.xyz")
    known = ".csv, .doc, .docx, .eml, .htm, .html, .md, .odt, .pdf, .rtf, .txt, .xlsx"
    assert caught.value.hint == f"Save it as one of: {known}."
