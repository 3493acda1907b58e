import json
import threading

import pytest
from fastapi.testclient import TestClient

from ingest.errors import ModelUnavailable
from service.app import create_app
from service.record_lists import LISTINGS
from tests.service.conftest import SETTINGS
from tests.service.fake_library import DECISION, PLAN, FakeLibrary

PROBLEM = "application/problem+json"


def events_of(text: str) -> list[tuple[str, dict]]:
    blocks = [block.splitlines() for block in text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


# ---- asking ----


def test_an_answer_has_claims_each_with_a_citation(client: TestClient):
    response = client.post("/v1/ask", json={"question": "What was agreed on women offenders?"})
    answer = response.json()
    assert response.status_code == 200
    assert answer["status"] == "answered"
    assert [claim["standing"] for claim in answer["claims"]][:3] == ["agreed", "agreed", "recommended"]
    cited = {citation["id"]: citation for citation in answer["citations"]}
    for claim in answer["claims"]:
        citation = cited[claim["citation_ids"][0]]
        assert citation["passage"][citation["start"] : citation["end"]] == citation["quote"]["exact"]
    assert answer["searched"]["from"] is None, "dates of the search are named from and to"


def test_a_follow_up_is_asked_with_the_earlier_questions(client: TestClient, library: FakeLibrary):
    first = client.post("/v1/ask", json={"question": "What was agreed?"})
    identity = first.headers["X-Conversation-Id"]
    second = client.post("/v1/ask", json={"question": "Who pays?", "conversation_id": identity})
    assert second.headers["X-Conversation-Id"] == identity
    assert library.asked[1] == ("Who pays?", ("What was agreed?",), None)


def test_another_conversation_knows_nothing_of_the_first(client: TestClient, library: FakeLibrary):
    first = client.post("/v1/ask", json={"question": "What was agreed?"})
    second = client.post("/v1/ask", json={"question": "Who pays?"})
    assert first.headers["X-Conversation-Id"] != second.headers["X-Conversation-Id"]
    assert library.asked[1][1] == ()


def test_history_overrides_what_the_server_remembers(client: TestClient, library: FakeLibrary):
    identity = client.post("/v1/ask", json={"question": "One?"}).headers["X-Conversation-Id"]
    client.post("/v1/ask", json={"question": "Three?", "conversation_id": identity, "history": ["Two?"]})
    client.post("/v1/ask", json={"question": "Four?", "conversation_id": identity, "history": []})
    assert [history for _, history, _ in library.asked] == [(), ("Two?",), ()]


def test_filters_reach_the_library(client: TestClient, library: FakeLibrary):
    filters = {"areas": ["Norfolk"], "kinds": ["minutes"], "from": "2021-01-01"}
    client.post("/v1/ask", json={"question": "What?", "filters": filters})
    asked = library.asked[0][2]
    assert asked is not None
    assert asked.model_dump(mode="json", by_alias=True) == filters | {"documents": [], "to": None}


def test_what_is_taken_back_reaches_the_library(client: TestClient, library: FakeLibrary):
    client.post("/v1/ask", json={"question": "What?", "ignore": ["area:Norfolk"]})
    assert library.ignored == [frozenset({"area:Norfolk"})]


@pytest.mark.parametrize("how", ["field", "header"])
def test_a_stream_tells_the_answer_claim_by_claim(client: TestClient, how: str):
    response = client.post(
        "/v1/ask",
        json={"question": "What was agreed?", "stream": how == "field"},
        headers={"Accept": "text/event-stream"} if how == "header" else {},
    )
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["X-Conversation-Id"]
    events = events_of(response.text)
    assert [name for name, _ in events] == ["status", "status", "headline", *["claim"] * 5, "answer", "done"]
    assert [data["stage"] for name, data in events if name == "status"] == ["searching", "interpreted"]
    whole = dict(events)["answer"]
    claims = [data for name, data in events if name == "claim"]
    assert [data["claim"] for data in claims] == whole["claims"]
    assert all(
        [citation["id"] for citation in data["citations"]] == data["claim"]["citation_ids"] for data in claims
    )


def test_a_stream_and_a_plain_answer_are_the_same_object(client: TestClient):
    plain = client.post("/v1/ask", json={"question": "What?"}).json()
    streamed = dict(events_of(client.post("/v1/ask", json={"question": "What?", "stream": True}).text))
    assert streamed["answer"] == plain


@pytest.mark.parametrize(
    ("question", "status"), [("", 422), ("busy", 503), ("crash", 500)], ids=["invalid", "busy", "unforeseen"]
)
def test_a_stream_tells_an_error_as_an_event(client: TestClient, question: str, status: int):
    response = client.post("/v1/ask", json={"question": question, "stream": True})
    name, problem = events_of(response.text)[-1]
    assert (name, problem["status"]) == ("error", status)
    assert "secret" not in response.text


# ---- searching and reading ----


def test_search_returns_k_passages(client: TestClient):
    result = client.post("/v1/search", json={"query": "link worker", "k": 2}).json()
    assert [hit["passage_id"] for hit in result["hits"]] == ["d1-award", "d1-outcome"]


def test_documents_are_listed_without_saying_where_their_files_lie(client: TestClient):
    response = client.get("/v1/documents")
    assert {document["id"] for document in response.json()["documents"]} == {DECISION, PLAN}
    assert "private" not in response.text


@pytest.mark.parametrize(
    "query", ["area=norfolk", "kind=decision_notice", "area=Norfolk&kind=decision_notice"]
)
def test_documents_can_be_chosen_by_area_and_kind(client: TestClient, query: str):
    documents = client.get(f"/v1/documents?{query}").json()["documents"]
    assert [document["id"] for document in documents] == [DECISION]


def test_a_document_a_page_and_a_passage(client: TestClient):
    document = client.get(f"/v1/documents/{DECISION}").json()
    assert (document["name"], document["reference"]) == ("norfolk-decision-2021-28", "28/2021")
    page = client.get(f"/v1/documents/{DECISION}/pages/2").json()
    assert (page["document_id"], page["number"], page["label"]) == (DECISION, 2, "ii")
    assert page["blocks"][0] == {
        "kind": "heading",
        "text": "Areas for consideration",
        "level": 2,
        "number": "3.",
        "cells": [],
        "header": [],
    }
    assert client.get("/v1/passages/d1-award").json()["score"] == 1.0


# ---- errors: one shape ----


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/v1/ask", {"question": " "}, 422),
        ("POST", "/v1/ask", {"question": "x" * 2001}, 422),
        ("POST", "/v1/ask", {"question": "busy"}, 503),
        ("GET", "/v1/documents/none", None, 404),
        ("GET", f"/v1/documents/{DECISION}/pages/9", None, 404),
        ("GET", "/v1/passages/none", None, 404),
        ("GET", "/v1/nothing", None, 404),
        ("GET", "/v1/ask", None, 405),
    ],
)
def test_every_error_is_a_problem_with_a_hint(client: TestClient, method, path, body, status):
    response = client.request(method, path, json=body)
    problem = response.json()
    assert response.status_code == status
    assert response.headers["content-type"] == PROBLEM
    assert set(problem) == {"type", "title", "status", "detail", "hint", "errors"}
    assert problem["status"] == status
    assert problem["title"]
    assert problem["hint"]
    assert "private" not in response.text, "folders of this machine are for the log only"


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/v1/ask", {}, "question"),
        ("/v1/ask", {"question": 7}, "question"),
        ("/v1/ask", {"question": "?", "filtres": {}}, "filtres"),
        ("/v1/ask", {"question": "?", "conversation_id": "../x"}, "conversation_id"),
        ("/v1/ask", {"question": "?", "filters": {"kinds": ["poem"]}}, "filters.kinds.0"),
        ("/v1/search", {"query": "?", "k": 0}, "k"),
        ("/v1/search", {"query": "?", "k": 101}, "k"),
    ],
)
def test_a_wrong_field_is_named(client: TestClient, path: str, body: dict, field: str):
    response = client.post(path, json=body)
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


@pytest.mark.parametrize("number", ["0", "x", "99999999999999999999999"])
def test_an_impossible_page_number_is_named(client: TestClient, number: str):
    response = client.get(f"/v1/documents/{DECISION}/pages/{number}")
    assert (response.status_code, response.json()["errors"][0]["field"]) == (422, "number")


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[]", b'{"question": "\\ud800"}'])
def test_a_body_that_is_no_request_is_told_so(client: TestClient, body: bytes):
    response = client.post("/v1/ask", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code in (400, 422)
    assert response.headers["content-type"] == PROBLEM


def test_an_unforeseen_error_shows_nothing_of_itself_and_is_logged(client: TestClient, caplog):
    response = client.post("/v1/ask", json={"question": "crash"})
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert "nosniff" in response.headers["X-Content-Type-Options"]
    assert "secret internal detail" in caplog.text


def test_a_body_over_the_limit_is_refused(client: TestClient):
    response = client.post("/v1/ask", json={"question": "x" * (1024 * 1024)})
    assert (response.status_code, response.headers["content-type"]) == (413, PROBLEM)


def test_a_body_over_the_limit_is_refused_when_its_length_is_not_declared(client: TestClient):
    chunks = (b"x" * 65536 for _ in range(40))
    response = client.post("/v1/ask", content=chunks, headers={"Content-Type": "application/json"})
    assert response.status_code == 413


# ---- alive, ready, described ----


class SlowLibrary(FakeLibrary):
    """Is warm only once it is let go on."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go_on = threading.Event()

    def warm(self) -> None:
        self.may_go_on.wait(10)
        super().warm()


def test_it_is_alive_at_once_and_ready_once_warmed():
    library = SlowLibrary()
    app = create_app(SETTINGS, library)
    with TestClient(app) as client:
        assert client.get("/healthz").json() == {"status": "alive"}
        waiting = client.get("/readyz")
        assert (waiting.status_code, waiting.headers["content-type"]) == (503, PROBLEM)
        assert waiting.headers["Retry-After"] == "2"
        library.may_go_on.set()
        app.state.parts.warmed.wait(10)
        assert client.get("/readyz").json() == {"status": "ready", "documents": 2, "passages": 5}


def test_a_model_that_is_missing_is_told_by_readyz_and_not_by_a_crash():
    class NoModel(FakeLibrary):
        def warm(self) -> None:
            raise ModelUnavailable("The model's files are missing.", hint="Install it.")

    app = create_app(SETTINGS, NoModel())
    with TestClient(app) as client:
        app.state.parts.warmed.wait(10)
        response = client.get("/readyz")
    assert (response.status_code, response.json()["title"]) == (503, "The model cannot be used")


def test_a_library_passed_in_stays_open_and_one_opened_here_is_closed(monkeypatch: pytest.MonkeyPatch):
    given, opened = FakeLibrary(), FakeLibrary()
    with TestClient(create_app(SETTINGS, given)):
        pass
    monkeypatch.setattr("service.app.Library.open", lambda *_, **__: opened)
    with TestClient(create_app(SETTINGS)):
        pass
    assert (given.closed, opened.closed) == (False, True)


def test_openapi_describes_every_route_its_examples_and_its_problems(client: TestClient):
    schema = client.get("/openapi.json").json()
    assert set(schema["paths"]) == {
        "/v1/ask",
        "/v1/search",
        "/v1/embed",
        "/v1/documents",
        "/v1/documents/{document_id}",
        "/v1/documents/{document_id}/pages/{number}",
        "/v1/passages/{passage_id}",
        "/v1/reading",
        *(f"/v1/{name}" for name in LISTINGS),
        "/v1/documents/{document_id}/pages/{number}.png",
        "/v1/passages/{passage_id}/boxes",
        "/healthz",
        "/readyz",
    }
    ask = schema["paths"]["/v1/ask"]["post"]["responses"]
    assert set(ask["200"]["content"]) == {"application/json", "text/event-stream"}
    assert set(ask["422"]["content"]) == {PROBLEM}
    assert "examples" in schema["components"]["schemas"]["AskRequest"]["properties"]["question"]
