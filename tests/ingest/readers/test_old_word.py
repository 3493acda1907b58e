"""Old Word files: read where LibreOffice is installed, else named with what to do.

LibreOffice is replaced by a small program that does what it does, or fails as it may.
"""

import os
import shutil
import stat
from pathlib import Path

import pytest

from ingest.errors import PaperRefused
from ingest.readers.word import old as old_word
from ingest.readers.word.old import read_old_word
from tests.support.office import paragraph, texts, word_file

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
BODY = "It was agreed."


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "-rf minutes.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    return path


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setattr(shutil, "which", lambda name: str(program) if name == "soffice" else None)


def test_without_libreoffice_it_says_what_to_do(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(PaperRefused, match="only where LibreOffice is installed") as caught:
        read_old_word(paper)
    assert caught.value.hint == "Open it in Word and save it as .docx."


def test_what_libreoffice_makes_of_it_is_read(
    paper: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = word_file(tmp_path, paragraph(BODY))
    told = tmp_path / "told"
    install(
        tmp_path, monkeypatch,
        f'echo "$@" > "{told}"\nwhile [ "$1" != --outdir ]; do shift; done\ncp "{made}" "$2/paper.docx"\n'
        f'cp "$2/profile/user/registrymodifications.xcu" "{tmp_path}/settings"',
    )  # fmt: skip
    read = read_old_word(paper)
    assert texts(read) == [BODY]
    assert read.notes == ("It was converted by LibreOffice: its pages may end elsewhere than in Word.",)
    arguments = told.read_text()
    assert "--headless" in arguments
    assert "-env:UserInstallation=file:///" in arguments
    assert paper.name not in arguments  # a name that looks like an option is never passed on
    assert "DisableMacrosExecution" in (tmp_path / "settings").read_text()


@pytest.mark.parametrize(
    ("script", "said"),
    [("exit 1", "could not be converted"), ("sleep 30", "took LibreOffice longer than 0.2 seconds")],
    ids=["fails", "hangs"],
)
def test_a_conversion_that_fails_is_named(
    paper: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, said: str
) -> None:
    install(tmp_path, monkeypatch, script)
    monkeypatch.setattr(old_word, "MOST_SECONDS", 0.2)
    with pytest.raises(PaperRefused, match=said) as caught:
        read_old_word(paper)
    assert caught.value.message.startswith(paper.name)
    assert caught.value.hint


def test_a_conversion_that_is_no_word_file_is_refused(
    paper: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    install(tmp_path, monkeypatch, 'while [ "$1" != --outdir ]; do shift; done\necho x > "$2/paper.docx"')
    with pytest.raises(PaperRefused, match=r"minutes\.doc is damaged"):
        read_old_word(paper)
