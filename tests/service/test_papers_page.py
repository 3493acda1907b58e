"""The page of papers: narrowing, counts, order, screens."""

import datetime
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ingest.documents import Document, DocumentFacts, DocumentKind, Marking
from service.app import create_app
from service.web.papers import AskedPapers, view
from tests.retrieval.made import library_of, paper
from tests.service.conftest import SETTINGS
from tests.service.fake_library import HOSTILE

BROWSER = {"Accept": "text/html"}


def made(number: int, **facts: object) -> Document:
    known = {"kind": DocumentKind.MINUTES, "title": f"Paper {number:03}", **facts}
    identity = f"{number:016x}"
    return Document(identity, identity * 4, DocumentFacts(**known), pages=number, passages=1, paths=())


PAPERS = [
    made(1, area="Fenshire", body="Panel", date=datetime.date(2019, 5, 1)),
    made(2, area="Fenshire", body="Cabinet", date=datetime.date(2021, 5, 1), reference="12/2021"),
    made(3, area="Norwold", body="Cabinet", kind=DocumentKind.REPORT, title="Ashes"),
    made(4, area="Norwold", body="Cabinet", kind=DocumentKind.REPORT, date=datetime.date(2021, 9, 1)),
]


def shown(**asked: object) -> list[int]:
    return [int(document.id, 16) for document in view(PAPERS, AskedPapers(**asked)).papers]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", [4, 2, 1, 3]),
        ("oldest", [1, 2, 4, 3]),
        ("title", [3, 1, 2, 4]),
        ("longest", [4, 3, 2, 1]),
        ("shortest", [1, 2, 3, 4]),
        ("nonsense", [4, 2, 1, 3]),
    ],
)
def test_papers_stand_in_the_order_asked_for_newest_first_by_itself(sort: str, order: list[int]):
    assert shown(sort=sort) == order


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"area": "Fenshire"}, [2, 1]),
        ({"area": "Fenshire", "year": "2021"}, [2]),
        ({"kind": "report"}, [4, 3]),
        ({"body": "Cabinet", "area": "Fenshire"}, [2]),
        ({"title": "12/2021"}, [2]),
        ({"title": "paper 00"}, [4, 2, 1]),
        ({"year": "1066"}, []),
    ],
)
def test_papers_are_narrowed(asked: dict[str, str], found: list[int]):
    assert shown(**asked) == found


def test_each_options_count_is_that_of_the_papers_that_choosing_it_would_show():
    choices = {choice.name: choice for choice in view(PAPERS, AskedPapers(area="Fenshire")).choices}

    # Area is counted as if no area were chosen, the others within Fenshire.
    assert choices["area"].options[1:] == (("Fenshire", "Fenshire", 2), ("Norwold", "Norwold", 2))
    assert choices["body"].options[1:] == (("Cabinet", "Cabinet", 1), ("Panel", "Panel", 1))
    assert choices["year"].options[1:] == (("2021", "2021", 1), ("2019", "2019", 1))
    assert "kind" not in choices, "all of Fenshire's papers are minutes"


def test_what_is_chosen_can_be_taken_back_one_by_one():
    narrowed = view(PAPERS, AskedPapers(area="Fenshire", kind="minutes", sort="title")).narrowed

    assert [(one.label, one.words, one.without) for one in narrowed] == [
        ("Area", "Fenshire", "/documents?kind=minutes&sort=title"),
        ("Kind", "Minutes", "/documents?area=Fenshire&sort=title"),
    ]


def test_the_size_of_the_library_is_told():
    told = view(PAPERS, AskedPapers(area="Norwold"))

    assert (told.found, told.total, told.pages, told.years) == (2, 4, 10, "2019 to 2021")


@pytest.mark.parametrize(
    ("page", "screen"), [("9", 8), ("99999999999", 1), ("x", 1), ("0", 1), ("-3", 1), ("2", 2)]
)
def test_four_hundred_papers_are_shown_fifty_at_a_time(page: str, screen: int):
    many = view([made(number) for number in range(1, 401)], AskedPapers(page=page))

    assert (many.screens, many.asked.screen, len(many.papers)) == (8, screen, 50)


def test_the_page_lists_papers_escaped_with_ways_to_add_and_search(client: TestClient):
    page = client.get("/documents", headers=BROWSER).text

    assert "2 papers with 3 pages, dated 2018 to 2021." in page
    assert "<script>alert(1)" not in page
    assert 'aria-sort="descending"' in page
    assert 'action="/search"' in page
    assert 'href="/add"' not in page, "this application takes no papers"


def test_a_search_string_of_the_page_is_escaped(client: TestClient):
    page = client.get("/documents", params={"title": HOSTILE, "area": HOSTILE}, headers=BROWSER).text

    assert "<script>alert(1)" not in page
    assert "Nothing fits." in page


def test_an_empty_library_says_how_to_begin(empty_client: TestClient):
    page = empty_client.get("/documents", headers=BROWSER).text

    assert "There are no papers here yet." in page
    assert "agreed ingest FOLDER" in page


def test_withheld_papers_are_in_no_list_and_no_count(tmp_path: Path):
    library = library_of(
        tmp_path,
        paper("Roads.", title="Open", area="Fenshire", body="Panel"),
        paper("Lanes.", title="Open too", area="Norwold", body="Panel"),
        paper("Secret.", title="Closed", area="Fenland", body="Cabinet", marking=Marking.EXEMPT),
    )
    with TestClient(create_app(SETTINGS, library)) as client:
        page = client.get("/documents", headers=BROWSER).text

    assert re.search("2 papers with 2 pages", page)
    assert "Closed" not in page
    assert "Fenland" not in page
    assert "Cabinet" not in page
