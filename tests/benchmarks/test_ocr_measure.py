"""The measure of ``ocr.py`` by hand: what counts as a wrong letter or word, and what does not."""

from tests.benchmarks.ocr import is_prose, place_of, score


def test_a_line_is_found_where_it_fits_best() -> None:
    # "agred" lacks one letter of "agreed"; it stands from the 10th letter to the 15th.
    assert place_of("agreed", "The Panel agred it") == (10, 15, 1)


def test_what_was_read_in_another_order_is_right() -> None:
    found = score("left column words\nright column words", "right column words left column words")
    assert (found.letters, found.letters_wrong, found.words, found.words_wrong) == (35, 0, 6, 0)


def test_a_wrong_letter_makes_a_wrong_word() -> None:
    # 27 letters, blanks counted; "grant" read as "grent".
    found = score("The Panel agreed the grant.", "The Panel agreed the grent.")
    assert (found.letters, found.letters_wrong, found.words, found.words_wrong) == (27, 1, 5, 1)


def test_a_missing_blank_is_a_wrong_letter_and_two_wrong_words() -> None:
    found = score("The Panel agreed the grant.", "The Panel agreedthe grant.")
    assert (found.letters_wrong, found.words_wrong) == (1, 2)


def test_a_line_that_was_not_read_is_wrong_altogether() -> None:
    found = score("The Panel agreed the grant.\nIt thanked the officers.", "The Panel agreed the grant.")
    # 24 letters of the second line, without its three blanks: its words are looked for one by one.
    assert (found.letters_wrong, found.words_wrong) == (21, 4)


def test_what_stands_nowhere_is_wrong() -> None:
    found = score("The Panel agreed the grant.", "The Panel agreed the grant. ~~ smudge")
    assert (found.letters_wrong, found.words_wrong) == (8, 1)


def test_the_words_of_two_cells_on_one_line_may_be_apart() -> None:
    found = score(
        "The cost is met Higher demand is likely", "The cost is met from reserves. Higher demand is likely"
    )
    assert found.letters_wrong == len("fromreserves.")


def test_page_numbers_bullets_and_cut_words_are_set_aside() -> None:
    found = score("• The infor-\nmation is “open”\n12", 'The information is "open"')
    assert (found.letters_wrong, found.words_wrong) == (0, 0)


def test_prose_stands_in_long_lines() -> None:
    line = "Eight words stand in a line of prose."
    assert is_prose("\n".join([line] * 19))
    assert not is_prose("\n".join([line] * 5))
    assert not is_prose("\n".join(["Ashford 12 14"] * 100))
