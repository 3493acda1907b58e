"""An ingest that is killed leaves a store that opens and is whole, and the next one completes it."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ingest.documents import Page, Passage
from ingest.pipeline import ingest
from ingest.reading_pool import most_processes
from ingest.store import Store
from tests.support.papers import pdf_paper, text_paper
from tests.support.stand_in_encoder import StandInEncoder

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")

ROOT = Path(__file__).parents[2]
TEXTS, PDFS = 27, 3
KILLS = 20


def write_papers(folder: Path, year: int) -> None:
    """Write 27 texts of 12 passages and 3 PDFs; another year's differ in every file but three."""
    for number in range(TEXTS):
        edition = year if number % 9 else 2020
        sections = (
            f"## Part {part}\n\nThe Panel of area {number} agreed grant {part} of £{number * part + edition}"
            f" to the Women's Centre (WC) for {edition}.\n\n- to fund a room\n- to review it in a year\n"
            for part in range(12)
        )
        text_paper(folder, f"text-{number:02}.txt", f"# Minutes of area {number}\n\n" + "\n".join(sections))
    for number in range(PDFS):
        pdf_paper(folder, f"pdf-{number}.pdf", (f"The Commissioner agreed grant {number} of {year}.",))


@contextmanager
def opened(data: Path) -> Iterator[Store]:
    store = Store(data)
    try:
        yield store
    finally:
        store.close()


def contents(data: Path) -> dict[str, tuple[tuple[Page, ...], tuple[Passage, ...]]]:
    """Return the pages and passages of every document by id. The store is checked to be whole."""
    with opened(data) as store:
        assert store.problems() == []
        return {
            document.id: (
                tuple(store.page(document.id, number) for number in range(1, document.pages + 1)),
                tuple(stored.passage for stored in store.passages_of(document.id)),
            )
            for document in store.documents()
        }


# What the store keeps of when things were done.
HISTORY = ("revision", "linked")


def everything(data: Path) -> dict[str, Any]:
    """Return all that a store holds, but for the keys and the revisions, which tell its history."""
    with opened(data) as store:
        texts = store.db.execute("SELECT rowid, text, heading, title FROM passage_words")
        ids = {stored.key: stored.id for stored in store.all_passages()}
        return {
            "contents": contents(data),
            "documents": store.documents(),
            "files": {path: state.document_id for path, state in store.files().items()},
            "acronyms": store.acronyms(),
            "words": (store.words()[0], store.words()[1].tolist()),
            "word index": {ids[key]: texts for key, *texts in texts},
            "vectors": dict(store.db.execute("SELECT hash, vector FROM vectors")),
            "meta": dict(store.db.execute(f"SELECT key, value FROM meta WHERE key NOT IN {HISTORY}")),
        }


@dataclass(frozen=True)
class Example:
    """Papers, the store of their last year's editions, and what an undisturbed ingest makes of them."""

    papers: Path
    last_year: Path
    old: dict[str, Any]
    new: dict[str, Any]
    seconds_a_file: float


def start(papers: Path, data: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.ingest_folder", str(papers), str(data)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    folder = tmp_path_factory.mktemp("killed")
    papers, last_year, this_year = folder / "papers", folder / "last-year", folder / "this-year"
    papers.mkdir()
    write_papers(papers, 2024)
    ingest([papers], last_year, encoder=StandInEncoder())
    old = contents(last_year)
    write_papers(papers, 2025)
    with start(papers, this_year) as process:
        assert process.stdout is not None
        process.stdout.readline()
        began = time.perf_counter()
        process.stdout.read()
        seconds = time.perf_counter() - began
    assert process.returncode == 0
    new = everything(this_year)
    assert (len(old), len(new["contents"])) == (TEXTS + PDFS, TEXTS + PDFS)
    return Example(papers, last_year, old, new, seconds / (TEXTS + PDFS))


def kill_at(process: "subprocess.Popen[str]", file: int, delay: float) -> bool:
    """Kill a process ``delay`` seconds after it began with a file; return whether it was still at work."""
    assert process.stdout is not None
    for _ in range(file + 1):
        process.stdout.readline()
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.stdout.close()
    return process.wait() == -signal.SIGKILL


@pytest.mark.parametrize("fresh", [True, False], ids=["a first ingest", "an ingest of new editions"])
def test_a_store_is_whole_whenever_its_ingest_is_killed(
    example: Example, tmp_path: Path, fresh: bool
) -> None:
    moments = random.Random(2026 + fresh)
    before = {} if fresh else example.old
    half_done = killed = 0
    for attempt in range(KILLS // 2):
        data = tmp_path / str(attempt)
        if not fresh:
            shutil.copytree(example.last_year, data)
        file = moments.randrange(TEXTS + PDFS + 1)
        killed += kill_at(start(example.papers, data), file, moments.random() * 2 * example.seconds_a_file)

        found = contents(data)
        whole = {**before, **example.new["contents"]}
        assert found == {document_id: whole[document_id] for document_id in found}
        done = len(found.keys() - before.keys())
        half_done += 0 < done < len(example.new["contents"].keys() - before.keys())

        ingest([example.papers], data, encoder=StandInEncoder())
        assert everything(data) == example.new
    # The moments are spread over the run: most of them fall between the first paper and the last.
    assert killed >= KILLS // 2 * 0.7
    assert half_done >= KILLS // 2 * 0.5


def test_one_store_killed_again_and_again_is_completed(example: Example, tmp_path: Path) -> None:
    for file in (2, 6, 10):
        assert kill_at(start(example.papers, tmp_path), file, 0.0)
    ingest([example.papers], tmp_path, encoder=StandInEncoder())
    assert everything(tmp_path) == example.new


def alive_in(session: int) -> set[int]:
    """Return the processes of a session that have not ended."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, its_session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
        except (OSError, ValueError):
            continue  # it ended while we looked
        if int(its_session) == session and state not in "ZX":
            found.add(int(folder.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_reading_processes_end_with_an_ingest_that_is_killed(example: Example, tmp_path: Path) -> None:
    with start(example.papers, tmp_path) as process:
        assert process.stdout is not None
        for _ in range(3):
            process.stdout.readline()
        process.send_signal(signal.SIGSTOP)
        alive = alive_in(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert 2 <= len(alive) <= 1 + most_processes()  # the ingest and its reading processes
    for _ in range(300):
        if not alive_in(process.pid):
            break
        time.sleep(0.1)
    assert alive_in(process.pid) == set()
