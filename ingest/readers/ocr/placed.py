"""The words that were read on a picture → where they stand on it as it was given, before it was turned."""

from collections.abc import Iterator, Sequence

from ingest.documents import PlacedWord
from ingest.readers.ocr.ink import Levelling
from ingest.readers.ocr.pictures import POINT
from ingest.readers.ocr.recognition import SeenLine
from ingest.readers.pdf.runs import Run

_ABOVE, _BELOW = 0.8, 0.25  # em: how far letters reach above and below the baseline

Point = tuple[float, float]
Shape = tuple[int, ...]  # of a picture: its height and width, in pixels


def placed_words(
    runs: Sequence[Run], levelling: Levelling, shape: Shape, quarters: int
) -> Iterator[PlacedWord]:
    """Yield the words of ``runs``, which stand on the level picture of ``shape``.

    ``quarters`` is by how many quarters to the right the picture had been turned before it was levelled.
    """
    for run in runs:
        x0, x1, baseline = run.x0 * POINT, run.x1 * POINT, shape[0] - run.y * POINT
        top, bottom = baseline - _ABOVE * run.size * POINT, baseline + _BELOW * run.size * POINT
        corners = [levelling.back(x, y) for x in (x0, x1) for y in (top, bottom)]
        yield _placed(run.text, corners, shape, quarters)


def placed_lines(lines: Sequence[SeenLine], shape: Shape, quarters: int) -> Iterator[PlacedWord]:
    """Yield ``lines`` that run another way than the rest, each as one word, as ``placed_words`` does."""
    for line in lines:
        yield _placed(line.text, line.corners, shape, quarters)


def _placed(text: str, corners: Sequence[Point], shape: Shape, quarters: int) -> PlacedWord:
    height, width = shape[:2]
    for _ in range(quarters):
        # Turned to the right, a picture's upper edge is its right one: (x, y) is at (height - y, x).
        corners = [(y, width - x) for x, y in corners]
        height, width = width, height
    xs, ys = [x / width for x, _ in corners], [y / height for _, y in corners]
    return PlacedWord(text, _share(min(xs)), _share(min(ys)), _share(max(xs)), _share(max(ys)))


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0)
