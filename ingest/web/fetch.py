"""The story of one fetch: a list of URLs → polite requests → a folder of copies for the ingest.

The folder is brought up to date like a sync: what is new or changed is fetched, what is gone (404,
410) or not named any more is removed, and what cannot be reached now keeps its old copy.
"""

import hashlib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from ingest.errors import PaperRefused
from ingest.web.addresses import Resolver, resolve
from ingest.web.client import WebClient
from ingest.web.downloads import Downloads
from ingest.web.errand import Errand, failed
from ingest.web.limits import FetchLimits
from ingest.web.listing import identity, read_listing
from ingest.web.names import safe_stem
from ingest.web.pace import Pace
from ingest.web.report import FetchOutcome, FetchProgress, FetchReport, OnProgress, UrlReport
from ingest.web.robots import Robots
from ingest.web.together import together
from ingest.web.urls import host_of, is_web_address, last_part
from ingest.web.visits import Visit, Visitor, raise_for_status, read_at_most

PRODUCT = "Agreed"  # the name that a robots.txt may single us out by


@dataclass(frozen=True, slots=True)
class Network:
    """What a fetch takes from the machine; a test puts its own in place.

    Attributes:
        resolver: looks names up.
        tls: whom to trust; the machine's own authorities when None.
        clock: seconds, never going back.
        sleep: waits for so many seconds.
    """

    resolver: Resolver = resolve
    tls: ssl.SSLContext | None = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


def fetch_all(
    source: Path | str,
    downloads: Path,
    *,
    allow_private: bool = False,
    proxy: str | None = None,
    limits: FetchLimits | None = None,
    network: Network | None = None,
    on_progress: OnProgress | None = None,
) -> FetchReport:
    """Bring the copies of the papers that ``source`` names up to date, under ``downloads``.

    ``source`` is the path or URL of a list of URLs, a sitemap or an index of sitemaps. Each source
    has a folder of its own there, which the report names. With ``allow_private``, addresses of this
    machine and its network are fetched from as well. With ``proxy``, the URL of one, the proxy makes
    the connections, and decides where they may lead.

    Raises PathNotFound, RequestInvalid and SourceUnreachable when the source cannot be used; then
    nothing is removed. A URL that cannot be fetched is reported, never raised.
    """
    limits = limits or FetchLimits()
    network = network or Network()
    tell = on_progress or (lambda _: None)
    started = network.clock()
    client = WebClient(
        f"{PRODUCT}/{version('agreed')} (+document ingest)",
        resolver=network.resolver,
        clock=network.clock,
        allow_private=allow_private,
        proxy=proxy,
        tls=network.tls,
    )
    try:
        pace = Pace(limits.seconds_between, clock=network.clock, sleep=network.sleep)
        visitor = Visitor(client, pace, limits, clock=network.clock)
        robots = Robots(visitor, PRODUCT)

        def download(url: str, most_bytes: int) -> bytes:
            with visitor.visit(url, check=robots.check) as visit:
                return _read_list(visit, most_bytes)

        listing = read_listing(source, download)
        folder = Downloads(downloads / _folder_name(source))
        reports = [failed(url, error, None) for url, error in listing.bad]
        errand = Errand(visitor, robots, folder, limits, network.clock)
        for done, got in enumerate(together(errand.tasks(listing.urls), limits.hosts_at_once), 1):
            reports.append(errand.settle(got))
            tell(FetchProgress(done, len(listing.urls), got.url))
        if listing.is_whole:
            reports += _forget_unlisted(folder, set(listing.urls))
        order = {url: place for place, url in enumerate(listing.urls)}
        reports.sort(key=lambda report: order.get(report.url, len(order)))
        return FetchReport(folder.folder, tuple(reports), tuple(listing.notes), network.clock() - started)
    finally:
        client.close()


def _read_list(visit: Visit, most_bytes: int) -> bytes:
    status = visit.reply.status
    raise_for_status(visit.url, status)
    data, is_whole = read_at_most(visit.reply, most_bytes)
    if not is_whole:
        raise PaperRefused(f"It is larger than {most_bytes // 2**20} MB.", hint="Split it.")
    return data


def _forget_unlisted(downloads: Downloads, listed: set[str]) -> list[UrlReport]:
    reports = []
    for url in downloads.copies():
        if url not in listed:
            downloads.forget(url)
            reports.append(UrlReport(url, FetchOutcome.UNLISTED, "The source does not name it any more."))
    return reports


def _folder_name(source: Path | str) -> str:
    """Return the name of a source's folder: what it is called, and a mark that tells like names apart."""
    name = identity(source)
    called = f"{host_of(name)} {last_part(name)}" if is_web_address(name) else Path(name).name
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{safe_stem(called, most_bytes=60)}-{mark}"
