"""The places of a scanned page's words are kept with the page, and go with it."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Page, PlacedWord
from ingest.readers.ocr.ink import Levelling
from ingest.readers.ocr.pictures import POINT
from ingest.readers.ocr.placed import placed_words
from ingest.readers.pdf.runs import Run
from ingest.store import Store
from ingest.word_places import _packed, _unpacked
from tests.retrieval.made import id_of, paper, write

WORDS = (PlacedWord("The", 0.1, 0.2, 0.15, 0.22), PlacedWord("Panel’s", 0.16, 0.2, 0.25, 0.22))
SHARE = st.floats(0, 1)


@given(
    st.lists(st.builds(PlacedWord, st.text("abc £’é", min_size=1), SHARE, SHARE, SHARE, SHARE), min_size=1)
)
def test_what_is_kept_is_what_was_read_to_a_hair(words: list[PlacedWord]) -> None:
    found = _unpacked(_packed(tuple(words)))
    assert [word.text for word in found] == [word.text for word in words]
    for word, other in zip(words, found, strict=True):
        assert (other.x0, other.y0, other.x1, other.y1) == pytest.approx(
            (word.x0, word.y0, word.x1, word.y1), abs=1e-5
        )


def test_places_are_read_back_for_their_page_and_go_with_the_paper(tmp_path: Path) -> None:
    made = paper("The Panel agreed the grant.")
    scanned = dataclasses.replace(made, pages=(Page(1, made.pages[0].blocks, confidence=0.9, words=WORDS),))
    store = Store(tmp_path, create=True)
    write(store, scanned)
    assert [word.text for word in store.word_places(id_of(made), 1)] == ["The", "Panel’s"]
    assert store.word_places(id_of(made), 2) == ()
    store.remove(id_of(made))
    assert store.db.execute("SELECT count(*) FROM word_places").fetchone() == (0,)
    store.close()


@pytest.mark.parametrize(
    ("quarters", "expected"),
    [
        (0, (0.1, 0.24, 0.3, 0.30)),
        (1, (0.24, 0.7, 0.30, 0.9)),
        (2, (0.7, 0.70, 0.9, 0.76)),
        (3, (0.70, 0.1, 0.76, 0.3)),
    ],
)
def test_words_are_put_back_where_they_stood_before_the_picture_was_turned(
    quarters: int, expected: tuple[float, ...]
) -> None:
    grey = np.full((1000, 1000), 255, np.uint8)
    size = 1000 * 0.06 / 1.05 / POINT  # points: letters reach from 0.8 em above to 0.25 em below the line
    baseline = (1000 - (240 + 0.8 * size * POINT)) / POINT
    run = Run("The", 100 / POINT, 300 / POINT, baseline, size, bold=False, space=3)
    (word,) = placed_words([run], Levelling(grey, 0.0), grey.shape, quarters)
    assert (word.x0, word.y0, word.x1, word.y1) == pytest.approx(expected, abs=0.002)


def test_a_skewed_scan_has_its_words_where_they_are_seen() -> None:
    grey = np.full((1000, 1000), 255, np.uint8)
    levelling = Levelling(grey, 3.0)
    x, y = levelling.point(700, 300)
    run = Run("The", x / POINT, (x + 1) / POINT, (1000 - y) / POINT, 0.01, bold=False, space=3)
    (word,) = placed_words([run], levelling, grey.shape, 0)
    assert (word.x0, word.y0) == pytest.approx((0.7, 0.3), abs=0.005)
