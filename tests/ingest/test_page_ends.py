"""Paragraphs that a page end cuts in two."""

import pytest

from ingest.documents import Block, BlockKind, Page
from ingest.page_ends import runs_on, whole_paragraphs
from ingest.passages import make_passages


def paragraph(
    text: str, page: int = 1, *, kind: BlockKind = BlockKind.PARAGRAPH, number: str | None = None
) -> Block:
    return Block(kind, text, page, number=number)


@pytest.mark.parametrize(
    ("block", "following", "runs"),
    [
        (paragraph("The Panel agreed to fund three"), paragraph("of the hostels."), True),
        (
            paragraph("It thanked the Chief Constable and the"),
            paragraph("Commissioner for the report."),
            True,
        ),
        (
            paragraph("a women's centre", kind=BlockKind.LIST_ITEM),
            paragraph("in the north of the county"),
            True,
        ),
        (paragraph("The Panel agreed."), paragraph("of the hostels."), False),
        (paragraph("The Panel agreed to fund three"), paragraph("Hostels were discussed."), False),
        (paragraph("The Panel agreed to fund"), paragraph("three hostels.", number="2"), False),
        (paragraph("Budget", kind=BlockKind.HEADING), paragraph("of the year"), False),
        (paragraph("The Panel agreed to"), paragraph("fund it", kind=BlockKind.LIST_ITEM), False),
    ],
)
def test_a_paragraph_runs_on_when_its_sentence_has_not_ended(
    block: Block, following: Block, runs: bool
) -> None:
    assert runs_on(block, following) is runs


def test_a_paragraph_may_run_over_several_pages() -> None:
    first, middle, last, other = (
        paragraph("The Panel agreed", 1),
        paragraph("to fund the", 2),
        paragraph("hostels.", 3),
        paragraph("It closed.", 3),
    )
    assert whole_paragraphs([[first], [middle], [last, other]]) == [[[first, middle, last]], [], [[other]]]


def test_a_passage_holds_the_whole_sentence_and_spans_its_pages() -> None:
    pages = [
        Page(
            4, (paragraph("The Panel agreed to fund three", 4), Block(BlockKind.FOOTNOTE, "1 See page 9.", 4))
        ),
        Page(5, (paragraph("of the hostels for two years.", 5),)),
    ]
    prose, note = make_passages(pages)
    assert prose.text == "The Panel agreed to fund three of the hostels for two years."
    assert (prose.page_start, prose.page_end) == (4, 5)
    assert (note.text, note.page_start) == ("1 See page 9.", 4)


def test_the_parts_of_a_long_paragraph_know_their_own_pages() -> None:
    sentence = "The Panel noted that the hostels of the county had been full in every month of the year. "
    pages = [
        Page(1, (paragraph(sentence * 10 + "It then agreed to", 1),)),
        Page(2, (paragraph("fund two more. " + sentence * 10, 2),)),
    ]
    spans = [(passage.page_start, passage.page_end) for passage in make_passages(pages)]
    assert spans[0] == (1, 1)
    assert (1, 2) in spans
    assert spans[-1] == (2, 2)
