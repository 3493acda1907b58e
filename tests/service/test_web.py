"""The web chat as a browser without JavaScript meets it."""

import html
import re

import pytest
from fastapi.testclient import TestClient

from tests.service.fake_library import APPROVED, DECISION, HOSTILE, PLAN, FakeLibrary

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
QUESTION = "What was agreed on women offenders?"


def ask(client: TestClient, question: str, conversation: str = "") -> str:
    """Send the form and return the page it leads to."""
    response = client.post("/ask", data={"question": question, "conversation": conversation}, headers=BROWSER)
    assert response.status_code == 303
    return client.get(response.headers["Location"], headers=BROWSER).text


def conversation_of(page: str) -> str:
    found = re.search(r'name="conversation" value="([^"]*)"', page)
    assert found
    return found[1]


def test_the_ask_page_has_one_labelled_field_and_what_the_papers_at_hand_suggest(client: TestClient):
    client.app.state.parts.examples.try_out()
    page = client.get("/", headers=BROWSER).text
    assert page.count("<textarea") == 1
    assert 'for="question"' in page
    assert re.findall(r'class="suggestion"[^>]*><bdi>([^<]+)<', page) == [
        "What does “Secretariat role for the Women in the Criminal Justice System Strategy Group” say?"
    ]
    assert "Searches 2 papers." in page


def test_an_answer_shows_agreed_things_first_each_with_its_source(client: TestClient):
    page = ask(client, QUESTION)
    tags = re.findall(r'tag tag-\w+">(\w+)<', page)
    assert tags == ["AGREED", "RECOMMENDED", "PLANNED", "DISCUSSED"]
    for number in range(1, 6):
        assert f'href="#turn-1-source-{number}"' in page
        assert f'id="turn-1-source-{number}"' in page
    assert f"<mark>{APPROVED}</mark>" in page
    assert "Searched 2 papers (Norfolk, Staffordshire)" in page


def test_a_source_opens_its_page_with_the_words_marked(client: TestClient):
    page = ask(client, QUESTION)
    href = html.unescape(re.search(r'class="source-links"><a [^>]*href="([^"]+)"', page)[1])
    assert href.endswith("#mark")
    opened = client.get(href, headers=BROWSER).text
    assert f'<mark id="mark">{APPROVED}</mark>' in opened
    assert opened.count("<mark") == 1


def test_words_on_a_later_page_of_the_passage_lead_to_that_page(client: TestClient):
    response = client.get(
        f"/documents/{DECISION}/pages/1?passage=d1-options&start=51&end=90#mark", headers=BROWSER
    )
    assert response.status_code == 303
    target = response.headers["Location"]
    assert target.startswith(f"/documents/{DECISION}/pages/2?passage=d1-options")
    assert "<mark" in client.get(target, headers=BROWSER).text


def test_a_table_row_is_marked_cell_by_cell(client: TestClient):
    page = client.get(f"/documents/{PLAN}/pages/1?passage=d2-row", headers=BROWSER).text
    assert [html.unescape(cell) for cell in re.findall(r"<mark[^>]*>([^<]*)</mark>", page)] == [
        "2.3",
        "Extend the women's diversion scheme to all custody suites",
        "Head of Custody",
        "Amber",
    ]


@pytest.mark.parametrize(
    "query", ["passage=none", "passage=d2-row", "passage=d1-award&start=x&end=9999999999999", "start=1"]
)
def test_a_link_that_makes_no_sense_still_opens_the_page(client: TestClient, query: str):
    assert client.get(f"/documents/{DECISION}/pages/1?{query}", headers=BROWSER).status_code == 200


def test_a_conversation_keeps_its_turns_and_its_context(client: TestClient, library: FakeLibrary):
    first = ask(client, QUESTION)
    second = ask(client, "Who pays?", conversation_of(first))
    asked = re.findall(r'turn-question" tabindex="-1"><bdi>([^<]+)', second)
    assert [html.unescape(question) for question in asked] == [QUESTION, "Who pays?"]
    assert library.asked[1][1] == (QUESTION,)
    assert "Ask a follow-up question" in second


def test_a_forgotten_conversation_says_so(client: TestClient):
    response = client.get("/c/abcdefghijk", headers=BROWSER)
    assert response.status_code == 404
    assert "This conversation is no longer kept." in response.text


def test_a_conversation_id_that_is_none_of_ours_is_not_used(client: TestClient):
    response = client.post("/ask", data={"question": "What?", "conversation": "//evil.example"})
    assert re.fullmatch(r"/c/[\w-]{22}#turn-1", response.headers["Location"])


def test_not_found_says_what_was_searched_and_what_came_nearest(client: TestClient):
    page = ask(client, "Who walked on the moon first?")
    assert "The papers do not say anything about this." in page
    assert page.count("2 papers (Norfolk, Staffordshire)") == 1
    assert "The nearest passages" in page
    assert 'class="tag' not in page


@pytest.mark.parametrize(
    ("question", "status", "words"),
    [
        ("  ", 422, "The question is empty."),
        ("x" * 2001, 422, "too long: it has 2,001 characters, and at most 2,000 are read."),
        ("busy", 503, "Papers are being read."),
    ],
)
def test_a_problem_is_told_on_the_page_with_the_question_kept(client: TestClient, question, status, words):
    response = client.post("/ask", data={"question": question}, headers=BROWSER)
    assert response.status_code == status
    assert words in response.text
    assert "<title>Error: " in response.text
    assert f">{question}</textarea>" in response.text


def test_an_unforeseen_error_is_a_plain_page(client: TestClient):
    response = client.post("/ask", data={"question": "crash"}, headers=BROWSER)
    assert response.status_code == 500
    assert "Something went wrong" in response.text
    assert "secret" not in response.text
    assert "Content-Security-Policy" in response.headers


@pytest.mark.parametrize(
    "address",
    [
        "/nothing",
        "/documents/none",
        f"/documents/{DECISION}/pages/9",
        f"/documents/{DECISION}/pages/{10**30}",
    ],
)
def test_an_unknown_address_is_a_page_for_a_reader(client: TestClient, address: str):
    response = client.get(address, headers=BROWSER)
    assert response.status_code == 404
    assert response.text.startswith("<!doctype html>")


def test_an_empty_library_says_how_to_fill_it(empty_client: TestClient):
    for address in ("/", "/documents"):
        page = empty_client.get(address, headers=BROWSER).text
        assert "agreed ingest FOLDER" in page
        assert "<textarea" not in page


def test_papers_can_be_chosen_by_area_and_kind(client: TestClient):
    page = client.get("/documents?area=Norfolk&kind=", headers=BROWSER).text
    assert "1 of 2 papers" in page
    assert f"/documents/{DECISION}" in page
    assert f"/documents/{PLAN}" not in page
    assert "Nothing fits." in client.get("/documents?area=Nowhere&page=x", headers=BROWSER).text


def test_a_paper_shows_its_facts_and_links_its_pages(client: TestClient):
    page = client.get(f"/documents/{DECISION}", headers=BROWSER).text
    for words in ("Decision notice", "19 May 2021", "28/2021", "Page 2 may be a scan."):
        assert words in page
    assert f'href="/documents/{DECISION}/pages/2"' in page
    assert "private" not in page


def test_a_page_shows_every_kind_of_block_and_its_neighbours(client: TestClient):
    page = client.get(f"/documents/{DECISION}/pages/2", headers=BROWSER).text
    assert "Page 2 of 2" in page
    assert "(printed ii)" in page
    assert page.count("<li><span>") == 3
    assert '<span class="number">4.1</span>' in page
    assert 'rel="prev"' in page
    assert 'rel="next"' not in page
    table = client.get(f"/documents/{PLAN}/pages/1", headers=BROWSER).text
    assert '<th scope="col">Action</th>' in table
    assert '<td data-column="Rating">Red</td>' in table


@pytest.mark.parametrize(
    "address",
    [
        "/documents",
        f"/documents/{PLAN}",
        f"/documents/{PLAN}/pages/1",
        f"/documents/{PLAN}/pages/1?passage=d2-row",
    ],
)
def test_hostile_text_in_a_paper_is_shown_and_never_run(client: TestClient, address: str):
    page = client.get(address, headers=BROWSER).text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "{{ 7 * 7 }}" in page, "template syntax is shown as it stands"
    assert str(html.escape(HOSTILE, quote=False)).split("&gt;")[0] in page


@pytest.mark.parametrize("question", [f"{HOSTILE} amber", f"{HOSTILE} moon"])
def test_hostile_text_in_a_question_and_in_an_answer_is_never_run(client: TestClient, question: str):
    page = ask(client, question)
    assert "<script>alert" not in page
    assert "<img" not in page
    streamed = client.post("/ask", data={"question": question}, headers={"Accept": "text/event-stream"})
    assert "<script>alert" not in streamed.text
    assert "<script>alert" not in client.get("/", params={"question": HOSTILE}).text


def test_the_script_is_told_of_a_problem(client: TestClient):
    response = client.post("/ask", data={"question": ""}, headers={"Accept": "text/event-stream"})
    assert "event: problem" in response.text
    assert "The question is empty." in response.text
