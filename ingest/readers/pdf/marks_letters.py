"""The letters of a PDF page as it is displayed, each with its box: where words are found to be marked.

The reader (``ingest.readers.pdf.reader``) makes text of a page; this says where on the page its letters
are. Boxes are in points from the top left corner of the page as it is displayed: turned as the file says,
and cut to its crop box.
"""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.documents import PlacedWord
from ingest.readers.pdf.marks_page import displayed

_MOST_CHARACTERS = 200_000  # of one page: a page of very small print has about 10,000
_HYPHENS = (0x02, 0xFFFE)  # what PDFium puts for a hyphen at a line's end
_FINE = 100  # parts of a point: PDFium gives places on the displayed page as whole numbers

Boxes = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PageLetters:
    """The letters of one page as displayed, ``width`` by ``height`` points large.

    ``text`` holds them in the order in which the page draws them, with the blanks that part words;
    ``boxes``, shape (len(text), 4), are the (x0, y0, x1, y1) of each, ``y`` downwards; those of blanks
    mean nothing.
    """

    width: float
    height: float
    text: str
    boxes: Boxes


def read_letters(path: Path, number: int) -> PageLetters:
    """Return the letters of page ``number`` (from 1) of the PDF at ``path``.

    Raises what PDFium raises of a file or page that it cannot read, and IndexError for no such page.
    """
    with displayed(path, number) as page, _text_page(page) as text_page:
        width, height = page.get_size()
        count = min(pdfium.FPDFText_CountChars(text_page), _MOST_CHARACTERS)
        boxes = np.zeros((max(count, 0), 4), np.float32)
        text: list[str] = []
        box = pdfium.FS_RECTF()
        for index in range(count):
            code = pdfium.FPDFText_GetUnicode(text_page, index)
            text.append(_letter(code))
            if pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box)):
                boxes[index] = box.left, box.bottom, box.right, box.top
        return PageLetters(width, height, "".join(text), _as_displayed(page, boxes, width, height))


def letters_of_words(words: Sequence[PlacedWord], width: float, height: float) -> PageLetters:
    """Return the letters of words read in the picture of a page, ``width`` by ``height`` points large.

    The letters of a word share its box evenly, along the longer side where there are several.
    """
    text: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    for word in words:
        count = len(word.text)
        x0, y0, x1, y1 = word.x0 * width, word.y0 * height, word.x1 * width, word.y1 * height
        upright = count > 1 and y1 - y0 > count * (x1 - x0) / 2
        for index in range(count):
            start, end = index / count, (index + 1) / count
            if upright:
                boxes.append((x0, y0 + start * (y1 - y0), x1, y0 + end * (y1 - y0)))
            else:
                boxes.append((x0 + start * (x1 - x0), y0, x0 + end * (x1 - x0), y1))
        text.append(word.text)
        boxes.append((0, 0, 0, 0))  # of the blank after it
    return PageLetters(width, height, "".join(f"{each} " for each in text), np.array(boxes, np.float32))


def _letter(code: int) -> str:
    """Return the character of PDFium's ``code``; a blank for what is none."""
    if code in _HYPHENS:
        return "-"
    if code < 0x20 or 0xD800 <= code < 0xE000 or code >= 0xFFFE:
        return " "
    return chr(code)


def _as_displayed(page: Any, boxes: Boxes, width: float, height: float) -> Boxes:
    """Return boxes of the page's own coordinates in those of the page as displayed."""
    origin, right, up = (_place(page, width, height, *point) for point in ((0, 0), (1000, 0), (0, 1000)))
    matrix = np.array([(right - origin) / 1000, (up - origin) / 1000])
    corners = boxes.reshape(-1, 2, 2) @ matrix + origin
    finite = np.nan_to_num(np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1))
    displayed_boxes: Boxes = finite.astype(np.float32)
    return displayed_boxes


def _place(page: Any, width: float, height: float, x: float, y: float) -> NDArray[np.float64]:
    across, down = ctypes.c_int(), ctypes.c_int()
    size = round(width * _FINE), round(height * _FINE)
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return np.array([across.value / _FINE, down.value / _FINE])


@contextmanager
def _text_page(page: Any) -> Iterator[Any]:
    text_page = pdfium.FPDFText_LoadPage(page.raw)
    if not text_page:
        raise pypdfium2.PdfiumError("its text cannot be loaded")
    try:
        yield text_page
    finally:
        pdfium.FPDFText_ClosePage(text_page)
