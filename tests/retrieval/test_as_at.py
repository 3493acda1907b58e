"""Questions for how things stood on a day look at the edition that was in force then."""

import datetime

import pytest

from ingest.documents import DocumentKind
from ingest.links import Link, LinkKind, write_links
from retrieval.as_at import in_force_then
from retrieval.snapshot import Snapshot
from tests.retrieval.made import id_of, paper, question_about, store_of


def edition(year: int):
    return paper(
        f"The roads of {year}.",
        title="Roads strategy",
        kind=DocumentKind.STRATEGY,
        date=datetime.date(year, 6, 1),
    )


OLD, NEW = edition(2012), edition(2014)
ACCOUNTS = paper("The balance of the roads fund.", title="Accounts", date=datetime.date(2013, 9, 1))


@pytest.fixture
def store(tmp_path):
    opened = store_of(tmp_path, OLD, NEW, ACCOUNTS)
    write_links(opened, [Link(id_of(NEW), id_of(OLD), LinkKind.SUPERSEDES)])
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("typed", "left_out"),
    [
        ("What was the roads strategy as at 31 March 2013?", NEW),
        ("What was the roads strategy as at 31 March 2015?", OLD),
    ],
)
def test_the_edition_of_another_time_is_left_out(store, typed, left_out):
    kept = in_force_then(question_about(store, typed), None, Snapshot.of(store), store)

    assert set(kept) == {id_of(one) for one in (OLD, NEW, ACCOUNTS)} - {id_of(left_out)}


def test_a_question_of_no_day_leaves_all(store):
    question = question_about(store, "What was the roads strategy?")

    assert in_force_then(question, None, Snapshot.of(store), store) is None


def test_nothing_is_added_to_what_may_be_looked_at(store):
    question = question_about(store, "What was the roads strategy as at 31 March 2013?")

    assert in_force_then(question, [], Snapshot.of(store), store) == []
    assert in_force_then(question, [id_of(NEW)], Snapshot.of(store), store) == []
