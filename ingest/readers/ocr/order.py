"""The order in which the parts of a picture are read: down one column of prose, then down the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

_STEP = 4.0  # points between the places where a gutter is looked for
_FEWEST_LINES = 4  # of a column
_FULL = 0.7  # of the length of its long lines
_WORDS = 3.0  # a line, on average: columns of figures and names are a table
_BESIDE = 0.5  # of the shorter column's height


@dataclass(frozen=True, slots=True)
class Place(Generic[T]):
    """Where ``what``, a line of ``words`` words, stands, in points; ``y`` grows upwards."""

    what: T
    x0: float
    x1: float
    y0: float
    y1: float
    words: int


def in_order(places: Sequence[Place[T]]) -> list[Place[T]]:
    """Return ``places`` as they are read: from top to bottom, one column of prose after the other.

    Parts that stand side by side but are no columns of prose (the cells of a table, a form's labels
    and entries) stay side by side.
    """
    ordered = sorted(places, key=lambda place: (-place.y1, place.x0))
    gutter = _gutter(ordered)
    if gutter is None:
        return ordered
    found: list[Place[T]] = []
    for band in _bands(ordered, gutter):
        left, right = _sides(band, gutter)
        if _are_columns(left, right):
            found += in_order(left)
            found += in_order(right)
        else:
            found += band
    return found


def _gutter(places: Sequence[Place[T]]) -> float | None:
    """Return the middle of the gutter that parts the most lines into columns; None where there is none."""
    if len(places) < 2 * _FEWEST_LINES:
        return None
    left, right = min(place.x0 for place in places), max(place.x1 for place in places)
    best: list[float] = []
    most = 0
    for step in range(1, int((right - left) / _STEP)):
        x = left + step * _STEP
        parted = 0
        for band in _bands(places, x):
            one, other = _sides(band, x)
            if _are_columns(one, other):
                parted += len(one) + len(other)
        if parted > most:
            best, most = [x], parted
        elif parted and parted == most:
            best.append(x)
    return best[len(best) // 2] if best else None


def _bands(places: Sequence[Place[T]], x: float) -> list[list[Place[T]]]:
    """Part ``places``, from top to bottom, where something stands across ``x``; that is a band of its own."""
    bands: list[list[Place[T]]] = [[]]
    for place in places:
        if place.x0 < x < place.x1:
            bands += [[place], []]
        else:
            bands[-1].append(place)
    return [band for band in bands if band]


def _sides(band: Sequence[Place[T]], x: float) -> tuple[list[Place[T]], list[Place[T]]]:
    return [place for place in band if place.x1 <= x], [place for place in band if place.x1 > x]


def _are_columns(left: Sequence[Place[T]], right: Sequence[Place[T]]) -> bool:
    if not (_is_prose(left) and _is_prose(right)):
        return False
    top, bottom = min(_top(left), _top(right)), max(_bottom(left), _bottom(right))
    shorter = min(_top(side) - _bottom(side) for side in (left, right))
    return top - bottom >= _BESIDE * shorter


def _is_prose(side: Sequence[Place[T]]) -> bool:
    if len(side) < _FEWEST_LINES:
        return False
    lengths = sorted(place.x1 - place.x0 for place in side)
    full = sum(length >= _FULL * lengths[int(0.8 * len(lengths))] for length in lengths)
    return full > len(side) / 2 and sum(place.words for place in side) >= _WORDS * len(side)


def _top(side: Sequence[Place[T]]) -> float:
    return max(place.y1 for place in side)


def _bottom(side: Sequence[Place[T]]) -> float:
    return min(place.y0 for place in side)
