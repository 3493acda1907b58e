"""A source of papers on the web, read: which URLs does a list, a sitemap or an index of sitemaps name?"""

import os
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import PaperError, PathNotFound, RequestInvalid, SourceUnreachable
from ingest.web.sitemap import SitemapDamaged, looks_like_xml, parse_sitemap
from ingest.web.urls import is_web_address, shown, tidy

# What sitemaps.org allows one sitemap to hold; here for the whole source, and for each file of it.
MOST_URLS = 50_000
MOST_LIST_BYTES = 50 * 1024 * 1024
# An index names sitemaps; indexes of indexes are against the rules but exist, a level or two deep.
MOST_SITEMAPS = 500
_MOST_LEVELS = 3

_GZIP = b"\x1f\x8b"

# Gives the bytes of a list on the web, at most so many. Raises PaperError.
Download = Callable[[str, int], bytes]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source names.

    Attributes:
        urls: tidy, each once, in the source's order.
        bad: what stands in the list but cannot be asked for, with the reason.
        notes: what of the source itself was not read.
    """

    urls: list[str]
    bad: list[tuple[str, PaperError]]
    notes: list[str]

    @property
    def is_whole(self) -> bool:
        """Whether all of the source was read, so that what it does not name is not wanted any more."""
        return not self.notes


def identity(source: Path | str) -> str:
    """Return what tells sources apart: a tidy URL, or a file's absolute path."""
    text = str(source)
    if is_web_address(text):
        try:
            return tidy(text)
        except PaperError as error:
            raise RequestInvalid(
                f"The list's address cannot be used. {error.message}", hint=error.hint
            ) from error
    return os.path.abspath(text)  # noqa: PTH100 - the file may be a link, whose own name is meant


def read_listing(source: Path | str, download: Download) -> Listing:
    """Return what ``source``, a file or a URL, names.

    It is a text with one URL a line (lines that begin with # are comments), a sitemap, or an index
    of sitemaps; each may be packed with gzip.

    Raises PathNotFound for a file that cannot be opened, RequestInvalid when it is no list or names
    nothing, and SourceUnreachable when a list on the web cannot be fetched.
    """
    name = identity(source)
    reading = _Reading(download)
    if is_web_address(name):
        try:
            data = download(name, MOST_LIST_BYTES)
        except PaperError as error:
            raise SourceUnreachable(
                f"The list {name} could not be fetched: {error.message}", hint=error.hint
            ) from error
    else:
        data = _read_file(Path(source))
    try:
        reading.take(data)
    except _NoList as error:
        raise RequestInvalid(
            f"{source} is neither a list of web addresses nor a sitemap: {error}.",
            hint="Write one address a line, or name a sitemap.xml.",
        ) from error
    reading.follow()
    listing = reading.listing()
    if not listing.urls and not listing.bad:
        raise RequestInvalid(
            f"{source} names no web address.", hint="Write one address a line, or name a sitemap.xml."
        )
    return listing


class _NoList(ValueError):
    """The content is neither a list nor a sitemap. The message says what it is."""


class _Reading:
    def __init__(self, download: Download) -> None:
        self._download = download
        self._urls: dict[str, None] = {}
        self._bad: dict[str, PaperError] = {}
        self._notes: list[str] = []
        self._sitemaps: deque[tuple[str, int]] = deque()  # still to be read, with their level
        self._seen: set[str] = set()

    def listing(self) -> Listing:
        return Listing(list(self._urls), list(self._bad.items()), self._notes)

    def take(self, data: bytes, level: int = 0) -> None:
        """Take in what one file of the source names."""
        data = _unpacked(data)
        if not looks_like_xml(data):
            self._add_urls(_lines(data))
            return
        if b"<html" in data[:1000].lower():
            raise _NoList("it is a web page")
        try:
            sitemap = parse_sitemap(data)
        except SitemapDamaged as error:
            raise _NoList(str(error)) from error
        self._add_urls(sitemap.urls)
        for url in sitemap.sitemaps:
            self._add_sitemap(url, level + 1)

    def follow(self) -> None:
        """Read the sitemaps that were named; one that cannot be read is noted, and the others go on."""
        while self._sitemaps:
            url, level = self._sitemaps.popleft()
            try:
                self.take(self._download(url, MOST_LIST_BYTES), level)
            except (PaperError, _NoList) as error:
                self._notes.append(f"The sitemap {url} was not read: {error}")

    def _add_urls(self, found: list[str]) -> None:
        for text in found:
            if len(self._urls) + len(self._bad) >= MOST_URLS:
                self._note_once(f"The source names more than {MOST_URLS:,} addresses; the rest was left out.")
                return
            try:
                self._urls[tidy(text)] = None
            except PaperError as error:
                self._bad[shown(text)] = error

    def _add_sitemap(self, text: str, level: int) -> None:
        try:
            url = tidy(text)
        except PaperError as error:
            self._note_once(f"A sitemap was not read: {error}")
            return
        if url in self._seen:
            return
        if level > _MOST_LEVELS or len(self._seen) >= MOST_SITEMAPS:
            self._note_once("The source names too many sitemaps, or too deep ones; the rest was left out.")
            return
        self._seen.add(url)
        self._sitemaps.append((url, level))

    def _note_once(self, note: str) -> None:
        if note not in self._notes:
            self._notes.append(note)


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_LIST_BYTES + 1)
    except OSError as error:
        raise PathNotFound(
            f"The list {path} cannot be opened: {error.strerror or error}.", hint="Check the spelling."
        ) from error
    if len(data) > MOST_LIST_BYTES:
        raise RequestInvalid(f"The list {path} is larger than 50 MB.", hint="Split it.")
    return data


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(_GZIP):
        return data
    gzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        unpacked = gzip.decompress(data, MOST_LIST_BYTES + 1)
    except zlib.error as error:
        raise _NoList("it is damaged gzip") from error
    if len(unpacked) > MOST_LIST_BYTES:
        raise _NoList("it unpacks to more than 50 MB")
    if not gzip.eof:
        raise _NoList("it is gzip that breaks off")
    return unpacked


def _lines(data: bytes) -> list[str]:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = data.decode(encoding, errors="replace")
    if "\x00" in text or "\ufffd" in text[:1000]:
        raise _NoList("it is not text")
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]
