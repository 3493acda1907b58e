"""Pages as pictures: their size, their turn, and files that cannot be drawn."""

from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import PaperRefused, PaperUnreachable
from ingest.readers.ocr.pictures import page_picture


def page(path: Path, width: float, height: float) -> Path:
    """Write a page with a black square in its top left corner."""
    canvas = Canvas(str(path), pagesize=(width, height))
    canvas.rect(0, height * 0.9, width * 0.1, height * 0.1, stroke=0, fill=1)
    canvas.save()
    return path


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        ((595, 842), (2339, 1653)),  # A4 at 200 dots an inch
        ((842, 1191), (3309, 2339)),  # A3
        ((2480, 3508), (3309, 2339)),  # a scan of A4 that took one dot for one point
        ((119, 168.4), (2339, 1653)),  # and one whose dots were taken for too small
    ],
)
def test_a_page_is_drawn_as_a4_to_a3(
    tmp_path: Path, size: tuple[float, float], shape: tuple[int, int]
) -> None:
    grey = page_picture(page(tmp_path / "page.pdf", *size), 1)
    assert grey.shape == pytest.approx(shape, abs=2)
    assert grey.dtype == np.uint8
    assert (grey[10, 10], grey[-10, -10]) == (0, 255)


def test_a_page_is_turned_as_the_file_says(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_page(PdfReader(page(tmp_path / "page.pdf", 595, 842)).pages[0]).rotate(90)
    writer.write(tmp_path / "turned.pdf")
    grey = page_picture(tmp_path / "turned.pdf", 1)
    assert grey.shape == pytest.approx((1653, 2339), abs=2)
    assert (grey[10, -10], grey[10, 10]) == (0, 255)  # the top left corner is at the top right


def test_a_name_that_is_no_text_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "caf\udce9.pdf"
    path.write_bytes(page(tmp_path / "page.pdf", 595, 842).read_bytes())
    assert page_picture(path, 1).shape


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_a_file_locked_without_a_password_is_drawn(tmp_path: Path, algorithm: str) -> None:
    writer = PdfWriter(clone_from=page(tmp_path / "page.pdf", 595, 842))
    writer.encrypt("", "owner", algorithm=algorithm)
    writer.write(tmp_path / "locked.pdf")
    assert page_picture(tmp_path / "locked.pdf", 1)[10, 10] == 0


def test_a_file_with_a_password_is_refused(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=page(tmp_path / "page.pdf", 595, 842))
    writer.encrypt("secret", algorithm="AES-128")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(PaperRefused, match="could not be drawn"):
        page_picture(tmp_path / "locked.pdf", 1)


def test_a_page_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = page(tmp_path / "page.pdf", 595, 842)
    for number in (0, 2):
        with pytest.raises(PaperRefused, match=rf"Page {number} of page\.pdf could not be drawn"):
            page_picture(path, number)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nnothing more", b"\x89PNG"])
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(content)
    with pytest.raises(PaperRefused, match=r"bad\.pdf could not be drawn"):
        page_picture(path, 1)


def test_a_file_that_is_gone_is_tried_again(tmp_path: Path) -> None:
    with pytest.raises(PaperUnreachable, match="could not be opened"):
        page_picture(tmp_path / "gone.pdf", 1)
