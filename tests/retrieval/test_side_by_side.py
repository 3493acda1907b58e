"""Work in parts on idle cores: all of it is done, in order, by no more threads than there are helpers."""

import threading

import pytest

from retrieval.side_by_side import SideBySide


@pytest.mark.parametrize("helpers", [0, 1, 3])
def test_every_part_is_done_in_order(helpers: int) -> None:
    assert SideBySide(helpers).each(lambda n: n * n, range(7)) == [0, 1, 4, 9, 16, 25, 36]
    assert SideBySide(helpers).each(lambda n: n * n, []) == []


def test_two_parts_are_done_at_once() -> None:
    met = threading.Barrier(2, timeout=10)
    SideBySide(1).each(lambda _: met.wait(), "ab")  # neither comes through alone


def test_nobody_waits_while_there_are_parts_to_do() -> None:
    met = threading.Barrier(2, timeout=10)
    # Each part waits for another: were one at work alone for but one of them, none would come.
    SideBySide(1).each(lambda _: met.wait(), range(8))


def test_what_no_helper_is_free_for_is_done_by_who_asked() -> None:
    shared, busy = SideBySide(1), threading.Event()
    first = threading.Thread(target=shared.each, args=(lambda _: busy.wait(10), "ab"))
    first.start()
    try:
        mine = threading.current_thread().name
        # The one helper waits with the first question's part.
        assert shared.each(lambda _: threading.current_thread().name, "cde") == [mine] * 3
    finally:
        busy.set()
        first.join()


@pytest.mark.parametrize("helpers", [0, 1])
def test_what_is_begun_is_done_once(helpers: int) -> None:
    done: list[str] = []
    result = SideBySide(helpers).begin(lambda: done.append("so") or "so")
    assert result() == "so"
    assert done == ["so"]


def test_what_is_begun_is_done_while_nobody_waits_for_it() -> None:
    begun = threading.Event()
    result = SideBySide(1).begin(begun.set)
    assert begun.wait(10)
    result()


def test_what_no_helper_has_begun_is_done_by_who_asks_for_it() -> None:
    shared, busy = SideBySide(1), threading.Event()
    other = shared.begin(lambda: busy.wait(10))
    try:
        assert shared.begin(threading.current_thread)() is threading.current_thread()
    finally:
        busy.set()
    assert other()


def test_what_goes_wrong_in_what_was_begun_is_raised_where_it_is_asked_for() -> None:
    def fail() -> None:
        raise ValueError("two")

    result = SideBySide(1).begin(fail)
    with pytest.raises(ValueError, match="two"):
        result()


def test_what_goes_wrong_in_a_part_is_raised() -> None:
    def fail_at(n: int) -> None:
        if n == 2:
            raise ValueError("two")

    with pytest.raises(ValueError, match="two"):
        SideBySide(1).each(fail_at, range(4))
