"""What holds for the answer to any question, whatever the papers."""

import datetime
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ingest.documents import Block, DocumentFacts, DocumentKind, Page
from ingest.errors import Outcome, QuestionInvalid
from ingest.passages import make_passages
from ingest.prepared import PreparedPaper
from ingest.store import FileState, Store
from retrieval.answering.answer import Answer, Status
from retrieval.library import Library
from tests.properties.strategies import BLOCK, TEXT
from tests.retrieval.made import paper, passage, row, write
from tests.support.stand_in_encoder import StandInEncoder

MOST_WORDS, MOST_CITATIONS = 180, 8
quick = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

# The papers' own words, in questions that may be about anything.
WORDS = st.sampled_from(
    "what was agreed decided who when how much many why is the on of for in about and clinic grant Sedgeford "
    "Fenshire Norfolk Suffolk tram women IOM amber diversion action 28/2021 2021/28 2018 2018/19 after April "
    "£42,000 it there also clinik agreeed ? , 3 May 2024 stand for panel".split()
)
QUESTION = st.one_of(st.lists(WORDS, min_size=1, max_size=14).map(" ".join), TEXT)


def check(answer: Answer, store: Store) -> None:
    known = {citation.id: citation for citation in answer.citations}
    assert len(known) == len(answer.citations) <= MOST_CITATIONS
    words = [word for claim in answer.claims for word in claim.text.split() if word != "…"]
    assert len(words) <= MOST_WORDS
    assert {identity for claim in answer.claims for identity in claim.citation_ids} == set(known)
    for claim in answer.claims:
        assert claim.citation_ids
        assert known[claim.citation_ids[0]].quote.exact in claim.text
    for citation in answer.citations:
        exact = citation.quote.exact
        assert exact.strip()
        assert citation.passage[citation.start : citation.end] == exact
        assert store.passage(citation.passage_id).passage.text == citation.passage
        assert stands_on_pages(exact, citation.document.id, citation.page_start, citation.page_end, store)
    if answer.status is Status.NOT_FOUND:
        assert (answer.headline, answer.claims, answer.citations) == ("", [], [])
    else:
        assert answer.status in (Status.ANSWERED, Status.PARTLY_ANSWERED)
        assert answer.claims
        assert answer.nearest == []


def stands_on_pages(exact: str, document_id: str, first: int, last: int, store: Store) -> bool:
    """Whether the words stand on the pages cited: whole, or, where rows were put into words, one by one."""
    blocks = [b for number in range(first, last + 1) for b in store.page(document_id, number).blocks]
    prose = " ".join(f"{b.number or ''} {b.text}" for b in blocks)
    if plain(exact) in plain(prose):
        return True
    held = plain(" ".join([prose, *(" ".join((*b.cells, *b.header)) for b in blocks)]))
    return all(word in held for word in plain(exact.replace(";", " ").replace(":", " ")).split())


def plain(text: str) -> str:
    return " ".join(text.replace("•", " ").replace(";", " ").replace(":", " ").split())


# One store of papers that are much alike, any question


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    store = Store(tmp_path_factory.mktemp("answers"), create=True)
    for n in range(6):
        area = ("Fenshire", "Norfolk")[n % 2]
        write(
            store,
            paper(
                passage(f"The Panel agreed a grant of £{n}2,000 for clinic {n}.", heading=("Grants",)),
                "It pays for:\n• a clinic\n• women in Integrated Offender Management (IOM)",
                f"{'many words of the long sentence, ' * 25}and the clinic of {area} opens in 2018.",
                row(f"Action: Open diversion clinic {n}\nProgress: begun", heading=("Plan", "Diversion")),
                title=f"Decision {n}",
                kind=list(DocumentKind)[n],
                area=area,
                date=datetime.date(2018 + n, 5, 3),
                reference=f"2{n}/2021",
            ),
        )  # fmt: skip
    yield Library(store, StandInEncoder())
    store.close()


@quick
@given(asked=QUESTION, history=st.lists(QUESTION, max_size=2))
@example("what was agreed on the clinic of Norfolk and Fenshire", [])
@example("what was decided in decision 28/2021", [])
@example("amber", ["clinic", "and in Norfolk?"])
@example('"', [])
@example("\ud800 clinic", [])
@example("a" * 2001, [])
@example("clinic", ["a" * 5000])
@example("İstanbul ß ŉ clinic", [])
@example("\\1 (clinic [", [])
def test_any_question_is_answered_with_citations_that_hold_or_left_open(
    library: Library, asked: str, history: list[str]
) -> None:
    with suppress(QuestionInvalid):
        check(library.ask(asked, history=history), library._store)


@quick
@given(asked=QUESTION, k=st.integers(1, 100))
def test_any_search_gives_each_passage_once_best_first(library: Library, asked: str, k: int) -> None:
    with suppress(QuestionInvalid):
        hits = library.search(asked, k=k).hits
        assert len(hits) <= k
        assert len({hit.passage_id for hit in hits}) == len(hits)
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert all(0.0 <= hit.score <= 1.0 for hit in hits)


@quick
@given(asked=QUESTION)
def test_the_same_question_has_the_same_answer(library: Library, asked: str) -> None:
    with suppress(QuestionInvalid):
        assert library.ask(asked) == library.ask(asked)


# Any paper, asked for its own words


@settings(quick, max_examples=40)
@given(blocks=st.lists(BLOCK, min_size=1, max_size=8), kind=st.sampled_from(DocumentKind), data=st.data())
def test_any_paper_is_quoted_exactly(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[Block], kind: DocumentKind, data: st.DataObject
) -> None:
    pages = (Page(1, tuple(blocks)),)
    passages = make_passages(pages)
    if not passages:
        return
    store = Store(tmp_path_factory.mktemp("paper"), create=True)
    try:
        missing = store.missing_vectors(passages)
        store.write_paper(
            PreparedPaper("0" * 64, DocumentFacts(kind, "A paper"), pages, passages),
            FileState("/paper", 1, 1, "1", "0" * 16, Outcome.READ, ""),
            dict(zip(missing, StandInEncoder().encode(list(missing.values())), strict=True)),
            model="stand-in/float32",
            reading="1",
        )
        words = [word for passage in passages for word in passage.text.split()]
        start = data.draw(st.integers(0, len(words) - 1))
        asked = " ".join(words[start : start + 12])
        with suppress(QuestionInvalid):
            check(Library(store, StandInEncoder()).ask(f"what was agreed on {asked}"), store)
    finally:
        store.close()
