"""What says the same words."""

import pytest

from retrieval.indexing.segments import Segments
from retrieval.keyword_index import KeywordIndex, WithheldWords, keyword_search
from tests.retrieval.made import id_of, paper, passage, write

BUSES = paper("Buses run to Sedgeford.", "Cycling is safe.", title="Transport")
SCHOOLS = paper(
    "Schools open on Monday.", passage("Ten places.", heading=("Buses",)), title="Schools of Wexby"
)


def texts_for(store, words, k=10, documents=None):
    keys = [key for key, _ in keyword_search(store, words, k, documents)]
    return [stored.passage.text for stored in store.passages(keys)]


def test_passages_with_any_of_the_words_best_first(make_store) -> None:
    store = make_store(BUSES, SCHOOLS)
    # in the words themselves before in the heading
    assert texts_for(store, ["buses"]) == ["Buses run to Sedgeford.", "Ten places."]
    assert set(texts_for(store, ["cycling", "monday"])) == {"Cycling is safe.", "Schools open on Monday."}


def test_scores_fall_and_are_positive(make_store) -> None:
    scores = [score for _, score in keyword_search(make_store(BUSES, SCHOOLS), ["buses", "sedgeford"], 10)]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 2
    assert scores[-1] > 0


def test_the_paper_s_title_is_searched(make_store) -> None:
    assert len(texts_for(make_store(BUSES, SCHOOLS), ["wexby"])) == 2


def test_forms_of_a_word_are_the_word(make_store) -> None:
    assert texts_for(make_store(BUSES, SCHOOLS), ["cycle"]) == ["Cycling is safe."]


def test_only_the_papers_that_may_be_looked_at(make_store) -> None:
    store = make_store(BUSES, SCHOOLS)
    only_schools = [store.documents()[0].id]
    assert store.documents()[0].facts.title == "Schools of Wexby"
    assert texts_for(store, ["buses"], documents=only_schools) == ["Ten places."]
    assert texts_for(store, ["buses"], documents=[]) == []


def test_no_more_than_k(make_store) -> None:
    store = make_store(BUSES, SCHOOLS)
    assert texts_for(store, ["buses"], k=1) == ["Buses run to Sedgeford."]
    assert texts_for(store, ["buses"], k=0) == []


def test_no_words_find_nothing(make_store) -> None:
    assert texts_for(make_store(BUSES), []) == []


def test_words_are_never_read_as_a_query_of_the_index(make_store) -> None:
    store = make_store(BUSES)
    for word in (
        '"',
        "NOT",
        "buses OR",
        "text:buses",
        "*",
        "NEAR(a b)",
        "-buses",
        "(",
        "'; DROP TABLE passages",
    ):
        keyword_search(store, [word, "sedgeford"], 10)
        assert texts_for(store, [word, "sedgeford"])[0] == "Buses run to Sedgeford."


# What is withheld

SECRET = WithheldWords(
    [
        (101, "a" * 16, ("Buses to Wexby.", "Transport", "Secret plan")),
        (102, "b" * 16, ("Trams to Wexby.", "", "Secret plan")),
    ]
)


def test_withheld_words_are_searched_only_when_they_are_given(make_store) -> None:
    store = make_store(BUSES)
    assert {key for key, _ in keyword_search(store, ["buses"], 10)} == {1}
    found = keyword_search(store, ["buses"], 10, withheld=SECRET)
    assert {key for key, _ in found} == {1, 101}
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert len(keyword_search(store, ["buses"], 1, withheld=SECRET)) == 1


def test_withheld_words_of_chosen_papers(make_store) -> None:
    store = make_store(BUSES)
    keys = [key for key, _ in keyword_search(store, ["wexby", "secret"], 10, ["b" * 16], SECRET)]
    assert keys == [102]
    assert keyword_search(store, ["wexby"], 10, [], SECRET) == []


def by_sqlite(store, words):
    query = " OR ".join(f'"{word}"' for word in words)
    return store.db.execute(
        "SELECT rowid, -bm25(passage_words, 1.0, 0.5, 0.15) FROM passage_words WHERE passage_words MATCH ?",
        [query],
    ).fetchall()


MANY = [
    paper(
        *(f"{'Road ' * (n % 3)}{m} is closed; the grant of 2018/{m:03} stands." for m in range(n % 5 + 1)),
        title=f"Roads and bridges {n}",
    )
    for n in range(12)
]
ASKED = [
    ["road"],
    ["roads", "road"],
    ["grant", "bridges", "nowhere"],
    ["2018/002", "closed"],
    ["is closed", "road", "…"],
]


@pytest.mark.parametrize("words", ASKED)
def test_the_scores_are_those_of_sqlite(make_store, words) -> None:
    store = make_store(*MANY)
    found = dict(keyword_search(store, words, 999))
    assert found == pytest.approx(dict(by_sqlite(store, words)), rel=1e-6)
    ordered = keyword_search(store, words, 5)
    assert [score for _, score in ordered] == pytest.approx(sorted(found.values(), reverse=True)[:5])


@pytest.mark.parametrize("words", ASKED)
def test_they_stay_so_as_papers_come_and_go(make_store, words) -> None:
    store = make_store(*MANY[:6])
    segments = Segments.of(store)
    for made in MANY[6:]:
        write(store, made)
        segments = Segments.of(store, segments)
    for made in MANY[2:5]:
        store.remove(id_of(made))
    segments = Segments.of(store, segments)
    found = dict(KeywordIndex(segments).search(store, words, 999))
    assert found == pytest.approx(dict(by_sqlite(store, words)), rel=1e-6)
