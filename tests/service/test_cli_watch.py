"""``agreed watch``: a real process over a real folder, and what it tells."""

import json
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from typer.testing import CliRunner

from ingest.errors import Outcome, StoreBusy
from ingest.report import FileReport, IngestReport
from ingest.store import Store
from service.cli import app
from service.cli_watch import _Told
from tests.support.papers import text_paper

ROOT = Path(__file__).parents[2]
SECONDS = 30.0


class Heard:
    """The lines of a stream, as they come."""

    def __init__(self, stream: IO[str]) -> None:
        self.lines: list[str] = []
        self._coming: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, args=(stream,), daemon=True).start()

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self._coming.put(line.rstrip("\n"))

    def line_with(self, words: str) -> str:
        """Wait for a line that holds ``words``, and return it."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            try:
                self.lines.append(self._coming.get(timeout=0.1))
            except queue.Empty:
                continue
            if words in self.lines[-1]:
                return self.lines[-1]
        raise AssertionError(f"{words!r} was not said, but {self.lines}")


class Watching:
    """A running ``agreed watch``."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        assert process.stderr is not None
        self._process = process
        self.changes, self.remarks = Heard(process.stdout), Heard(process.stderr)

    def stop(self, how: signal.Signals) -> int:
        self._process.send_signal(how)
        return self._process.wait(SECONDS)


@contextmanager
def watching(papers: Path, data: Path, *options: str) -> Iterator[Watching]:
    with subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.support.agreed_with_stand_ins"),
            *("watch", str(papers), "--data", str(data), "--interval", "1", *options),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Watching(process)
        finally:
            process.kill()


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A paper, and a pack of three beside it."""
    for name in ("3.txt", "pack/0.txt", "pack/1.txt", "pack/2.txt"):
        text_paper(tmp_path / "papers", name, f"The Panel agreed the grant of {name}.")
    return tmp_path / "papers"


def names(data: Path) -> list[str]:
    store = Store(data)
    try:
        return sorted(document.name for document in store.documents())
    finally:
        store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_folder_is_followed_until_the_process_is_stopped(papers: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with watching(papers, data) as watch:
        assert watch.changes.line_with("3.txt") == f"read      {papers / '3.txt'} (1 page, 1 passage)"
        watch.remarks.line_with(f"Watching {papers} (Ctrl-C stops it).")

        text_paper(papers, "new.txt", "The Board agreed the plan.")
        watch.changes.line_with(f"read      {papers / 'new.txt'}")

        (papers / "new.txt").rename(papers / "moved.txt")
        watch.changes.line_with(f"unchanged {papers / 'moved.txt'} (Moved from {papers / 'new.txt'}.)")

        (papers / "moved.txt").unlink()
        watch.changes.line_with(f"removed   {papers / 'moved.txt'}")
        assert names(data) == ["0", "1", "2", "3"]

        (papers / "pack").rename(tmp_path / "elsewhere")
        watch.remarks.line_with("Their papers were kept.")
        assert names(data) == ["0", "1", "2", "3"]

        assert watch.stop(signal.SIGINT) == 0
        watch.remarks.line_with("Stopped. What was finished is kept.")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_changes_are_told_as_json_and_a_service_manager_may_stop_it(papers: Path, tmp_path: Path) -> None:
    with watching(papers, tmp_path / "data", "--json", "--yes") as watch:
        first = json.loads(watch.changes.line_with('"path"'))
        assert (first["path"], first["outcome"]) == (str(papers / "3.txt"), "read")
        watch.remarks.line_with("Watching")
        (papers / "pack").rename(tmp_path / "elsewhere")
        assert json.loads(watch.changes.line_with("removed"))["path"] == str(papers / "pack" / "0.txt")
        watch.changes.line_with("2.txt")
        assert watch.stop(signal.SIGTERM) == 0
    assert names(tmp_path / "data") == ["3"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_folder_that_is_gone_for_a_while_is_told_once_and_waited_for(papers: Path, tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    with watching(papers, tmp_path / "data") as watch:
        watch.remarks.line_with("Watching")
        papers.rename(aside)
        watch.remarks.line_with(f"Error: There is no file or folder {papers}.")
        aside.rename(papers)
        text_paper(papers, "new.txt", "The Board agreed the plan.")
        watch.changes.line_with(f"read      {papers / 'new.txt'}")
        assert sum("Error" in line for line in watch.remarks.lines) == 1
        assert watch.stop(signal.SIGINT) == 0
    assert len(names(tmp_path / "data")) == 5


# What is news


def report(*files: FileReport, kept: tuple[str, ...] = ()) -> IngestReport:
    return IngestReport(files, seconds=0.0, encoded=0, kept=kept)


def file(name: str, outcome: Outcome, reason: str = "") -> FileReport:
    return FileReport(name, outcome, reason)


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    tells = _Told(as_json=False)

    def tell(found: IngestReport) -> list[str]:
        tells.tell(found)
        return capsys.readouterr().out.splitlines()

    return tell


def test_a_failure_is_told_once_until_its_reason_is_another(told: Callable[..., list[str]]) -> None:
    refused = report(file("a.pdf", Outcome.REFUSED, "It is damaged."))
    assert told(refused) == ["refused   a.pdf (It is damaged.)"]
    assert told(refused) == []
    assert told(report(file("a.pdf", Outcome.EMPTY, "No text."))) == ["empty     a.pdf (No text.)"]


def test_what_is_unchanged_is_not_told_but_where_it_was_moved(told: Callable[..., list[str]]) -> None:
    same = file("a.pdf", Outcome.UNCHANGED, "Page 3 is blank.")
    assert told(report(same)) == []
    assert told(report(same)) == []
    moved = file("b.pdf", Outcome.UNCHANGED, "Moved from a.pdf.")
    assert told(report(moved)) == ["unchanged b.pdf (Moved from a.pdf.)"]
    assert told(report(file("b.pdf", Outcome.UNCHANGED))) == []


def test_an_error_and_kept_papers_are_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    tells = _Told(as_json=False)
    for _ in range(2):
        tells.tell_error(StoreBusy("It is busy.", hint="Wait."))
    assert capsys.readouterr().err == "Error: It is busy. Wait.\n"
    for _ in range(2):
        tells.tell(report(kept=("a.pdf", "b.pdf", "c.pdf")))
    assert capsys.readouterr().err.count("Their papers were kept") == 1
    tells.tell_error(StoreBusy("It is busy.", hint="Wait."))  # a new one, for it had gone well meanwhile
    assert capsys.readouterr().err.startswith("Error: It is busy.")


# Wrong use


@pytest.mark.parametrize("name", ["nowhere", "file.txt"])
def test_what_is_no_folder_is_wrong_use(tmp_path: Path, name: str) -> None:
    text_paper(tmp_path, "file.txt")
    result = CliRunner().invoke(app, ["watch", str(tmp_path / name), "--data", str(tmp_path / "data")])
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")
    assert not (tmp_path / "data").exists()


def test_an_interval_of_nothing_is_wrong_use(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["watch", str(tmp_path), "--interval", "0"]).exit_code == 2
    shutil.rmtree(tmp_path)
