"""Agenda packs on the pages of the chat and in the API, from a store of real pages."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from ingest.documents import Block, BlockKind, Page, ReadPaper
from ingest.pipeline import prepare
from retrieval.library import Library
from service.app import create_app
from service.rendering import status_text
from tests.retrieval.made import library_of
from tests.service.conftest import SETTINGS
from tests.support.packs import closed_pack, paragraph

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
PACK = "0" * 16
FOOTNOTES = (
    Block(BlockKind.FOOTNOTE, "Minute 7 of May.", 4, number="1"),
    Block(BlockKind.FOOTNOTE, "See annex.", 4),
)
STRUCK = Block(BlockKind.STRUCK, "The Panel agreed a grant of £99,000 for the clinic in Sedgeford.", 4)


def edited(page: Page) -> Page:
    """The second page of the minutes with footnotes and struck-out words, and read by OCR."""
    if page.number != 4:
        return page
    first, *others = page.blocks
    return replace(page, blocks=(FOOTNOTES[0], first, STRUCK, *others, FOOTNOTES[1]), confidence=0.934)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    read = ReadPaper(tuple(map(edited, closed_pack().pages)))
    pack = prepare(read, "0" * 64, "panel.pdf")
    single = prepare(ReadPaper((Page(1, (paragraph("Ten homes were built."),)),)), "1" * 64, "homes.pdf")
    opened = library_of(tmp_path_factory.mktemp("packs"), pack, single)
    yield opened
    opened.close()


@pytest.fixture
def client(library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(library, "close", lambda: None)
    with TestClient(create_app(SETTINGS, library), follow_redirects=False) as client:
        yield client


def page(client: TestClient, address: str) -> str:
    response = client.get(f"/documents/{PACK}{address}", headers=BROWSER)
    assert response.status_code == 200
    return " ".join(html.unescape(response.text).replace("\u00a0", " ").split())


# The chat


def test_a_pack_lists_its_parts_with_links_and_counts_what_is_withheld(client: TestClient) -> None:
    shown = page(client, "")
    links = re.findall(
        r'<li><a href="/documents/0+/pages/(\d+)">([^<]+)</a> <span class="part-facts">([^<]+)', shown
    )
    assert links[:3] == [
        ("1", "Agenda", "Agenda · pp. 1–2"),
        ("3", "Item 3, Minutes of the meeting held on 29 January 2018", "Minutes · pp. 3–4"),
        ("5", "Item 7a, Overall Strategy - Update", "Report · Police and Crime Commissioner · pp. 5–6"),
    ]
    assert len(links) == 6
    assert "1 part is closed to the public and not shown." in shown
    assert "1 part is marked exempt and withheld: item 10." in shown
    assert f'href="/documents/{PACK}/pages/9"' in shown
    assert f'href="/documents/{PACK}/pages/10"' not in shown


def test_a_page_names_its_part_and_points_to_it_in_the_list(client: TestClient) -> None:
    shown = page(client, "/pages/7")
    assert '<p class="page-part">Item 7b, Priority - Managing Offenders - Update' in shown
    assert shown.count('aria-current="true">Item') == 1
    assert 'pages/7" aria-current="true">Item 7b, Priority - Managing Offenders - Update</a>' in shown


def test_a_withheld_page_is_not_shown_nor_linked(client: TestClient) -> None:
    response = client.get(f"/documents/{PACK}/pages/10", headers=BROWSER)
    assert response.status_code == 404
    assert "This page is withheld" in response.text
    assert "zeppelin" not in response.text
    last = page(client, "/pages/9")
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last


def test_struck_out_words_look_and_sound_struck_out(client: TestClient) -> None:
    shown = page(client, "/pages/4")
    assert f'visually-hidden">Struck out: </span><del>{STRUCK.text}</del>' in shown


def test_footnotes_stand_below_the_text_of_their_page(client: TestClient) -> None:
    shown = page(client, "/pages/4")
    group = shown[shown.index('aria-label="Footnotes"') :]
    assert '<p><span class="number">1</span> Minute 7 of May.</p> <p>See annex.</p>' in group
    assert shown.index("clinic in Sedgeford") < shown.index("Minute 7 of May.")
    assert shown.count('aria-label="Footnotes"') == 1


def test_a_page_that_was_read_by_ocr_says_so(client: TestClient) -> None:
    assert "read by OCR, 93 % sure" in page(client, "/pages/4")
    assert "OCR" not in page(client, "/pages/5")


def test_quoted_words_are_marked_where_they_stand_and_not_where_they_are_struck_out(
    client: TestClient,
) -> None:
    answer = client.post(
        "/v1/ask", json={"question": "What grant was agreed for the clinic in Sedgeford?"}
    ).json()
    citation = answer["citations"][0]
    assert "£42,000" in citation["quote"]["exact"]
    shown = page(
        client, f"/pages/4?passage={citation['passage_id']}&start={citation['start']}&end={citation['end']}"
    )
    assert shown.count("<mark") == 1
    assert f'<mark id="mark">{citation["quote"]["exact"]}</mark>' in shown


def test_a_paper_that_is_one_paper_lists_no_parts(client: TestClient) -> None:
    for address in (f"/documents/{'1' * 16}", f"/documents/{'1' * 16}/pages/1"):
        assert "In this pack" not in client.get(address, headers=BROWSER).text


def test_a_source_names_the_part(client: TestClient) -> None:
    response = client.post(
        "/ask", data={"question": "How many hostels were opened in Wexby?"}, headers=BROWSER
    )
    shown = client.get(response.headers["Location"], headers=BROWSER).text.replace("\u00a0", " ")
    assert "Item 7b, Priority - Managing Offenders - Update, p. 7 of the pack (printed 5)" in shown


# The API and the command line


def test_the_api_lists_the_parts_and_only_counts_those_withheld(client: TestClient) -> None:
    answer = client.get(f"/v1/documents/{PACK}")
    found = answer.json()
    assert [part["item"] for part in found["parts"]] == [None, "3", "7a", "7b", "7b", "8"]
    assert found["parts"][1] == {
        "item": "3",
        "title": "Minutes of the meeting held on 29 January 2018",
        "kind": "minutes",
        "author": None,
        "date": "2018-01-29",
        "marking": "public",
        "page_start": 3,
        "page_end": 4,
    }
    assert found["withheld_parts"] == 1
    assert "Sale" not in answer.text
    alone = client.get(f"/v1/documents/{'1' * 16}").json()
    assert (alone["parts"], alone["withheld_parts"]) == ([], 0)


def test_the_api_does_not_give_a_withheld_page(client: TestClient) -> None:
    response = client.get(f"/v1/documents/{PACK}/pages/10")
    assert (response.status_code, response.json()["type"]) == (404, "urn:agreed:problem:not-in-store")
    assert "zeppelin" not in response.text


def test_the_api_s_page_says_how_it_was_read(client: TestClient) -> None:
    four = client.get(f"/v1/documents/{PACK}/pages/4").json()
    assert four["confidence"] == 0.934
    assert "struck" in {block["kind"] for block in four["blocks"]}
    assert client.get(f"/v1/documents/{PACK}/pages/5").json()["confidence"] is None


def test_the_status_counts_withheld_parts(library: Library) -> None:
    assert "0 papers and 1 part of packs (restricted, confidential or exempt)" in status_text(
        library.status()
    )
