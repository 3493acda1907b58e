"""What a fetch tells: how far it is while it runs, and what became of every URL at its end."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class FetchOutcome(StrEnum):
    """What became of one URL."""

    FETCHED = "fetched"  # new, or changed
    UNCHANGED = "unchanged"
    GONE = "gone"  # its server says so: the copy is removed
    UNLISTED = "unlisted"  # the source does not name it any more: the copy is removed
    REFUSED = "refused"  # not to be fetched as things stand: an old copy stays
    UNREACHABLE = "unreachable"  # perhaps next time: an old copy stays


@dataclass(frozen=True, slots=True)
class UrlReport:
    """What became of one URL.

    ``file`` is the path of its copy, empty where there is none; ``bytes`` the size of what was sent;
    ``seconds`` the time that it took, waiting for the host's turn included.
    """

    url: str
    outcome: FetchOutcome
    reason: str = ""
    file: str = ""
    bytes: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What became of every URL of a source; ``folder`` holds the copies, to be ingested as one folder.

    ``notes`` tell what of the source itself could not be read; then nothing was removed as unlisted.
    """

    folder: Path
    urls: tuple[UrlReport, ...]
    notes: tuple[str, ...]
    seconds: float

    def count(self, outcome: FetchOutcome) -> int:
        """Return how many URLs had ``outcome``."""
        return sum(1 for url in self.urls if url.outcome is outcome)

    @property
    def files(self) -> dict[str, str]:
        """The path of every copy in the folder → the URL that it was fetched from."""
        return {each.file: each.url for each in self.urls if each.file}


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """How far a fetch is: ``done`` of ``total`` URLs, and the one that was last dealt with."""

    done: int
    total: int
    url: str


OnProgress = Callable[[FetchProgress], None]
