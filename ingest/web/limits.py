"""How much a fetch may take, and how polite it is."""

from dataclasses import dataclass

from ingest.readers.limits import MOST_BYTES


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much, how long and how fast.

    Attributes:
        most_bytes: the largest paper, unpacked.
        most_seconds: the longest that one URL may take with its redirects, waiting for turns not counted.
        most_redirects: how often one URL may be moved on.
        seconds_between: the least time from one request of a host to its next.
        most_seconds_between: a robots.txt or a busy server may ask for more time, up to this.
        hosts_at_once: how many hosts are asked at the same time; one request each.
        most_failures: after so many failures in a row, a host is left alone until the next ingest.
    """

    most_bytes: int = MOST_BYTES
    most_seconds: float = 300.0
    most_redirects: int = 5
    seconds_between: float = 1.0
    most_seconds_between: float = 30.0
    hosts_at_once: int = 4
    most_failures: int = 5
