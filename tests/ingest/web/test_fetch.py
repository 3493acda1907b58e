"""From a list to a folder that an ingest can read, run after run, against a site on this machine."""

import dataclasses
import gzip
import threading
from importlib.metadata import version
from pathlib import Path

import pytest

from ingest.errors import RequestInvalid, SourceUnreachable
from ingest.files import find_files
from ingest.web.limits import FetchLimits
from ingest.web.report import FetchOutcome
from tests.support.web_site import Page, running_site

PDF = "application/pdf"
MINUTES = Page(b"%PDF-1.7 minutes", PDF, etag='"1"')


def outcomes(report):
    return [report_of.outcome.value for report_of in report.urls]


def shown(report):
    return sorted(path.name for path in report.folder.iterdir() if not path.name.startswith("."))


def test_papers_are_fetched_into_a_folder_that_an_ingest_finds(fetch, site):
    site.pages |= {
        "/papers/Minutes of May.pdf": MINUTES,
        "/papers/Minutes%20of%20May.pdf": MINUTES,
        "/decisions/12/": Page(b"<p>Agreed.</p>", "text/html; charset=utf-8"),
    }

    report = fetch(site.url("/papers/Minutes of May.pdf"), site.url("/decisions/12/"))

    assert outcomes(report) == ["fetched", "fetched"]
    assert shown(report) == ["12.html", "Minutes of May.pdf"]
    assert (report.folder / "Minutes of May.pdf").read_bytes() == b"%PDF-1.7 minutes"
    assert report.urls[0].bytes == 16
    assert {Path(path).name: url for path, url in report.files.items()} == {
        "12.html": site.url("/decisions/12/"),
        "Minutes of May.pdf": site.url("/papers/Minutes%20of%20May.pdf"),
    }
    assert {file.path.name for file in find_files([report.folder])} == set(shown(report))
    assert site.asked[0][2]["user-agent"] == f"Agreed/{version('agreed')} (+document ingest)"


def test_an_unchanged_paper_is_not_sent_again(fetch, site):
    site.pages["/a.pdf"] = MINUTES
    site.pages["/b.pdf"] = Page(b"b", PDF, headers={"Last-Modified": "Fri, 03 May 2024 10:00:00 GMT"})
    urls = site.url("/a.pdf"), site.url("/b.pdf")
    fetch(*urls)
    site.asked.clear()

    report = fetch(*urls)

    assert outcomes(report) == ["unchanged", "unchanged"]
    assert [url.bytes for url in report.urls] == [0, 1]  # 304 for one; the same sent again for the other
    conditions = [
        (headers.get("if-none-match"), headers.get("if-modified-since")) for _, _, headers in site.asked
    ]
    assert conditions == [(None, None), ('"1"', None), (None, "Fri, 03 May 2024 10:00:00 GMT")]


def test_a_changed_paper_is_fetched_under_its_old_name(fetch, site):
    site.pages["/a.pdf"] = MINUTES
    fetch(site.url("/a.pdf"))
    site.pages["/a.pdf"] = Page(
        b"%PDF-1.7 amended", PDF, etag='"2"', headers={"Content-Disposition": "inline; filename=b.pdf"}
    )

    report = fetch(site.url("/a.pdf"))

    assert outcomes(report) == ["fetched"]
    assert shown(report) == ["a.pdf"]
    assert (report.folder / "a.pdf").read_bytes() == b"%PDF-1.7 amended"


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_copy_that_was_harmed_is_fetched_anew(fetch, site, harm):
    site.pages["/a.pdf"] = MINUTES
    harm(fetch(site.url("/a.pdf")).folder / "a.pdf")

    report = fetch(site.url("/a.pdf"))

    assert outcomes(report) == ["fetched"]
    assert (report.folder / "a.pdf").read_bytes() == MINUTES.body


@pytest.mark.parametrize("status", [404, 410])
def test_a_paper_that_is_gone_is_removed(fetch, site, status):
    site.pages["/a.pdf"] = site.pages["/b.pdf"] = MINUTES
    fetch(site.url("/a.pdf"), site.url("/b.pdf"))
    site.pages["/a.pdf"] = Page(status=status)

    report = fetch(site.url("/a.pdf"), site.url("/b.pdf"))

    assert outcomes(report) == ["gone", "unchanged"]
    assert report.urls[0].reason == f"Its server answered {status}: it is not there."
    assert report.urls[0].file == ""
    assert shown(report) == ["b.pdf"]


@pytest.mark.parametrize(
    ("page", "outcome", "reason"),
    [
        (Page(status=500), "unreachable", "papers.example answered 500: it is busy or out of order."),
        (Page(status=503), "unreachable", "papers.example answered 503"),
        (Page(status=429), "unreachable", "papers.example answered 429"),
        (Page(send=lambda handler: None), "unreachable", "papers.example broke off"),
        (Page(b"", PDF), "unreachable", "papers.example sent nothing."),
        (Page(status=304), "refused", "papers.example answered 304 instead of what was asked for."),
        (Page(status=401), "refused", "papers.example answered 401: the paper is not open to all"),
        (Page(status=403), "refused", "papers.example answered 403: the paper is not open to all"),
        (Page(status=204), "refused", "papers.example answered 204 instead of what was asked for."),
        (Page(status=302), "refused", "papers.example answered 302 instead of what was asked for."),
        (Page(b"<p>Sign in</p>", "text/html"), "refused", "A web page came where the address promises"),
        (Page(b"x", "image/png"), "refused", "It is not a paper of a kind that is read (image/png)."),
    ],
)  # fmt: skip
def test_a_paper_that_does_not_come_keeps_its_old_copy(fetch, site, page, outcome, reason):
    site.pages["/a.pdf"] = dataclasses.replace(MINUTES, etag="")
    fetch(site.url("/a.pdf"))
    site.pages["/a.pdf"] = page

    report = fetch(site.url("/a.pdf"))

    assert outcomes(report) == [outcome]
    assert report.urls[0].reason.startswith(reason)
    assert " The copy of 20" in report.urls[0].reason
    assert Path(report.urls[0].file).read_bytes() == MINUTES.body


def test_a_site_that_is_down_removes_nothing(fetch, network):
    with running_site() as site:
        site.pages["/a.pdf"] = MINUTES
        fetch(site.url("/a.pdf"))

    report = fetch(site.url("/a.pdf"))

    assert outcomes(report) == ["unreachable"]
    assert "The robots.txt of papers.example could not be read" in report.urls[0].reason
    assert shown(report) == ["a.pdf"]


def test_a_paper_that_is_not_listed_any_more_is_removed(fetch, site):
    site.pages["/a.pdf"] = site.pages["/b.pdf"] = MINUTES
    fetch(site.url("/a.pdf"), site.url("/b.pdf"))

    report = fetch(site.url("/b.pdf"))

    assert outcomes(report) == ["unchanged", "unlisted"]
    assert report.urls[1].url == site.url("/a.pdf")
    assert shown(report) == ["b.pdf"]


def test_nothing_is_removed_when_the_source_was_not_read_whole(fetch, site):
    index = b"<sitemapindex><sitemap><loc>%s</loc></sitemap><sitemap><loc>%s</loc></sitemap></sitemapindex>"
    site.pages |= {
        "/index.xml": Page(index % (site.url("/1.xml").encode(), site.url("/2.xml").encode()), "text/xml"),
        "/1.xml": Page(b"<urlset><url><loc>%s</loc></url></urlset>" % site.url("/a.pdf").encode()),
        "/2.xml": Page(b"<urlset><url><loc>%s</loc></url></urlset>" % site.url("/b.pdf").encode()),
        "/a.pdf": MINUTES,
        "/b.pdf": MINUTES,
    }
    assert outcomes(fetch(source=site.url("/index.xml"))) == ["fetched", "fetched"]
    site.pages["/2.xml"] = Page(status=500)

    report = fetch(source=site.url("/index.xml"))

    assert outcomes(report) == ["unchanged"]
    assert report.notes == (
        f"The sitemap {site.url('/2.xml')} was not read: papers.example answered 500: "
        "it is busy or out of order. The next ingest tries again.",
    )
    assert shown(report) == ["a.pdf", "b.pdf"]


def test_a_list_that_cannot_be_read_removes_nothing(fetch, site):
    site.pages |= {"/list.txt": Page(site.url("/a.pdf").encode()), "/a.pdf": MINUTES}
    folder = fetch(source=site.url("/list.txt")).folder

    for page, error in [
        (Page(status=404), SourceUnreachable),
        (Page(status=500), SourceUnreachable),
        (Page(b"<html>Sign in</html>", "text/html"), RequestInvalid),
        (Page(b"# nothing"), RequestInvalid),
    ]:
        site.pages["/list.txt"] = page
        with pytest.raises(error):
            fetch(source=site.url("/list.txt"))
        assert (folder / "a.pdf").exists()


def test_a_packed_sitemap_on_the_web(fetch, site):
    sitemap = b"<urlset><url><loc>%s</loc></url></urlset>" % site.url("/a.pdf").encode()
    site.pages |= {"/sitemap.xml.gz": Page(gzip.compress(sitemap), "application/gzip"), "/a.pdf": MINUTES}

    report = fetch(source=site.url("/sitemap.xml.gz"))

    assert outcomes(report) == ["fetched"]
    assert report.folder.name.startswith("papers.example sitemap.xml-")


def test_sources_have_folders_of_their_own(fetch, site, tmp_path):
    site.pages["/a.pdf"] = site.pages["/b.pdf"] = MINUTES
    other = tmp_path / "other" / "list.txt"
    other.parent.mkdir()
    other.write_text(site.url("/b.pdf"), "utf-8")

    one, two = fetch(site.url("/a.pdf")), fetch(source=other)

    assert one.folder != two.folder
    assert (shown(one), shown(two)) == (["a.pdf"], ["b.pdf"])
    assert fetch(site.url("/a.pdf")).folder == one.folder


def test_a_bad_line_is_reported_and_the_others_go_on(fetch, site):
    site.pages["/a.pdf"] = MINUTES

    report = fetch("ftp://example.org/x.pdf", "https://me:secret@example.org/y", site.url("/a.pdf"))

    assert [(url.url, url.outcome.value) for url in report.urls] == [
        (site.url("/a.pdf"), "fetched"),
        ("ftp://example.org/x.pdf", "refused"),
        ("https://example.org/y", "refused"),
    ]
    assert report.count(FetchOutcome.REFUSED) == 2
    assert "secret" not in str(report)


def test_redirects_are_followed_and_the_paper_is_known_by_the_listed_url(fetch, site):
    site.pages |= {
        "/latest": Page(status=302, headers={"Location": "/v1"}),
        "/v1": Page(status=307, headers={"Location": site.url("/files/Plan.pdf", "cdn.example")}),
        "/files/Plan.pdf": MINUTES,
    }

    report = fetch(site.url("/latest"))
    again = fetch(site.url("/latest"))

    assert (outcomes(report), outcomes(again)) == (["fetched"], ["unchanged"])
    assert report.files == {str(report.folder / "latest.pdf"): site.url("/latest")}
    asked = [(path, headers.get("if-none-match")) for _, path, headers in site.asked if "robots" not in path]
    # The ETag goes to where it came from, and nowhere on the way.
    assert asked[3:] == [("/latest", None), ("/v1", None), ("/files/Plan.pdf", '"1"')]
    assert [host for host, path, _ in site.asked if path == "/robots.txt"][:2] == [
        f"papers.example:{site.port}",
        f"cdn.example:{site.port}",
    ]


def test_redirects_are_bounded(fetch, site):
    for number in range(7):
        site.pages[f"/{number}"] = Page(status=301, headers={"Location": f"/{number + 1}"})
    site.pages |= {"/6": MINUTES, "/loop": Page(status=302, headers={"Location": "/loop"})}

    report = fetch(site.url("/1"), site.url("/0"), site.url("/loop"))

    assert outcomes(report) == ["fetched", "refused", "refused"]  # 1 → 6 is five steps
    assert report.urls[1].reason.startswith("It was moved on more than 5 times.")
    assert site.paths().count("/loop") == 6


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://127.0.0.1:{port}/secret", "127.0.0.1 is not on the open internet"),
        ("http://inside.example:{port}/secret", r"inside.example (127.0.0.1) is not on the open internet"),
        ("file:///etc/passwd", "file: addresses are not fetched."),
        ("http://me:secret@papers.example/", "holds a name or password"),
        ("//[::1]:{port}/secret", "::1 is not on the open internet"),
    ],
)
def test_each_step_of_a_redirect_is_checked_again(fetch, site, monkeypatch, network, location, reason):
    """The site stands in for one on the open internet; what it points to does not."""
    site.pages["/a.pdf"] = Page(status=302, headers={"Location": location.format(port=site.port)})
    site.pages["/secret"] = MINUTES
    outside = lambda host, port: ["127.0.0.1"] if host == "inside.example" else ["93.184.215.14"]  # noqa: E731
    _lead_public_addresses_to_this_machine(monkeypatch)

    report = fetch(
        site.url("/a.pdf"), allow_private=False, network=dataclasses.replace(network, resolver=outside)
    )

    assert outcomes(report) == ["refused"]
    assert reason in report.urls[0].reason
    assert site.paths() == ["/a.pdf"]


def _lead_public_addresses_to_this_machine(monkeypatch):
    import httpcore2

    connect = httpcore2.SyncBackend.connect_tcp

    def lead(self, host, *arguments):
        return connect(self, "127.0.0.1" if host == "93.184.215.14" else host, *arguments)

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", lead)


def test_private_addresses_are_refused_unless_allowed(fetch, site):
    site.pages["/a.pdf"] = MINUTES
    urls = [
        site.url("/a.pdf", host) for host in ("127.0.0.1", "2130706433", "[::ffff:127.0.0.1]", "name.example")
    ]

    report = fetch(*urls, allow_private=False)

    assert outcomes(report) == ["refused"] * 4
    assert all("is not on the open internet, and was not asked." in url.reason for url in report.urls)
    assert site.asked == []
    assert outcomes(fetch(urls[0])) == ["fetched", ]  # fmt: skip


def test_robots_txt_is_obeyed(fetch, site):
    site.pages |= {
        "/robots.txt": Page(b"User-agent: *\nDisallow: /private"),
        "/private/a.pdf": MINUTES,
        "/b.pdf": MINUTES,
        "/c.pdf": Page(status=302, headers={"Location": "/private/a.pdf"}),
    }

    report = fetch(site.url("/private/a.pdf"), site.url("/b.pdf"), site.url("/c.pdf"))

    assert outcomes(report) == ["refused", "fetched", "refused"]
    assert site.paths() == ["/b.pdf", "/c.pdf"]


def test_a_host_is_asked_once_a_second_and_as_it_wishes(fetch, site, still_time):
    site.pages |= {"/a.pdf": MINUTES, "/b.pdf": MINUTES}
    urls = site.url("/a.pdf"), site.url("/b.pdf")

    fetch(*urls)
    assert still_time.slept == [1.0, 1.0]  # robots.txt, a, b

    still_time.slept.clear()
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 5")
    fetch(*urls, limits=FetchLimits(seconds_between=0.0, hosts_at_once=1))
    assert still_time.slept == [5.0, 5.0]


def test_a_busy_server_is_given_the_time_that_it_asks_for(fetch, site, still_time):
    site.pages |= {
        "/a.pdf": Page(status=429, headers={"Retry-After": "20"}),
        "/b.pdf": Page(status=503, headers={"Retry-After": "86400"}),
        "/c.pdf": Page(status=503, headers={"Retry-After": "Fri, 03 May 2024 10:00:00 GMT"}),
        "/d.pdf": MINUTES,
    }

    report = fetch(*(site.url(f"/{name}.pdf") for name in "abcd"))

    assert outcomes(report) == ["unreachable", "unreachable", "unreachable", "fetched"]
    assert still_time.slept == [1.0, 20.0, 30.0, 30.0]


def test_a_host_that_fails_again_and_again_is_left_alone(fetch, site):
    site.pages |= {f"/{number}.pdf": Page(status=500) for number in range(9)}
    site.pages["/2.pdf"] = MINUTES  # a success between failures starts the count anew

    report = fetch(*(site.url(f"/{number}.pdf") for number in range(9)), limits=FetchLimits(most_failures=3))

    assert site.paths() == [f"/{number}.pdf" for number in range(6)]
    assert report.urls[6].reason == (
        "It was not asked for: papers.example failed 3 times in a row. The next ingest tries again."
    )


def test_a_paper_may_not_be_too_large_whatever_its_server_says(fetch, site):
    def chunked(handler):
        handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        for _ in range(100):
            handler.wfile.write(b"400\r\n" + b"x" * 1024 + b"\r\n")

    def promise(handler):  # what is promised is believed: nothing is waited for
        handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 99999\r\n\r\nx"
        )

    site.pages |= {
        "/said.pdf": Page(b"x" * 5000, PDF),
        "/unsaid.pdf": Page(send=chunked),
        "/bomb.pdf": Page(gzip.compress(b"x" * 100_000), PDF, headers={"Content-Encoding": "gzip"}),
        "/promised.pdf": Page(send=promise),
        "/small.pdf": Page(b"x" * 4096, PDF),
    }

    report = fetch(
        *(site.url(f"/{name}.pdf") for name in ("said", "unsaid", "bomb", "promised", "small")),
        limits=FetchLimits(most_bytes=4096, hosts_at_once=1),
    )

    assert outcomes(report) == ["refused", "refused", "refused", "refused", "fetched"]
    assert all(url.reason.startswith("It is larger than 0.0 MB.") for url in report.urls[:4])
    assert [path for path in report.folder.iterdir() if path.suffix == ".part"] == []


def test_one_url_may_not_take_too_long_in_all(fetch, site, network, still_time):
    """Each of three steps takes 60 seconds by the clock: the third is over the 150 that are allowed."""

    def slowly(handler):
        still_time.at += 60
        handler.wfile.write(
            f"HTTP/1.1 302 Found\r\nLocation: {handler.path}x\r\nContent-Length: 0\r\n\r\n".encode()
        )

    site.pages |= {path: Page(send=slowly) for path in ("/a", "/ax", "/axx", "/axxx")}

    report = fetch(site.url("/a"), limits=FetchLimits(most_seconds=150.0, hosts_at_once=1))

    assert outcomes(report) == ["unreachable"]
    assert report.urls[0].reason.startswith("papers.example took too long to answer.")
    assert site.paths() == ["/a", "/ax", "/axx"]


def test_names_never_leave_the_folder_and_never_meet(fetch, site):
    site.pages["/get"] = Page(
        b"x", PDF, headers={"Content-Disposition": 'attachment; filename="../../../etc/passwd.pdf"'}
    )

    report = fetch(*(site.url(f"/get?id={number}") for number in range(3)))

    names = shown(report)
    assert len(names) == 3
    assert names[-1] == "passwd.pdf"
    assert all(name.startswith("passwd-") for name in names[:-1])
    assert {Path(path).parent for path in report.files} == {report.folder}


def test_etags_that_cannot_be_sent_back_are_not_kept(fetch, site):
    def odd(handler):
        handler.wfile.write(
            b'HTTP/1.1 200 OK\r\nETag: "\xff\xe9"\r\n'
            b"Content-Type: application/pdf\r\nContent-Length: 1\r\n\r\nx"
        )

    site.pages["/a.pdf"] = Page(send=odd)

    assert outcomes(fetch(site.url("/a.pdf"))) == ["fetched"]
    assert outcomes(fetch(site.url("/a.pdf"))) == ["unchanged"]
    assert "if-none-match" not in site.asked[-1][2]


def test_progress_counts_every_url(fetch, site):
    site.pages["/a.pdf"] = MINUTES
    told = []

    fetch(site.url("/a.pdf"), site.url("/b.pdf"), "not-an-address", on_progress=told.append)

    assert [(each.done, each.total, each.url) for each in told] == [
        (1, 2, site.url("/a.pdf")),
        (2, 2, site.url("/b.pdf")),
    ]


def test_hosts_are_asked_side_by_side(fetch, site):
    """Each host's paper comes only when the other's was asked for too."""
    both = threading.Barrier(2, timeout=10)

    def wait(handler):
        both.wait()
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nx")

    site.pages["/a.txt"] = Page(send=wait)

    report = fetch(site.url("/a.txt", "one.example"), site.url("/a.txt", "two.example"), limits=FetchLimits())

    assert outcomes(report) == ["fetched", "fetched"]
    assert len(shown(report)) == 2


def test_a_fetch_that_is_stopped_leaves_whole_papers_and_goes_on_next_time(fetch, site):
    site.pages |= {f"/{number}.pdf": Page(b"%d" % number, PDF, etag=f'"{number}"') for number in range(4)}
    urls = [site.url(f"/{number}.pdf") for number in range(4)]

    def stop(progress):
        if progress.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(*urls, on_progress=stop)

    report = fetch(*urls)
    assert outcomes(report) == ["unchanged", "unchanged", "fetched", "fetched"]
    assert shown(report) == ["0.pdf", "1.pdf", "2.pdf", "3.pdf"]
