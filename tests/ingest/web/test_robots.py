"""What robots.txt asks is done; where it cannot be read, nothing is fetched."""

import pytest

from ingest.errors import PaperRefused, PaperUnreachable
from ingest.web.client import WebClient
from ingest.web.limits import FetchLimits
from ingest.web.pace import Pace
from ingest.web.robots import Robots
from ingest.web.visits import Visitor
from tests.support.web_site import Page


@pytest.fixture
def robots(network, still_time):
    client = WebClient("Agreed/1.0", resolver=network.resolver, clock=still_time.now, allow_private=True)
    pace = Pace(1.0, clock=still_time.now, sleep=still_time.sleep)
    yield Robots(Visitor(client, pace, FetchLimits(), clock=still_time.now), "Agreed")
    client.close()


RULES = b"""
User-agent: *
Disallow: /

User-agent: Other, agreed-not
Disallow: /

User-agent: AGREED
Disallow: /private/
Allow: /private/minutes
Disallow: /*.docx$
Disallow: /search?
Crawl-delay: 7
"""


def allowed(robots, url):
    try:
        robots.check(url)
    except PaperRefused:
        return False
    return True


def test_the_rules_for_us_hold_and_no_others(robots, site):
    site.pages["/robots.txt"] = Page(RULES)

    assert allowed(robots, site.url("/papers/a.pdf"))
    assert allowed(robots, site.url("/private/minutes-2024.pdf"))  # the longer rule counts
    assert allowed(robots, site.url("/a.docx?x=1"))
    assert not allowed(robots, site.url("/private/a.pdf"))
    assert not allowed(robots, site.url("/a.docx"))
    assert not allowed(robots, site.url("/search?q=x"))
    assert [path for _, path, _ in site.asked] == ["/robots.txt"]  # read once


def test_a_refusal_says_who_asks_for_it_and_what_to_do(robots, site):
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /")

    with pytest.raises(PaperRefused) as refused:
        robots.check(site.url("/a.pdf"))

    assert refused.value.message == "The robots.txt of papers.example asks programs not to fetch it."
    assert refused.value.hint == "Fetch it with a browser and ingest the file, or ask the site to allow it."


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_site_without_rules_allows_all(robots, site, status):
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /", status=status)

    robots.check(site.url("/a.pdf"))


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_where_the_rules_cannot_be_read_nothing_is_fetched(robots, site, status):
    site.pages["/robots.txt"] = Page(b"", status=status)

    for _ in range(2):
        with pytest.raises(
            PaperUnreachable, match=rf"could not be read \(it answered {status}\), so nothing"
        ):
            robots.check(site.url("/a.pdf"))
    assert len(site.asked) == 1


def test_a_site_that_breaks_off_is_not_asked_for_papers(robots, site):
    site.pages["/robots.txt"] = Page(send=lambda handler: None)

    with pytest.raises(PaperUnreachable, match="could not be read"):
        robots.check(site.url("/a.pdf"))


def test_the_rules_may_lie_elsewhere_but_not_for_ever(robots, site):
    site.pages["/robots.txt"] = Page(status=301, headers={"Location": site.url("/rules", "other.example")})
    site.pages["/rules"] = Page(b"User-agent: *\nDisallow: /a")
    assert not allowed(robots, site.url("/a.pdf"))

    site.pages["/rules"] = Page(status=302, headers={"Location": "/rules"})
    with pytest.raises(PaperRefused, match="moved on more than 5 times"):
        robots.check(site.url("/a.pdf", "third.example"))


def test_rules_of_any_size_and_any_bytes(robots, site):
    site.pages["/robots.txt"] = Page(
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /a\n\xff\x00\n" + b"# long\n" * 100_000 + b"Disallow: /b\n"
    )

    assert not allowed(robots, site.url("/a"))
    assert allowed(robots, site.url("/b"))  # beyond the 500 KiB that are read


def test_many_wildcards_take_no_time(robots, site):
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /" + b"*a" * 2000 + b"$\n")

    assert allowed(robots, site.url("/" + "a" * 3000 + "b"))


@pytest.mark.parametrize(
    ("asked", "waited"), [(b"7", 7.0), (b"0.1", 1.0), (b"86400", 30.0), (b"-1", 1.0), (b"x", 1.0)]
)
def test_the_delay_that_a_site_asks_for_is_kept_within_bounds(robots, site, still_time, asked, waited):
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: " + asked)
    url = site.url("/a.pdf")

    robots.check(url)
    robots._visitor.pace.wait("papers.example")

    assert still_time.slept == [waited]
