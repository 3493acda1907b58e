"""One ingest at a time: two processes, one data folder."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest.errors import StoreBusy, StoreUnusable
from ingest.lock import LOCK_NAME, ingest_lock
from ingest.pipeline import ingest
from ingest.report import Progress, Step
from ingest.store import FILE_NAME
from tests.support.papers import text_paper
from tests.support.stand_in_encoder import StandInEncoder

ROOT = Path(__file__).parents[2]
# Holds the lock until its input ends.
HOLD = """
import sys
from pathlib import Path
from ingest.lock import ingest_lock
with ingest_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_process(data: Path) -> Iterator["subprocess.Popen[str]"]:
    """Let another process hold the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_the_second_is_told_who_holds_the_lock_and_since_when(tmp_path: Path) -> None:
    today = time.strftime("%B %Y")
    with (
        another_process(tmp_path) as other,
        pytest.raises(StoreBusy) as caught,
        ingest_lock(tmp_path),
    ):
        pytest.fail("both hold it")
    assert caught.value.message.startswith(
        f"Another ingest is writing to {tmp_path}: process {other.pid}, since "
    )
    assert caught.value.message.endswith(f"{today}.")
    assert "--wait" in caught.value.hint


def test_the_lock_is_free_when_its_holder_was_killed(tmp_path: Path) -> None:
    with another_process(tmp_path) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
        with ingest_lock(tmp_path):
            pass


def test_who_waits_is_told_once_and_goes_on_when_the_other_has_finished(tmp_path: Path) -> None:
    told: list[str] = []
    with another_process(tmp_path) as other:

        def let_go() -> None:
            told.append("waiting")
            assert other.stdin is not None
            other.stdin.close()

        with ingest_lock(tmp_path, wait=True, on_wait=let_go):
            assert other.wait(30) == 0
    assert told == ["waiting"]


def test_who_need_not_wait_is_not_told_to(tmp_path: Path) -> None:
    with ingest_lock(tmp_path, wait=True, on_wait=lambda: pytest.fail("nobody holds it")):
        pass


def test_a_lock_is_let_go_also_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), ingest_lock(tmp_path):
        raise KeyboardInterrupt
    with ingest_lock(tmp_path):
        pass


def test_a_holder_that_has_not_said_who_it_is_is_told_without_a_name(tmp_path: Path) -> None:
    with another_process(tmp_path):
        (tmp_path / f"{LOCK_NAME}.holder").write_text("{")
        with pytest.raises(StoreBusy, match=rf"writing to {tmp_path}\. Try"), ingest_lock(tmp_path):
            pytest.fail("both hold it")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnusable, match="cannot be written to") as caught, ingest_lock(tmp_path / "file"):
        pytest.fail("there is no folder")
    assert "--data" in caught.value.hint


# In an ingest


def test_an_ingest_stops_where_another_is_under_way(tmp_path: Path) -> None:
    text_paper(tmp_path / "papers", "a.txt")
    with another_process(tmp_path / "data") as other, pytest.raises(StoreBusy, match=str(other.pid)):
        ingest([tmp_path / "papers"], tmp_path / "data", encoder=StandInEncoder())
    assert not (tmp_path / "data" / FILE_NAME).exists()


def test_an_ingest_may_wait_for_another_and_then_finds_what_is_there_by_then(tmp_path: Path) -> None:
    text_paper(tmp_path / "papers", "a.txt")
    steps: list[Step] = []

    with another_process(tmp_path / "data") as other:

        def tell(progress: Progress) -> None:
            steps.append(progress.step)
            if progress.step is Step.WAITING:
                text_paper(tmp_path / "papers", "b.txt", "The Board met.")
                assert other.stdin is not None
                other.stdin.close()

        report = ingest(
            [tmp_path / "papers"], tmp_path / "data", encoder=StandInEncoder(), wait=True, on_progress=tell
        )
    assert (steps[0], steps.count(Step.WAITING)) == (Step.WAITING, 1)
    assert [Path(file.path).name for file in report.files] == ["a.txt", "b.txt"]


def test_an_ingest_holds_the_lock_to_its_end(tmp_path: Path) -> None:
    text_paper(tmp_path / "papers", "a.txt")
    refused: list[Step] = []

    def tell(progress: Progress) -> None:
        with pytest.raises(StoreBusy), ingest_lock(tmp_path / "data"):
            pytest.fail("both hold it")
        refused.append(progress.step)

    ingest([tmp_path / "papers"], tmp_path / "data", encoder=StandInEncoder(), on_progress=tell)
    assert refused == [Step.READING, Step.EMBEDDING, Step.WRITING, Step.DONE, Step.WORDS]
