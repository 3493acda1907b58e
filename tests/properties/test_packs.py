"""What holds for the parts of any pages, and for passages made of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.documents import Block, BlockKind, Bookmark, Page, ReadPaper
from ingest.kinds.markings import marking_of_page
from ingest.kinds.packs.agenda_pack import open_pages, split_pack
from ingest.passages import make_passages
from tests.properties.strategies import BLOCK
from tests.support.packs import AGENDA, CLOSED_ITEMS, PAPERS, pages_of, stamped

quick = settings(max_examples=150, deadline=None)

# Lines that packs are made of, in any order and number.
_LINE = st.sampled_from(
    [
        *(
            "AGENDA",
            "Agenda Item 7b",
            "Item 3",
            "Appendix 2",
            "Appendix A - Exempt",
            "PART TWO",
            "EXEMPT ITEMS",
        ),
        *(
            "NOT FOR PUBLICATION",
            "OFFICIAL-SENSITIVE",
            "Report of the Secretary",
            "Present: A. Fell",
            "Page 4",
        ),
        *(
            "Minutes of a meeting held on 3 May 2018",
            "1. Apologies",
            "3. Minutes (Pages 1 - 2)",
            "7. Homes (Page 3)",
        ),
        *(
            "Exclusion of the public",
            "That the public be excluded for item 7.",
            "(Pages 3 - 9)",
            "a. Rents",
            "2 Land",
        ),
    ]
)
_SIGN = st.builds(
    Block,
    st.sampled_from(
        [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE, BlockKind.STRUCK]
    ),
    _LINE,
    st.just(1),
)
_ANY_PAGE = st.one_of(
    st.sampled_from(
        [AGENDA, AGENDA + CLOSED_ITEMS, *PAPERS, (), *(stamped("Agenda Item 8", page) for page in PAPERS)]
    ),
    st.lists(st.one_of(BLOCK, _SIGN), max_size=6).map(tuple),
)
PAGES = st.lists(_ANY_PAGE, max_size=9).map(lambda pages: pages_of(*pages))
OUTLINE = st.lists(
    st.builds(Bookmark, _LINE, st.integers(1, 3), st.one_of(st.none(), st.integers(1, 12))), max_size=5
).map(tuple)


@quick
@given(pages=PAGES, outline=OUTLINE)
def test_parts_cover_the_pages_in_order_without_overlap(
    pages: tuple[Page, ...], outline: tuple[Bookmark, ...]
) -> None:
    shown, parts = split_pack(ReadPaper(pages, outline=outline))
    assert shown == pages
    if parts:
        assert [n for part in parts for n in range(part.page_start, part.page_end + 1)] == [
            p.number for p in pages
        ]
        assert [part.ordinal for part in parts] == list(range(len(parts)))
        assert all(part.title for part in parts)


@quick
@given(pages=PAGES)
def test_a_passage_stands_in_one_part_and_holds_nothing_struck_out(pages: tuple[Page, ...]) -> None:
    _, parts = split_pack(ReadPaper(pages))
    passages = make_passages(pages, parts)
    for passage in passages:
        if parts:
            assert passage.part is not None
            part = parts[passage.part]
            assert part.page_start <= passage.page_start <= passage.page_end <= part.page_end
    struck = [block.text for page in pages for block in page.blocks if block.kind is BlockKind.STRUCK]
    plain = [block.text for page in pages for block in page.blocks if block.kind is not BlockKind.STRUCK]
    for text in set(struck) - set(plain):
        assert not any(text in passage.text.split("\n") for passage in passages)


@quick
@given(pages=PAGES)
def test_a_page_with_a_marking_at_its_top_is_never_open(pages: tuple[Page, ...]) -> None:
    marked = (Block(BlockKind.PARAGRAPH, "NOT FOR PUBLICATION", len(pages) + 2),)
    read = ReadPaper((*pages, Page(len(pages) + 1, ()), Page(len(pages) + 2, marked)))
    shown, parts = split_pack(read)
    # A paper that is marked as a whole needs no parts; an agenda may run to a third page.
    if len(pages) > 1 and not marking_of_page(shown[0]):
        assert shown[-1] not in open_pages(shown, parts)
