"""Words are laid on the letters of a page, whatever order it draws them in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.marks_alignment import align
from retrieval.marks_keys import Keys, key_of


def spots(page: Keys, lines: list[str]) -> np.ndarray:
    """Letters 5 points wide on lines 12 points apart, as ``lines`` joined by line feeds stand."""
    places = [(5.0 * column, 12.0 * row) for row, line in enumerate(lines) for column in range(len(line) + 1)]
    return np.array([places[origin] for origin in page.origins])


def laid(text: str, *lines: str) -> list[str]:
    """Return the words of ``text``, each with the line and column on which it was laid; "-" for none."""
    joined = "\n".join(lines)
    wanted, page = Keys.of(text), Keys.of(joined)
    found = align(wanted, page, spots(page, list(lines)))
    words = []
    for index, begins in enumerate(wanted.begins):
        if begins:
            at = page.origins[found[index]] if found[index] >= 0 else -1
            words.append(
                f"{joined.count(chr(10), 0, at)}:{at - joined.rfind(chr(10), 0, at) - 1}" if at >= 0 else "-"
            )
    return words


@pytest.mark.parametrize(
    ("character", "key"),
    [("É", "e"), ("ﬁ", "fi"), ("²", "2"), ("£", "£"), ("-", ""), ("\u00ad", ""), ("•", "")],
)
def test_only_letters_figures_and_money_count(character: str, key: str) -> None:
    assert key_of(character) == key


def test_a_figure_with_stops_and_commas_is_one_word() -> None:
    keys = Keys.of("1,160.6 and 3.4. The end")
    assert [keys.text[i] for i, begins in enumerate(keys.begins) if begins] == ["1", "a", "3", "t", "e"]


def test_a_word_that_a_line_end_cuts_is_laid_whole() -> None:
    text, lines = "it informed the panel", ["it in-", "formed the panel"]
    wanted, page = Keys.of(text), Keys.of("\n".join(lines))
    assert -1 not in align(wanted, page, spots(page, lines))


def test_two_cells_drawn_line_by_line_are_told_apart() -> None:
    # The page draws the first line of both cells, then the second of both.
    assert laid(
        "Extend the scheme to every custody suite in Fenshire Head of Custody and of Diversion",
        "Extend the scheme to     Head of Custody",
        "every custody suite      and of Diversion",
        "in Fenshire",
    ) == [
        "0:0", "0:7", "0:11", "0:18", "1:0", "1:6", "1:14", "2:0", "2:3",
        "0:25", "0:30", "0:33", "1:25", "1:29", "1:32",
    ]  # fmt: skip


def test_a_word_that_stands_in_every_row_is_taken_from_its_own() -> None:
    rows = ["Train the custody staff     Amber   0.0", "Open a women's centre     Amber   0.0"]
    assert laid("Open a women's centre Amber 0.0", *rows)[-2:] == ["1:26", "1:34"]
    assert laid("Train the custody staff Amber 0.0", *rows)[-2:] == ["0:28", "0:36"]


def test_a_column_drawn_by_itself_is_laid_beside_its_row() -> None:
    # All first cells are drawn before all second ones; the place tells which figure is whose.
    lines = ["Norfolk constabulary", "Suffolk constabulary", "12", "12"]
    page = Keys.of("\n".join(lines))
    place = np.array([(origin % 21 * 5.0, 0.0 if origin < 21 else 12.0) for origin in page.origins])
    place[-4:] = [(200, 0), (205, 0), (200, 12), (205, 12)]
    found = align(Keys.of("Suffolk constabulary 12"), page, place)
    assert found[-2:] == [len(page.text) - 2, len(page.text) - 1]


def test_a_part_of_a_figure_is_no_figure() -> None:
    assert laid("The limit of borrowing was 1,318.0 then", "The limit of borrowing was then 13 18 1,315.0")[
        5:7
    ] == [
        "-",
        "0:27",
    ]


def test_a_short_word_far_from_its_neighbours_is_left() -> None:
    far = [""] * 12
    assert (
        laid(
            "The Panel thanked the officers. Red",
            "The Panel thanked the officers.",
            "Other words.",
            *far,
            "Red",
        )[-1]
        == "-"
    )


WORD = st.text("abcdeé1£", min_size=1, max_size=8).filter(lambda word: any(map(str.isalnum, word)))


@given(st.lists(WORD, min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_each_letter_is_laid_on_its_like_and_none_twice(words: list[str], drawn) -> None:
    shuffled = list(words)
    drawn.shuffle(shuffled)
    wanted, page = Keys.of(" ".join(words)), Keys.of(" ".join(shuffled))
    found = align(wanted, page, spots(page, [" ".join(shuffled)]))
    on = [place for place in found if place >= 0]
    assert len(set(on)) == len(on)
    assert all(wanted.text[at] == page.text[place] for at, place in enumerate(found) if place >= 0)


@given(st.lists(WORD, min_size=1, max_size=40))
def test_a_text_is_laid_whole_on_itself(words: list[str]) -> None:
    text = "The Panel agreed the grant: " + " ".join(words)
    keys = Keys.of(text)
    assert align(keys, keys, spots(keys, [text])) == list(range(len(keys.text)))
