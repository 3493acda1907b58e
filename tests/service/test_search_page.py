"""The page of search results: papers with marked words, facets, and what narrows them."""

import datetime
import html
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import DocumentKind, Marking
from retrieval.library import Library
from service.app import create_app
from service.web.query_marks import marked_excerpt, query_stems
from service.web.search_results import AskedSearch, view
from tests.retrieval.made import library_of, paper
from tests.service.conftest import SETTINGS
from tests.service.fake_library import HOSTILE

BROWSER = {"Accept": "text/html"}


def library(folder: Path) -> Library:
    return library_of(
        folder,
        paper(
            "The hub for women opens in May.", "Women offenders are helped by the hub.",
            title="Hubs", area="Fenshire", body="Panel", date=datetime.date(2019, 5, 1),
        ),
        paper(
            "A hub is planned at the coast.",
            title="Coast", area="Norwold", body="Cabinet", kind=DocumentKind.MINUTES,
            date=datetime.date(2021, 5, 1),
        ),
        paper(
            "The secret hub for women is paid for.",
            title="Closed", area="Fenland", body="Board", marking=Marking.EXEMPT,
            date=datetime.date(2022, 5, 1),
        ),
    )  # fmt: skip


def marked(text: str, query: str, shown: int = 360) -> list[str]:
    return [segment.text for segment in marked_excerpt(text, query_stems(query), shown) if segment.marked]


def test_the_querys_words_are_marked_in_any_form():
    text = "Women's offending: a woman who offended, and men."

    assert marked(text, "women offenders") == ["Women's", "offending", "woman", "offended"]


def test_small_words_are_not_marked():
    assert marked("The hub is at the coast.", "the hub at the coast") == ["hub", "coast"]


def test_the_part_with_most_of_the_words_is_shown():
    text = f"A hub. {'Nothing here. ' * 60}The hub for women opens. {'Nothing there. ' * 60}"

    shown = "".join(segment.text for segment in marked_excerpt(text, query_stems("women hub"), 120))

    assert "The hub for women opens." in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 140


@given(st.text("ab h.\n", max_size=600), st.integers(10, 200))
def test_an_excerpt_is_a_part_of_the_text(text: str, shown: int):
    whole = "".join(segment.text for segment in marked_excerpt(text, frozenset(["ab", "h"]), shown))

    assert whole.removeprefix("… ").removesuffix(" …") in text


def test_results_are_papers_with_their_passages_and_counts_of_what_may_be_seen(tmp_path: Path):
    found = view(library(tmp_path), AskedSearch(q="hub"))

    assert {result.title for result in found.papers} == {"Hubs", "Coast"}
    assert (found.found, found.passages) == (2, 3)
    options = {choice.name: choice.options[1:] for choice in found.choices}
    assert options["area"] == (("Fenshire", "Fenshire", 1), ("Norwold", "Norwold", 1))
    assert options["year"] == (("2021", "2021", 1), ("2019", "2019", 1))
    assert options["body"] == (("Cabinet", "Cabinet", 1), ("Panel", "Panel", 1))


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"area": "Fenshire"}, ["Hubs"]),
        ({"body": "Cabinet"}, ["Coast"]),
        ({"kind": "minutes"}, ["Coast"]),
        ({"year": "2019"}, ["Hubs"]),
        ({"year": "2019", "body": "Cabinet"}, []),
        ({"body": "Board"}, []),
        ({"area": "Fenland"}, []),
        ({"kind": "nonsense"}, []),
        ({"year": "20x9"}, []),
        ({"document": "unknown"}, []),
    ],
)
def test_results_are_narrowed_and_never_to_what_is_withheld(
    tmp_path: Path, asked: dict[str, str], titles: list
):
    found = view(library(tmp_path), AskedSearch(q="hub", **asked))

    assert [result.title for result in found.papers] == titles
    assert len(found.narrowed) == len(asked)


def test_a_far_passage_without_any_of_the_words_is_not_listed(tmp_path: Path):
    whole = library_of(tmp_path, paper("The hub opens.", title="Hubs"), paper("Cats sleep.", title="Cats"))

    assert len(whole.search("hub", k=10).hits) == 2, "by meaning, every passage is some way off"
    assert [result.title for result in view(whole, AskedSearch(q="hub")).papers] == ["Hubs"]


def test_a_papers_own_passages_are_all_shown_when_it_is_chosen(tmp_path: Path):
    whole = library(tmp_path)
    hubs = next(d for d in whole.documents() if d.facts.title == "Hubs")

    found = view(whole, AskedSearch(q="hub", document=hubs.id))

    assert [len(result.passages) for result in found.papers] == [2]
    assert found.narrowed[0].words == "Hubs"


def test_a_result_opens_the_page_with_the_passage_marked(client: TestClient):
    page = client.get("/search?q=award", headers=BROWSER).text

    href = html.unescape(re.search(r'class="result-place"><a class="govuk-link" href="([^"]+)"', page)[1])
    assert 'id="mark"' in client.get(href, headers=BROWSER).text


def test_without_words_the_page_says_what_to_write(client: TestClient):
    page = client.get("/search", headers=BROWSER)

    assert page.status_code == 200
    assert "Write a few words" in page.text


def test_hostile_words_and_titles_are_escaped(client: TestClient):
    page = client.get("/search", params={"q": HOSTILE, "area": HOSTILE}, headers=BROWSER).text

    assert "<script>alert(1)" not in page
    assert "49 " not in page, "no template is run"


def test_far_too_long_a_query_is_told_on_the_page(client: TestClient):
    response = client.get("/search", params={"q": "word " * 600}, headers=BROWSER)

    assert response.status_code == 422
    assert 'href="#q"' in response.text


def test_nothing_found_is_said(tmp_path: Path):
    with TestClient(create_app(SETTINGS, library(tmp_path))) as client:
        page = client.get("/search?q=hub&area=Nowhere", headers=BROWSER).text

    assert "Nothing was found." in page
