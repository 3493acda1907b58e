"""The level and upright lines that a page rules, from the paths that it draws."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.pdf_objects import Matrix

_THICKNESS = 3.0  # points: a rectangle no thicker is a line
_ASKEW = 0.5  # points


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


@dataclass(slots=True)
class Path:
    """A path being built: its level and upright segments, and its thin rectangles, as ``rules``.

    Coordinates come in user space with the matrix that takes them to the page.
    """

    rules: list[Rule] = field(default_factory=list)
    _point: tuple[float, float] | None = None
    _start: tuple[float, float] | None = None

    def move(self, x: float, y: float, matrix: Matrix) -> None:
        """Begin a new part of the path."""
        self._point = self._start = _at(x, y, matrix)

    def line(self, x: float, y: float, matrix: Matrix) -> None:
        """Draw a straight line from where the pen is."""
        if self._point:
            end = _at(x, y, matrix)
            self._segment(self._point, end)
            self._point = end

    def close(self) -> None:
        """Draw a straight line back to where this part began."""
        if self._point and self._start:
            self._segment(self._point, self._start)
            self._point = self._start

    def rectangle(self, box: Sequence[float], matrix: Matrix) -> None:
        """Draw a rectangle, given as x, y, width and height."""
        x, y, width, height = box
        one, other = _at(x, y, matrix), _at(x + width, y + height, matrix)
        (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        if min(x1 - x0, y1 - y0) <= _THICKNESS:
            middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
            level = x1 - x0 >= y1 - y0
            self.rules.append(Rule(x0, middle_y, x1, middle_y) if level else Rule(middle_x, y0, middle_x, y1))
        else:
            corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
            for corner, following in zip(corners, [*corners[1:], corners[0]], strict=True):
                self._segment(corner, following)

    def _segment(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        if min(abs(one[0] - other[0]), abs(one[1] - other[1])) <= _ASKEW:
            x0, x1 = sorted((one[0], other[0]))
            y0, y1 = sorted((one[1], other[1]))
            self.rules.append(Rule(x0, y0, x1, y1))


def _at(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
