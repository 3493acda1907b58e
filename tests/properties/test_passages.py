"""What holds for the cutting of any blocks into passages, and for storing them."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.documents import Block, BlockKind, DocumentFacts, DocumentKind, Page
from ingest.errors import Outcome
from ingest.passages import MOST_WORDS, make_passages
from ingest.prepared import PreparedPaper
from ingest.store import FileState, Store
from tests.properties.strategies import BLOCK
from tests.support.stand_in_encoder import StandInEncoder

quick = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
PAGES = st.lists(st.lists(BLOCK, max_size=6), min_size=1, max_size=3).map(
    lambda pages: tuple(
        Page(
            number, tuple(Block(b.kind, b.text, number, b.level, b.number, b.cells, b.header) for b in blocks)
        )
        for number, blocks in enumerate(pages, start=1)
    )
)


def words(text: str) -> list[str]:
    return [word for word in text.replace("•", " ").split() if any(c.isalnum() for c in word)]


@quick
@given(pages=PAGES)
def test_no_passage_is_longer_than_a_passage_may_be(pages: tuple[Page, ...]) -> None:
    for passage in make_passages(pages):
        assert len(passage.text.split()) <= MOST_WORDS
        assert 1 <= passage.page_start <= passage.page_end <= len(pages)


@quick
@given(pages=PAGES)
def test_every_word_of_the_running_text_is_in_a_passage_in_order(pages: tuple[Page, ...]) -> None:
    prose = [
        Page(page.number, tuple(b for b in page.blocks if b.kind is not BlockKind.TABLE_ROW))
        for page in pages
    ]
    texts = [
        f"{b.number or ''} {b.text}" for page in prose for b in page.blocks if b.kind is not BlockKind.HEADING
    ]
    written = [word for text in texts if any(c.isalnum() for c in text) for word in words(text)]
    # Headings with nothing under them are kept as text too, between the rest.
    kept = iter([word for passage in make_passages(prose) for word in words(passage.text)])
    assert all(word in kept for word in written)


@quick
@given(pages=PAGES)
def test_every_word_of_a_table_is_in_a_passage(pages: tuple[Page, ...]) -> None:
    found = {word for passage in make_passages(pages) for word in words(passage.text.replace(";", " "))}
    for page in pages:
        for block in page.blocks:
            for cell in block.cells:
                assert set(words(cell.replace(";", " "))) <= found


@quick
@given(pages=PAGES)
def test_ordinals_count_up_from_0(pages: tuple[Page, ...]) -> None:
    made = make_passages(pages)
    assert [passage.ordinal for passage in made] == list(range(len(made)))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


@settings(quick, max_examples=40)
@given(pages=PAGES, title=st.text(st.characters(exclude_categories=("Cs",)), max_size=30))
def test_the_store_gives_back_what_it_was_given(data: Path, pages: tuple[Page, ...], title: str) -> None:
    passages = make_passages(pages)
    facts = DocumentFacts(DocumentKind.OTHER, title)
    store = Store(data, create=True)
    try:
        missing = store.missing_vectors(passages)
        store.write_paper(
            PreparedPaper("0" * 64, facts, pages, passages, notes=(title,)),
            FileState("/paper", 1, 1, "1", "0" * 16, Outcome.READ, ""),
            dict(zip(missing, StandInEncoder().encode(list(missing.values())), strict=True)),
            model="stand-in",
            reading="1",
        )
        document = store.document("0" * 16)
        assert (document.facts, document.notes) == (facts, (title,))
        assert tuple(store.page(document.id, page.number) for page in pages) == pages
        assert tuple(stored.passage for stored in store.passages_of(document.id)) == passages
        assert store.problems() == []
    finally:
        store.close()
