"""What is quoted, and codes, are looked for as they are written."""

import pytest

from retrieval.exact import exact_terms
from retrieval.keyword_index import keyword_search
from tests.retrieval.made import paper, store_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("what was agreed on the A38 in Q3 2018/19", ("a38", "q3")),
        ("who said “not in  my name”?", ("not in my name",)),
        ('papers with "for noting" from 2019', ("for noting",)),
        ("the p16INK4A and p16ink4a", ("p16ink4a",)),
        ("the 24 offenders of 2018", ()),
        ("“…” and “", ()),
    ],
)
def test_quoted_phrases_and_codes_are_terms(text, terms) -> None:
    assert exact_terms(text) == terms


def test_a_code_is_found_where_it_stands_and_a_quoted_phrase_before_its_scattered_words(tmp_path) -> None:
    store = store_of(
        tmp_path,
        paper("Works on the A38 will close a lane.", title="Roads"),
        paper("In my view the name is not right.", title="First"),
        paper("She said it was done, but not in my name.", title="Second"),
    )
    passages = {stored.key: stored.passage.text for stored in store.all_passages()}

    def found(question: str) -> list[str]:
        return [passages[key] for key, _ in keyword_search(store, exact_terms(question), 5)]

    assert found("the A38") == ["Works on the A38 will close a lane."]
    assert found("“not in my name”") == ["She said it was done, but not in my name."]
