"""Links to passages that stay valid."""

import re
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ingest.pipeline import ingest
from ingest.store import Store
from retrieval.library import Library
from service.permanent_links import mark_of, permanent_path
from tests.service.fake_library import APPROVED, DECISION, Standing, citation, hit
from tests.support.papers import text_paper
from tests.support.stand_in_cross_encoder import StandInCrossEncoder
from tests.support.stand_in_encoder import StandInEncoder

BROWSER = {"Accept": "text/html"}


def test_a_citations_link_leads_to_its_page_with_its_words_marked(client: TestClient):
    cited = citation("d1-outcome", APPROVED, Standing.AGREED)

    response = client.get(permanent_path(cited), headers=BROWSER)

    assert response.status_code == 303
    target = response.headers["Location"]
    assert (
        target == f"/documents/{DECISION}/pages/1?passage=d1-outcome&start={cited.start}&end={cited.end}#mark"
    )


def test_a_passages_link_marks_the_whole_of_it(client: TestClient):
    response = client.get(permanent_path(hit("d1-award")), headers=BROWSER)

    assert response.headers["Location"] == f"/documents/{DECISION}/pages/1?passage=d1-award#mark"


def test_where_the_words_are_others_by_now_the_page_is_opened_without_a_mark(client: TestClient):
    path = permanent_path(citation("d1-outcome", APPROVED, Standing.AGREED))
    stale = re.sub("is=[0-9a-f]+", f"is={mark_of('other words')}", path)

    assert client.get(stale, headers=BROWSER).headers["Location"] == f"/documents/{DECISION}/pages/1"


def test_a_passage_that_is_there_no_more_leads_to_its_page_of_the_paper(client: TestClient):
    response = client.get(f"/p/{DECISION}-99?start=0&end=4&page=2&is=00", headers=BROWSER)

    assert response.headers["Location"] == f"/documents/{DECISION}/pages/2"


@pytest.mark.parametrize("path", ["/p/nothing", "/p/none-1?page=1", "/p/none-1?page=x&start=y&is=%00"])
def test_a_paper_that_is_not_here_is_not_found(client: TestClient, path: str):
    assert client.get(path, headers=BROWSER).status_code == 404


@pytest.mark.parametrize(
    "query", ["start=9&end=3", "start=x", "end=1", "start=99999999999999&end=1", "page=-1"]
)
def test_numbers_that_make_no_sense_mean_the_whole_passage(client: TestClient, query: str):
    response = client.get(f"/p/d1-award?{query}", headers=BROWSER)

    assert response.headers["Location"] == f"/documents/{DECISION}/pages/1?passage=d1-award#mark"


def test_the_mark_of_words_is_the_same_everywhere():
    assert mark_of("The recommendations as outlined above are approved.") == "c1e97f18"


def test_a_link_is_the_same_after_the_paper_was_removed_and_ingested_again(tmp_path: Path):
    path = text_paper(tmp_path / "papers", "minutes.txt")

    def link() -> str:
        ingest([path], tmp_path / "data", encoder=StandInEncoder())
        with closing(Store(tmp_path / "data")) as store:
            library = Library(store, StandInEncoder(), StandInCrossEncoder())
            found = permanent_path(library.search("women's centre", k=1).hits[0])
            library.remove(library.documents()[0].id)
        return found

    assert link() == link()
