"""Terms and their passages, merged and mapped from disk."""

import numpy as np
import pytest

from retrieval.indexing import postings
from retrieval.indexing.postings import Postings
from retrieval.indexing.terms import Terms

TEXTS = [
    (f"{'road ' * (n % 4)}bridge{n % 7} grant", f"Part {n % 3}", "Wexby" if n % 2 else "Fenshire")
    for n in range(60)
]


@pytest.fixture(scope="module")
def terms() -> Terms:
    return Terms()


@pytest.mark.parametrize("at_a_time", [1, 10, 4_000_000])
def test_merged_parts_are_as_if_made_in_one_go(terms, tmp_path, monkeypatch, at_a_time) -> None:
    monkeypatch.setattr(postings, "_AT_A_TIME", at_a_time)
    kept = np.arange(60) % 5 != 0
    parts = [
        (Postings(terms.occurrences(TEXTS[:25])), kept[:25]),
        (Postings(terms.occurrences(TEXTS[25:])), kept[25:]),
    ]
    merged = postings.merge(parts, tmp_path).found
    whole = terms.occurrences([text for text, keep in zip(TEXTS, kept, strict=True) if keep])
    assert merged.terms == whole.terms
    for name in ("starts", "rows", "amounts", "lengths"):
        assert getattr(merged, name).tolist() == getattr(whole, name).tolist()


def test_a_term_that_no_kept_passage_holds_is_gone(terms, tmp_path) -> None:
    part = Postings(terms.occurrences([("tram", "", ""), ("bus", "", "")]))
    merged = postings.merge([(part, np.array([True, False]))], tmp_path)
    assert merged.found.terms == ["tram"]
    assert merged.of("bu")[0].tolist() == []
    assert merged.of("tram")[0].tolist() == [0]


def test_nothing_merged_is_nothing(terms, tmp_path) -> None:
    part = Postings(terms.occurrences([("tram", "", "")]))
    assert postings.merge([(part, np.array([False]))], tmp_path).found.terms == []


def test_what_is_saved_is_loaded(terms, tmp_path) -> None:
    made = Postings(terms.occurrences(TEXTS))
    made.save(tmp_path)
    rows, amounts = Postings.load(tmp_path).of("road")
    assert (rows.tolist(), amounts.tolist()) == tuple(part.tolist() for part in made.of("road"))
