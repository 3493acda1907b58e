"""What is done for one URL after another: asked for on conditions, saved, and put in place or not."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.errors import PaperError, PaperRefused, PaperUnreachable
from ingest.web.client import Reply
from ingest.web.downloads import Copy, Downloads, Facts
from ingest.web.endings import ending_of
from ingest.web.limits import FetchLimits
from ingest.web.names import named_by_server
from ingest.web.report import FetchOutcome, UrlReport
from ingest.web.robots import Robots
from ingest.web.urls import host_of, last_part
from ingest.web.visits import Visit, Visitor, raise_for_status

_GONE = frozenset({404, 410})
_BUSY = frozenset({429, 503})
_MOST_TAG = 1000  # characters of an ETag or Last-Modified that is sent back


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that was sent: where it lies for now, and what it is to be called."""

    part: Path
    facts: Facts
    names: tuple[str, ...]
    ending: str


@dataclass(frozen=True, slots=True)
class Got:
    """What asking for one URL brought: a paper, a status without one, or an error."""

    url: str
    status: int = 0
    paper: Paper | None = None
    error: PaperError | None = None
    seconds: float = 0.0


class Errand:
    """Fetches the URLs of one source into its folder.

    What ``tasks`` gives may be worked off in threads, one task in each; ``settle`` is for one thread.
    """

    def __init__(
        self,
        visitor: Visitor,
        robots: Robots,
        downloads: Downloads,
        limits: FetchLimits,
        clock: Callable[[], float],
    ) -> None:
        self._visitor = visitor
        self._robots = robots
        self._downloads = downloads
        self._limits = limits
        self._clock = clock
        self._before = downloads.copies()

    def tasks(self, urls: list[str]) -> list[Iterator[Got]]:
        """Return one task a host: to ask for its URLs, one after the other."""
        by_host: dict[str, list[str]] = defaultdict(list)
        for url in urls:
            by_host[host_of(url)].append(url)
        return [self._ask_host(host, of_host) for host, of_host in by_host.items()]

    def settle(self, got: Got) -> UrlReport:
        """Put in place, keep or remove the copy of a URL by what asking for it brought."""
        if got.error is not None:
            return failed(got.url, got.error, self._downloads.copy_of(got.url), got.seconds)
        if got.paper is not None:
            paper = got.paper
            changed = self._downloads.keep(paper.part, paper.facts, names=paper.names, ending=paper.ending)
            outcome, reason = (FetchOutcome.FETCHED if changed else FetchOutcome.UNCHANGED), ""
        elif got.status in _GONE:
            self._downloads.forget(got.url)
            outcome = FetchOutcome.GONE
            reason = f"Its server answered {got.status}: it is not there."
        else:
            outcome, reason = FetchOutcome.UNCHANGED, ""
        copy = self._downloads.copy_of(got.url)
        return UrlReport(
            got.url,
            outcome,
            reason,
            file=str(copy.path) if copy else "",
            bytes=got.paper.facts.size if got.paper else 0,
            seconds=got.seconds,
        )

    def _ask_host(self, host: str, urls: list[str]) -> Iterator[Got]:
        failures = 0
        for url in urls:
            if failures >= self._limits.most_failures:
                yield Got(url, error=_given_up(host, failures))
                continue
            got = self._ask(url)
            failures = failures + 1 if isinstance(got.error, PaperUnreachable) else 0
            yield got

    def _ask(self, url: str) -> Got:
        began = self._clock()
        try:
            status, paper = self._fetch(url)
        except PaperError as error:
            return Got(url, error=error, seconds=self._clock() - began)
        return Got(url, status=status, paper=paper, seconds=self._clock() - began)

    def _fetch(self, url: str) -> tuple[int, Paper | None]:
        """Ask for ``url``; return the status, and the paper when one was sent. Raises PaperError."""
        with self._visitor.visit(
            url, check=self._robots.check, headers=lambda at: self._conditions(url, at)
        ) as visit:
            status, headers = visit.reply.status, visit.reply.headers
            if status in _GONE or (status == 304 and self._conditions(url, visit.url)):
                return status, None
            if status in _BUSY:
                self._visitor.slow_down(visit.url, _retry_after(visit.reply))
            raise_for_status(visit.url, status)
            names = (
                named_by_server(headers.get("content-disposition", "")),
                last_part(url),
                last_part(visit.url),
                host_of(url),
            )
            ending = ending_of(headers.get("content-type", ""), names[:-1])
            part = self._downloads.part()
            try:
                facts = self._save(url, visit, part)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
        return status, Paper(part, facts, names, ending)

    def _conditions(self, url: str, at: str) -> Mapping[str, str]:
        """Return the headers that ask for the paper only when it has changed since it was fetched."""
        copy = self._before.get(url)
        if copy is None or not copy.intact or copy.facts.final_url != at:
            return {}
        conditions = {"If-None-Match": copy.facts.etag, "If-Modified-Since": copy.facts.last_modified}
        return {name: value for name, value in conditions.items() if value}

    def _save(self, url: str, visit: Visit, part: Path) -> Facts:
        """Write the paper to ``part``. Raises PaperRefused when it is empty or too large."""
        headers = visit.reply.headers
        most = self._limits.most_bytes
        promised = headers.get("content-length", "")
        if promised.isdecimal() and int(promised) > most:
            raise _too_large(most)
        digest = hashlib.sha256()
        size = 0
        with part.open("xb") as file:
            for chunk in visit.reply.chunks:
                size += len(chunk)
                if size > most:
                    raise _too_large(most)
                digest.update(chunk)
                file.write(chunk)
        if not size:
            raise PaperUnreachable(f"{host_of(visit.url)} sent nothing.", hint="The next ingest tries again.")
        return Facts(
            url=url,
            final_url=visit.url,
            etag=_sendable(headers.get("etag", "")),
            last_modified=_sendable(headers.get("last-modified", "")),
            size=size,
            sha256=digest.hexdigest(),
            fetched=datetime.now(UTC).isoformat(timespec="seconds"),
        )


def failed(url: str, error: PaperError, before: Copy | None, seconds: float = 0.0) -> UrlReport:
    """Return the report of a URL that brought an error; ``before`` is its old copy, which stays."""
    unreachable = isinstance(error, PaperUnreachable)
    kept = before is not None and before.path.exists()
    since = f" The copy of {before.facts.fetched[:10]} is kept." if before and kept else ""
    return UrlReport(
        url,
        FetchOutcome.UNREACHABLE if unreachable else FetchOutcome.REFUSED,
        f"{error}{since}",
        file=str(before.path) if before and kept else "",
        seconds=seconds,
    )


def _given_up(host: str, failures: int) -> PaperUnreachable:
    return PaperUnreachable(
        f"It was not asked for: {host} failed {failures} times in a row.", hint="The next ingest tries again."
    )


def _too_large(most: int) -> PaperRefused:
    return PaperRefused(
        f"It is larger than {most / 2**20:,.1f} MB.", hint="Ask its publisher for a smaller version."
    )


def _sendable(tag: str) -> str:
    """Return a tag when it can be sent back as it is, else nothing."""
    return tag if tag.isascii() and tag.isprintable() and len(tag) <= _MOST_TAG else ""


def _retry_after(reply: Reply) -> float:
    """Return the seconds that a busy server asks for; zero where it names none, or names a date."""
    asked = reply.headers.get("retry-after", "")
    return float(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0.0
