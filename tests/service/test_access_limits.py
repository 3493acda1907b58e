from hypothesis import given
from hypothesis import strategies as st

from service.access_limits import RateLimits


def test_a_bucket_fills_again_evenly():
    now = 0.0
    limits = RateLimits(clock=lambda: now)
    # 60 a minute: a second for each request, and a minute's worth at once to begin with.
    assert [limits.seconds_to_wait("a", 60) for _ in range(61)] == [0] * 60 + [1]
    now = 2.0
    assert [limits.seconds_to_wait("a", 60) for _ in range(3)] == [0, 0, 1]


@given(st.integers(1, 1000), st.lists(st.floats(0, 20), max_size=200))
def test_no_span_lets_through_more_than_a_bucket_and_what_filled_it(per_minute: int, pauses: list[float]):
    now = 0.0
    limits = RateLimits(clock=lambda: now)
    let_through = 0
    for pause in pauses:
        now += pause
        let_through += limits.seconds_to_wait("a", per_minute) == 0
    assert let_through <= per_minute + now * per_minute / 60 + 1e-6


def test_who_waits_as_told_is_let_through():
    now = 0.0
    limits = RateLimits(clock=lambda: now)
    limits.seconds_to_wait("a", 1)
    now += limits.seconds_to_wait("a", 1)
    assert limits.seconds_to_wait("a", 1) == 0
