"""Scanned pages read by the real models, in their own process; and pages that break it."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from ingest.documents import Block, BlockKind
from ingest.errors import ModelUnavailable, PaperRefused, PaperUnreachable
from ingest.readers.ocr.process import OcrProcess
from tests.support.scanned import scan_of
from tests.support.written_pdf import Paper

MISBEHAVING = """
import os, sys, time
sys.path.insert(0, {root!r})
from ingest.documents import Page
from ingest.errors import ModelUnavailable
from ingest.readers.worker import serve

def read(asked):
    match asked.number:
        case 1:
            time.sleep(600)
        case 2:
            os.abort()
        case 3:
            bytearray(4_000_000_000)
        case 4:
            raise ModelUnavailable("no models", hint="install them")
    return Page(asked.number, (), confidence=0.5)

serve(read, {memory})
"""


class Misbehaving(OcrProcess):
    program = MISBEHAVING


@pytest.fixture(scope="module")
def ocr() -> Iterator[OcrProcess]:
    with OcrProcess() as process:
        yield process


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    paper = Paper(tmp_path / "paper.pdf")
    paper.heading("Minutes of the Scrutiny Panel", 18)
    paper.paragraph("The Panel noted the report and thanked its author.", first="6.4")
    paper.paragraph("It was agreed to fund a link worker at a cost of £36,250 until March 2027.", first="6.5")
    return paper.save()


def told(blocks: tuple[Block, ...]) -> list[tuple[BlockKind, str | None, str]]:
    return [(block.kind, block.number, block.text) for block in blocks]


EXPECTED = [
    (BlockKind.HEADING, None, "Minutes of the Scrutiny Panel"),
    (BlockKind.PARAGRAPH, "6.4", "The Panel noted the report and thanked its author."),
    (
        BlockKind.PARAGRAPH,
        "6.5",
        "It was agreed to fund a link worker at a cost of £36,250 until March 2027.",
    ),
]


def test_a_skewed_scan_is_read_with_its_headings_and_numbers(
    ocr: OcrProcess, paper: Path, tmp_path: Path
) -> None:
    page = ocr.read_page(scan_of(paper, tmp_path / "scan.pdf", skew=0.8), 1)
    assert told(page.blocks) == EXPECTED
    assert page.number == 1
    assert page.confidence is not None
    assert 0.9 < page.confidence <= 1


@pytest.mark.parametrize("turned", [180, 270])
def test_a_scan_that_lies_on_its_side_or_head_is_turned(
    ocr: OcrProcess, paper: Path, tmp_path: Path, turned: int
) -> None:
    assert told(ocr.read_page(scan_of(paper, tmp_path / "scan.pdf", turned=turned), 1).blocks) == EXPECTED


def test_a_page_without_words_has_no_blocks(ocr: OcrProcess, tmp_path: Path) -> None:
    Image.new("L", (1240, 1754), 230).save(tmp_path / "blank.pdf", "PDF", resolution=150)
    page = ocr.read_page(tmp_path / "blank.pdf", 1)
    assert page.blocks == ()
    assert page.confidence == 0


def test_a_file_that_is_gone_or_damaged_is_told(ocr: OcrProcess, tmp_path: Path) -> None:
    with pytest.raises(PaperUnreachable, match="could not be opened"):
        ocr.read_page(tmp_path / "gone.pdf", 1)
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    with pytest.raises(PaperRefused, match=r"Page 3 of bad\.pdf could not be drawn"):
        ocr.read_page(tmp_path / "bad.pdf", 3)


def test_a_page_that_takes_too_long_is_stopped(paper: Path) -> None:
    with Misbehaving(seconds=1.5) as process:
        with pytest.raises(PaperRefused, match=r"Page 1 of paper\.pdf took longer than 1\.5 seconds"):
            process.read_page(paper, 1)
        assert process.pid is None


def test_a_page_that_breaks_the_process_harms_no_other(paper: Path) -> None:
    with Misbehaving() as process:
        with pytest.raises(PaperRefused, match=r"Page 2 of paper\.pdf made the reading process stop"):
            process.read_page(paper, 2)
        assert process.read_page(paper, 5).number == 5


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the limit on memory")
def test_a_page_that_takes_too_much_memory_is_stopped(paper: Path) -> None:
    with Misbehaving(memory=500 * 1024 * 1024) as process:
        with pytest.raises(PaperRefused, match=r"Page 3 of paper\.pdf needs more memory"):
            process.read_page(paper, 3)
        assert process.read_page(paper, 5).number == 5


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the limit on memory")
def test_models_that_do_not_fit_into_memory_are_told(paper: Path, tmp_path: Path) -> None:
    with OcrProcess(memory=500 * 1024 * 1024) as process, pytest.raises((PaperRefused, ModelUnavailable)):
        process.read_page(scan_of(paper, tmp_path / "scan.pdf"), 1)


def test_missing_models_are_told(paper: Path) -> None:
    with Misbehaving() as process, pytest.raises(ModelUnavailable, match="no models"):
        process.read_page(paper, 4)


def test_a_process_killed_between_pages_is_started_again(paper: Path) -> None:
    with Misbehaving() as process:
        process.read_page(paper, 5)
        first = process.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        assert process.read_page(paper, 5).confidence == 0.5
        assert process.pid != first


def test_the_process_ends_when_its_parent_is_gone(paper: Path) -> None:
    process = Misbehaving()
    process.read_page(paper, 5)
    worker = process._worker
    assert worker is not None
    assert worker.stdin is not None
    worker.stdin.close()  # as the system does for a process that dies
    assert worker.wait(timeout=30) == 0
    process.close()


@pytest.mark.skipif(sys.platform != "linux", reason="reads the process's memory map")
def test_the_process_does_not_load_the_encoder(ocr: OcrProcess, paper: Path, tmp_path: Path) -> None:
    ocr.read_page(scan_of(paper, tmp_path / "scan.pdf"), 1)
    assert "torch" not in Path(f"/proc/{ocr.pid}/maps").read_text()
