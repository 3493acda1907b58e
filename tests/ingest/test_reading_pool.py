"""Several reading processes at once: order, bounds, bad files, and an end in the middle of it all."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import reading_pool
from ingest.documents import DocumentFacts, DocumentKind, Page, ReadPaper
from ingest.errors import PaperRefused, PaperUnreachable
from ingest.files import FoundFile, find_files
from ingest.prepared import PreparedPaper
from ingest.readers.limits import ReadingProcess
from ingest.reading_pool import ReadingPool, most_processes
from tests.support.papers import text_paper

# A worker that does as the first word of a file says.
MISBEHAVING = """
import os, sys, time
sys.path.insert(0, {root!r})
from ingest.documents import Block, BlockKind, Page, ReadPaper
from ingest.readers.worker import serve

def read(path):
    match path.read_text().split():
        case ["hang", *_]:
            time.sleep(600)
        case ["slow", *_]:
            time.sleep(0.4)
        case ["crash", *_]:
            os.abort()
    return ReadPaper((Page(1, (Block(BlockKind.PARAGRAPH, path.read_text(), 1),)),))

serve(read, {memory})
"""


FACTS = DocumentFacts(DocumentKind.OTHER, "Made")


class Misbehaving(ReadingProcess):
    program = MISBEHAVING


def files(folder: Path, *texts: str) -> list[FoundFile]:
    """Write files with these texts, named 00.txt and so on."""
    for number, text in enumerate(texts):
        text_paper(folder, f"{number:02}.txt", text)
    return find_files([folder])


def never(digest: str) -> bool:
    return False


def words(read: ReadPaper | None) -> str:
    assert read is not None
    return read.pages[0].blocks[0].text


def test_papers_come_back_in_the_order_of_the_files(tmp_path: Path) -> None:
    found = files(tmp_path, "slow one", "two", "slow three", "four", "five")
    with ReadingPool(3, open_reader=Misbehaving) as pool:
        taken = [(file.path.name, words(taken.read)) for file, taken in pool.take_up(found, never)]
    assert taken == [
        ("00.txt", "slow one"),
        ("01.txt", "two"),
        ("02.txt", "slow three"),
        ("03.txt", "four"),
        ("04.txt", "five"),
    ]


def test_a_file_that_crashes_its_process_harms_no_other(tmp_path: Path) -> None:
    found = files(tmp_path, "one", "crash", "three", "crash", "five")
    with ReadingPool(2, open_reader=Misbehaving) as pool:
        taken = [taken for _, taken in pool.take_up(found, never)]
    assert [bool(each.read) for each in taken] == [True, False, True, False, True]
    assert all(isinstance(each.error, PaperRefused) for each in taken if each.read is None)


def test_a_file_that_is_stored_is_not_read(tmp_path: Path) -> None:
    found = files(tmp_path, "crash", "two")
    crash = "cdb2e0d0f873ce5326e87cf7dec48de8da3043cfc950a7eba05a059150e873f5"  # printf crash | sha256sum
    with ReadingPool(1, open_reader=Misbehaving) as pool:
        first, second = (taken for _, taken in pool.take_up(found, lambda digest: digest == crash))
    assert (first.digest, first.read, first.error) == (crash, None, None)
    assert words(second.read) == "two"


def test_turns_are_told_in_order_before_each_paper(tmp_path: Path) -> None:
    told: list[str] = []
    found = files(tmp_path, "one", "two")
    with ReadingPool(2, open_reader=Misbehaving) as pool:
        for file, _ in pool.take_up(found, never, lambda file: told.append(f"turn {file.path.name}")):
            told.append(file.path.name)
    assert told == ["turn 00.txt", "00.txt", "turn 01.txt", "01.txt"]


def test_a_file_can_be_read_out_of_turn(tmp_path: Path) -> None:
    found = files(tmp_path, "one", "two", "three")
    with ReadingPool(1, open_reader=Misbehaving) as pool:
        papers = pool.take_up(found, lambda digest: True)
        assert next(papers)[1].read is None
        assert words(pool.read_now(found[0]).read) == "one"
        assert [file.path.name for file, _ in papers] == ["01.txt", "02.txt"]


def test_papers_are_prepared_but_those_that_cannot_be_or_have_scanned_pages(tmp_path: Path) -> None:
    asked: list[tuple[str, str]] = []

    def prepare(read: ReadPaper, digest: str, name: str) -> PreparedPaper:
        asked.append((digest, name))
        if words(read) == "empty":
            raise PaperRefused("Nothing could be read.", hint="Open it.")
        return PreparedPaper(digest, FACTS, read.pages, ())

    class Scanning(ReadingProcess):
        def read(self, path: Path) -> ReadPaper:
            read = super().read(path)
            return replace(read, scanned=(1,)) if words(read) == "scan" else read

    class Both(Scanning, Misbehaving):
        pass

    found = files(tmp_path, "one", "empty", "scan", "crash")
    with ReadingPool(2, open_reader=Both, prepare=prepare) as pool:
        first, empty, scan, crash = (taken for _, taken in pool.take_up(found, never))
    assert first.prepared == PreparedPaper(first.digest, FACTS, first.read.pages, ())  # type: ignore[union-attr]
    assert [(each.read is None, each.prepared) for each in (empty, scan, crash)] == [
        (False, None),
        (False, None),
        (True, None),
    ]
    assert sorted(asked) == sorted([(first.digest, "00.txt"), (empty.digest, "01.txt")])


class Counting:
    """Stands in for a reading process; counts papers that were read and not yet taken."""

    read_so_far = 0
    pages = 1

    def read(self, path: Path) -> ReadPaper:
        type(self).read_so_far += 1
        return ReadPaper(tuple(Page(n + 1, ()) for n in range(self.pages)))

    def close(self) -> None:
        pass


@pytest.fixture
def counting() -> type[Counting]:
    class Fresh(Counting):
        pass

    return Fresh


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


def test_few_papers_are_read_ahead_however_many_there_are(tmp_path: Path, counting: type[Counting]) -> None:
    found = files(tmp_path, *(str(n) for n in range(30)))
    with ReadingPool(1, open_reader=counting) as pool:
        papers = pool.take_up(found, never)
        next(papers)
        time.sleep(0.2)
        assert counting.read_so_far <= 4  # four files a process
        assert len(list(papers)) == 29


def test_few_pages_are_read_ahead_however_long_the_papers_are(
    tmp_path: Path, counting: type[Counting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_pool, "_PAGES_AHEAD", 150)
    counting.pages = 100
    found = files(tmp_path, *(str(n) for n in range(30)))
    with ReadingPool(1, open_reader=counting) as pool:
        papers = pool.take_up(found, never)
        next(papers)
        # The first was taken; the second and third hold 200 pages, so the fourth is not begun.
        assert eventually(lambda: counting.read_so_far == 3)
        time.sleep(0.2)
        assert counting.read_so_far == 3
        assert len(list(papers)) == 29


def test_a_file_is_read_out_of_turn_also_while_no_more_may_be_read_ahead(
    tmp_path: Path, counting: type[Counting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_pool, "_PAGES_AHEAD", 1)
    found = files(tmp_path, *(str(n) for n in range(6)))
    with ReadingPool(1, open_reader=counting) as pool:
        papers = pool.take_up(found, never)
        next(papers)
        assert eventually(lambda: counting.read_so_far == 2)
        assert pool.read_now(found[0]).read is not None
        assert len(list(papers)) == 5


def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_time(tmp_path: Path) -> None:
    class Changing(Counting):
        def read(self, path: Path) -> ReadPaper:
            os.utime(path, (1, 1))
            return super().read(path)

    with ReadingPool(1, open_reader=Changing) as pool:
        ((_, taken),) = pool.take_up(files(tmp_path, "one"), never)
    assert taken.read is None
    assert isinstance(taken.error, PaperUnreachable)
    assert "00.txt changed while it was being read. The next ingest" in str(taken.error)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    found = files(tmp_path, "one", "two")
    found[0].path.unlink()
    with ReadingPool(1, open_reader=Misbehaving) as pool:
        first, second = (taken for _, taken in pool.take_up(found, never))
    assert isinstance(first.error, PaperUnreachable)
    assert words(second.read) == "two"


def test_processes_end_at_once_in_the_middle_of_their_files(tmp_path: Path) -> None:
    found = files(tmp_path, *["hang"] * 20)
    opened: list[Misbehaving] = []

    def open_reader() -> Misbehaving:
        opened.append(Misbehaving())
        return opened[-1]

    def interrupt(file: FoundFile) -> None:
        assert eventually(lambda: all(reader.pid for reader in opened))
        raise KeyboardInterrupt

    began = time.monotonic()
    with ReadingPool(2, open_reader=open_reader) as pool, pytest.raises(KeyboardInterrupt):
        list(pool.take_up(found, never, interrupt))
    assert time.monotonic() - began < 20
    assert [reader.pid for reader in opened] == [None, None]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("reading")]


def test_an_error_of_the_store_comes_through(tmp_path: Path) -> None:
    def fails(digest: str) -> bool:
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"), ReadingPool(1, open_reader=Misbehaving) as pool:
        list(pool.take_up(files(tmp_path, "one"), fails))


def test_there_are_one_to_four_processes() -> None:
    assert 1 <= most_processes() <= 4


def test_real_papers_are_read_by_several_processes(tmp_path: Path) -> None:
    found = files(tmp_path, *(f"The Panel agreed grant {n}." for n in range(6)))
    with ReadingPool(2) as pool:
        assert [words(taken.read) for _, taken in pool.take_up(found, never)] == [
            f"The Panel agreed grant {n}." for n in range(6)
        ]
