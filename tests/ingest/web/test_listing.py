"""What a source names: lists, sitemaps, indexes; from files and from the web."""

import gzip

import pytest

from ingest.errors import PaperUnreachable, PathNotFound, RequestInvalid, SourceUnreachable
from ingest.web import listing
from ingest.web.listing import read_listing

A, B, C = (f"https://example.org/{name}.pdf" for name in "abc")


def sitemap(*urls):
    return ("<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>").encode()


def index(*urls):
    inner = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex>{inner}</sitemapindex>".encode()


def web(pages):
    """Download from ``pages``; what is missing cannot be reached."""

    def download(url, most_bytes):
        if url not in pages:
            raise PaperUnreachable(f"No answer from {url}.", hint="Try again.")
        return pages[url]

    return download


def read(tmp_path, data, pages=None):
    path = tmp_path / "source"
    path.write_bytes(data)
    return read_listing(path, web(pages or {}))


def test_a_list_has_one_address_a_line_and_comments(tmp_path):
    found = read(tmp_path, f"\ufeff# Papers of 2024\r\n\r\n  {A}\r\n{B}#page=2\r\n{A}\r\n".encode())

    assert (found.urls, found.bad, found.notes, found.is_whole) == ([A, B], [], [], True)


def test_a_line_that_is_no_address_is_named_with_the_reason_and_the_others_go_on(tmp_path):
    found = read(tmp_path, f"minutes.pdf\nftp://me:secret@example.org/x\n{A}".encode())

    assert found.urls == [A]
    assert [(text, error.message) for text, error in found.bad] == [
        ("minutes.pdf", "This is not a web address."),
        ("ftp://example.org/x", "ftp: addresses are not fetched."),
    ]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_sitemap_plain_or_packed(tmp_path, pack):
    assert read(tmp_path, pack(sitemap(A, B))).urls == [A, B]


def test_an_index_is_followed_through_sitemaps_and_lists(tmp_path):
    pages = {
        "https://example.org/1.xml": sitemap(A),
        "https://example.org/2.xml.gz": gzip.compress(sitemap(B, A)),
        "https://example.org/3.xml": index("https://example.org/1.xml", "https://example.org/4.txt"),
        "https://example.org/4.txt": C.encode(),
    }

    found = read(tmp_path, index(*list(pages)[:3]), pages)

    assert found.urls == [A, B, C]
    assert found.is_whole


def test_an_index_that_names_itself_ends(tmp_path):
    me = "https://example.org/index.xml"

    assert read(tmp_path, index(me, "https://example.org/1.xml"), {
        me: index(me, "https://example.org/1.xml"),
        "https://example.org/1.xml": sitemap(A),
    }).urls == [A]  # fmt: skip


def test_indexes_within_indexes_are_followed_three_deep_and_no_deeper(tmp_path):
    pages = {
        f"https://example.org/{level}.xml": index(f"https://example.org/{level + 1}.xml")
        for level in range(1, 9)
    }
    asked = []

    def download(url, most_bytes):
        asked.append(url[-5:-4])
        return pages[url]

    path = tmp_path / "index.xml"
    path.write_bytes(sitemap(A).replace(b"</urlset>", b"") + b"</urlset>")
    path.write_bytes(index("https://example.org/1.xml"))
    with pytest.raises(RequestInvalid, match="names no web address"):
        read_listing(path, download)

    assert asked == ["1", "2", "3"]


def test_a_sitemap_that_cannot_be_read_is_noted_and_the_source_is_not_whole(tmp_path):
    found = read(
        tmp_path,
        index("https://example.org/gone.xml", "https://example.org/1.xml", "https://example.org/bad.xml"),
        {"https://example.org/1.xml": sitemap(A), "https://example.org/bad.xml": b"<urlset>"},
    )

    assert found.urls == [A]
    assert not found.is_whole
    assert found.notes[0] == (
        "The sitemap https://example.org/gone.xml was not read: "
        "No answer from https://example.org/gone.xml. Try again."
    )
    assert found.notes[1].startswith("The sitemap https://example.org/bad.xml was not read: no element found")


def test_what_is_beyond_the_bounds_is_left_out_and_said(tmp_path, monkeypatch):
    monkeypatch.setattr(listing, "MOST_URLS", 2)
    monkeypatch.setattr(listing, "MOST_SITEMAPS", 1)

    many = read(tmp_path, sitemap(A, B, C))
    assert (many.urls, many.is_whole) == ([A, B], False)
    assert many.notes == ["The source names more than 2 addresses; the rest was left out."]

    pages = {"https://example.org/1.xml": sitemap(A), "https://example.org/2.xml": sitemap(B)}
    found = read(tmp_path, index(*pages), pages)
    assert (found.urls, found.is_whole) == ([A], False)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<!doctype html><html><body>Sign in</body></html>", "it is a web page"),
        (b"<rss/>", "its outermost element is <rss>"),
        (b"\x1f\x8b\x08\xffdamaged", "it is damaged gzip"),
        (gzip.compress(sitemap(A))[:-9], "it is gzip that breaks off"),
        (b"%PDF-1.7\n\x00\x01\x02\xff\xfe", "it is not text"),
        (b"# nothing here\n", "names no web address"),
        (b"", "names no web address"),
        (sitemap(), "names no web address"),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason(tmp_path, data, reason):
    with pytest.raises(RequestInvalid, match=reason) as refused:
        read(tmp_path, data)

    assert refused.value.hint


def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(listing, "MOST_LIST_BYTES", 1000)

    with pytest.raises(RequestInvalid, match="it unpacks to more than"):
        read(tmp_path, gzip.compress(b"\n" * 100_000))


def test_a_list_on_the_web():
    url = "https://example.org/sitemap.xml"

    assert read_listing(url, web({url: sitemap(A)})).urls == [A]
    with pytest.raises(
        SourceUnreachable, match=r"The list https://example\.org/x could not be fetched: No answer"
    ):
        read_listing("https://example.org/x", web({}))
    with pytest.raises(RequestInvalid, match="holds a name or password"):
        read_listing("https://me:secret@example.org/sitemap.xml", web({}))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(PathNotFound, match="No such file"):
        read_listing(tmp_path / "none.txt", web({}))
    with pytest.raises(PathNotFound, match="cannot be opened"):
        read_listing(tmp_path, web({}))
