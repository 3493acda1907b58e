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
    if len(known) < 2:
        return []
    # A column's ground ends half-way to the next.
    ends = [(one[1] + other[0]) / 2 for (_, one), (_, other) in pairwise(known)]
    if any(end <= start for start, end in pairwise(ends)):
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
        middle = (span[0] + span[1]) / 2
        place = sum(end < middle for end in ends)
        left = known[place][1][0] if place == 0 else ends[place - 1]
        right = known[place][1][1] if place == len(ends) else ends[place]
        if place <= taken or min(span[1], right) - max(span[0], left) < 0.5 * (span[1] - span[0]):
            return []
        taken = place
        found.append(known[place][0])
    return found if sum(place is not None for place in found) > 1 else []
