"""One request a second to a host, by a clock that the test moves."""

from ingest.web.pace import Pace


def test_a_host_is_asked_no_more_than_once_in_its_time(still_time):
    pace = Pace(1.0, clock=still_time.now, sleep=still_time.sleep)

    pace.wait("a.example")  # at 0
    pace.wait("a.example")  # its turn is at 1
    still_time.at += 0.4
    pace.wait("a.example")  # at 1.4, its turn is at 2
    still_time.at += 5
    pace.wait("a.example")  # at 7, its turn has been

    assert still_time.slept == [1.0, 0.6]


def test_hosts_do_not_wait_for_one_another(still_time):
    pace = Pace(1.0, clock=still_time.now, sleep=still_time.sleep)

    pace.wait("a.example")
    pace.wait("b.example")

    assert still_time.slept == []


def test_a_host_that_asks_for_more_time_gets_it_from_the_next_request_on(still_time):
    pace = Pace(1.0, clock=still_time.now, sleep=still_time.sleep)

    pace.wait("a.example")
    pace.slow_down("a.example", 10)
    pace.slow_down("a.example", 3)  # less than it has
    pace.wait("a.example")
    pace.wait("a.example")
    pace.wait("b.example")

    assert still_time.slept == [10, 10]
