"""Folders that are watched: by events where there are any, by the clock in any case."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import watchfiles

from ingest.watch import FolderWatch

LONG = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    return tmp_path / "papers"


def watching(folder: Path, *, interval: float = LONG, ignored: Path | None = None) -> FolderWatch:
    return FolderWatch([folder], interval=interval, ignored=ignored or folder.parent / "data", quiet=0.02)


def noticed(watch: FolderWatch, do: Callable[[int], object]) -> bool:
    """Whether the watch tells of what is done; done again and again, for its events may not flow yet."""
    told = []
    watch._interval = 0.05
    for attempt in range(200):
        do(attempt)
        if watch.wait():
            told.append(attempt)
            break
    return bool(told)


def settled(watch: FolderWatch) -> None:
    """Wait until no more is told."""
    watch._interval = 0.3
    while watch.wait():
        pass


def test_a_new_file_is_told_long_before_the_interval_is_over(folder: Path) -> None:
    with watching(folder) as watch:
        began = time.monotonic()
        assert noticed(watch, lambda n: (folder / f"{n}.txt").write_text("The Panel met."))
        assert time.monotonic() - began < LONG / 2


def test_without_a_change_one_is_woken_after_the_interval(folder: Path) -> None:
    with watching(folder, interval=0.1) as watch:
        assert watch.wait() is False


def test_changes_removals_and_new_folders_are_told(folder: Path) -> None:
    (folder / "a.txt").write_text("The Panel met.")
    with watching(folder) as watch:
        assert noticed(watch, lambda n: (folder / "a.txt").write_text(f"The Panel met {n} times."))
        settled(watch)
        (folder / "a.txt").unlink()
        watch._interval = 10
        assert watch.wait()
        settled(watch)
        (folder / "2024").mkdir()
        (folder / "2024" / "b.txt").write_text("The Board met.")
        watch._interval = 10
        assert watch.wait()


def test_hidden_files_and_the_stores_own_are_no_changes(folder: Path) -> None:
    data = folder / "data"
    data.mkdir()
    with watching(folder, ignored=data) as watch:
        assert noticed(watch, lambda n: (folder / f"{n}.txt").write_text("The Panel met."))
        settled(watch)
        for name in ("data/agreed.sqlite3", ".hidden.txt", "~$minutes.docx"):
            (folder / name).write_text("not a paper")
        assert watch.wait() is False


def test_what_changed_between_two_calls_is_not_missed(folder: Path) -> None:
    with watching(folder) as watch:
        assert noticed(watch, lambda n: (folder / f"{n}.txt").write_text("The Panel met."))
        settled(watch)
        (folder / "new.txt").write_text("The Board met.")
        time.sleep(0.5)  # as long as a sync may take
        assert watch.wait()


def test_a_folder_that_goes_and_comes_back_is_watched_again(folder: Path) -> None:
    with watching(folder) as watch:
        assert noticed(watch, lambda n: (folder / f"{n}.txt").write_text("The Panel met."))
        settled(watch)
        watch._interval = 0.2
        shutil.rmtree(folder)
        assert watch.wait()
        folder.mkdir()
        assert noticed(watch, lambda n: (folder / f"{n}.txt").write_text("The Panel met."))


def test_without_events_the_interval_remains(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_more(*folders: Path, **options: object) -> None:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr(watchfiles, "watch", no_more)
    with watching(folder, interval=0.05) as watch:
        assert watch.wait() is False
        assert watch.wait() is False


def test_leaving_takes_no_time(folder: Path) -> None:
    with watching(folder):
        began = time.monotonic()
    assert time.monotonic() - began < 5
