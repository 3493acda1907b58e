"""Atom (RFC 4287), OpenSearch 1.1 and sitemaps (sitemaps.org) as XML; words of papers are always escaped."""

import datetime
import re
from collections.abc import Sequence

from lxml import etree

from service.feeds_agreed import Agreed
from service.strings import text

ATOM = "application/atom+xml"
OPEN_SEARCH = "application/opensearchdescription+xml"

_ATOM, _SEARCH = "http://www.w3.org/2005/Atom", "http://a9.com/-/spec/opensearch/1.1/"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
# What XML 1.0 has no way to say.
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST_TITLE = 200
# A feed needs a time; what has none stands last.
_UNDATED = datetime.date(1970, 1, 1)


def atom_feed(agreed: Sequence[Agreed], *, topic: str, feed_id: str, base: str, path: str) -> bytes:
    """Return the feed of what was agreed on ``topic``; ``base`` is this server's address, without a slash."""
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _add(feed, "id", feed_id)
    _add(feed, "title", text("feed.title", topic=topic))
    _add(feed, "updated", _time(max((one.date for one in agreed if one.date), default=_UNDATED)))
    _add(_add(feed, "author"), "name", text("service.name"))
    _add(feed, "link", rel="self", type=ATOM, href=f"{base}{path}")
    for one in agreed:
        document = one.citation.document
        entry = _add(feed, "entry")
        _add(entry, "id", one.id)
        _add(entry, "title", _short(one.title))
        _add(entry, "updated", _time(one.date))
        if document.body:
            _add(_add(entry, "author"), "name", document.body)
        _add(entry, "category", term="agreed")
        _add(entry, "link", rel="alternate", type="text/html", href=f"{base}{one.path}")
        page = text("source.page_n", page=str(one.citation.page_start))
        place = f"{document.title or document.name}, {page}"
        _add(entry, "content", f"{one.words}\n\n{place}", type="text")
    return _bytes(feed)


def open_search(base: str) -> bytes:
    """Return the description by which a browser's address bar searches the papers."""
    top = etree.Element(f"{{{_SEARCH}}}OpenSearchDescription", nsmap={None: _SEARCH})
    _add(top, "ShortName", text("service.name"))
    _add(top, "Description", text("feed.search"))
    _add(top, "InputEncoding", "UTF-8")
    _add(top, "Image", f"{base}/static/mark.svg", type="image/svg+xml", width="16", height="16")
    _add(top, "Url", type="text/html", method="get", template=f"{base}/search?q={{searchTerms}}")
    _add(top, "Url", type=ATOM, method="get", template=f"{base}/feeds/search.atom?q={{searchTerms}}")
    return _bytes(top)


def sitemap(addresses: Sequence[str]) -> bytes:
    """Return a sitemap of pages."""
    return _listed("urlset", "url", addresses)


def sitemap_index(addresses: Sequence[str]) -> bytes:
    """Return the list of several sitemaps."""
    return _listed("sitemapindex", "sitemap", addresses)


def _listed(outer: str, inner: str, addresses: Sequence[str]) -> bytes:
    top = etree.Element(f"{{{_SITEMAP}}}{outer}", nsmap={None: _SITEMAP})
    for address in addresses:
        _add(_add(top, inner), "loc", address)
    return _bytes(top)


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """Add an element of the parent's namespace."""
    child = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}")
    child.text = _UNSAYABLE.sub(" ", text) or None
    for key, value in attributes.items():
        child.set(key, _UNSAYABLE.sub(" ", value))
    return child


def _bytes(top: etree._Element) -> bytes:
    return bytes(etree.tostring(top, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _time(date: datetime.date | None) -> str:
    return f"{(date or _UNDATED).isoformat()}T00:00:00Z"


def _short(title: str) -> str:
    words = " ".join(title.split())
    return words if len(words) <= _LONGEST_TITLE else f"{words[: words.rfind(' ', 0, _LONGEST_TITLE)]} …"
