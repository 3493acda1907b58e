"""Words that a line is drawn through: struck out by the paper itself, as in a tracked motion."""

from bisect import bisect, bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.readers.pdf.rules import Rule
from ingest.readers.pdf.runs import Run

# The band, in em above the baseline, in which a line strikes letters: above an underline, below a
# line over them.
_LOWEST, _HIGHEST = 0.12, 0.5
_COVERED = 0.7  # of the line has letters on it; a table's rule or a chart's grid runs on beyond them
_LEAST = 1.5  # points
_TOUCH, _BESIDE = 2.0, 5.0  # points


def mark_struck(runs: Sequence[Run], rules: Sequence[Rule]) -> list[Run]:
    """Return ``runs`` in order, parted where a rule begins or ends to strike them out, and marked so."""
    strikes = list(_strikes(runs, rules))
    if not strikes:
        return list(runs)
    marked: list[Run] = []
    for run in runs:
        across = [strike for strike in strikes if _in_band(run, strike) and _overlap(run, strike) > _LEAST]
        marked += _parted(run, across) if across else [run]
    return marked


def _strikes(runs: Sequence[Run], rules: Sequence[Rule]) -> Iterator[Rule]:
    words = sorted((run for run in runs if run.text.strip()), key=_baseline)
    reach = _HIGHEST * max((run.size for run in words), default=0.0)
    upright = [rule for rule in rules if not rule.is_level]
    for rule in rules:
        if not rule.is_level:
            continue
        first = bisect_left(words, rule.y0 - reach, key=_baseline)
        last = bisect(words, rule.y0, key=_baseline)
        struck = sum(max(0.0, _overlap(run, rule)) for run in words[first:last] if _in_band(run, rule))
        if struck <= _LEAST or struck < _COVERED * (rule.x1 - rule.x0):
            continue
        # A line that an upright one meets is the border of a box that text runs over.
        if not any(_meets(rule, other) for other in upright):
            yield rule


def _baseline(run: Run) -> float:
    return run.y


def _meets(level: Rule, upright: Rule) -> bool:
    at_end = min(abs(upright.x0 - level.x0), abs(upright.x0 - level.x1)) <= _TOUCH
    return at_end and upright.y0 - _BESIDE <= level.y0 <= upright.y1 + _BESIDE


def _in_band(run: Run, rule: Rule) -> bool:
    return _LOWEST * run.size <= rule.y0 - run.y <= _HIGHEST * run.size


def _overlap(run: Run, rule: Rule) -> float:
    return min(run.x1, rule.x1) - max(run.x0, rule.x0)


def _parted(run: Run, strikes: Sequence[Rule]) -> Iterator[Run]:
    """Yield the stretches of ``run`` that are struck and those that are not, cut between words."""
    width = (run.x1 - run.x0) / max(1, len(run.text))
    words: list[tuple[bool, int, int]] = []
    start = 0
    for word in run.text.split(" "):
        end = start + len(word)
        middle = run.x0 + (start + end) / 2 * width
        struck = any(strike.x0 - 1 <= middle <= strike.x1 + 1 for strike in strikes)
        if words and words[-1][0] == struck:
            words[-1] = (struck, words[-1][1], end)
        else:
            words.append((struck, start, end))
        start = end + 1
    for struck, first, last in words:
        text = run.text[first:last]
        if text:
            yield replace(run, text=text, x0=run.x0 + first * width, x1=run.x0 + last * width, struck=struck)
