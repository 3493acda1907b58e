"""Work is done a few at a time, in turn."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from retrieval.turn_by_turn import TurnByTurn


def test_what_work_returns_or_raises_comes_back() -> None:
    turns = TurnByTurn(1)
    assert turns.do(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        turns.do(lambda: 1 // 0)
    turns.close()


def test_no_more_are_at_work_at_once_than_may_be() -> None:
    turns, lock, at_work, most = TurnByTurn(2), threading.Lock(), 0, 0

    def work() -> None:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        threading.Event().wait(0.01)
        with lock:
            at_work -= 1

    with ThreadPoolExecutor(8) as askers:
        list(askers.map(lambda _: turns.do(work), range(20)))
    turns.close()
    assert most == 2
