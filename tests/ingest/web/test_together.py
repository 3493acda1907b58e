"""Side by side, each in order; errors and early stops."""

import threading

import pytest

from ingest.web.together import together


def test_each_task_is_in_order_and_none_is_lost():
    found = list(together([iter(range(start, start + 5)) for start in (0, 10, 20, 30, 40)], at_once=2))

    assert sorted(found) == [*range(5), *range(10, 15), *range(20, 25), *range(30, 35), *range(40, 45)]
    for start in (0, 10, 20, 30, 40):
        assert [each for each in found if start <= each < start + 5] == list(range(start, start + 5))


def test_no_more_than_so_many_run_at_a_time():
    running, most, lock = 0, 0, threading.Lock()

    def task():
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        yield 1
        with lock:
            running -= 1

    assert sum(together([task() for _ in range(20)], at_once=3)) == 20
    assert most <= 3


def test_what_a_task_raises_reaches_the_caller():
    def task():
        yield 1
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        list(together([task()], at_once=2))


def test_a_caller_that_stops_early_is_not_kept():
    asked = []
    let_go = threading.Event()

    def task():
        for number in range(1000):
            asked.append(number)
            yield number
            let_go.wait(5)

    results = together([task()], at_once=1)
    assert next(results) == 0
    results.close()
    let_go.set()

    assert len(asked) <= 2


def test_nothing_to_do():
    assert list(together([], at_once=4)) == []
