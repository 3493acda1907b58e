"""OpenSearch, feeds, the sitemap, robots.txt, and what a paper's page says for machines."""

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import etree

from service import feeds
from service.access import Access
from service.access_keys import KeyStore
from service.access_scopes import KeyScope
from service.feeds_agreed import agreed_on
from service.feeds_atom import atom_feed
from tests.service.fake_library import AWARD, DECISION, HOSTILE, PLAN, FakeLibrary
from tests.support.recorded import GRANT, SECRET, recorded_library

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def xml(response) -> etree._Element:
    return etree.fromstring(response.content)


class TestOpenSearch:
    def test_the_address_bar_searches_the_papers(self, client: TestClient):
        described = client.get("/opensearch.xml")
        (template,) = xml(described).xpath("o:Url[@type='text/html']/@template", namespaces=SEARCH)

        assert described.headers["content-type"] == "application/opensearchdescription+xml"
        assert template == "http://testserver/search?q={searchTerms}"
        assert client.get(template.replace("{searchTerms}", "link%20worker")).status_code == 200

    @pytest.mark.parametrize("page", ["/", "/documents", f"/documents/{DECISION}"])
    def test_every_page_names_it(self, client: TestClient, page: str):
        assert 'type="application/opensearchdescription+xml" href="/opensearch.xml"' in client.get(page).text


class TestFeed:
    ADDRESS = "/feeds/search.atom?q=women+offenders"

    def test_only_what_was_agreed_is_told_each_with_a_permanent_link(self, client: TestClient):
        response = client.get(self.ADDRESS)
        feed = xml(response)
        entries = feed.findall("a:entry", ATOM)

        assert response.headers["content-type"] == "application/atom+xml"
        assert feed.findtext("a:title", namespaces=ATOM) == "Agreed on women offenders"
        # Two of the five claims of the answer are agreed.
        assert len(entries) == 2
        assert any(
            AWARD.partition(" St Giles Trust will")[0] in e.findtext("a:content", "", ATOM) for e in entries
        )
        for entry in entries:
            link = entry.find("a:link", ATOM).get("href")
            assert link.startswith("http://testserver/p/")
            assert client.get(link).status_code in (200, 303)
            assert entry.findtext("a:updated", "", ATOM) == "2021-05-19T00:00:00Z"

    def test_names_are_the_same_each_time_and_on_each_host(self, client: TestClient):
        def ids(host: str) -> list[str]:
            found = xml(client.get(self.ADDRESS, headers={"Host": host})).xpath(
                "//a:id/text()", namespaces=ATOM
            )
            assert len(set(found)) == len(found)
            return found

        assert ids("testserver") == ids("127.0.0.1:8000")

    def test_who_asks_again_is_told_that_nothing_came_without_a_search(self, client, library: FakeLibrary):
        tag = client.get(self.ADDRESS).headers["ETag"]
        asked = len(library.asked)

        assert client.get(self.ADDRESS, headers={"If-None-Match": tag}).status_code == 304
        assert len(library.asked) == asked
        assert client.get(f"{self.ADDRESS}&area=Norfolk").headers["ETag"] != tag

    def test_nothing_agreed_gives_an_empty_feed(self, client: TestClient):
        feed = xml(client.get("/feeds/search.atom?q=moon"))
        assert feed.findall("a:entry", ATOM) == []
        assert feed.findtext("a:updated", namespaces=ATOM)

    @pytest.mark.parametrize("query", ["", "?q=", "?q=%20", f"?q={'x' * 201}"])
    def test_no_topic_is_told_in_words(self, client: TestClient, query: str):
        refused = client.get(f"/feeds/search.atom{query}")
        assert (refused.status_code, refused.headers["content-type"]) == (422, "application/problem+json")

    def test_hostile_words_and_signs_that_xml_lacks_stay_words(self):
        (one, *_) = agreed_on(FakeLibrary(), "women")
        said = f"{HOSTILE} \x00\x0b\ud800 ]]>"
        document = one.citation.document.model_copy(update={"title": said})
        hostile = type(one)(said, said, None, one.citation.model_copy(update={"document": document}))
        feed = atom_feed([hostile], topic=said, feed_id="urn:x", base="http://h", path="/f?q=<")
        entry = etree.fromstring(feed).find("a:entry", ATOM)

        assert "<script>alert(1)</script>" in entry.findtext("a:content", "", ATOM)
        assert not list(entry.find("a:content", ATOM))

    def test_the_search_page_names_its_feed(self, client: TestClient):
        page = client.get("/search?q=link%20worker%26").text
        assert page.count('href="/feeds/search.atom?q=link%20worker%26"') == 2


class TestAgreed:
    """Over a store with records."""

    def test_records_are_told_and_what_is_withheld_is_not(self, tmp_path: Path):
        library = recorded_library(tmp_path)
        assert GRANT in [one.words for one in agreed_on(library, "women's centre")]
        assert SECRET not in [one.words for one in agreed_on(library, "payment to an informant")]
        library.close()

    def test_newer_papers_come_first_and_nothing_twice(self, tmp_path: Path):
        library = recorded_library(tmp_path)
        found = agreed_on(library, "grant")
        dates = [one.date for one in found if one.date]
        places = [(one.citation.passage_id, one.citation.start) for one in found]
        library.close()

        assert dates == sorted(dates, reverse=True)
        assert len(set(places)) == len(places)

    def test_another_area_has_none(self, tmp_path: Path):
        library = recorded_library(tmp_path)
        assert agreed_on(library, "women's centre", areas=["Nowhere"]) == []
        library.close()


class TestForSearchEngines:
    def test_the_sitemap_lists_the_papers_that_may_be_shown(self, client: TestClient):
        found = xml(client.get("/sitemap.xml")).xpath("//s:loc/text()", namespaces=SITEMAP)
        assert set(found) == {f"http://testserver/documents/{each}" for each in (DECISION, PLAN)}
        assert {client.get(address).status_code for address in found} == {200}

    def test_too_many_papers_are_listed_in_parts(self, client: TestClient, monkeypatch):
        monkeypatch.setattr(feeds, "MOST_ADDRESSES", 1)
        parts = xml(client.get("/sitemap.xml")).xpath("//s:sitemap/s:loc/text()", namespaces=SITEMAP)
        found = [xml(client.get(part)).xpath("//s:url/s:loc/text()", namespaces=SITEMAP) for part in parts]

        assert [len(each) for each in found] == [1, 1]
        assert len({each[0] for each in found}) == 2

    def test_robots_may_visit_papers_and_nothing_where_a_key_is_needed(self, client, tmp_path):
        told = client.get("/robots.txt").text
        assert "Disallow: /c/" in told
        assert "Sitemap: http://testserver/sitemap.xml" in told
        assert "Disallow: /documents" not in told
        client.app.state.access = Access(keys := KeyStore(tmp_path))
        keys.create("one", [KeyScope.ASK])

        assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"

    def test_a_papers_page_says_what_it_is(self, client: TestClient):
        page = client.get(f"/documents/{DECISION}").text
        (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
        said = json.loads(block)

        assert said["@type"] == "Report"
        assert said["name"].startswith("Secretariat role")
        assert said["datePublished"] == "2021-05-19"
        assert said["identifier"] == "28/2021"
        assert f'<link rel="canonical" href="/documents/{DECISION}">' in page

    def test_a_hostile_title_stays_data(self, client: TestClient):
        page = client.get(f"/documents/{PLAN}").text
        (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)

        assert "<" not in block
        assert HOSTILE in json.loads(block)["name"]
