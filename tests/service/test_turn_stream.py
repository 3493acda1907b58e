"""A question of the chat answered as events: what comes first, and that the pieces are those of the page."""

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.service.fake_library import FakeLibrary

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
QUESTION = "What was agreed?"


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary()


def streamed(client: TestClient, question: str) -> list[tuple[str, Any]]:
    answer = client.post("/ask", data={"question": question}, headers={"Accept": "text/event-stream"})
    return [
        (name, json.loads(data)) for name, data in re.findall(r"event: (\w+)\ndata: (.+)\n\n", answer.text)
    ]


def squeezed(html: str) -> str:
    return " ".join(html.split())


def test_what_was_understood_comes_first_then_the_frame_then_each_claim_then_the_end(client: TestClient):
    events = streamed(client, QUESTION)
    # Five claims, and what follows them.
    assert [name for name, _ in events] == ["understood", "turn", *["part"] * 6, "done"]
    assert "Searching" in events[0][1]["html"]
    assert "5 quotes." in events[-1][1]["announce"]


def test_a_claim_comes_with_the_sources_that_it_is_the_first_to_cite(client: TestClient):
    parts = [data for name, data in streamed(client, QUESTION) if name == "part"]
    # The first two are of one standing, so the second brings no heading. Each cites a place of its own.
    assert [[piece["into"] for piece in part] for part in parts] == [
        ["turn-1-answer", "turn-1-agreed", "turn-1-source-list"],
        ["turn-1-agreed", "turn-1-source-list"],
        ["turn-1-answer", "turn-1-recommended", "turn-1-source-list"],
        ["turn-1-answer", "turn-1-planned", "turn-1-source-list"],
        ["turn-1-answer", "turn-1-discussed", "turn-1-source-list"],
        ["turn-1-answer"],
    ]
    assert "[1]" in parts[0][1]["html"]
    assert 'id="turn-1-source-1"' in parts[0][2]["html"]


def test_every_piece_stands_in_the_page_as_it_was_sent(client: TestClient):
    events = streamed(client, QUESTION)
    frame = next(data for name, data in events if name == "turn")
    page = squeezed(client.get(f"/c/{frame['conversation']}", headers=BROWSER).text)
    pieces = [piece for name, data in events if name == "part" for piece in data]
    groups = {piece["html"] for piece in pieces if "<section" in piece["html"]}
    for piece in pieces:
        # A group's list is filled piece by piece.
        whole = piece["html"].split("</ul>")[0] if piece["html"] in groups else piece["html"]
        assert squeezed(whole) in page


@pytest.mark.parametrize(("question", "status"), [("Who walked on the moon?", "not_found")])
def test_an_answer_without_claims_comes_whole(client: TestClient, question: str, status: str):
    events = streamed(client, question)
    assert [name for name, _ in events] == ["understood", "turn", "done"]
    page = client.get(f"/c/{events[1][1]['conversation']}", headers=BROWSER).text
    assert squeezed(events[1][1]["html"]) in squeezed(page)
    assert f'data-status="{status}"' in page


def test_a_fault_after_the_question_was_understood_is_told(client: TestClient):
    events = streamed(client, "busy")
    assert [name for name, _ in events] == ["understood", "problem"]
    assert "Papers are being read." in events[1][1]["html"]


def test_what_cannot_be_a_question_is_not_said_to_be_understood(client: TestClient):
    assert [name for name, _ in streamed(client, " ")] == ["problem"]
