"""Answers that are given again as they were."""

import datetime

import pytest

from retrieval.answer_cache import AnswerCache
from retrieval.answering.answer import Filters
from tests.retrieval.made import paper, write

ASKED = {"history": (), "filters": Filters(), "ignore": frozenset()}


@pytest.fixture
def made():
    return []


@pytest.fixture
def make(made):
    return lambda: made.append(1) or len(made)


def test_the_same_question_is_answered_once(made, make) -> None:
    cache = AnswerCache()
    assert cache.answer(make, 1, "trams?", **ASKED) == cache.answer(make, 1, "trams?", **ASKED) == 1
    assert made == [1]


@pytest.mark.parametrize(
    "other",
    [
        {"revision": 2},
        {"question": "buses?"},
        {"history": ("buses?",)},
        {"filters": Filters(areas=["Wexby"])},
        {"ignore": frozenset({"spelling:trams"})},
    ],
)
def test_another_question_is_another(made, make, other) -> None:
    cache = AnswerCache()
    given = {"revision": 1, "question": "trams?", **ASKED}
    cache.answer(make, **given)
    cache.answer(make, **{**given, **other})
    assert len(made) == 2


def test_tomorrow_is_another_day(made, make, monkeypatch) -> None:
    class Tomorrow(datetime.date):
        @classmethod
        def today(cls):
            return datetime.date(2999, 1, 1)

    cache = AnswerCache()
    cache.answer(make, 1, "last year?", **ASKED)
    monkeypatch.setattr("retrieval.answer_cache.datetime.date", Tomorrow)
    cache.answer(make, 1, "last year?", **ASKED)
    assert len(made) == 2


def test_the_one_asked_for_longest_ago_goes(made, make) -> None:
    cache = AnswerCache(most=2)
    for question in ("a", "b", "a", "c", "a", "b"):
        cache.answer(make, 1, question, **ASKED)
    assert len(made) == 4  # a, b, c, and b again


def test_none_are_kept_where_none_may_be(made, make) -> None:
    cache = AnswerCache(most=0)
    cache.answer(make, 1, "trams?", **ASKED)
    cache.answer(make, 1, "trams?", **ASKED)
    assert len(made) == 2


def test_a_new_paper_is_answered_from_at_once(make_library) -> None:
    library = make_library(paper("The tram costs £4 million.", title="Trams"))
    asked = "How much does the tram cost?"
    first = library.ask(asked)
    assert library.ask(asked) is first
    write(library._store, paper("The tram now costs £9 million.", title="Trams, revised"))
    assert library.ask(asked) is not first
