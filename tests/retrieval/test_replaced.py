"""Which papers another has taken the place of, and which were in force on a day."""

import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.documents import DocumentKind, Marking
from ingest.links import Link, LinkKind, write_links
from ingest.prepared import PreparedPaper
from ingest.store import Store
from retrieval.answering.citations import cited
from retrieval.replaced import in_force, replaced_in, replacement_of
from tests.retrieval.made import id_of, paper, store_of


def edition(year: int | None, marking: Marking = Marking.PUBLIC) -> PreparedPaper:
    """Return the roads strategy of 1 June of a year."""
    date = datetime.date(year, 6, 1) if year else None
    text = f"The roads of {year}."
    return paper(text, title="Roads strategy", kind=DocumentKind.STRATEGY, date=date, marking=marking)


def linked(folder: Path, *papers: PreparedPaper, kind: LinkKind = LinkKind.SUPERSEDES) -> Store:
    """Return a store of papers of which each is linked to the one before it."""
    store = store_of(folder, *papers)
    ids = list(map(id_of, papers))
    write_links(store, [Link(later, earlier, kind) for earlier, later in pairwise(ids)])
    return store


def test_the_last_edition_stands_in_place_of_all_before_it(tmp_path: Path) -> None:
    papers = edition(2012), edition(2013), edition(2014)
    first, second, last = map(id_of, papers)
    store = linked(tmp_path, *papers)
    documents = {document.id: document for document in store.documents()}
    assert replaced_in(store, documents) == {first: last, second: last}
    replacement = replacement_of(documents[first], store)
    assert replacement is not None
    assert replacement.id == last
    assert replacement_of(documents[last], store) is None


@pytest.mark.parametrize("kind", [LinkKind.DRAFT_OF, LinkKind.ANSWERS, LinkKind.SUMMARY_OF])
def test_other_links_replace_nothing(tmp_path: Path, kind: LinkKind) -> None:
    papers = edition(2012), edition(2013)
    store = linked(tmp_path, *papers, kind=kind)
    assert replacement_of(store.document(id_of(papers[0])), store) is None
    assert replaced_in(store, {d.id: d for d in store.documents()}) == {}


def test_a_withheld_replacement_is_not_named(tmp_path: Path) -> None:
    papers = edition(2012), edition(2013), edition(2014, Marking.CONFIDENTIAL)
    first, second, _ = map(id_of, papers)
    store = linked(tmp_path, *papers)
    citation = cited(store.document(first), store)
    assert (citation.superseded_by, citation.superseded_date) == (second, datetime.date(2013, 6, 1))
    assert cited(store.document(second), store).superseded_by is None


def test_papers_that_replace_each_other_do_not_go_on_for_ever(tmp_path: Path) -> None:
    papers = edition(2012), edition(2013)
    one, other = map(id_of, papers)
    store = store_of(tmp_path, *papers)
    links = [Link(one, other, LinkKind.REPLACES), Link(other, one, LinkKind.REPLACES)]
    write_links(store, links)
    documents = {document.id: document for document in store.documents()}
    assert replacement_of(documents[one], store) == documents[other]
    assert set(replaced_in(store, documents)) == {one, other}
    assert in_force(documents.values(), links, datetime.date(2020, 1, 1)) == frozenset()


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (datetime.date(2012, 5, 31), []),
        (datetime.date(2012, 6, 1), [2012]),
        (datetime.date(2013, 4, 1), [2012]),
        (datetime.date(2013, 6, 1), [2013]),
        (datetime.date(2020, 1, 1), [2014]),
    ],
)
def test_what_was_in_force_on_a_day(tmp_path: Path, day: datetime.date, held: list[int]) -> None:
    years = [2012, 2013, 2014]
    papers = [edition(year) for year in years]
    store = linked(tmp_path, *papers)
    links = [Link(id_of(papers[n + 1]), id_of(papers[n]), LinkKind.SUPERSEDES) for n in (0, 1)]
    ids = in_force(store.documents(), links, day)
    assert ids == {id_of(made) for made, year in zip(papers, years, strict=True) if year in held}


def test_an_edition_without_a_date_neither_holds_nor_replaces(tmp_path: Path) -> None:
    papers = edition(2012), edition(None), edition(2014)
    first, undated, last = map(id_of, papers)
    store = linked(tmp_path, *papers)
    links = [Link(undated, first, LinkKind.SUPERSEDES), Link(last, undated, LinkKind.SUPERSEDES)]
    assert in_force(store.documents(), links, datetime.date(2013, 1, 1)) == {first}
    assert in_force(store.documents(), links, datetime.date(2015, 1, 1)) == {last}
