"""A page's picture → what stands on it, with a stand-in for the models that says what it sees."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ingest.documents import BlockKind
from ingest.readers.ocr.layout import page_of
from ingest.readers.ocr.page import read_picture
from ingest.readers.ocr.pictures import POINT, Grey
from ingest.readers.ocr.recognition import SeenLine, SeenWord
from tests.support.scanned import grey_of
from tests.support.written_pdf import Paper

BLANK: Grey = np.full((2339, 1654), 255, np.uint8)


def seen(text: str, left: float, top: float, confidence: float = 0.99, *, upwards: bool = False) -> SeenLine:
    """Return a line of 40 pixels' height, with letters of 16 pixels."""
    width = 16 * len(text)
    right, bottom = (left + 40, top + width) if upwards else (left + width, top + 40)
    words, start = [], 0
    for word in text.split():
        middles = tuple((start + index + 0.5) / len(text) for index in range(len(word)))
        words.append(SeenWord(word, middles))
        start += len(word) + 1
    return SeenLine(tuple(words), ((left, top), (right, top), (right, bottom), (left, bottom)), confidence)


def eyes(*answers: list[SeenLine]) -> tuple[Callable[[Grey], list[SeenLine]], list[tuple[int, ...]]]:
    """Return something that sees ``answers`` one after another, and the list of the shapes it was shown."""
    shown: list[tuple[int, ...]] = []

    def see(grey: Grey) -> list[SeenLine]:
        shown.append(grey.shape)
        return answers[len(shown) - 1]

    return see, shown


def texts(grey: Grey, see: Callable[[Grey], list[SeenLine]]) -> list[str]:
    return [block.text for block in page_of(read_picture(grey, see), 1).blocks]


UPRIGHT = [seen("The Panel agreed the grant.", 200, 300)]


def test_an_upright_page_is_looked_at_once() -> None:
    see, shown = eyes(UPRIGHT)
    read = read_picture(BLANK, see)
    assert shown == [(2339, 1654)]
    assert read.confidence == pytest.approx(0.99)
    assert [run.text for run in read.content.runs] == ["The", "Panel", "agreed", "the", "grant."]


@pytest.mark.parametrize("confidence", [0.95, 0.6])
def test_a_page_whose_lines_run_upwards_is_turned(confidence: float) -> None:
    see, shown = eyes([seen("The Panel agreed the grant.", 200, 300, confidence, upwards=True)], UPRIGHT)
    assert texts(BLANK, see) == ["The Panel agreed the grant."]
    assert shown == [(2339, 1654), (1654, 2339)]


def test_the_page_is_turned_to_the_side_that_was_read_surely() -> None:
    marked = BLANK.copy()
    marked[0, 0] = 7  # the top left corner
    corners: list[tuple[int, int]] = []

    def see(grey: Grey) -> list[SeenLine]:
        y, x = np.argwhere(grey == 7)[0]
        corners.append((int(y), int(x)))
        upwards = len(corners) == 1
        return [seen("The Panel agreed the grant.", 200, 300, upwards=upwards)]

    read_picture(marked, see)
    assert corners == [(0, 0), (1653, 0)]  # turned to the left, the top left is the bottom left


def test_a_page_that_is_upside_down_is_turned() -> None:
    see, shown = eyes([seen("juɐɹb ǝɥʇ pǝǝɹbɐ", 200, 300, 0.62)], UPRIGHT)
    assert texts(BLANK, see) == ["The Panel agreed the grant."]
    assert len(shown) == 2


def test_a_page_that_is_read_no_more_surely_upside_down_stays() -> None:
    see, _ = eyes([seen("The Panel agreed", 200, 300, 0.7)], [seen("pǝǝɹbɐ", 200, 300, 0.6)])
    assert texts(BLANK, see) == ["The Panel agreed"]


def test_what_is_unsure_is_left_out() -> None:
    see, _ = eyes([*UPRIGHT, seen("2222222", 200, 600, 0.55)])
    assert texts(BLANK, see) == ["The Panel agreed the grant."]


@pytest.mark.parametrize("lines", [[], [seen("■ •", 200, 300)]])
def test_a_page_without_words_has_no_blocks_and_no_certainty(lines: list[SeenLine]) -> None:
    see, _ = eyes(lines)
    page = page_of(read_picture(BLANK, see), 7)
    assert (page.number, page.blocks, page.confidence) == (7, (), 0.0)


def test_confidence_is_weighed_by_letters() -> None:
    # 23 letters at 0.99 and 2 at 0.7: (22.77 + 1.4) / 25 = 0.9668
    see, _ = eyes([*UPRIGHT, seen("ab", 200, 600, 0.7)])
    assert read_picture(BLANK, see).confidence == pytest.approx(0.9668)


def test_a_label_up_the_side_comes_last() -> None:
    see, _ = eyes([seen("Appendix", 60, 300, upwards=True), *UPRIGHT, seen("It was so agreed.", 200, 600)])
    assert texts(BLANK, see) == ["The Panel agreed the grant.", "It was so agreed.", "Appendix"]


def test_a_ruled_table_is_read_row_by_row(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "table.pdf")
    cells = [["District", "Grant", "Places"], ["Ashford", "12,500", "14"], ["Dover", "9,750", "8"]]
    lines: list[SeenLine] = []
    for row, names in enumerate(cells):
        y = 600 - 30 * row
        for column, name in enumerate(names):
            x = 100 + 120 * column
            paper.canvas.rect(x, y, 120, 30)
            paper.canvas.setFont("Helvetica-Bold" if row == 0 else "Helvetica", 11)
            paper.canvas.drawString(x + 6, y + 10, name)
            lines.append(seen(name, (x + 4) * POINT, (842 - y - 21) * POINT))
    page = page_of(read_picture(grey_of(paper.save()), eyes(lines)[0]), 1)
    rows = [block for block in page.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [row.cells for row in rows] == [("Ashford", "12,500", "14"), ("Dover", "9,750", "8")]
    assert {row.header for row in rows} == {("District", "Grant", "Places")}
