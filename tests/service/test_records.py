"""Lists of records over HTTP and on the command line: filters, paging, CSV."""

import csv
import html
import io
import json
import re

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from service.app import create_app
from service.cli import app
from service.record_lists import LISTINGS
from tests.service.conftest import SETTINGS
from tests.support.recorded import GRANT, recorded_library


@pytest.fixture
def recorded(tmp_path):
    library = recorded_library(tmp_path)
    yield library
    library.close()


@pytest.fixture
def ask(tmp_path, monkeypatch):
    """Run a command over the papers: over a library of its own, which it closes."""
    monkeypatch.setattr(
        "retrieval.library.Library.open", lambda *_, **__: recorded_library(tmp_path / "asked")
    )

    def run(*words):
        result = CliRunner().invoke(app, [*words])
        assert result.exit_code == 0, result.output
        return result.stdout

    return run


@pytest.fixture
def web(recorded):
    with TestClient(create_app(SETTINGS, recorded)) as client:
        yield client


@pytest.mark.parametrize("name", LISTINGS)
def test_every_list_says_each_record_with_the_words_that_it_stands_on(web, name):
    told = web.get(f"/v1/{name}").json()

    assert told["total"] == len(told["items"]) > 0
    for item in told["items"]:
        assert item["record"]["type"] == name.replace("ies", "ys").removesuffix("s")
        citation = item["citation"]
        assert citation["passage"][citation["start"] : citation["end"]] == citation["quote"]["exact"] != ""


def test_a_list_is_filtered_and_paged(web):
    amber = web.get("/v1/actions", params={"rating": "amber"}).json()
    second = web.get("/v1/actions", params={"offset": 1, "limit": 1}).json()

    assert [item["record"]["reference"] for item in amber["items"]] == ["1.1"]
    assert (second["total"], second["offset"]) == (2, 1)
    assert [item["record"]["reference"] for item in second["items"]] == ["1.2"]


def test_dates_that_cannot_be_are_refused(web):
    refused = web.get("/v1/decisions", params={"from": "2022-01-01", "to": "2021-01-01"})

    assert refused.status_code == 422
    assert "Swap the two dates." in refused.text


def test_a_decision_on_the_command_line(ask):
    told = ask("decisions", "women", "--year", "2021", "--over", "40000")

    assert told.splitlines() == [
        "1 decision",
        "",
        "3 May 2021 | 12/2021 | approved",
        "  Grant to the women's centre",
        f"  {GRANT}",
        "  Grant to the women's centre, p. 1",
    ]


def test_nothing_found_is_said(ask):
    assert ask("decisions", "--year", "1999") == "No decisions were found in the papers.\n"


def test_json_holds_what_the_api_returns(ask, web):
    told = json.loads(ask("meetings", "--json"))

    assert told["items"] == web.get("/v1/meetings").json()["items"]
    assert told["items"][0]["record"]["apologies"] == ["Councillor Ash"]


def test_a_spreadsheet_runs_nothing_out_of_a_paper(ask):
    rows = list(csv.DictReader(io.StringIO(ask("actions", "--csv"))))

    assert [row["rating"] for row in rows] == ["amber", "green"]
    assert rows[1]["action"] == "'=Open a hub for women"
    assert rows[0]["link"].startswith("/documents/")
    assert rows[0]["quote"].startswith("1.1 Train custody staff")


@pytest.mark.parametrize("name", LISTINGS)
def test_every_list_has_a_page_whose_rows_lead_to_the_words(web, name):
    page = web.get(f"/{name}")

    assert page.status_code == 200
    assert f"<h1>{name.capitalize()}</h1>" in page.text
    links = [html.unescape(link) for link in re.findall(r'href="(/documents/[^"]*#mark)"', page.text)]
    assert links
    assert all("<mark" in web.get(link).text for link in links)


def test_a_page_is_narrowed_and_says_how_many_fit(web):
    page = web.get("/actions", params={"rating": "amber"}).text

    assert "1 of 2 actions: rating <strong><bdi>Amber</bdi></strong>." in page
    assert "Train custody staff in diversion" in page
    assert "Open a hub for women" not in page
    assert "/actions.csv?rating=amber" in page


def test_a_year_narrows_the_page_and_the_spreadsheet_alike(web):
    assert "Nothing fits." in web.get("/decisions", params={"year": "1999"}).text
    rows = list(csv.DictReader(io.StringIO(web.get("/decisions.csv?year=2021").text.removeprefix("\ufeff"))))
    assert [row["reference"] for row in rows] == ["12/2021"]
    assert web.get("/decisions.csv?year=1999").text.count("\n") == 1


def test_a_name_is_chosen_whole_not_as_part_of_another(web):
    whole = web.get("/meetings", params={"body": "Fenshire Police and Crime Panel"}).text
    part = web.get("/meetings", params={"body": "Panel"}).text

    assert "1 meetings." not in whole
    assert "1 meeting." in whole
    assert "Nothing fits." in part


def test_a_value_that_is_not_offered_keeps_nothing(web):
    assert "Nothing fits." in web.get("/actions", params={"rating": "purple"}).text
    assert "Nothing fits." in web.get("/decisions", params={"outcome": "blessed"}).text


def test_a_column_in_which_nothing_stands_is_left_out(web):
    page = web.get("/actions").text

    assert '<th scope="col" data-field="lead">Lead' in page
    assert "Timescale" not in page


def test_what_neighbours_share_is_said_once_above_them(web):
    grouped = web.get("/actions").text
    by_rating = web.get("/actions?sort=rating").text

    assert '<th scope="rowgroup" colspan="5"><bdi>Diversion</bdi>' in grouped
    assert 'scope="rowgroup"' not in by_rating
    assert 'data-column="Theme"' in by_rating


def test_the_links_of_a_spreadsheet_lead_to_this_service(web):
    rows = list(csv.DictReader(io.StringIO(web.get("/decisions.csv").text.removeprefix("\ufeff"))))

    assert [row["link"].partition("/documents/")[0] for row in rows] == [str(web.base_url)]


def test_a_paper_counts_its_records_and_leads_to_them(web):
    papers = {paper["title"]: paper["id"] for paper in web.get("/v1/documents").json()["documents"]}
    tracker = papers["Action tracker"]

    page = web.get(f"/documents/{tracker}").text
    assert f'href="/actions?document={tracker}">2 actions</a>' in page
    assert f'href="/measures?document={tracker}">1 measure</a>' in page
    assert "/decisions?document" not in page
    assert "2 actions.</span>" in web.get(f"/actions?document={tracker}").text
    assert "Nothing fits." in web.get(f"/decisions?document={tracker}").text


def test_lists_that_the_navigation_does_not_name_are_named_with_their_counts(web):
    page = web.get("/decisions").text

    assert '<a href="/resolutions">Resolutions</a> (1)' in page
    assert '<a href="/acronyms" aria-current="page">' in web.get("/acronyms").text


def test_ratings_are_pictured_with_words_for_them(web):
    page = web.get("/actions").text

    assert 'aria-label="1 amber"' in page
    assert 'aria-label="1 green"' in page


def test_the_navigation_marks_where_one_is(web):
    assert 'href="/meetings" aria-current="page">' in web.get("/meetings").text
    assert 'href="/meetings" aria-current="page">' not in web.get("/actions").text


def test_an_inconsistency_leads_to_both_places(web):
    page = web.get("/inconsistencies").text

    links = [html.unescape(link) for link in re.findall(r'href="(/documents/[^"]*#mark)"', page)]
    assert "And: <a" in page
    marked = [re.search(r"<mark[^>]*>([^<]*)", web.get(link).text)[1] for link in links]
    assert [text.split()[0] for text in marked] == ["1.1", "=1.2"]
