"""Texts to terms, as SQLite's word index knows them."""

import pytest

from retrieval.indexing.terms import Terms

BOTH = [("Buses and trams run.", "Buses", "Wexby"), None, ("A tram.", "", "Fenshire")]


@pytest.fixture(scope="module")
def terms() -> Terms:
    return Terms()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("buses", ("buse",)),
        ("bus", ("bu",)),
        ("offenders", ("offend",)),
        ("2018/013", ("2018", "013")),
        ("not for publication", ("not", "for", "public")),
        ("café", ("cafe",)),
        ("costs²", ("cost",)),
        ("…", ()),
    ],
)
def test_a_word_is_known_by_its_stem(terms, word, expected) -> None:
    assert terms.of_word(word) == expected


def test_what_stands_where_and_how_often(terms) -> None:
    found = terms.occurrences(BOTH)
    by_term = {
        term: list(
            zip(
                found.rows[found.starts[at] : found.starts[at + 1]].tolist(),
                found.amounts[found.starts[at] : found.starts[at + 1]].tolist(),
                strict=True,
            )
        )
        for at, term in enumerate(found.terms)
    }
    # Once in the passage (20) and once in its headings (10); a word of a title counts 3.
    assert by_term["buse"] == [(0, 30)]
    assert by_term["tram"] == [(0, 20), (2, 20)]
    assert by_term["wexbi"] == [(0, 3)]
    assert found.terms == sorted(found.terms)
    # Four words, one of the headings, one of the title; nothing is known of the second text.
    assert found.lengths.tolist() == [6, 0, 3]


def test_no_texts_have_no_terms(terms) -> None:
    found = terms.occurrences([None])
    assert (found.terms, found.starts.tolist(), found.lengths.tolist()) == ([], [0], [0])


def test_one_text_tells_nothing_of_the_one_before(terms) -> None:
    terms.occurrences([("Ferries.", "", "")])
    assert terms.occurrences([("Trams.", "", "")]).terms == ["tram"]
