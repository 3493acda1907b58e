"""Uploaded papers are kept under safe names, each in a folder for its bytes."""

import hashlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import PaperRefused
from ingest.files import find_files
from service import added_files
from service.added_files import AddedFiles, safe_name


def save(files: AddedFiles, name: str, content: bytes = b"words") -> Path:
    return files.save(name, io.BytesIO(content))


def test_a_file_keeps_its_name_and_bytes(tmp_path: Path):
    path = save(AddedFiles(tmp_path), "Minutes of May.txt")

    digest = hashlib.sha256(b"words").hexdigest()
    assert path == tmp_path / "added" / digest[:16] / "Minutes of May.txt"
    assert path.read_bytes() == b"words"


def test_two_papers_of_one_name_are_both_kept_and_one_paper_twice_is_kept_once(tmp_path: Path):
    files = AddedFiles(tmp_path)

    first, other = save(files, "Minutes.txt", b"May"), save(files, "Minutes.txt", b"June")

    assert first != other
    assert save(files, "Copy of minutes.txt", b"May") == first
    assert files.paths() == sorted([first, other])
    assert [found.path for found in find_files([tmp_path / "added"])] == files.paths()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("notes.exe", b"words", "notes.exe is no paper that can be read."),
        ("paper", b"words", "paper is no paper"),
        ("empty.txt", b"", "empty.txt is empty."),
        ("large.txt", b"12345678", "large.txt is larger than"),
    ],
)
def test_what_is_no_paper_is_refused_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, says: str
):
    monkeypatch.setattr(added_files, "MOST_BYTES", 7)

    with pytest.raises(PaperRefused, match=says) as refused:
        save(AddedFiles(tmp_path), name, content)

    assert refused.value.hint
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\a.pdf", "a.pdf"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("~$open.docx", "open.docx"),
        ("", "paper"),
        (".pdf", "paper.pdf"),
        ("Item: 7 <draft>?.pdf", "Item- 7 -draft--.pdf"),
        ("nul.txt", "_nul.txt"),
        ("Cofnodion Tŷ Gŵyn.pdf", "Cofnodion Tŷ Gŵyn.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
    ],
)
def test_names_lead_nowhere_else(name: str, safe: str):
    assert safe_name(name) == safe


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_name_is_one_plain_name(name: str):
    safe = safe_name(name)

    assert safe
    assert Path(safe).name == safe
    assert safe not in (".", "..")
    assert not safe.startswith((".", "~$"))
    assert safe.isprintable()
    assert len(safe.encode()) <= 250 or len(Path(name).suffix) > 100


def test_a_file_that_gave_no_paper_is_deleted_with_its_folder(tmp_path: Path):
    files = AddedFiles(tmp_path)
    path = save(files, "Minutes.txt")

    files.discard(path)

    assert list((tmp_path / "added").iterdir()) == []


def test_what_a_killed_upload_left_behind_goes_after_a_day(tmp_path: Path):
    files = AddedFiles(tmp_path)
    kept = save(files, "Minutes.txt")
    old, new = tmp_path / "added" / ".uploading-old", tmp_path / "added" / ".uploading-new"
    for file in (old, new):
        file.write_bytes(b"half")
    os.utime(old, (0, 0))

    files.clear_unfinished()

    assert (old.exists(), new.exists(), kept.exists()) == (False, True, True)
