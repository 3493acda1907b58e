"""Runs are kept with their configuration and compared with the last of the same kind."""

import pytest

from ingest.errors import StoreUnusable
from retrieval.evaluation.runs import FILE_NAME, differences, keep_run, last_run, new_run


def test_the_newest_run_of_the_same_thing_is_the_last(tmp_path) -> None:
    assert last_run(tmp_path / "none", "small") is None
    for figure in (0.5, 0.75):
        keep_run(tmp_path / "new", new_run("small", {"model": "m"}, {"ndcg@10": figure}))
    keep_run(tmp_path / "new", new_run("other", {"model": "m"}, {"ndcg@10": 0.1}))

    before = last_run(tmp_path / "new", "small")

    assert before is not None
    assert (before.figures, before.configuration) == ({"ndcg@10": 0.75}, {"model": "m"})


def test_figures_that_were_measured_before_are_compared() -> None:
    before = new_run("small", {}, {"ndcg@10": 0.5})
    now = new_run("small", {}, {"ndcg@10": 0.75, "recall@10": 0.9})
    assert differences(now, before) == {"ndcg@10": 0.25}
    assert differences(now, None) == {}


def test_a_line_that_was_cut_short_is_passed_over(tmp_path) -> None:
    keep_run(tmp_path, new_run("small", {}, {"ndcg@10": 0.5}))
    with (tmp_path / FILE_NAME).open("a") as file:
        file.write('{"of": "small", "at"')
    before = last_run(tmp_path, "small")
    assert before is not None
    assert before.figures == {"ndcg@10": 0.5}


def test_a_folder_that_cannot_be_used_is_named(tmp_path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(StoreUnusable, match=r"runs\.jsonl"):
        last_run(tmp_path, "small")
    with pytest.raises(StoreUnusable, match=r"runs\.jsonl"):
        keep_run(tmp_path, new_run("small", {}, {}))
