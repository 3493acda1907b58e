import pytest
from fastapi.testclient import TestClient

ADDRESSES = ["/", "/documents", "/v1/documents", "/v1/nothing", "/nothing", "/static/ask.js"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_response_has_the_headers(client: TestClient, address: str):
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_answers_are_not_stored_and_static_files_are_checked_again(client: TestClient):
    assert client.post("/v1/ask", json={"question": "What?"}).headers["Cache-Control"] == "no-store"
    script = client.get("/static/ask.js")
    assert script.headers["Cache-Control"] == "no-cache"
    assert script.headers["content-type"].startswith("text/javascript")
    again = client.get("/static/ask.js", headers={"If-None-Match": script.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("address", ["/", "/documents"])
def test_pages_hold_no_inline_script_or_style_and_load_nothing_from_elsewhere(
    client: TestClient, address: str
):
    page = client.get(address).text
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick" not in page
    assert page.count("<script") == page.count('<script type="module" src="/static/')
    assert "http://" not in page.replace("http://www.w3.org/", "")
    assert "https://" not in page


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000", "LOCALHOST:1", "testserver"])
def test_the_servers_own_names_are_answered(client: TestClient, host: str):
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "a@localhost", "", "[::1"],
)
def test_a_foreign_name_is_refused(client: TestClient, host: str):
    response = client.get("/v1/documents", headers={"Host": host})
    assert response.status_code == 421
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://testserver"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_a_form_of_our_own_is_accepted(client: TestClient, headers: dict[str, str]):
    assert client.post("/ask", data={"question": "What?"}, headers=headers).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver:81"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    ],
)
@pytest.mark.parametrize(
    "path", ["/ask", "/v1/ask", "/feedback", "/conversations/all/delete", "/conversations/abcdefgh/name"]
)
def test_a_post_from_another_sites_page_is_refused(client: TestClient, headers: dict[str, str], path: str):
    response = client.post(path, data={"question": "What?"}, headers=headers)
    assert (response.status_code, response.json()["status"]) == (403, 403)
