"""What a resolution consists of: one run of words, or the items of a list, each decided for itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.kinds.enumerations import Mark, inline_items, mark_of
from ingest.kinds.paper import Line

# "That:", "That the Committee:" between "RESOLVED" and its list.
_ONLY_LEADS = re.compile(r"^(?:that|to)\b(?:\s+[\w’'&-]+){0,10}\s*[:–—-]\s*$|^that$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """A run of words that was resolved: from ``start`` of the first line to ``end`` of the last.

    ``text`` leaves out the mark of a list item; what is cited begins at ``cited`` of the first line.
    """

    lines: tuple[Line, ...]
    start: int
    end: int
    cited: int

    @property
    def text(self) -> str:
        """The words, each line on its own."""
        parts = [line.text for line in self.lines]
        parts[-1] = parts[-1][: self.end]
        parts[0] = parts[0][self.start :]
        return "\n".join(part.strip() for part in parts)


def listed_below(lines: Sequence[Line], at: int) -> tuple[Wording, ...]:
    """Return the items of the list that begins at ``lines[at]``; where none does, that one line.

    A list goes on while each mark follows the one before. A line without a mark, or with that of a list
    within, belongs to its item where the item, or the list, goes on behind it.
    """
    while at < len(lines) and _ONLY_LEADS.match(lines[at].text):
        at += 1
    if at >= len(lines):
        return ()
    first = mark_of(lines[at].text)
    if first is None or not first.opens:
        line = lines[at]
        return () if line.is_row else (Wording((line,), 0, len(line.text), 0),)
    return tuple(_items(lines, at, first))


def listed_within(line: Line, start: int) -> tuple[Wording, ...]:
    """Return the items of a list that one line holds from character ``start``; none if it has none."""
    return tuple(
        Wording((line,), start + begin + mark.width, start + end, start + begin)
        for mark, begin, end in inline_items(line.text[start:])
    )


def goes_on(lines: Sequence[Line], at: int, first: Mark) -> tuple[Wording, ...]:
    """Return the further items of a list whose item before, marked ``first``, ends the line before ``at``."""
    mark = mark_of(lines[at].text) if at < len(lines) else None
    return tuple(_items(lines, at, mark)) if mark and mark.follows(first) else ()


def _items(lines: Sequence[Line], at: int, mark: Mark) -> Iterator[Wording]:
    run, width = [lines[at]], mark.width
    for place in range(at + 1, len(lines)):
        line = lines[place]
        mark = _last_mark(run[0], mark)
        new = mark_of(line.text)
        if new and new.follows(mark):
            yield from _parted(run, width)
            run, width, mark = [line], new.width, new
        elif _belongs(run, new, mark, lines[place + 1 :]):
            run.append(line)
        else:
            break
    yield from _parted(run, width)


def _last_mark(line: Line, mark: Mark) -> Mark:
    """Return the mark of the last item that a line holds: several may be printed in one."""
    return next((last for last, _, _ in reversed(list(inline_items(line.text)))), mark)


def _parted(run: Sequence[Line], width: int) -> Iterator[Wording]:
    """Yield an item; where its line holds further items, each of them."""
    within = listed_within(run[0], 0) if len(run) == 1 else ()
    yield from within or (Wording(tuple(run), width, len(run[-1].text), 0),)


def _belongs(run: Sequence[Line], new: Mark | None, mark: Mark, following: Sequence[Line]) -> bool:
    """Whether a line that is no next item belongs to the item before it."""
    if new is not None:
        within = run[-1].text.rstrip().endswith((":", "-", "–")) and new.opens
        return within or any(
            (inner := mark_of(line.text)) is not None and new.follows(inner) for line in run[1:]
        )
    if run[-1].text.rstrip().endswith((".", ";", "; and", "; or", ":")):
        return False
    next_mark = mark_of(following[0].text) if following else None
    return not mark.is_bullet and next_mark is not None and next_mark.follows(mark)
