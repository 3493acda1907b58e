"""Whether the columns of two tables stand under one another."""

from collections.abc import Sequence
from itertools import pairwise

Span = tuple[float, float]


def aligned(above: Sequence[Span | None], below: Sequence[Span | None]) -> list[int | None]:
    """Return for each column ``below`` which one ``above`` it stands under; nothing where they do not align.

    Spans are from where to where a column reaches, in points; None for one that is empty. A column
    below may stand under none (None): an empty one, and a first one to the left of all above.
    """
    known = [(index, span) for index, span in enumerate(above) if span]
    ends = _ends([span for _, span in known])
    if not ends:
        return []
    found: list[int | None] = []
    taken = -1
    for at, span in enumerate(below):
        if span is None:
            found.append(at if len(above) == len(below) else None)
            continue
        if at == 0 and span[1] < known[0][1][0]:
            found.append(None)
            continue
        place = _ground(ends, span)
        left = ends[place - 1] if place else span[0]
        right = ends[place] if place < len(ends) else span[1]
        if place <= taken or min(span[1], right) - max(span[0], left) < 0.5 * (span[1] - span[0]):
            return []
        taken = place
        found.append(known[place][0])
    return found if sum(place is not None for place in found) > 1 else []


def grounds_of(above: Sequence[Span | None], below: Sequence[Span | None]) -> list[int]:
    """Return for each column ``below`` on the ground of which one ``above`` it stands; several may on one.

    Nothing where a column is empty.
    """
    spans = [span for span in above if span]
    ends = _ends(spans)
    if not ends or len(spans) < len(above) or None in below:
        return []
    return [_ground(ends, span) for span in below if span]


def _ends(spans: Sequence[Span]) -> list[float]:
    """Return where each column's ground ends, but for the last: half-way to the next; none if they cross."""
    ends = [(one[1] + other[0]) / 2 for one, other in pairwise(spans)]
    return ends if all(start < end for start, end in pairwise(ends)) else []


def _ground(ends: Sequence[float], span: Span) -> int:
    middle = (span[0] + span[1]) / 2
    return sum(end < middle for end in ends)
