"""A paper cut at its headings: the runs of lines that stand under one heading path, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.kinds.paper import Line, Paper


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading path.

    ``opened`` are those headings of the path, the outermost first, that begin here: a section that goes
    on after a footnote or a table opens none.
    """

    heading: tuple[str, ...]
    opened: tuple[str, ...]
    lines: tuple[Line, ...]


def sections(paper: Paper) -> Iterator[Section]:
    """Yield the sections of ``paper`` in reading order; each has a line at least."""
    before: tuple[str, ...] = ()
    run: list[Line] = []
    for line in paper.lines:
        if run and line.heading != run[-1].heading:
            yield Section(run[-1].heading, _opened(before, run[-1].heading), tuple(run))
            before = run[-1].heading
            run = []
        run.append(line)
    if run:
        yield Section(run[-1].heading, _opened(before, run[-1].heading), tuple(run))


def _opened(before: tuple[str, ...], now: tuple[str, ...]) -> tuple[str, ...]:
    """Return the headings of ``now`` from the first that ``before`` lacks."""
    same = 0
    for old, new in zip(before, now, strict=False):
        if old != new:
            break
        same += 1
    return now[same:]
