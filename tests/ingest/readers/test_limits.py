"""The reading process: what one file does to itself, and not to the next."""

import os
import signal
import sys
import threading
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import PaperEmpty, PaperRefused
from ingest.readers.limits import ReadingProcess

# A worker whose readers misbehave as the file's first word says.
MISBEHAVING = """
import os, sys, time
sys.path.insert(0, {root!r})
from ingest.documents import Block, BlockKind, Page, ReadPaper
from ingest.readers.worker import serve

def read(path):
    match path.read_text().split():
        case ["hang", *_]:
            time.sleep(600)
        case ["crash", *_]:
            os.abort()
        case ["exit", *_]:
            os._exit(7)
        case ["eat", *_]:
            return len(bytearray(4_000_000_000))
        case ["fail", *_]:
            raise KeyError("pages")
        case ["print", *_]:
            print("chatter on standard output", flush=True)
    return ReadPaper((Page(1, (Block(BlockKind.PARAGRAPH, path.read_text(), 1),)),))

serve(read, {memory})
"""


class Misbehaving(ReadingProcess):
    program = MISBEHAVING


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text("sound words")
    return path


def file(tmp_path: Path, word: str) -> Path:
    path = tmp_path / f"{word}.txt"
    path.write_text(f"{word} when read")
    return path


def test_reads_a_pdf_and_a_text_in_one_process(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawString(72, 700, "The Commissioner agreed the grant.")
    canvas.save()
    (tmp_path / "b.txt").write_text("The panel noted the report.")
    with ReadingProcess() as reading:
        first = reading.read(tmp_path / "a.pdf")
        pid = reading.pid
        second = reading.read(tmp_path / "b.txt")
        assert reading.pid == pid
    assert first.pages[0].blocks[0].text == "The Commissioner agreed the grant."
    assert second.pages[0].blocks[0].text == "The panel noted the report."


def test_a_readers_error_comes_through_with_its_hint(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "blank.pdf"))
    canvas.showPage()
    canvas.save()
    with ReadingProcess() as reading, pytest.raises(PaperEmpty) as caught:
        reading.read(tmp_path / "blank.pdf")
    assert "right file" in caught.value.hint


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    (tmp_path / "good.txt").write_text("The panel noted the report.")
    with ReadingProcess() as reading:
        with pytest.raises(PaperRefused, match=r"bad\.pdf"):
            reading.read(tmp_path / "bad.pdf")
        assert not reading.read(tmp_path / "good.txt").is_empty


@pytest.mark.parametrize(
    ("word", "message"),
    [("crash", "reading process stop"), ("exit", "exit status 7"), ("fail", "could not be read")],
)
def test_a_crash_is_told_and_the_next_file_read(tmp_path: Path, good: Path, word: str, message: str) -> None:
    with Misbehaving() as reading:
        with pytest.raises(PaperRefused, match=message):
            reading.read(file(tmp_path, word))
        assert reading.read(good).pages[0].blocks[0].text == "sound words"


def test_a_file_that_takes_too_long_is_stopped(tmp_path: Path, good: Path) -> None:
    with Misbehaving(seconds=1.5) as reading:
        with pytest.raises(PaperRefused, match=r"hang\.txt took longer than 1\.5 seconds"):
            reading.read(file(tmp_path, "hang"))
        assert reading.pid is None
    with Misbehaving() as reading:
        assert not reading.read(good).is_empty


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the limit on memory")
def test_a_file_that_takes_too_much_memory_is_stopped(tmp_path: Path, good: Path) -> None:
    with Misbehaving(memory=500 * 1024 * 1024) as reading:
        with pytest.raises(PaperRefused, match="more memory"):
            reading.read(file(tmp_path, "eat"))
        assert not reading.read(good).is_empty


def test_what_a_library_prints_does_not_garble_the_reply(tmp_path: Path) -> None:
    with Misbehaving() as reading:
        assert reading.read(file(tmp_path, "print")).pages[0].blocks[0].text == "print when read"


def test_a_worker_killed_between_files_is_started_again(good: Path) -> None:
    with Misbehaving() as reading:
        reading.read(good)
        first = reading.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        assert not reading.read(good).is_empty
        assert reading.pid != first


def test_a_worker_killed_while_reading_is_told(tmp_path: Path, good: Path) -> None:
    with Misbehaving() as reading:
        reading.read(good)
        pid = reading.pid
        assert pid is not None
        killer = threading.Timer(0.2, os.kill, (pid, signal.SIGKILL))
        killer.start()
        with pytest.raises(PaperRefused, match=r"reading process stop \(signal 9\)"):
            reading.read(file(tmp_path, "hang"))
        killer.join()
        assert not reading.read(good).is_empty


@pytest.mark.skipif(not hasattr(signal, "SIGINT") or os.name == "nt", reason="signals of POSIX")
def test_the_worker_leaves_ctrl_c_to_its_parent(good: Path) -> None:
    with Misbehaving() as reading:
        reading.read(good)
        pid = reading.pid
        assert pid is not None
        os.kill(pid, signal.SIGINT)
        reading.read(good)
        assert reading.pid == pid


def test_the_worker_ends_when_its_parent_is_gone(tmp_path: Path, good: Path) -> None:
    reading = Misbehaving()
    reading.read(good)
    worker = reading._worker
    assert worker is not None
    assert worker.stdin is not None
    worker.stdin.close()  # as the system does for a process that dies
    assert worker.wait(timeout=30) == 0
    reading.close()


@pytest.mark.parametrize(("content", "message"), [(b"x" * 2000, "too large"), (None, "could not be opened")])
def test_files_too_large_or_missing_are_refused_unread(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "paper.pdf"
    if content is not None:
        path.write_bytes(content)
    with ReadingProcess(most_bytes=1000) as reading:
        with pytest.raises(PaperRefused, match=message):
            reading.read(path)
        assert reading.pid is None


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with ReadingProcess() as reading, pytest.raises(PaperRefused, match="not a file"):
        reading.read(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the worker's memory map")
def test_the_worker_does_not_load_the_encoder(good: Path) -> None:
    with ReadingProcess() as reading:
        reading.read(good)
        assert "torch" not in Path(f"/proc/{reading.pid}/maps").read_text()
