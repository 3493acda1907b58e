"""Sitemaps, whole and hostile."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.web.sitemap import SitemapDamaged, looks_like_xml, parse_sitemap

URLS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url>
    <loc>
      https://example.org/a.pdf?x=1&amp;y=2
    </loc>
    <lastmod>2024-05-01</lastmod>
    <image:image><image:loc>https://example.org/logo.png</image:loc></image:image>
  </url>
  <url><loc>https://example.org/b.pdf</loc></url>
  <url><loc></loc></url>
</urlset>"""

INDEX = b"""<sitemapindex><sitemap><loc>https://example.org/1.xml</loc></sitemap>
<sitemap><loc>https://example.org/2.xml.gz</loc></sitemap></sitemapindex>"""


def test_the_pages_of_a_sitemap_without_its_pictures():
    sitemap = parse_sitemap(URLS)

    assert sitemap.urls == ["https://example.org/a.pdf?x=1&y=2", "https://example.org/b.pdf"]
    assert sitemap.sitemaps == []


def test_the_sitemaps_of_an_index():
    sitemap = parse_sitemap(INDEX)

    assert sitemap.urls == []
    assert sitemap.sitemaps == ["https://example.org/1.xml", "https://example.org/2.xml.gz"]


def test_another_encoding():
    text = '<?xml version="1.0" encoding="utf-16"?><urlset><url><loc>https://é.example/</loc></url></urlset>'

    assert parse_sitemap(text.encode("utf-16")).urls == ["https://é.example/"]


BOMB = b"""<!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<urlset><url><loc>&b;</loc></url></urlset>"""
OUTSIDE = b"""<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<urlset><url><loc>&x;</loc></url></urlset>"""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BOMB, "it defines entities"),
        (OUTSIDE, "it defines entities"),
        (b"<urlset>" + b"<a>" * 100, "nested too deeply"),
        (b"<urlset><url><loc>" + b"x" * 10_000, "an address in it is too long"),
        (b"<urlset><url><loc>https://example.org/", "no element found|unclosed"),
        (b"<rss><channel/></rss>", "its outermost element is <rss>"),
        (b'<?xml version="1.0" encoding="no-such"?><urlset/>', "encoding"),
        (b"", "no element found"),
    ],
)
def test_what_is_damaged_or_hostile_is_refused_with_the_reason(data, reason):
    with pytest.raises(SitemapDamaged, match=reason):
        parse_sitemap(data)


@given(st.binary(max_size=300) | st.binary(max_size=100).map(lambda data: URLS[:200] + data))
def test_any_bytes_give_a_sitemap_or_our_refusal(data):
    with contextlib.suppress(SitemapDamaged):
        parse_sitemap(data)


def test_xml_is_known_by_its_beginning():
    assert looks_like_xml(URLS)
    assert looks_like_xml(b"\xef\xbb\xbf\n <urlset/>")
    assert looks_like_xml("<urlset/>".encode("utf-16"))
    assert not looks_like_xml(b"https://example.org/a.pdf\n")
    assert not looks_like_xml(b"")
