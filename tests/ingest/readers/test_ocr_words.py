"""Lines as they are set → words: blanks that were read, blanks that the ink shows, look-alike letters."""

import numpy as np
import pytest

from ingest.readers.ocr.ink import LineInk, Look
from ingest.readers.ocr.lines import SetLine
from ingest.readers.ocr.pictures import POINT
from ingest.readers.ocr.recognition import SeenWord
from ingest.readers.ocr.words import Styles, runs_of, weighted_median

LETTER, BLANK, SIZE = 16, 8, 30  # pixels: each letter is inked but for its last four
STYLES = Styles(sizes=(30.0,), stroke=0.1, blank=0.27)


def set_line(inked: str, read: str | None = None, *, size: float = SIZE, stroke: float = 0.1) -> SetLine:
    """Return a line whose ink shows ``inked``, and in which ``read``, with other blanks, was read."""
    columns: list[bool] = []
    middles: list[float] = []
    for letter in inked:
        if letter == " ":
            columns += [False] * BLANK
        else:
            middles.append(len(columns) + LETTER / 2 - 2)
            columns += [True] * (LETTER - 4) + [False] * 4
    width = len(columns)
    places = iter(middles)
    words = tuple(
        SeenWord(word, tuple(next(places) / width for _ in word)) for word in (read or inked).split()
    )
    ink = LineInk(np.tile(np.array(columns), (20, 1)), left=100, top=0)
    return SetLine(words, ink, Look(100.0, 100.0 + width - 4, 20.0, size, stroke))


def words(line: SetLine) -> list[str]:
    return [run.text for run in runs_of(line, STYLES, 1000)]


def test_each_word_is_a_run_where_its_ink_stands() -> None:
    runs = list(runs_of(set_line("ab cde"), STYLES, 1000))
    assert [run.text for run in runs] == ["ab", "cde"]
    # Two letters of 16, the last without its blank edge of 4: 28 pixels from 100 on; then 4 + 8 blank.
    assert [(run.x0 * POINT, run.x1 * POINT) for run in runs] == [
        (pytest.approx(100), pytest.approx(128)),
        (pytest.approx(140), pytest.approx(184)),
    ]
    assert runs[0].y * POINT == pytest.approx(980)


def test_a_blank_that_the_ink_shows_parts_words_that_were_read_as_one() -> None:
    assert words(set_line("the panel agreed it", "the panelagreed it")) == ["the", "panel", "agreed", "it"]


def test_letters_that_touch_no_blank_stay_one_word() -> None:
    assert words(set_line("minimum of minutes")) == ["minimum", "of", "minutes"]


def test_a_number_is_not_parted_by_the_room_round_its_figures() -> None:
    assert words(set_line("grew by 1 .5 in a year", "grew by 1.5 in a year")) == [
        *["grew", "by", "1.5", "in", "a", "year"]
    ]


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("25.Defra provides", ["25.", "Defra", "provides"]),
        ("(2)The panel", ["(2)", "The", "panel"]),
        ("6.4.1 The", ["6.4.1", "The"]),
        ("3.5m people", ["3.5m", "people"]),
        ("an FOl request", ["an", "FOI", "request"]),
        ("the NlI and lT", ["the", "NII", "and", "lT"]),
        ("All Bills fall", ["All", "Bills", "fall"]),
    ],
)
def test_what_is_read_alike_is_set_right(read: str, expected: list[str]) -> None:
    assert words(set_line(read)) == expected


def test_sizes_that_measure_alike_are_one() -> None:
    lines = [
        set_line("a line of the body", size=30),
        set_line("another", size=32),
        set_line("Title", size=40),
    ]
    styles = Styles.of(lines)
    assert styles.sizes == (30, 40)
    assert [styles.size(line) for line in lines] == [30, 30, 40]


def test_a_line_with_heavier_strokes_is_bold() -> None:
    body, heading, short = (
        set_line("a line of the body", stroke=0.10),
        set_line("Heading", stroke=0.14),
        set_line("1.", stroke=0.14),
    )
    styles = Styles.of([body, heading, short])
    assert [styles.is_bold(line) for line in (body, heading, short)] == [False, True, False]


def test_the_weighted_median() -> None:
    assert weighted_median([(3.0, 1), (1.0, 5), (2.0, 1)]) == 1.0
    assert weighted_median([(1.0, 1), (2.0, 1), (3.0, 3)]) == 3.0
    assert weighted_median([]) == 0.0
