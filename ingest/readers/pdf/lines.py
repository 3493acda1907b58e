"""Runs of text → lines, in reading order.

A page's content stream mostly follows reading order, but not inside a line, where tabs, bold words
and table cells are placed freely. So runs are put into lines by their place, within stretches of
the stream that belong together (``regions``: a column of a page set in columns is one).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter

from ingest.normalise import normalise
from ingest.readers.pdf.runs import Run

_COLUMN_JUMP = 0.12  # of the page's height: a smaller jump upwards is a superscript or a table cell
_COLUMN_RUNS = 4
_PIECE_GAP = 1.1  # em: two words of justified text stand closer than this

_NUMBER = re.compile(r"^(?:\d{1,3}[.)]|\([a-z]{1,4}\))$")
_FIGURE_GAP = 0.5  # em
_PARTED_GAP = 0.2  # blanks
_RAISED_SIZE = 0.8  # of the size of what it is set beside
_RAISED = 0.15  # em
_NOTE_SIGN = re.compile(r"^\d{1,3}(?:,\s?\d{1,3})*$")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FIGURE = re.compile(r"^[(£-]?\d[\d,]*\.\d+%?\)?$|^[(£-]?\d{1,3}(?:,\d{3})+\)?$")


@dataclass(frozen=True)
class Line:
    """Text on one baseline, its ``runs`` from left to right."""

    runs: tuple[Run, ...]

    @cached_property
    def text(self) -> str:
        """The line's words, normalised."""
        return normalise(_joined(self.runs))

    @cached_property
    def pieces(self) -> tuple[tuple[Run, ...], ...]:
        """The runs parted at wide gaps, as between the cells of a table."""
        pieces: list[list[Run]] = []
        end = 0.0
        for run in self.runs:
            last = pieces[-1][-1] if pieces else None
            if last is not None and run.x0 - end <= _piece_gap(last, run):
                pieces[-1].append(run)
                end = max(end, run.x1)
            else:
                pieces.append([run])
                end = run.x1
        return tuple(tuple(piece) for piece in pieces)

    @property
    def x0(self) -> float:
        """The left end, in points."""
        return self.runs[0].x0

    @cached_property
    def x1(self) -> float:
        """The right end, in points."""
        return max(run.x1 for run in self.runs)

    @cached_property
    def y(self) -> float:
        """The baseline of its largest run (not of a superscript), in points."""
        return max(self.runs, key=lambda run: (run.size, len(run.text))).y

    @cached_property
    def size(self) -> float:
        """The size of most of its characters, in points."""
        sizes: dict[float, int] = {}
        for run in self.runs:
            sizes[round(run.size, 1)] = sizes.get(round(run.size, 1), 0) + len(run.text)
        return max(sizes, key=lambda size: (sizes[size], size))

    @cached_property
    def bold(self) -> bool:
        """Whether all of its letters are bold; a bullet or a full stop may be light."""
        light = sum(len(run.text) for run in self.runs if not run.bold and any(map(str.isalnum, run.text)))
        return light == 0 and any(run.bold for run in self.runs)


def _piece_gap(one: Run, other: Run) -> float:
    """Return the widest gap, in points, between two runs of one piece; columns of figures stand close."""
    figures = _FIGURE.match(one.text) or _FIGURE.match(other.text)
    return (_FIGURE_GAP if figures else _PIECE_GAP) * max(one.size, other.size)


def text_of(runs: Sequence[Run]) -> str:
    """Return the words of ``runs``, which stand side by side, normalised."""
    return normalise(_joined(runs))


def _joined(runs: Sequence[Run]) -> str:
    text, last = "", None
    for run in runs:
        if last is not None and not text.endswith(" ") and not run.text.startswith(" "):
            gap = run.x0 - last.x1
            # Text printed over the end of other text is a word of its own, but kerning is not.
            # "13." and what it numbers are two runs, however close they stand.
            if (
                gap > (_PARTED_GAP if last.parted else 0.5) * max(last.space, run.space)
                or gap < -max(last.size, run.size)
                or (gap > 0 and _NUMBER.match(text) and not run.text[:1].isdigit())
            ):
                text += " "
        text += _superscript(text, last, run)
        last = run
    return text


def _superscript(text: str, last: Run | None, run: Run) -> str:
    """Return the text of ``run``; the sign of a footnote, set high and small after a word, as such."""
    if (
        last is not None
        and run.size < _RAISED_SIZE * last.size
        and run.y > last.y + _RAISED * last.size
        and _NOTE_SIGN.match(run.text)
        and not text[-1:].isdigit()
    ):
        return run.text.translate(_SUPERSCRIPTS)
    return run.text


def trimmed(runs: Iterable[Run]) -> list[Run]:
    """Return ``runs`` without blank ones, those printed twice (a shadow), and blanks at their ends."""
    kept: list[Run] = []
    seen: set[tuple[str, int, int]] = set()
    for run in runs:
        text = run.text.strip()
        if not text:
            continue
        place = (text, round(run.x0 / 1.5), round(run.y / 1.5))
        if place not in seen:
            seen.add(place)
            kept.append(run if text == run.text else _trimmed(run, text))
    return kept


def _trimmed(run: Run, text: str) -> Run:
    """Return ``run`` without the blanks round its ``text``."""
    left = len(run.text) - len(run.text.lstrip())
    right = len(run.text) - len(run.text.rstrip())
    space = min(run.space, (run.x1 - run.x0) / (len(run.text) + 1))
    return replace(run, text=text, x0=run.x0 + left * space, x1=run.x1 - right * space)


def regions(runs: Sequence[Run], page_height: float) -> list[list[Run]]:
    """Part ``runs``, which are in stream order, where the text goes on at the top of a next column."""
    parts: list[list[Run]] = [[]]
    lowest = float("inf")
    for run in runs:
        if run.y - lowest > _COLUMN_JUMP * page_height:
            beside = [other for other in parts[-1] if other.y < run.y + run.size]
            if len(beside) >= _COLUMN_RUNS and all(other.x1 <= run.x0 for other in beside):
                parts.append([])
                lowest = float("inf")
        parts[-1].append(run)
        lowest = min(lowest, run.y)
    return parts


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """Return the lines that ``runs`` make, from top to bottom."""
    lines: list[list[Run]] = []
    heads: list[Run] = []  # the run of each line that gives its baseline
    for run in sorted(runs, key=attrgetter("y"), reverse=True):
        for index in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            if _same_line(heads[index], lines[index], run):
                lines[index].append(run)
                if run.size > heads[index].size:
                    heads[index] = run
                break
        else:
            lines.append([run])
            heads.append(run)
    return [Line(tuple(sorted(line, key=attrgetter("x0")))) for line in lines]


def _same_line(head: Run, line: Sequence[Run], run: Run) -> bool:
    apart = abs(head.y - run.y)
    smaller, larger = (head.size, run.size) if head.size < run.size else (run.size, head.size)
    if apart <= 0.15 * larger:
        return True
    # A superscript stands higher and beside the words; a line of its own stands under them.
    return apart <= (0.65 if smaller < 0.8 * larger else 0.4) * larger and not any(
        other.x0 < run.x1 - 0.5 and run.x0 < other.x1 - 0.5 for other in line
    )
