"""What PDFium says of each character of a page, asked of all of them in one go.

A page has thousands of characters: to step through them in Python takes longer than PDFium's answers.
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from ingest.readers.pdf.quick import box_at, code_at, is_generated, object_at, origin_at

HYPHENS = (0x02, 0xFFFE)  # what PDFium puts for a hyphen at a line's end
FOUND_BLANK = -1
_BLANK = 0x20
_NO_BOX = pdfium.FS_RECTF(*[math.nan] * 4)


@dataclass(frozen=True, slots=True)
class PageCharacters:
    """The characters of a page in the order of its content, by index: PDFium's codes, and their boxes.

    ``objects`` are the addresses of the text objects that show them: None for what is shown by none, and
    FOUND_BLANK for a blank that PDFium found between two characters. The edges of the boxes are in points,
    not a number for a character without a box.
    """

    codes: list[int]
    objects: list[int | None]
    lefts: list[float]
    tops: list[float]
    rights: list[float]
    bottoms: list[float]


def read_characters(page: Any, most: int) -> PageCharacters:
    """Return up to ``most`` characters of a text page (a reference to it)."""
    indexes = range(min(pdfium.FPDFText_CountChars(page), most))
    codes = list(map(code_at, repeat(page), indexes))
    objects = list(map(object_at, repeat(page), indexes))
    for index, code in enumerate(codes):
        # Besides hyphens, only blanks and line ends are PDFium's own.
        if code <= _BLANK and code not in HYPHENS and is_generated(page, index) == 1:
            objects[index] = FOUND_BLANK if code == _BLANK else None
    return PageCharacters(codes, objects, *_edges(page, indexes))


def _edges(page: Any, indexes: range) -> Iterator[list[float]]:
    """Yield the left, the top, the right and the bottom edges of the boxes of characters."""
    boxes = (pdfium.FS_RECTF * len(indexes))()
    places = map(ctypes.byref, repeat(boxes), range(0, ctypes.sizeof(boxes), ctypes.sizeof(pdfium.FS_RECTF)))
    found = list(map(box_at, repeat(page), indexes, places))
    for index in indexes if not all(found) else ():
        if not found[index]:
            boxes[index] = _NO_BOX
    edges: list[float] = memoryview(bytes(boxes)).cast("f").tolist()  # type: ignore[assignment]
    return (edges[edge::4] for edge in range(4))


def origin_of(page: Any, index: int) -> tuple[float, float]:
    """Return the point on the baseline where a character begins; not numbers where it has none."""
    x, y = ctypes.c_double(math.nan), ctypes.c_double(math.nan)
    origin_at(page, index, ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value
