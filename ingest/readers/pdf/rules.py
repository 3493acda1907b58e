"""The level and upright lines that a page rules and the areas that it fills, from the paths that it draws."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from ingest.readers.pdf import quick

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_THICKNESS = 3.0  # points: a rectangle no thicker is a line
_WHITE = 250  # of 255
_ASKEW = 0.5  # points
_MOST_SEGMENTS = 400  # of one path: more is a drawing, not a table
_CORNERS = (4, 5)  # of a rectangle: its last may be drawn again to close it


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line from (``x0``, ``y0``) to (``x1``, ``y1``), upright or level; x0 ≤ x1, y0 ≤ y1."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_level(self) -> bool:
        """Whether the line runs from left to right."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Fill:
    """An area filled with one colour (red, green, blue; 0 to 255 each): a shaded cell, a marked word."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: tuple[int, int, int]

    @property
    def is_white(self) -> bool:
        """Whether it cannot be told from paper."""
        return min(self.colour) >= _WHITE


def edges_of(fill: Fill) -> Iterator[Rule]:
    """Yield the four edges of ``fill``."""
    yield Rule(fill.x0, fill.y0, fill.x1, fill.y0)
    yield Rule(fill.x0, fill.y1, fill.x1, fill.y1)
    yield Rule(fill.x0, fill.y0, fill.x0, fill.y1)
    yield Rule(fill.x1, fill.y0, fill.x1, fill.y1)


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that applies ``m`` and then ``n``."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def matrix_of(page_object: Any) -> Matrix:
    """Return the matrix that takes the own coordinates of a page object (its address) to those around it."""
    found = pdfium.FS_MATRIX()
    if not quick.matrix_of(page_object, ctypes.byref(found)):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def drawn_by(path: Any, outer: Matrix) -> Iterator[Rule | Fill]:
    """Yield what a path object of PDFium's (its address) draws; ``outer`` takes it to the page.

    A filled rectangle with a line round it is both: its fill, and the line's four rules.
    """
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not quick.draw_mode_of(path, ctypes.byref(fill), ctypes.byref(stroke)):
        return
    if not fill.value and not stroke.value:
        return  # it only clips
    matrix = multiply(matrix_of(path), outer)
    colour = _colour(path) if fill.value else None
    for points, closed in _outlines(path, matrix):
        yield from _drawn(points, closed=closed, colour=colour, stroked=bool(stroke.value))


def _colour(path: Any) -> tuple[int, int, int]:
    red, green, blue, opaque = (ctypes.c_uint() for _ in range(4))
    got = quick.fill_colour_of(path, *map(ctypes.byref, (red, green, blue, opaque)))
    return (red.value, green.value, blue.value) if got else (0, 0, 0)


Point = tuple[float, float]


def _outlines(path: Any, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """Yield the straight outlines of a path, each with whether it is closed; curves break them."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    to_x, to_y = ctypes.byref(x), ctypes.byref(y)
    points: list[Point] = []
    closed = False
    for index in range(min(quick.count_segments(path), _MOST_SEGMENTS)):
        segment = ctypes.c_void_p(quick.segment_of(path, index))
        kind = quick.segment_type_of(segment)
        if not quick.point_of(segment, to_x, to_y):
            continue
        if kind != pdfium.FPDF_SEGMENT_LINETO and len(points) > 1:
            yield points, closed
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            points, closed = [], False
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        closed = closed or bool(quick.closes(segment))
    if len(points) > 1:
        yield points, closed


def _drawn(
    points: Sequence[Point], *, closed: bool, colour: tuple[int, int, int] | None, stroked: bool
) -> Iterator[Rule | Fill]:
    if (closed or colour or points[0] == points[-1]) and len(points) in _CORNERS:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if all(min(abs(x - x0), abs(x - x1)) <= _ASKEW for x in xs):
            if min(x1 - x0, y1 - y0) <= _THICKNESS:
                x, y = (x0 + x1) / 2, (y0 + y1) / 2
                yield Rule(x0, y, x1, y) if x1 - x0 >= y1 - y0 else Rule(x, y0, x, y1)
                return
            if colour:
                yield Fill(x0, y0, x1, y1, colour)
                if not stroked:
                    return
    ends = [*points, points[0]] if closed else list(points)
    for (x0, y0), (x1, y1) in pairwise(ends):
        if min(abs(x1 - x0), abs(y1 - y0)) <= _ASKEW:
            yield Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
