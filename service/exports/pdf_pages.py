"""Pages with footnotes at their feet: paragraphs are set one under another, each with its notes.

ReportLab's own templates know no footnotes. A paragraph stands on a page when it and its notes fit; one
that is too tall is cut between lines, and its notes go to the page of its last lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

WIDTH, HEIGHT = A4
MARGIN, TOP, FOOT = 2.5 * cm, 2.2 * cm, 2.2 * cm

_COLUMN = WIDTH - 2 * MARGIN
_ABOVE_NOTES = 14.0  # points between the text and the line over the notes, and from there to the first
_LEAST_LEFT = 40.0  # points: less room at a page's end is left empty rather than filled with a line or two


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with its notes.

    ``outline`` is (level from 0, title) where the reader's outline names it; ``stays`` says that it must
    stand on the page of the next block.
    """

    words: Paragraph
    notes: Sequence[Paragraph] = ()
    outline: tuple[int, str] | None = None
    stays: bool = False


class Pages:
    """Sets blocks on the pages of a canvas."""

    def __init__(self, canvas: Canvas, *, font: str) -> None:
        self._canvas = canvas
        self._font = font
        self._number = 0
        self._notes: list[Paragraph] = []
        self._left = 0.0  # points that are still free on this page, above the notes
        self._y = 0.0
        self._begin()

    def set(self, blocks: Sequence[Block]) -> None:
        """Set ``blocks`` and finish the last page."""
        for index, block in enumerate(blocks):
            if self._is_begun and self._height_together(blocks[index:]) > self._left:
                self._may_turn(block)
            self._place(block)
        self._finish()

    @property
    def _is_begun(self) -> bool:
        return bool(self._y < HEIGHT - TOP)

    def _may_turn(self, block: Block) -> None:
        """Begin a page, unless a tall paragraph can well be begun on this one."""
        if block.stays or self._left < _LEAST_LEFT or len(self._pieces(block)) < 2:
            self._turn()

    def _pieces(self, block: Block) -> list[Paragraph]:
        return list(block.words.split(_COLUMN, self._left))

    def _height_together(self, blocks: Sequence[Block]) -> float:
        """Return the points that the first block needs, with those that must follow on its page."""
        height = 0.0
        for block in blocks:
            height += _height(block.words) + self._height_of_notes(block.notes)
            if not block.stays:
                return height
        return height

    def _height_of_notes(self, notes: Sequence[Paragraph]) -> float:
        line = 2 * _ABOVE_NOTES if notes and not self._notes else 0.0
        return line + sum(map(_height, notes))

    def _place(self, block: Block) -> None:
        words, outline = block.words, block.outline
        while _height(words) + self._height_of_notes(block.notes) > self._left:
            pieces = words.split(_COLUMN, self._left)
            if len(pieces) == 2:
                self._draw(pieces[0], outline)
                words, outline = pieces[1], None
            elif not self._is_begun:
                break  # nothing more can be done for a line, or notes, taller than a page
            self._turn()
        self._draw(words, outline)
        self._left -= self._height_of_notes(block.notes)
        self._notes.extend(block.notes)

    def _draw(self, words: Paragraph, outline: tuple[int, str] | None) -> None:
        # No air above what stands at a page's top.
        unused = 0 if self._is_begun else words.style.spaceBefore
        height = _height(words) - unused
        if outline:
            level, title = outline
            key = f"part-{self._number}-{self._y:.0f}"
            self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=self._y)
            self._canvas.addOutlineEntry(title, key, level)
        self._y -= height
        self._left -= height
        words.drawOn(self._canvas, MARGIN, self._y + words.style.spaceAfter)

    def _turn(self) -> None:
        self._finish()
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        self._notes = []
        self._y = HEIGHT - TOP
        self._left = self._y - FOOT

    def _finish(self) -> None:
        """Draw the notes of this page above its foot, and its number."""
        y = FOOT + sum(map(_height, self._notes))
        if self._notes:
            self._canvas.setLineWidth(0.5)
            self._canvas.line(MARGIN, y + _ABOVE_NOTES, MARGIN + 5 * cm, y + _ABOVE_NOTES)
        for note in self._notes:
            height = _height(note)
            y -= height
            note.drawOn(self._canvas, MARGIN, y + note.style.spaceAfter)
        self._canvas.setFont(self._font, 9)
        self._canvas.drawCentredString(WIDTH / 2, FOOT / 2, str(self._number))
        self._canvas.showPage()


def _height(words: Paragraph) -> float:
    _, height = words.wrap(_COLUMN, HEIGHT)
    return float(height + words.style.spaceBefore + words.style.spaceAfter)
