"""Sitemaps (sitemaps.org): the URLs that one names, and the further sitemaps of an index.

Parsed by expat as a stream: no tree is built, no entity is defined or fetched, and what a hostile file
may nest or spin out is bounded.
"""

from dataclasses import dataclass, field
from xml.parsers import expat

_MOST_DEPTH = 32  # a sitemap has three levels; extensions for pictures and languages add a few
_MOST_LOCATION = 8192  # characters


class SitemapDamaged(ValueError):
    """The XML is not well-formed, or does what no sitemap does. The message says which."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap names, in its order: pages and papers, and (an index) further sitemaps."""

    urls: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)


def looks_like_xml(data: bytes) -> bool:
    """Whether ``data`` begins as XML does, in UTF-8 or UTF-16."""
    return data[:200].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def parse_sitemap(data: bytes) -> Sitemap:
    """Return what the sitemap in ``data`` names. Raises SitemapDamaged, ``data`` being anything at all."""
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        # LookupError and ValueError: an encoding that is unknown, or not of single bytes.
        raise SitemapDamaged(str(error)) from error
    if reading.root not in {"urlset", "sitemapindex"}:
        raise SitemapDamaged(f"its outermost element is <{reading.root[:40]}>")
    return reading.sitemap


class _Reading:
    def __init__(self) -> None:
        self.sitemap = Sitemap()
        self.root = ""
        self._open: list[str] = []  # the names of the open elements, without their namespaces
        self._location: list[str] | None = None  # the text of the open <loc>

    def start(self, name: str, _attributes: object) -> None:
        local = name.rpartition(" ")[2]
        self.root = self.root or local
        self._open.append(local)
        if len(self._open) > _MOST_DEPTH:
            raise SitemapDamaged("its elements are nested too deeply")
        # A picture's <image:loc> lies in an <image:image>, and is no page.
        if self._open[1:] in (["url", "loc"], ["sitemap", "loc"]):
            self._location = []

    def text(self, text: str) -> None:
        if self._location is not None:
            self._location.append(text)
            if sum(map(len, self._location)) > _MOST_LOCATION:
                raise SitemapDamaged("an address in it is too long")

    def end(self, _name: str) -> None:
        if self._location is not None and self._open[-1] == "loc":
            location = "".join(self._location).strip()
            self._location = None
            if location:
                (self.sitemap.urls if self._open[1] == "url" else self.sitemap.sitemaps).append(location)
        self._open.pop()


def _refuse_entity(*_declaration: object) -> None:
    raise SitemapDamaged("it defines entities")
