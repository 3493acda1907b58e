"""Lines seen in a picture → lines as they are set on the level page: each with its ink and its look."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.ocr.ink import Ink, Levelling, LineInk, Look
from ingest.readers.ocr.recognition import SeenLine, SeenWord

_SAME_ROW = 0.4  # em between the baselines of lines side by side
_OVERLAP = 2.0  # em


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line as it is set: its words, their ink in the level picture, and how it looks there."""

    words: tuple[SeenWord, ...]
    ink: LineInk
    look: Look

    @property
    def letters(self) -> int:
        """How many letters it has, without blanks."""
        return sum(len(word.text) for word in self.words)

    def place(self, share: float) -> float:
        """Return where a share (0..1) of its length stands, in pixels from the page's left edge."""
        return self.ink.left + share * self.ink.width


def set_lines(lines: Sequence[SeenLine], levelling: Levelling, ink: Ink) -> list[SetLine]:
    """Return ``lines``, which were seen before ``levelling``, as they are set in its ``ink``."""
    found: list[SetLine] = []
    for line in lines:
        of_line = ink.line([levelling.point(x, y) for x, y in line.corners])
        found.append(SetLine(line.words, of_line, of_line.look(line.text)))
    return _apart(found)


def _apart(lines: Sequence[SetLine]) -> list[SetLine]:
    """Return ``lines``, those that stand close side by side cut where one ends and the other begins.

    The boxes of the cells of a narrow table overlap, and each shows a part of its neighbour.
    """
    found = sorted(lines, key=lambda line: line.look.left)
    for index in range(len(found)):
        for other in range(index + 1, len(found)):
            if not _overlap(found[index].look, found[other].look):
                continue
            end, start = _between(found[index], found[other])
            found[index] = replace(found[index], look=replace(found[index].look, right=end))
            found[other] = replace(found[other], look=replace(found[other].look, left=start))
    return found


def _overlap(left: Look, right: Look) -> bool:
    size = max(left.size, right.size)
    beside = abs(left.baseline - right.baseline) < _SAME_ROW * size
    return beside and right.left <= left.right < min(right.right, right.left + _OVERLAP * size)


def _between(left: SetLine, right: SetLine) -> tuple[float, float]:
    """Return the ends of the widest gap between the last letter of one line and the first of the next."""
    last, first = left.place(left.words[-1].middles[-1]), right.place(right.words[0].middles[0])
    gaps = [gap for line in (left, right) if (gap := line.ink.gap(last, first))]
    middle = (left.look.right + right.look.left) / 2
    return max(gaps, key=lambda gap: gap[1] - gap[0], default=(middle, middle))
