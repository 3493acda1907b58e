"""What is embedded, found and cited: how blocks are gathered and cut."""

import pytest

from ingest.documents import Block, BlockKind, DocumentKind, Page, Part, Passage, PassageKind, Rating
from ingest.passages import make_passages, row_lines


def heading(text: str, level: int = 1, *, page: int = 1, number: str | None = None) -> Block:
    return Block(BlockKind.HEADING, text, page, level=level, number=number)


def paragraph(text: str, *, page: int = 1, number: str | None = None) -> Block:
    return Block(BlockKind.PARAGRAPH, text, page, number=number)


def item(text: str, *, page: int = 1) -> Block:
    return Block(BlockKind.LIST_ITEM, text, page)


def row(*cells: str, header: tuple[str, ...] = (), page: int = 1) -> Block:
    return Block(BlockKind.TABLE_ROW, "", page, cells=cells, header=header)


def passages(*blocks: Block) -> tuple[Passage, ...]:
    numbers = sorted({block.page for block in blocks})
    return make_passages(Page(n, tuple(b for b in blocks if b.page == n)) for n in numbers)


def sentence(words: int, name: str = "Word") -> str:
    """``words`` words that end with a full stop: "Name word word."."""
    return " ".join([name, *["word"] * (words - 1)]) + "."


# Headings


def test_a_passage_knows_the_headings_over_it() -> None:
    found = passages(
        heading("Strategy", 1),
        heading("Housing", 2),
        paragraph("Ten homes."),
        heading("Rent", 3),
        paragraph("Rent is paid."),
        heading("Health", 2),
        paragraph("A clinic."),
        heading("Annex", 1),
        paragraph("Costs."),
    )
    assert [(p.heading, p.text) for p in found] == [
        (("Strategy", "Housing"), "Ten homes."),
        (("Strategy", "Housing", "Rent"), "Rent is paid."),
        (("Strategy", "Health"), "A clinic."),
        (("Annex",), "Costs."),
    ]


def test_the_number_of_a_heading_is_part_of_its_name() -> None:
    (found,) = passages(heading("Finance", number="4"), paragraph("It costs £3."))
    assert found.heading == ("4 Finance",)


def test_a_heading_without_text_gives_no_passage() -> None:
    assert passages(heading("Strategy"), heading("Housing", 2)) == ()


@pytest.mark.parametrize("text", ["—", "•", "...", "* * *"])
def test_text_without_letters_or_figures_gives_no_passage(text: str) -> None:
    assert passages(paragraph(text)) == ()


def test_ordinals_count_in_reading_order_from_0() -> None:
    found = passages(
        paragraph("One."), heading("Two"), paragraph("Two."), heading("Three"), paragraph("Three.")
    )
    assert [(p.ordinal, p.text) for p in found] == [(0, "One."), (1, "Two."), (2, "Three.")]


# Running text


def test_short_paragraphs_under_one_heading_share_a_passage() -> None:
    (found,) = passages(paragraph("It was agreed."), paragraph("It was paid."))
    assert found.text == "It was agreed.\nIt was paid."
    assert found.kind is PassageKind.PROSE


def test_a_paragraph_that_would_fill_more_than_110_words_begins_a_passage() -> None:
    assert len(passages(paragraph(sentence(60)), paragraph(sentence(50)))) == 1
    assert len(passages(paragraph(sentence(60)), paragraph(sentence(51)))) == 2


def test_list_items_stay_with_their_lead_in_up_to_170_words() -> None:
    lead = paragraph(sentence(100)[:-1] + ":")
    (found,) = passages(lead, item(sentence(30)), item(sentence(30)))
    assert found.text.split("\n")[1].startswith("• Word word")
    # 100 words and twice 34 with a bullet are 170; one more word is too many.
    assert len(passages(lead, item(sentence(34)), item(sentence(34)))) == 1
    assert len(passages(lead, item(sentence(34)), item(sentence(35)))) == 2


def test_the_printed_number_stands_before_the_words_and_names_the_passage() -> None:
    (found,) = passages(
        paragraph("The grant was agreed.", number="6.4"), paragraph("It was paid.", number="6.5")
    )
    assert found.text == "6.4 The grant was agreed.\n6.5 It was paid."
    assert found.paragraph == "6.4"


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    # Two sentences of 90 words are more than 170, so each stands alone.
    first, second, third = sentence(90, "First"), sentence(90, "Second"), sentence(90, "Third")
    found = passages(paragraph(f"{first} {second} {third}", number="2.1"))
    assert [p.text for p in found] == [f"2.1 {first}", second, third]


def test_a_paragraph_of_170_words_is_not_cut() -> None:
    text = f"{sentence(85, 'First')} {sentence(85, 'Second')}"
    assert [p.text for p in passages(paragraph(text))] == [text]


def test_a_sentence_longer_than_any_passage_is_cut_at_170_words() -> None:
    found = passages(paragraph(sentence(400)))
    assert [len(p.text.split()) for p in found] == [170, 170, 60]


# Pages


def test_a_passage_spans_the_pages_of_its_blocks() -> None:
    first, second = passages(
        paragraph("It was agreed.", page=3),
        paragraph("It was paid.", page=5),
        heading("Next", page=5),
        paragraph("And so on.", page=5),
    )
    assert (first.page_start, first.page_end) == (3, 5)
    assert (second.page_start, second.page_end) == (5, 5)


# Tables

QUARTERS = ("Authority", "2016/17 Q1", "2016/17 Q2")
ACTIONS = ("Action", "Progress", "RAG")


def test_a_row_says_what_its_cells_are() -> None:
    (found,) = passages(row("Fenmouth", "24", "31", header=QUARTERS))
    assert found.text == "Authority: Fenmouth; 2016/17 Q1: 24; 2016/17 Q2: 31"
    assert found.kind is PassageKind.TABLE_ROW


def test_empty_cells_and_columns_without_a_name_say_nothing() -> None:
    (found,) = passages(row("Fenmouth", "", "31", "new", header=QUARTERS))
    assert found.text == "Authority: Fenmouth; 2016/17 Q2: 31; new"


def test_letters_printed_one_under_another_are_one_name() -> None:
    assert row_lines(row("Open a clinic", "late", header=("Action:", "R A G"))) == [
        "Action: Open a clinic; RAG: late"
    ]


def test_short_rows_of_one_table_share_a_passage() -> None:
    (found,) = passages(
        row("Fenmouth", "24", "31", header=QUARTERS), row("Sedgeford", "7", "9", header=QUARTERS)
    )
    assert found.text.split("\n") == [
        "Authority: Fenmouth; 2016/17 Q1: 24; 2016/17 Q2: 31",
        "Authority: Sedgeford; 2016/17 Q1: 7; 2016/17 Q2: 9",
    ]


def test_rows_of_two_tables_do_not() -> None:
    found = passages(
        row("Fenmouth", "24", "31", header=QUARTERS), row("Fenmouth", "24", header=("Authority", "Q3"))
    )
    assert len(found) == 2


def test_a_row_never_shares_a_passage_with_running_text() -> None:
    found = passages(paragraph("It was noted."), row("Fenmouth", "24"), paragraph("It was agreed."))
    assert [(p.kind, p.text) for p in found] == [
        (PassageKind.PROSE, "It was noted."),
        (PassageKind.TABLE_ROW, "Fenmouth; 24"),
        (PassageKind.PROSE, "It was agreed."),
    ]


def test_a_short_line_over_a_table_is_its_caption() -> None:
    found = passages(paragraph("Women in custody by quarter:"), row("Fenmouth", "24", "31", header=QUARTERS))
    assert [p.heading for p in found] == [("Women in custody by quarter",)]


def test_a_sentence_over_a_table_is_no_caption() -> None:
    found = passages(paragraph("The figures were noted."), row("Fenmouth", "24", "31", header=QUARTERS))
    assert [(p.heading, p.text[:11]) for p in found] == [((), "The figures"), ((), "Authority: ")]


def test_a_long_cell_has_a_line_of_its_own_and_its_items_too() -> None:
    long = "The Board will pay for ten homes for women who leave prison, at once:"
    lines = row_lines(
        row("Housing", f"{long}\n• in Fenmouth\n• in Sedgeford", "2025", header=("Theme", "Action", "Due"))
    )
    assert lines == ["Theme: Housing", f"Action: {long}", "• in Fenmouth", "• in Sedgeford", "Due: 2025"]


def test_each_part_of_a_long_row_repeats_the_words_that_name_it() -> None:
    items = "\n".join(f"• {sentence(79, f'Item{n}')}" for n in range(3))
    found = passages(row("Find ten homes", f"Steps:\n{items}", header=("Action", "Progress")))
    # The lead is 4 words, "Progress: Steps:" 2 and an item 80: two items are more than 155.
    assert [p.text.split("\n")[0] for p in found] == ["Action: Find ten homes"] * 3
    assert [p.text.split("\n")[-1].split()[1] for p in found] == ["Item0", "Item1", "Item2"]


@pytest.mark.parametrize(
    ("cell", "rating"),
    [("R", Rating.RED), ("amber", Rating.AMBER), (" Green ", Rating.GREEN), ("WHITE", Rating.WHITE)],
)
def test_a_rated_row_stands_alone_and_can_be_searched_by_its_rating(cell: str, rating: Rating) -> None:
    first, second = passages(
        row("Open a clinic", "Begun", cell, header=ACTIONS), row("Train staff", "", "", header=ACTIONS)
    )
    assert (first.rating, first.context) == (rating, f"{rating} rating")
    assert (second.rating, second.context) == (None, "")


@pytest.mark.parametrize("name", ["RAG", "BRAG", "R A G", "RAG rating", "Delivery rating", "Status"])
def test_a_rating_is_read_from_the_column_that_is_named_for_it(name: str) -> None:
    (found,) = passages(row("Open a clinic", "Red", header=("Action", name)))
    assert found.rating is Rating.RED


@pytest.mark.parametrize(("name", "cell"), [("Colour", "red"), ("RAG", "complete"), ("Fragile", "amber")])
def test_no_rating_is_read_from_another_column_or_word(name: str, cell: str) -> None:
    (found,) = passages(row("Paint the door", cell, header=("Action", name)))
    assert found.rating is None


def test_the_words_that_name_a_row_never_stand_without_what_they_name() -> None:
    # 4 words name the row; 155 say what was done: more than 155, but no more than 170.
    (found,) = passages(row("Find ten homes", sentence(154), header=("Action", "Progress")))
    assert [len(line.split()) for line in found.text.split("\n")] == [4, 155]


def test_a_part_of_a_long_row_is_no_longer_than_a_passage_with_the_words_that_name_it() -> None:
    # 4 words name the row, so 166 are left for each part of 1 + 400 words.
    found = passages(row("Find ten homes", sentence(400), header=("Action", "Progress")))
    assert [[len(line.split()) for line in p.text.split("\n")] for p in found] == [
        [4, 166],
        [4, 166],
        [4, 69],
    ]


def test_headings_in_a_row_with_nothing_under_them_are_kept_as_text() -> None:
    items = ("1. Apologies", "2. The budget", "3. Women offenders")
    headings = [Block(BlockKind.HEADING, text, 1, level=2) for text in items]
    (passage,) = make_passages([Page(1, tuple(headings))])
    assert passage.text == "1. Apologies\n2. The budget\n3. Women offenders"


def test_one_or_two_headings_with_nothing_under_them_are_not() -> None:
    headings = [Block(BlockKind.HEADING, text, 1, level=2) for text in ("John Smith", "Chairman")]
    assert make_passages([Page(1, tuple(headings))]) == ()


# Parts of a pack


def part(ordinal: int, first: int, last: int) -> Part:
    return Part(ordinal, f"Paper {ordinal}", DocumentKind.REPORT, first, last)


def test_a_passage_never_crosses_from_one_part_into_the_next() -> None:
    pages = [Page(n, (paragraph(f"Sentence {n}.", page=n),)) for n in (1, 2, 3)]
    found = make_passages(pages, (part(0, 1, 2), part(1, 3, 3)))
    assert [(p.ordinal, p.part, p.text) for p in found] == [
        (0, 0, "Sentence 1.\nSentence 2."),
        (1, 1, "Sentence 3."),
    ]
    assert [p.part for p in make_passages(pages)] == [None]


def test_headings_start_afresh_at_a_part() -> None:
    pages = [
        Page(1, (heading("Strategy"), heading("Housing", 2), paragraph("Ten homes."))),
        Page(
            2, (paragraph("Buses run.", page=2), heading("Trams", 2, page=2), paragraph("No trams.", page=2))
        ),
    ]
    found = make_passages(pages, (part(0, 1, 1), part(1, 2, 2)))
    assert [p.heading for p in found] == [("Strategy", "Housing"), (), ("Trams",)]


def test_a_caption_does_not_stand_over_the_table_of_the_next_part() -> None:
    pages = [Page(1, (paragraph("Costs of homes"),)), Page(2, (row("Rent", "£3", page=2),))]
    assert [p.text for p in make_passages(pages, (part(0, 1, 1), part(1, 2, 2)))] == [
        "Costs of homes",
        "Rent; £3",
    ]


# Words read by OCR


def test_a_passage_is_as_sure_as_the_least_sure_of_its_pages() -> None:
    pages = [
        Page(1, (paragraph("One."),), confidence=0.97),
        Page(
            2,
            (paragraph("Two.", page=2), heading("End", page=2), paragraph("Last.", page=2)),
            confidence=0.91,
        ),
        Page(3, (paragraph("Three.", page=3),)),
    ]
    assert [(p.text, p.confidence) for p in make_passages(pages)] == [
        ("One.\nTwo.", 0.91),
        ("Last.\nThree.", 0.91),
    ]
    assert make_passages(pages[2:])[0].confidence is None


# Footnotes and struck-out words


def footnote(text: str, *, page: int = 1, number: str | None = None) -> Block:
    return Block(BlockKind.FOOTNOTE, text, page, number=number)


def test_a_footnote_does_not_break_the_text_that_runs_over_the_page_end() -> None:
    found = passages(
        heading("Homes"),
        paragraph("The council agreed"),
        footnote("Minute 7.", number="1"),
        paragraph("to build ten homes.", page=2),
        heading("Buses", page=2),
        paragraph("They run.", page=2),
    )
    assert [(p.text, p.heading, p.page_start, p.page_end) for p in found] == [
        ("The council agreed to build ten homes.", ("Homes",), 1, 2),
        ("1 Minute 7.", ("Homes",), 1, 1),
        ("They run.", ("Buses",), 2, 2),
    ]


def test_the_footnotes_of_a_page_come_after_its_text_wherever_they_stand_on_it() -> None:
    found = passages(paragraph("One."), footnote("Note."), footnote("Another."), paragraph("Two."))
    assert [p.text for p in found] == ["One.\nTwo.", "Note.\nAnother."]


def test_many_footnotes_are_several_passages() -> None:
    found = passages(*(footnote(sentence(60, f"Note{n}")) for n in range(3)))
    assert [p.text.split()[0] for p in found] == ["Note0", "Note1", "Note2"]


def test_struck_out_words_are_in_no_passage() -> None:
    found = passages(
        paragraph("The grant is paid."), Block(BlockKind.STRUCK, "It is not paid.", 1), paragraph("Yearly.")
    )
    assert [p.text for p in found] == ["The grant is paid.\nYearly."]
    assert passages(Block(BlockKind.STRUCK, "It is not paid.", 1)) == ()
