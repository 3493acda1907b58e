"""What the ink of a page tells: sizes, weights and baselines of lines, ruled lines, gaps."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from reportlab.lib.colors import black, lightgrey, white
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.ocr.ink import Ink, Levelling, LineInk
from ingest.readers.ocr.pictures import POINT
from tests.support.scanned import grey_of

WIDTH, HEIGHT = A4
X, Y = 100.0, 600.0  # points


@pytest.fixture
def canvas(tmp_path: Path) -> Canvas:
    return Canvas(str(tmp_path / "page.pdf"), pagesize=A4)


def ink_of(canvas: Canvas, skew: float = 0.0) -> Ink:
    canvas.save()
    grey = grey_of(Path(canvas._filename), skew=skew)
    return Ink(Levelling(grey, -skew).picture()) if skew else Ink(grey)


def line_at(ink: Ink, size: float, width: float, y: float = Y) -> LineInk:
    """Return the ink of a line in a box such as text recognition gives."""
    top, bottom = HEIGHT - y - 1.05 * size, HEIGHT - y + 0.4 * size
    corners = [(X - 4, top), (X + width + 4, top), (X + width + 4, bottom), (X - 4, bottom)]
    return ink.line([(x * POINT, y * POINT) for x, y in corners])


@pytest.mark.parametrize("size", [8, 11, 16, 28])
@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman", "Helvetica-Bold"])
@pytest.mark.parametrize("text", ["The Panel agreed", "AGREED", "was seen, as may be", "Year 2025"])
def test_the_size_and_baseline_of_a_line_are_measured(
    canvas: Canvas, font: str, size: float, text: str
) -> None:
    canvas.setFont(font, size)
    canvas.drawString(X, Y, text)
    width = canvas.stringWidth(text, font, size)
    look = line_at(ink_of(canvas), size, width).look(text)
    assert look.size / POINT == pytest.approx(size, rel=0.17)
    assert look.baseline / POINT == pytest.approx(HEIGHT - Y, abs=1.0)
    assert look.left / POINT == pytest.approx(X, abs=0.1 * size + 1)
    assert look.right / POINT == pytest.approx(X + width, abs=0.1 * size + 1)


@pytest.mark.parametrize("family", ["Helvetica", "Times"])
def test_bold_letters_have_wider_strokes(canvas: Canvas, family: str) -> None:
    light, bold = {"Helvetica": ("Helvetica", "Helvetica-Bold"), "Times": ("Times-Roman", "Times-Bold")}[
        family
    ]
    canvas.setFont(light, 11)
    canvas.drawString(X, Y, "The Panel agreed the grant")
    canvas.setFont(bold, 11)
    canvas.drawString(X, Y - 40, "The Panel agreed the grant")
    ink = ink_of(canvas)
    strokes = [line_at(ink, 11, 140, y).look("The Panel agreed the grant").stroke for y in (Y, Y - 40)]
    assert strokes[1] > 1.25 * strokes[0]


def test_light_letters_on_a_dark_ground_are_measured_too(canvas: Canvas) -> None:
    canvas.setFillColor(black)
    canvas.rect(X - 20, Y - 20, 300, 60, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(X, Y, "The Panel agreed the grant")
    look = line_at(ink_of(canvas), 11, 130).look("The Panel agreed the grant")
    assert look.size / POINT == pytest.approx(11, rel=0.12)


def test_a_blank_place_has_a_look_that_fits_its_box(canvas: Canvas) -> None:
    canvas.showPage()
    look = line_at(ink_of(canvas), 11, 130).look("nothing")
    assert look.size / POINT == pytest.approx(11, rel=0.05)
    assert look.stroke == 0


@pytest.mark.parametrize("skew", [0.0, 0.8])
@pytest.mark.parametrize("ground", [white, lightgrey])
def test_the_lines_of_a_table_are_found(canvas: Canvas, skew: float, ground: object) -> None:
    canvas.setFillColor(ground)
    canvas.setLineWidth(0.75)
    for column in range(3):
        for row in range(4):
            canvas.rect(100 + 120 * column, 500 + 30 * row, 120, 30, fill=1)
    rules = ink_of(canvas, skew).rules
    assert {round(rule.y0 / 10) * 10 for rule in rules if rule.is_level} == {500, 530, 560, 590, 620}
    assert {round(rule.x0 / 10) * 10 for rule in rules if not rule.is_level} == {100, 220, 340, 460}
    longest = max(rule.x1 - rule.x0 for rule in rules)
    assert longest == pytest.approx(360, abs=4)


def test_letters_are_no_ruled_lines(canvas: Canvas) -> None:
    canvas.setFont("Times-Roman", 12)
    for row in range(20):
        canvas.drawString(60, 700 - 14 * row, "mmmm HILL IIII llll ---- 1111 EEEE The Panel minimum" * 2)
    canvas.setFont("Helvetica-Bold", 60)
    canvas.drawString(60, 200, "THE PLAN")
    assert ink_of(canvas).rules == ()


def test_an_underline_is_no_part_of_the_letters(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 11)
    canvas.drawString(X, Y, "The Panel agreed the grant")
    canvas.line(X, Y - 1.5, X + 130, Y - 1.5)
    ink = ink_of(canvas)
    assert {round(rule.y0, 1) for rule in ink.rules} == {Y - 1.5}
    assert line_at(ink, 11, 130).look("The Panel agreed the grant").baseline / POINT == pytest.approx(
        HEIGHT - Y, abs=1.0
    )


def test_a_gap_is_where_the_widest_blank_stands() -> None:
    inked = np.zeros((10, 60), np.bool_)
    inked[:, 5:20] = inked[:, 23:30] = inked[:, 45:50] = True
    line = LineInk(inked, left=100, top=0)
    assert line.gap(100, 160) == (130, 145)
    assert line.gap(110, 128) == (120, 123)
    assert line.gap(106, 118) is None  # inside a letter
    assert line.gap(150, 160) is None  # beyond the last


@given(arrays(np.bool_, st.tuples(st.integers(1, 60), st.integers(1, 80))), st.text(max_size=5))
def test_whatever_the_ink_a_line_has_a_look(inked: NDArray[np.bool_], text: str) -> None:
    line = LineInk(inked, left=10, top=20)
    look = line.look(text)
    height, width = inked.shape
    assert look.size > 0
    assert 10 <= look.left < look.right <= 10 + width
    assert 20 <= look.baseline <= 20 + height


def test_levelling_brings_a_falling_line_to_the_level() -> None:
    levelling = Levelling(np.full((1000, 1000), 255, np.uint8), 2.0)
    left, right = levelling.point(0, 500 - 17.46), levelling.point(1000, 500 + 17.46)  # tan 2° = 0.0349
    assert left[1] == pytest.approx(right[1], abs=0.1)
    assert levelling.picture().shape == (1000, 1000)
