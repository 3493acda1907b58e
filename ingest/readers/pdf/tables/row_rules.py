"""The rules that part the rows of a table whose cells are not ruled."""

from collections.abc import Sequence

from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.rules import Rule

_ACROSS = 0.7  # of a table's width: rules so wide part rows
_ONE_RULE = 1.5  # points: rules whose heights differ by less are one
_UNDER = 0.3  # em above its baseline: what is ruled lower is ruled under a line


def ruled_under(lines: Sequence[Line], rules: Sequence[Rule], left: float, right: float) -> set[int]:
    """Return under which of ``lines`` (indexes), from the top, a line is ruled from ``left`` to ``right``.

    It may be ruled in pieces, and need not reach all the way.
    """
    level = sorted(
        (rule for rule in rules if rule.is_level and rule.x1 > left and rule.x0 < right),
        key=lambda rule: rule.y0,
    )
    heights: list[float] = []
    start = 0
    for index, rule in enumerate(level):
        if index + 1 == len(level) or level[index + 1].y0 - rule.y0 > _ONE_RULE:
            if _covered(level[start : index + 1], left, right) >= _ACROSS * (right - left):
                heights.append(rule.y0)
            start = index + 1
    ends = [line.y + _UNDER * line.size for line in lines]
    return {
        max((index for index, end in enumerate(ends) if end > height), default=-1) for height in heights
    } - {-1}


def _covered(rules: Sequence[Rule], left: float, right: float) -> float:
    total, reached = 0.0, left
    for rule in sorted(rules, key=lambda rule: rule.x0):
        total += max(0.0, min(rule.x1, right) - max(rule.x0, reached))
        reached = max(reached, rule.x1)
    return total
