"""What every address of the API does alike, by its own description: tags, names, compression, paging."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from ingest.errors import RequestInvalid
from retrieval.library import Library
from retrieval.records import Catalogue
from service.app import create_app
from service.conditional import is_known
from service.settings import Settings
from tests.service.fake_library import DECISION, FakeLibrary
from tests.support.recorded import recorded_library
from tests.support.stand_in_encoder import StandInEncoder

SITE, OTHER = "https://www.example.org", "https://evil.example"
DESCRIPTION: dict[str, Any] = create_app(Settings(), FakeLibrary()).openapi()
PARTS = {"document_id": DECISION, "number": "1", "passage_id": "d1-award"}
BODIES: dict[str, dict[str, Any]] = {
    "/v1/ask": {"question": "What was agreed?"},
    "/v1/search": {"query": "women"},
    "/v1/embed": {"texts": ["women", "diversion"]},
}
READ = [path for path, calls in DESCRIPTION["paths"].items() if path.startswith("/v1/") and "get" in calls]
SENT = [path for path, calls in DESCRIPTION["paths"].items() if "post" in calls]
LISTS = [
    path
    for path in READ
    if "offset" in {each["name"] for each in DESCRIPTION["paths"][path]["get"].get("parameters", ())}
]
every_address = pytest.mark.parametrize("path", READ + SENT)


class Whole(FakeLibrary):
    """Has something to tell at every address: records, and pages as pictures."""

    def __init__(self, records: Library) -> None:
        super().__init__()
        self.records = records

    def catalogue(self) -> Catalogue:
        return self.records.catalogue()

    def page_picture(self, document_id: str, number: int, **_: object) -> bytes:
        return b"\x89PNG" + bytes(2000)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    records = recorded_library(tmp_path_factory.mktemp("papers"))
    app = create_app(Settings(trusted_hosts=("testserver",), origins=(SITE,)), Whole(records))
    app.state.parts.encoder = StandInEncoder()
    with TestClient(app) as client:
        yield client
    records.close()


def asked(client: TestClient, path: str, **headers: str) -> Any:
    address, sent = path.format(**PARTS), {name.replace("_", "-"): each for name, each in headers.items()}
    if path in SENT:
        return client.post(address, json=BODIES[path], headers=sent)
    return client.get(address, headers=sent)


def test_all_addresses_are_tried():
    assert set(SENT) == set(BODIES)
    assert len(READ) == 15
    assert {"/v1/documents", "/v1/reading", "/v1/decisions", "/v1/acronyms"} <= set(LISTS)


@pytest.mark.parametrize("path", READ)
def test_what_was_read_before_is_not_sent_again(client: TestClient, path: str):
    first = asked(client, path)
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "private, no-cache"
    tag = first.headers["ETag"]
    again = asked(client, path, If_None_Match=tag)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    other = asked(client, path, If_None_Match='"something-else"')
    assert (other.status_code, other.content) == (200, first.content)


@pytest.mark.parametrize("path", SENT)
def test_an_answer_is_kept_by_nobody(client: TestClient, path: str):
    answer = asked(client, path)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


@every_address
def test_long_answers_are_compressed(client: TestClient, path: str):
    plain = asked(client, path, Accept_Encoding="identity")
    packed = asked(client, path, Accept_Encoding="gzip")
    is_long = len(plain.content) >= 1000 and plain.headers["Content-Type"] == "application/json"
    assert "Content-Encoding" not in plain.headers
    assert packed.headers.get("Content-Encoding") == ("gzip" if is_long else None)
    assert plain.content == packed.content
    assert not is_long or "Accept-Encoding" in packed.headers["Vary"]


@every_address
def test_a_request_has_a_name_that_is_in_the_log_too(
    client: TestClient, path: str, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO, "service.request_ids")
    assert asked(client, path, X_Request_Id="panel-7.a_B").headers["X-Request-Id"] == "panel-7.a_B"
    (line,) = [each.getMessage() for each in caplog.records if "panel-7.a_B" in each.getMessage()]
    assert f" {path}: 200 in " in line

    ours = {asked(client, path).headers["X-Request-Id"] for _ in range(2)}
    assert len(ours) == 2
    for bad in ("a b", "x" * 101, "{}", ""):
        assert asked(client, path, X_Request_Id=bad).headers["X-Request-Id"] not in ("", bad)


def test_what_went_wrong_is_logged_with_the_request_s_name_and_without_what_was_asked(
    client: TestClient, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO)
    failed = client.post(
        "/v1/ask", json={"question": "crash over Acacia Road"}, headers={"X-Request-Id": "r-1"}
    )
    assert (failed.status_code, failed.headers["X-Request-Id"]) == (500, "r-1")
    client.get("/v1/decisions?about=Acacia+Road", headers={"X-Request-Id": "r-2"})
    ours = [each.getMessage() for each in caplog.records if each.name.startswith("service")]
    assert any(line.startswith("Unforeseen") and "r-1" in line for line in ours)
    assert not [line for line in ours if "Acacia" in line]


@every_address
def test_pages_of_the_sites_that_are_set_may_use_it(client: TestClient, path: str):
    told = asked(client, path, Origin=SITE)
    assert told.status_code == 200
    assert told.headers["Access-Control-Allow-Origin"] == SITE
    assert {"ETag", "X-Request-Id"} <= set(told.headers["Access-Control-Expose-Headers"].split(", "))
    assert "Access-Control-Allow-Credentials" not in told.headers
    assert "Origin" in told.headers["Vary"]

    wanted = {"Access-Control-Request-Method": "POST" if path in SENT else "GET"}
    before = client.options(path.format(**PARTS), headers={"Origin": SITE, **wanted})
    assert before.status_code == 200
    assert wanted["Access-Control-Request-Method"] in before.headers["Access-Control-Allow-Methods"]


@every_address
def test_pages_of_other_sites_may_not(client: TestClient, path: str):
    told = asked(client, path, Origin=OTHER)
    assert "Access-Control-Allow-Origin" not in told.headers
    assert told.status_code == (403 if path in SENT else 200)


@pytest.mark.parametrize("path", SENT)
def test_pages_of_the_sites_that_are_set_do_not_ask_in_our_reader_s_name(client: TestClient, path: str):
    assert asked(client, path, Origin=SITE, Cookie="agreed_session=x").status_code == 403


@pytest.mark.parametrize("path", LISTS)
def test_lists_are_read_in_parts(client: TestClient, path: str):
    def part(query: str) -> tuple[list[Any], dict[str, Any]]:
        told = client.get(f"{path}{query}").json()
        return told["items" if "items" in told else "documents"], told

    every, whole = part("")
    assert whole["total"] == len(every)
    assert part("?offset=1&limit=1")[0] == every[1:2]
    assert part(f"?offset={len(every)}")[0] == []
    for wrong, field in (("limit=0", "limit"), ("limit=501", "limit"), ("offset=-1", "offset")):
        refused = client.get(f"{path}?{wrong}")
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


@every_address
def test_a_wrong_method_is_a_problem(client: TestClient, path: str):
    refused = client.delete(path.format(**PARTS))
    assert (refused.status_code, refused.json()["status"]) == (405, 405)
    assert refused.headers["content-type"] == "application/problem+json"


def test_weak_and_strong_tags_are_compared_alike():
    assert is_known('W/"a"', '"b", W/"a"')
    assert is_known('"a"', "*")
    assert not is_known('W/"a"', 'W/"ab"')


@pytest.mark.parametrize("origin", ["www.example.org", "https://www.example.org/", "*", "https://a b"])
def test_a_site_that_is_no_origin_is_refused_at_the_start(origin: str):
    with pytest.raises(RequestInvalid, match="no origin"):
        Settings(origins=(origin,))
