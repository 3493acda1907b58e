"""How a paper stands to others: editions, what answers it, what sums it up."""

import datetime

from ingest.documents import Document, DocumentFacts, DocumentKind
from ingest.links import Link, LinkKind
from retrieval.paper_links import paper_links


def paper(name: str, year: int) -> Document:
    facts = DocumentFacts(DocumentKind.STRATEGY, f"Strategy {name}", date=datetime.date(year, 1, 1))
    return Document(name, name * 64, facts, pages=1, passages=1, paths=())


FIRST, SECOND, DRAFT, MINUTES = paper("a", 2016), paper("b", 2019), paper("c", 2022), paper("d", 2019)
ALL = {one.id: one for one in (FIRST, SECOND, DRAFT, MINUTES)}
LINKS = [
    Link("b", "a", LinkKind.SUPERSEDES),
    Link("c", "b", LinkKind.DRAFT_OF),
    Link("d", "b", LinkKind.ANSWERS),
]


def test_the_editions_of_a_work_stand_in_order_of_time_and_the_draft_of_the_next_does_not_stand_yet():
    links = paper_links(FIRST, LINKS, ALL)

    assert links.editions == (FIRST, SECOND, DRAFT)
    assert links.current == "b"


def test_what_answers_a_paper_is_named_from_both_sides():
    assert [(one.document, one.is_later) for one in paper_links(SECOND, LINKS, ALL).beside] == [
        (MINUTES, True)
    ]
    assert [(one.document, one.is_later) for one in paper_links(MINUTES, LINKS, ALL).beside] == [
        (SECOND, False)
    ]


def test_a_paper_that_may_not_be_shown_is_not_named():
    shown = {one.id: one for one in (FIRST, MINUTES)}

    links = paper_links(FIRST, LINKS, shown)

    assert (links.editions, links.current, links.beside) == ((), "a", ())


def test_a_paper_without_links_is_the_only_edition():
    assert paper_links(MINUTES, LINKS[:2], ALL).editions == ()
