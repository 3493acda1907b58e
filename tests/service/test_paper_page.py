"""One paper's page: what it is, its records, its editions, the papers that go with it."""

import datetime
from pathlib import Path

from fastapi.testclient import TestClient

from ingest.documents import DocumentKind, Marking
from ingest.links import Link, LinkKind, write_links
from retrieval.library import Library
from service.app import create_app
from tests.retrieval.made import id_of, paper, store_of
from tests.service.conftest import SETTINGS
from tests.service.fake_library import DECISION, PLAN
from tests.support.stand_in_cross_encoder import StandInCrossEncoder
from tests.support.stand_in_encoder import StandInEncoder

BROWSER = {"Accept": "text/html"}
OLD = paper("Old roads.", title="Strategy 2016", kind=DocumentKind.STRATEGY, date=datetime.date(2016, 1, 1))
NEW = paper("New roads.", title="Strategy 2019", kind=DocumentKind.STRATEGY, date=datetime.date(2019, 1, 1))
CLOSED = paper("Secret roads.", title="Strategy 2022", marking=Marking.EXEMPT, date=datetime.date(2022, 1, 1))
MINUTES = paper("We resolved.", title="Minutes", kind=DocumentKind.MINUTES, date=datetime.date(2019, 2, 1))


def page_of(folder: Path, made: object) -> str:
    store = store_of(folder, OLD, NEW, CLOSED, MINUTES)
    links = [
        Link(id_of(NEW), id_of(OLD), LinkKind.SUPERSEDES),
        Link(id_of(CLOSED), id_of(NEW), LinkKind.SUPERSEDES),
        Link(id_of(MINUTES), id_of(NEW), LinkKind.ANSWERS),
    ]
    write_links(store, links)
    with TestClient(create_app(SETTINGS, Library(store, StandInEncoder(), StandInCrossEncoder()))) as client:
        return client.get(f"/documents/{id_of(made)}", headers=BROWSER).text


def test_its_versions_stand_in_order_and_what_stands_now_is_said(tmp_path: Path):
    page = page_of(tmp_path, OLD)

    assert "Another paper has taken the place of this one." in page
    assert page.index("Strategy 2016</bdi></strong>") < page.index("Strategy 2019")
    assert "stands now" in page


def test_a_withheld_edition_is_not_named(tmp_path: Path):
    page = page_of(tmp_path, NEW)

    assert "Strategy 2022" not in page
    assert id_of(CLOSED) not in page
    assert "taken the place" not in page


def test_what_answers_it_is_named(tmp_path: Path):
    assert "Resolved in" in page_of(tmp_path, NEW)
    assert "Resolves what is put forward in" in page_of(tmp_path / "other", MINUTES)


def test_its_facts_and_ways_are_told(client: TestClient):
    page = client.get(f"/documents/{DECISION}", headers=BROWSER).text

    for words in ("Decision notice", "Police and Crime Commissioner for Norfolk", "19 May 2021", "28/2021"):
        assert words in page
    assert f'href="/documents/{DECISION}/pages/1"' in page
    assert f'href="/search?document={DECISION}"' in page


def test_a_hostile_title_is_words(client: TestClient):
    assert "<script>alert(1)" not in client.get(f"/documents/{PLAN}", headers=BROWSER).text


def test_an_unknown_paper_is_not_found(client: TestClient):
    assert client.get("/documents/unknown", headers=BROWSER).status_code == 404
