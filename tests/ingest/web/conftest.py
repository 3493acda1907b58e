"""A site on this machine, a clock that only sleeping moves, and a fetch that uses both."""

import threading

import pytest

from ingest.web.fetch import Network, fetch_all
from ingest.web.limits import FetchLimits
from tests.support.web_site import running_site


class StillTime:
    """A clock that stands still but for ``sleep``, which takes no time."""

    def __init__(self):
        self.at = 1000.0
        self.slept = []
        self._lock = threading.Lock()

    def now(self):
        return self.at

    def sleep(self, seconds):
        with self._lock:
            self.slept.append(round(seconds, 3))
            self.at += seconds


@pytest.fixture
def site():
    with running_site() as site:
        yield site


@pytest.fixture
def still_time():
    return StillTime()


@pytest.fixture
def network(still_time):
    """Every name leads to this machine; nothing waits."""
    return Network(resolver=lambda host, port: ["127.0.0.1"], clock=still_time.now, sleep=still_time.sleep)


@pytest.fixture
def fetch(tmp_path, network):
    """Fetch a list of URLs (or any source), as an office that allows its own network."""

    def run(*urls, source=None, limits=None, network=network, allow_private=True, **options):
        if source is None:
            source = tmp_path / "list.txt"
            source.write_text("\n".join(urls), "utf-8")
        return fetch_all(
            source,
            tmp_path / "downloads",
            allow_private=allow_private,
            limits=limits or FetchLimits(hosts_at_once=1),
            network=network,
            **options,
        )

    return run
