"""Words counted by paper."""

import numpy as np

from retrieval.indexing import word_counts
from retrieval.indexing.word_counts import WordCounts

ROADS, GRANTS = {"road": 3, "bridge": 1}, {"grant": 2, "road": 1}


def test_the_counts_of_the_kept_papers_are_summed() -> None:
    counts = WordCounts.of([ROADS, GRANTS, {}])
    assert counts.total(np.array([True, True, True])) == {"bridge": 1, "grant": 2, "road": 4}
    assert counts.total(np.array([False, True, True])) == {"grant": 2, "road": 1}
    assert counts.total(np.array([False, False, True])) == {}


def test_merged_counts_are_of_the_kept_papers_one_after_another() -> None:
    first, second = WordCounts.of([ROADS, {"tram": 5}]), WordCounts.of([GRANTS])
    merged = word_counts.merge([(first, np.array([True, False])), (second, np.array([True]))])
    assert merged.total(np.array([True, True])) == {"bridge": 1, "grant": 2, "road": 4}
    assert merged.total(np.array([False, True])) == GRANTS


def test_what_is_saved_is_loaded(tmp_path) -> None:
    WordCounts.of([ROADS, GRANTS]).save(tmp_path, "words")
    assert WordCounts.load(tmp_path, "words").total(np.array([True, False])) == ROADS
