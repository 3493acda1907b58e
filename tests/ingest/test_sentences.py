"""Where sentences end."""

import pytest

from ingest.sentences import split_sentences


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("It was agreed. It was paid.", "It was agreed.", "It was paid."),
        ("Why? Because it is due.", "Why?", "Because it is due."),
        ("It was “agreed.” Then it ended.", "It was “agreed.”", "Then it ended."),
        ("(It was agreed.) It was paid.", "(It was agreed.)", "It was paid."),
        ("The rate fell by 2.5 per cent. 12 women came.", "The rate fell by 2.5 per cent.", "12 women came."),
        ("They paid £4.2m. £3m is left.", "They paid £4.2m.", "£3m is left."),
        ("Rooms, food etc. Then it ended.", "Rooms, food etc.", "Then it ended."),
        ("It was agreed.\nit was paid", "It was agreed.", "it was paid"),
        # The figure stands alone in the 80 characters before its stop, yet numbers no paragraph.
        (f"Paid{' ' * 90}in{' ' * 90}120. It ended.", f"Paid{' ' * 90}in{' ' * 90}120.", "It ended."),
        ("• to fund the centre\n• to review it", "• to fund the centre", "• to review it"),
    ],
)
def test_two_sentences(text: str, first: str, second: str) -> None:
    assert texts(text) == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "See e.g. Appendix 2 and para. 6.4 of the plan.",
        "Cllr. K. Walker proposed it.",
        "Mr. J. R. Fell and Dr. Heath, of St. Mary’s.",
        "No. 4 High Street was bought.",
        "The rate was 6.4 or 6.5 in each.",
        "6. The grant was agreed.",
        "6.4. The grant was agreed.",
        "The U.K. Government paid.",
        "2027-28 (incl. Adult Care) £p: 1,610.82",
        "the Harbour Board; iii. Parks",
        "It was so... and so it stayed.",
        "See www.fenshire.example for more.",
        "It ended",
    ],
)
def test_one_sentence(text: str) -> None:
    assert texts(text) == [text]


def test_offsets_count_from_the_beginning_of_the_whole_text() -> None:
    text = "  It was agreed.  It was paid.\n\n\tThe end. "
    assert [(s.start, s.end, s.text) for s in split_sentences(text)] == [
        (2, 16, "It was agreed."),
        (18, 30, "It was paid."),
        (33, 41, "The end."),
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n \t\n"])
def test_no_words_no_sentence(text: str) -> None:
    assert texts(text) == []


def test_a_long_line_of_initials_is_one_sentence() -> None:
    text = "K. " * 30_000 + "Fell"
    assert texts(text) == [text]
