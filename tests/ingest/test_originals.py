"""The files that papers were read from are kept beside the store: whole, or not at all."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.originals import FOLDER, Originals
from ingest.pipeline import ingest
from ingest.store import Store
from tests.support.papers import MINUTES, pdf_paper, text_paper
from tests.support.stand_in_encoder import StandInEncoder


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    return tmp_path / "papers"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    opened = Store(data, create=True)
    yield opened
    opened.close()


def run(papers: Path, data: Path, *, keep: bool = True) -> None:
    ingest([papers], data, encoder=StandInEncoder(), keep_originals=keep)


def kept(data: Path) -> set[str]:
    folder = data / FOLDER
    return {file.name for file in folder.iterdir()} if folder.exists() else set()


def test_each_paper_is_kept_once_under_its_digest(papers: Path, data: Path, store: Store) -> None:
    path = pdf_paper(papers, "grant.pdf")
    (papers / "copy.pdf").write_bytes(path.read_bytes())
    run(papers, data)
    (document,) = store.documents()
    assert kept(data) == {document.sha256}
    copy = Originals(store).path_of(document)
    assert copy is not None
    assert copy.read_bytes() == path.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_only_the_account_that_ingests_may_read_a_copy(papers: Path, data: Path) -> None:
    text_paper(papers, "minutes.txt")
    run(papers, data)
    (copy,) = (data / FOLDER).iterdir()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE((data / FOLDER).stat().st_mode) == 0o700


def test_what_an_office_writes_over_its_file_does_not_change_the_copy(
    papers: Path, data: Path, store: Store
) -> None:
    path = text_paper(papers, "minutes.txt")
    run(papers, data)
    with path.open("r+b") as file:  # in place: a hard link would change with it
        file.write(b"X")
    (document,) = store.documents()
    copy = Originals(store).path_of(document)
    assert copy is not None
    assert copy.read_text("utf-8") == MINUTES


def test_a_copy_goes_with_its_paper(papers: Path, data: Path, store: Store) -> None:
    path = text_paper(papers, "minutes.txt")
    other = text_paper(papers, "other.txt", MINUTES.replace("Sedgeford", "Wexby"))
    run(papers, data)
    assert len(kept(data)) == 2
    path.unlink()
    run(papers, data)
    (document,) = store.documents()
    assert document.paths == (str(other),)
    assert kept(data) == {document.sha256}


def test_a_store_without_copies_gets_them_with_the_next_ingest_though_nothing_changed(
    papers: Path, data: Path, store: Store
) -> None:
    text_paper(papers, "minutes.txt")
    run(papers, data, keep=False)
    assert kept(data) == set()
    run(papers, data)
    assert kept(data) == {document.sha256 for document in store.documents()}


def test_copies_are_deleted_once_they_are_not_to_be_kept(papers: Path, data: Path) -> None:
    text_paper(papers, "minutes.txt")
    run(papers, data)
    run(papers, data, keep=False)
    assert kept(data) == set()


def test_what_a_killed_process_left_behind_is_deleted(papers: Path, data: Path, store: Store) -> None:
    text_paper(papers, "minutes.txt")
    run(papers, data)
    (data / FOLDER / ".copying-abc").write_text("half a pa")
    (data / FOLDER / ("0" * 64)).write_text("a paper that is gone")
    run(papers, data)
    assert kept(data) == {document.sha256 for document in store.documents()}


def test_without_a_copy_the_file_itself_is_used_as_long_as_it_holds_the_same_bytes(
    papers: Path, data: Path, store: Store
) -> None:
    path = text_paper(papers, "minutes.txt")
    run(papers, data, keep=False)
    (document,) = store.documents()
    originals = Originals(store)
    assert originals.path_of(document) == path
    path.write_text(MINUTES.replace("£42,000", "£43,000"), "utf-8")
    assert originals.path_of(document) is None
    path.unlink()
    assert originals.path_of(document) is None


def test_a_file_that_changed_since_it_was_read_is_not_kept_as_the_paper(
    papers: Path, data: Path, store: Store
) -> None:
    path = text_paper(papers, "minutes.txt")
    run(papers, data, keep=False)
    before = path.stat()
    path.write_text(MINUTES.replace("£42,000", "£43,000"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # as large and as old as it was
    assert Originals(store).keep() == 0
    assert kept(data) == set()


def test_a_full_disk_stops_no_ingest(
    papers: Path, data: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    text_paper(papers, "minutes.txt")
    monkeypatch.setattr("ingest.originals.tempfile.mkstemp", full)
    run(papers, data)
    assert len(store.documents()) == 1
    assert kept(data) == set()
