"""The cores that this process may use."""

import os

import pytest

from ingest.cores import usable_cores


def test_a_process_that_is_kept_to_some_cores_uses_no_more(monkeypatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 3}, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 16)
    assert usable_cores() == 2


@pytest.mark.parametrize(("counted", "cores"), [(16, 16), (None, 1)])
def test_where_that_is_not_known_all_that_are_counted_are_used(monkeypatch, counted, cores) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: counted)
    assert usable_cores() == cores
