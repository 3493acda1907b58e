"""Pages are drawn by a process of its own, which no page can hold up for long."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from ingest.errors import PaperRefused, PaperUnreachable
from ingest.readers.pdf.marks_process import LARGEST, PageProcess
from tests.support.papers import locked_paper
from tests.support.written_pdf import Paper


@pytest.fixture(scope="module")
def pages() -> Iterator[PageProcess]:
    process = PageProcess()
    yield process
    process.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Paper(tmp_path / "paper.pdf").line("The Panel agreed the grant.").page().line("Thanks.").save()


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png))


def test_a_page_is_drawn_as_wide_as_asked(pages: PageProcess, path: Path) -> None:
    picture = opened(pages.picture(path, 1, 600))
    assert (picture.format, picture.size) == ("PNG", (600, 849))


def test_a_mark_is_drawn_where_it_is_asked_for_and_the_letters_stay_dark(
    pages: PageProcess, path: Path
) -> None:
    plain = np.asarray(opened(pages.picture(path, 1, 595)).convert("RGB")).astype(int)
    marked = np.asarray(opened(pages.picture(path, 1, 595, [(72, 60, 200, 76)])).convert("RGB")).astype(int)
    changed = np.argwhere((plain != marked).any(axis=2))
    (top, left), (bottom, right) = changed.min(axis=0), changed.max(axis=0)
    assert (abs(left - 71), abs(right - 200), abs(top - 60), abs(bottom - 75)) <= (2, 2, 2, 2)
    assert marked[60:76, 72:200].min() < 60
    assert marked[61, 180, 2] < 200  # paper under the marker is yellow


def test_a_very_large_picture_is_not_drawn(pages: PageProcess, path: Path) -> None:
    assert opened(pages.picture(path, 1, 10**9)).width == LARGEST


def test_a_page_as_tall_as_a_tower_is_drawn_small(pages: PageProcess, tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 14_000)
    writer.write(tmp_path / "tower.pdf")
    width, height = opened(pages.picture(tmp_path / "tower.pdf", 1, 2400)).size
    assert width * height <= 12_500_000


def test_letters_and_size_come_together(pages: PageProcess, path: Path) -> None:
    letters = pages.letters(path, 2)
    assert letters.text.strip() == "Thanks."
    assert (round(letters.width), round(letters.height)) == (595, 842)
    assert letters.boxes.shape == (len(letters.text), 4)


def test_what_cannot_be_drawn_is_refused_with_a_hint(pages: PageProcess, path: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    for file, number in ((path, 3), (tmp_path / "broken.pdf", 1), (locked_paper(tmp_path, "locked.pdf"), 1)):
        with pytest.raises(PaperRefused) as refused:
            pages.picture(file, number, 600)
        assert "could not be drawn" in str(refused.value)
        assert refused.value.hint
    assert pages.letters(path, 1).text  # and the next page is drawn all the same


def test_a_file_that_is_gone_is_told_apart(pages: PageProcess, tmp_path: Path) -> None:
    with pytest.raises(PaperUnreachable):
        pages.letters(tmp_path / "none.pdf", 1)


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_drawn(path: Path, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=path)
    stream = DecodedStreamObject()
    stream.set_data(b"0 0 m 9 9 l S q 1 0 0 1 0 0 cm 0 0 400 400 re B* Q " * 400_000)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    writer.write(tmp_path / "endless.pdf")
    process = PageProcess(seconds=0.7)
    try:
        with pytest.raises(PaperRefused):
            process.picture(tmp_path / "endless.pdf", 1, 2000)
        patient = PageProcess()
        try:
            assert patient.letters(path, 2).text
        finally:
            patient.close()
    finally:
        process.close()


def test_a_process_without_work_ends(path: Path) -> None:
    process = PageProcess(idle=0.05)
    assert process.letters(path, 2).text
    deadline = time.monotonic() + 20
    while process.pid is not None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert process.pid is None
    assert process.letters(path, 2).text
    process.close()


def test_a_closed_process_starts_again_when_asked(path: Path) -> None:
    process = PageProcess()
    assert process.letters(path, 2).text
    process.close()
    assert process.letters(path, 2).text
    process.close()


def test_many_threads_may_ask_at_once(pages: PageProcess, path: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda number: pages.letters(path, number).text.strip(), [1, 2] * 9))
    assert found == ["The Panel agreed the grant.", "Thanks."] * 9
