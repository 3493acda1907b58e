"""Boxes are drawn round the quoted words, and round no others."""

from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import RectangleObject
from reportlab.lib.pagesizes import A4

from ingest.documents import Block, BlockKind, PlacedWord
from ingest.readers.pdf.marks_letters import letters_of_words, read_letters
from retrieval.answering.answer import Box
from retrieval.marks import Marks, Quoted, column_names, column_words, find_marks
from tests.support.written_pdf import LEFT, TOP, Paper

HEIGHT = A4[1]


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path / "paper.pdf")


def marks_on(
    path: Path, passage: str, quote: str | None = None, *, pages: tuple[int, ...] = (1,), **more: object
) -> Marks:
    quote = passage if quote is None else quote
    start = passage.index(quote)
    quoted = Quoted(passage, start, start + len(quote), **more)  # type: ignore[arg-type]
    return find_marks(quoted, [(number, read_letters(path, number)) for number in pages])


def words_in(path: Path, boxes: tuple[Box, ...]) -> list[str]:
    """Return what stands in each box: the letters whose middles are inside."""
    found = []
    for box in boxes:
        letters = read_letters(path, box.page)
        inside = [
            letter
            for letter, (x0, y0, x1, y1) in zip(letters.text, letters.boxes.tolist(), strict=True)
            if box.x0 <= (x0 + x1) / 2 <= box.x1 and box.y0 <= (y0 + y1) / 2 <= box.y1
        ]
        found.append("".join(inside).strip())
    return found


def test_a_sentence_over_two_lines_has_a_box_on_each(paper: Paper) -> None:
    path = paper.line("It met in May. The Panel agreed").line("the grant. It was thanked.").save()
    marks = marks_on(
        path, "It met in May. The Panel agreed the grant. It was thanked.", "The Panel agreed the grant."
    )
    assert words_in(path, marks.boxes) == ["The Panel agreed", "the grant."]
    assert marks.exact


def test_boxes_are_in_points_from_the_top_left(paper: Paper) -> None:
    path = paper.line("The Panel agreed the grant.", size=10).save()
    (box,) = marks_on(path, "The Panel agreed the grant.").boxes
    assert box.page == 1
    assert box.x0 == pytest.approx(LEFT, abs=1)
    assert box.y0 < HEIGHT - TOP < box.y1  # the baseline is inside, the letters above it
    assert HEIGHT - TOP - 10 < box.y0 < HEIGHT - TOP - 6


def test_a_word_cut_by_a_hyphen_is_marked_on_both_lines(paper: Paper) -> None:
    path = paper.line("The Panel discussed the infor-").line("mation that it had been given.").save()
    marks = marks_on(path, "The Panel discussed the information that it had been given.", "information")
    assert words_in(path, marks.boxes) == ["infor-", "mation"]


def test_columns_are_not_marked_across(paper: Paper) -> None:
    for left, right in (
        ("The Panel agreed the", "The officers were"),
        ("grant for the centre.", "thanked by all."),
    ):
        paper.row([left, right], [72, 320])
    path = paper.save()
    marks = marks_on(
        path,
        "The Panel agreed the grant for the centre.\nThe officers were thanked by all.",
        "The Panel agreed the grant for the centre.",
    )
    assert words_in(path, marks.boxes) == ["The Panel agreed the", "grant for the centre."]


def test_a_row_is_marked_cell_by_cell_without_the_names_of_its_columns(paper: Paper) -> None:
    xs = [72.0, 260.0, 400.0]
    paper.row(["Action", "Owner", "Rating"], xs)
    paper.row(["Train the staff", "Head of Custody", "Amber"], xs)
    paper.row(["Open a centre", "Head of Custody", "Amber"], xs)
    path = paper.save()
    header = ("Action", "Owner", "Rating")
    row = Block(
        BlockKind.TABLE_ROW, "", 1, cells=("Open a centre", "Head of Custody", "Amber"), header=header
    )
    text = (
        "Action: Train the staff; Owner: Head of Custody; Rating: Amber\n"
        "Action: Open a centre; Owner: Head of Custody; Rating: Amber"
    )
    marks = marks_on(path, text, text.split("\n")[1], columns=column_names([row]))
    assert words_in(path, marks.boxes) == ["Open a centre", "Head of Custody", "Amber"]
    assert len({box.y0 for box in marks.boxes}) == 1
    assert marks.boxes[0].y0 > HEIGHT - TOP + 30  # the second row of the two
    assert marks.exact


def test_a_sentence_over_a_page_end_is_marked_on_both_pages(paper: Paper) -> None:
    path = paper.line("The Panel noted the report on").page().line("the centre in Sedgeford. More.").save()
    text = "The Panel noted the report on the centre in Sedgeford. More."
    marks = marks_on(path, text, text.removesuffix(" More."), pages=(1, 2))
    assert [box.page for box in marks.boxes] == [1, 2]
    assert words_in(path, marks.boxes) == ["The Panel noted the report on", "the centre in Sedgeford."]


def test_words_that_stand_twice_are_marked_where_the_passage_stands(paper: Paper) -> None:
    for item in ("Item 4 Budget", "Item 5 Estates"):
        paper.heading(item).line("Resolved: that the report be noted.")
    path = paper.save()
    text = "Resolved: that the report be noted."
    first = marks_on(path, text, after="Item 5 Estates").boxes[0]
    second = marks_on(path, text, before=f"{text}\nItem 5 Estates").boxes[0]
    assert first.y1 < second.y0


@pytest.mark.parametrize(
    ("turn", "size"), [(0, (595, 842)), (90, (842, 595)), (180, (595, 842)), (270, (842, 595))]
)
def test_a_page_that_the_file_turns_has_its_boxes_as_it_is_displayed(
    paper: Paper, tmp_path: Path, turn: int, size: tuple[int, int]
) -> None:
    writer = PdfWriter(clone_from=paper.line("The Panel agreed the grant.").save())
    writer.pages[0].rotate(turn)
    writer.write(tmp_path / "turned.pdf")
    letters = read_letters(tmp_path / "turned.pdf", 1)
    (box,) = find_marks(Quoted("The Panel agreed the grant.", 0, 27), [(1, letters)]).boxes
    assert (round(letters.width), round(letters.height)) == size
    # Unturned, the line lies at the top left: its middle is where the turn brings that.
    x, y = (box.x0 + box.x1) / 2 / letters.width, (box.y0 + box.y1) / 2 / letters.height
    expected = {0: (0.23, 0.085), 90: (0.915, 0.23), 180: (0.77, 0.915), 270: (0.085, 0.77)}[turn]
    assert (x, y) == pytest.approx(expected, abs=0.03)


def test_a_page_cut_to_a_crop_box_counts_from_the_cut(paper: Paper, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=paper.line("The Panel agreed the grant.").save())
    writer.pages[0].cropbox = RectangleObject((50, 400, 450, 800))
    writer.write(tmp_path / "cut.pdf")
    letters = read_letters(tmp_path / "cut.pdf", 1)
    (box,) = find_marks(Quoted("The Panel agreed the grant.", 0, 27), [(1, letters)]).boxes
    assert (letters.width, letters.height) == (400, 400)
    assert box.x0 == pytest.approx(LEFT - 50, abs=1)
    assert box.y0 < 800 - TOP < box.y1


def test_words_that_the_page_does_not_hold_are_not_marked(paper: Paper) -> None:
    path = paper.line("The Panel agreed the grant.").save()
    assert marks_on(path, "Nothing of the kind was ever considered elsewhere.") == Marks()


def test_most_of_the_words_is_not_exact(paper: Paper) -> None:
    path = paper.line("The Panel agreed the grant for the women's centre in Sedgeford").save()
    marks = marks_on(
        path, "The Panel agreed the grant for the women's centre in Sedgeford and for ten hostels."
    )
    assert len(marks.boxes) == 1
    assert not marks.exact


def test_lines_set_close_are_not_marked_twice(paper: Paper) -> None:
    path = paper.at("The Panel agreed the grant", 700).at("for the centre in Sedgeford.", 693).save()
    upper, lower = marks_on(path, "The Panel agreed the grant for the centre in Sedgeford.").boxes
    assert upper.y1 <= lower.y0


def test_the_names_of_columns_are_found_before_their_cells_only() -> None:
    text = "Owner: Clerk; Owner's plan: none\nDue: May, as the Owner: said"
    assert [text[a:b] for a, b in reversed(column_words(text, {"Owner", "Due"}))] == ["Owner", "Due"]


def test_words_read_in_a_picture_are_marked_by_their_places() -> None:
    words = [
        PlacedWord("The", 0.1, 0.1, 0.15, 0.12),
        PlacedWord("Panel", 0.16, 0.1, 0.25, 0.12),
        PlacedWord("met.", 0.26, 0.1, 0.3, 0.12),
    ]
    letters = letters_of_words(words, 600, 800)
    (box,) = find_marks(Quoted("The Panel met.", 4, 14), [(3, letters)]).boxes
    assert (box.page, box.x0, box.y0, box.x1, box.y1) == pytest.approx((3, 96, 80, 180, 96), abs=0.1)
