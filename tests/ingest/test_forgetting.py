"""Files that are gone: their papers go too, but not most of them unasked."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.errors import Outcome
from ingest.forgetting import Removal, removal
from ingest.pipeline import ingest
from ingest.report import IngestReport
from ingest.store import FileState, Store
from tests.support.papers import text_paper
from tests.support.stand_in_encoder import StandInEncoder


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder of six papers."""
    for number in range(6):
        text_paper(tmp_path / "papers", f"{number}.txt", f"The Panel agreed grant {number}.")
    return tmp_path / "papers"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "data", create=True)
    yield opened
    opened.close()


Run = Callable[..., IngestReport]


@pytest.fixture
def run(papers: Path, tmp_path: Path) -> Run:
    def ingest_papers(*paths: Path, **more: object) -> IngestReport:
        return ingest(paths or [papers], tmp_path / "data", encoder=StandInEncoder(), **more)

    return ingest_papers


def removed(report: IngestReport) -> list[str]:
    return [Path(file.path).name for file in report.files if file.outcome is Outcome.REMOVED]


def names(store: Store) -> list[str]:
    return sorted(document.name for document in store.documents())


def remove(papers: Path, *numbers: int) -> list[str]:
    paths = [papers / f"{number}.txt" for number in numbers]
    for path in paths:
        path.unlink()
    return [str(path) for path in paths]


# The rule


@pytest.mark.parametrize(
    ("papers_lost", "of", "large"),
    [(3, 5, True), (3, 6, False), (4, 6, True), (2, 2, False), (3, 3, True), (0, 0, False), (50, 100, False)],
)
def test_a_removal_is_large_from_three_papers_and_more_than_half(
    papers_lost: int, of: int, large: bool
) -> None:
    assert Removal((), (), papers_lost, of).is_large is large


def state(path: str, document_id: str | None) -> tuple[str, FileState]:
    return path, FileState(path, 1, 1, "1", document_id, Outcome.READ, "")


def test_only_papers_that_no_other_file_holds_are_removed(tmp_path: Path) -> None:
    folder = str(tmp_path)
    known = dict(
        [
            state(f"{folder}/a", "A"),
            state(f"{folder}/copy-of-b", "B"),
            state(f"{folder}/b", "B"),
            state(f"{folder}/refused", None),
            state("/elsewhere/c", "C"),
        ]
    )
    gone = [f"{folder}/a", f"{folder}/b", f"{folder}/refused"]
    assert removal(known, known, gone, [tmp_path]) == Removal(
        files=(f"{folder}/a",), others=(f"{folder}/b", f"{folder}/refused"), papers=1, of=2
    )


# In an ingest


def test_half_of_the_papers_are_removed_unasked(run: Run, papers: Path, store: Store) -> None:
    run()
    remove(papers, 0, 1, 2)
    report = run(may_remove=lambda due: pytest.fail("three of six are not more than half"))
    assert (removed(report), names(store)) == (["0.txt", "1.txt", "2.txt"], ["3", "4", "5"])


def test_more_than_half_of_the_papers_are_kept_and_the_rest_is_done(
    run: Run, papers: Path, store: Store
) -> None:
    run()
    gone = remove(papers, 0, 1, 2, 3)
    text_paper(papers, "new.txt", "The Panel agreed a new grant.")
    report = run()
    assert (removed(report), report.kept) == ([], tuple(gone))
    assert names(store) == ["0", "1", "2", "3", "4", "5", "new"]
    assert sorted(Path(file.path).name for file in report.files) == ["4.txt", "5.txt", "new.txt"]
    again = run()
    assert again.kept == tuple(gone)


def test_more_than_half_of_the_papers_are_removed_when_that_is_meant(
    run: Run, papers: Path, store: Store
) -> None:
    run()
    remove(papers, 0, 1, 2, 3)
    asked: list[Removal] = []

    def yes(due: Removal) -> bool:
        asked.append(due)
        return True

    report = run(may_remove=yes)
    assert removed(report) == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert [(due.papers, due.of) for due in asked] == [(4, 6)]
    assert (names(store), report.kept) == (["4", "5"], ())


def test_a_folder_that_is_emptied_keeps_its_papers(run: Run, papers: Path, store: Store) -> None:
    run()
    remove(papers, *range(6))
    assert len(run().kept) == 6
    assert len(store.documents()) == 6


def test_a_folder_is_weighed_by_its_own_papers(run: Run, papers: Path, store: Store, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for number in range(3):
        text_paper(other, f"{number}.txt", f"The Panel refused grant {number}.")
    run(papers, other)
    remove(other, 0, 1, 2)
    assert len(run(other).kept) == 3  # all that came from there, though three of nine in the store
    assert run(papers, other).kept == ()


def test_a_folder_that_was_renamed_asks_nothing(run: Run, papers: Path, store: Store, tmp_path: Path) -> None:
    run(tmp_path / "papers")
    archive = papers / "archive"
    archive.mkdir()
    for number in range(6):
        (papers / f"{number}.txt").rename(archive / f"{number}.txt")
    report = run(may_remove=lambda due: pytest.fail("no paper goes"))
    assert [file.outcome for file in report.files] == [Outcome.UNCHANGED] * 6
    assert report.files[0].reason == f"Moved from {papers / '0.txt'}."
    assert names(store) == ["0", "1", "2", "3", "4", "5"]
    assert list(store.files()) == [str(archive / f"{number}.txt") for number in range(6)]


def test_papers_replaced_by_as_many_others_ask_first(run: Run, papers: Path, store: Store) -> None:
    run()
    shutil.rmtree(papers)
    for number in range(6):
        text_paper(papers, f"next-{number}.txt", f"The Board agreed grant {number} of next year.")
    report = run()
    assert (len(report.kept), len(store.documents())) == (6, 12)
