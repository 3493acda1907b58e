"""Who may not come in is refused at every surface, in the form that is read there, and nothing is looked up.

Every test goes through all surfaces with one server, which takes longer to make than it does to refuse.
"""

import base64
import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2
import openai
import pytest
from fastapi.testclient import TestClient

from service.access import Access
from service.access_keys import KeyStore
from service.access_scopes import KeyScope
from service.client import Agreed, ServiceRefused
from tests.service.fake_library import DECISION, FakeLibrary

SITE = "https://www.example.org"
MESSAGES = [{"role": "user", "content": "What was agreed?"}]
READ, ASK, INGEST, ADMIN = KeyScope.READ, KeyScope.ASK, KeyScope.INGEST, KeyScope.ADMIN


@dataclass(frozen=True)
class Surface:
    """A way in: what is sent there, and the scope that it needs."""

    method: str
    path: str
    scope: KeyScope
    json: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.path}{' as events' if self.headers else ''}"


QUESTION = {"question": "What was agreed?"}
QUERY = {"query": "women"}
CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
SURFACES = [
    Surface("GET", "/v1/documents", READ),
    Surface("GET", f"/v1/documents/{DECISION}", READ),
    Surface("GET", f"/v1/documents/{DECISION}/pages/1", READ),
    Surface("GET", f"/v1/documents/{DECISION}/pages/1.png", READ),
    Surface("GET", "/v1/passages/d1-award", READ),
    Surface("GET", "/v1/passages/d1-award/boxes", READ),
    Surface("GET", "/v1/reading", READ),
    Surface("GET", "/v1/decisions", READ),
    Surface("POST", "/v1/search", READ, QUERY),
    Surface("POST", "/v1/embed", READ, {"texts": ["women"]}),
    Surface("POST", "/v1/ask", ASK, QUESTION),
    Surface("POST", "/v1/ask", ASK, QUESTION, {"Accept": "text/event-stream"}),
    Surface("POST", "/mcp", ASK, CALL),
    Surface("POST", "/v1/chat/completions", ASK, {"messages": MESSAGES}),
    Surface("POST", "/v1/chat/completions", ASK, {"messages": MESSAGES, "stream": True}, {"Accept": "*/*"}),
    Surface("GET", "/v1/models", READ),
    Surface("POST", "/retrieval", READ, {"knowledge_id": "agreed", **QUERY}),
    Surface("GET", "/feeds/search.atom?q=women", ASK),
    Surface("GET", "/sitemap.xml", READ),
    Surface("GET", "/openapi.json", READ),
    Surface("GET", "/readyz", READ),
    Surface("GET", "/decisions.csv", READ),
    Surface("GET", "/documents", READ),
    Surface("GET", "/search?q=women", READ),
    Surface("GET", "/p/d1-award", READ),
    Surface("GET", "/", ASK),
    Surface("POST", "/ask", ASK),
    Surface("GET", "/c/abcdefgh/take-away", ASK),
    Surface("GET", "/c/abcdefgh/answers.docx", ASK),
    Surface("GET", "/add", INGEST),
]
POSTS = [each for each in SURFACES if each.method == "POST"]


@pytest.fixture
def keys(client: TestClient, tmp_path) -> KeyStore:
    keys = KeyStore(tmp_path)
    client.app.state.access = Access(keys)
    return keys


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch):
    """Fail for a refused request that asked the library, or whose secret stands in the log."""
    secrets: list[str] = []
    create = KeyStore.create

    def noted(self: KeyStore, *args: Any, **more: Any) -> Any:
        key, text = create(self, *args, **more)
        secrets.append(text.split("_", 2)[2])
        return key, text

    monkeypatch.setattr(KeyStore, "create", noted)
    caplog.set_level(logging.DEBUG)
    yield
    assert library.asked == []
    assert not [secret for secret in secrets if secret in caplog.text]


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


def sent(client: TestClient, surface: Surface, headers: dict[str, str] | None = None, query: str = "") -> Any:
    path = surface.path + (("&" if "?" in surface.path else "?") + query if query else "")
    return client.request(
        surface.method, path, json=surface.json, headers={**surface.headers, **(headers or {})}
    )


def check(refused: Any, surface: Surface, status: int, kind: str, dify: int = 0) -> None:
    """Hold a refusal against the form that is read at its surface."""
    assert refused.status_code == status, f"{surface}: {refused.text}"
    told = refused.json()
    if surface.path == "/retrieval":
        assert (set(told), told["error_code"]) == ({"error_code", "error_msg"}, dify)
    elif surface.path.startswith(("/v1/chat/", "/v1/models")):
        assert told["error"]["code"] == kind.replace("-", "_")
        assert told["error"]["type"] in ("authentication_error", "permission_error", "rate_limit_error")
    else:
        assert refused.headers["content-type"] == "application/problem+json"
        assert (told["status"], told["type"]) == (status, f"urn:agreed:problem:{kind}")
        assert told["hint"]
    assert refused.headers["Cache-Control"] == "no-store"


def missing(_: KeyStore) -> dict[str, str]:
    return {}


def empty(_: KeyStore) -> dict[str, str]:
    return bearer("")


def misspelt(keys: KeyStore) -> dict[str, str]:
    return bearer(keys.create("one", [ADMIN])[1][:-3] + "xyz")


def revoked(keys: KeyStore) -> dict[str, str]:
    key, text = keys.create("one", [ADMIN])
    keys.revoke(key.id)
    return bearer(text)


def expired(keys: KeyStore) -> dict[str, str]:
    over = datetime.datetime.now(datetime.UTC) - datetime.timedelta(seconds=1)
    return bearer(keys.create("one", [ADMIN], expires=over)[1])


def of_another_server(_: KeyStore) -> dict[str, str]:
    return bearer(KeyStore(None).create("one", [ADMIN])[1])


def as_another_scheme(keys: KeyStore) -> dict[str, str]:
    return {"Authorization": f"Digest {keys.create('one', [ADMIN])[1]}"}


def as_a_cookie(keys: KeyStore) -> dict[str, str]:
    return {"Cookie": f"agreed_session={keys.create('one', [ADMIN])[1]}"}


def a_session_that_has_ended(keys: KeyStore) -> dict[str, str]:
    secret = keys.begin_session(keys.create("one", [ADMIN])[0])
    keys.end_session(secret)
    return {"Cookie": f"agreed_session={secret}"}


def a_session_of_a_revoked_key(keys: KeyStore) -> dict[str, str]:
    key, _ = keys.create("one", [ADMIN])
    secret = keys.begin_session(key)
    keys.revoke(key.id)
    return {"Cookie": f"agreed_session={secret}"}


NO_GOOD_KEY = [
    missing,
    empty,
    misspelt,
    revoked,
    expired,
    of_another_server,
    as_another_scheme,
    as_a_cookie,
    a_session_that_has_ended,
    a_session_of_a_revoked_key,
]


@pytest.mark.parametrize("shown", NO_GOOD_KEY)
def test_without_a_good_key(client: TestClient, keys: KeyStore, shown: Callable[[KeyStore], dict[str, str]]):
    keys.create("another", [ADMIN])
    headers = shown(keys)
    no_key = shown in (missing, empty, as_another_scheme) or "Cookie" in headers
    for surface in SURFACES:
        refused = sent(client, surface, headers)
        check(refused, surface, 401, "key-needed", dify=1001 if no_key else 1002)
        assert refused.headers["WWW-Authenticate"].startswith('Bearer realm="Agreed"')


def test_a_key_in_the_address(client: TestClient, keys: KeyStore):
    _, text = keys.create("one", [ADMIN])
    for surface in SURFACES:
        refused = sent(client, surface, query=f"key={text}&access_token={text}")
        check(refused, surface, 401, "key-needed", dify=1001)


@pytest.mark.parametrize("held", [READ, ASK, INGEST])
def test_a_key_without_the_scope(client: TestClient, keys: KeyStore, held: KeyScope):
    _, text = keys.create(held, [held])
    lacking = [each for each in SURFACES if each.scope not in (READ, held)]
    for surface in lacking:
        refused = sent(client, surface, bearer(text))
        check(refused, surface, 403, "wrong-scope", dify=1002)
        assert f'scope="{surface.scope}"' in refused.headers["WWW-Authenticate"]
    assert lacking


@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example", "http://www.example.org", f"{SITE}:8"]
)
def test_a_page_s_token_that_is_used_from_elsewhere(client: TestClient, keys: KeyStore, origin: str | None):
    _, token = keys.create("page", [ASK], origin=SITE)
    for surface in SURFACES:
        refused = sent(client, surface, bearer(token) | ({"Origin": origin} if origin else {}))
        check(refused, surface, 403, "wrong-origin", dify=1002)
        assert "Access-Control-Allow-Origin" not in refused.headers


def test_a_page_s_token_for_more_than_it_is_for(client: TestClient, keys: KeyStore):
    _, token = keys.create("page", [ASK], origin=SITE)
    for surface in SURFACES:
        if surface.path not in ("/v1/ask", "/v1/search"):
            refused = sent(client, surface, bearer(token) | {"Origin": SITE})
            check(refused, surface, 403, "wrong-origin", dify=1002)


def test_a_key_that_was_used_too_often(client: TestClient, keys: KeyStore):
    _, text = keys.create("slow", [ADMIN], per_minute=1)
    client.get("/v1/documents", headers=bearer(text))
    for surface in SURFACES:
        refused = sent(client, surface, bearer(text))
        check(refused, surface, 429, "too-many-requests", dify=429)
        assert 1 <= int(refused.headers["Retry-After"]) <= 60


def test_more_than_a_key_may_send(client: TestClient, keys: KeyStore):
    _, text = keys.create("small", [ADMIN], largest_body=1024)
    for surface in POSTS:
        is_form = surface.json is None
        sort = "application/x-www-form-urlencoded" if is_form else "application/json"
        body = b"question=" + b"x" * 2000 if is_form else b"[" + b" " * 2000 + b"]"
        headers = {**surface.headers, **bearer(text), "Content-Type": sort}
        refused = client.post(surface.path, content=body, headers=headers)
        assert refused.status_code == 413, f"{surface}: {refused.text}"


def test_another_site_s_page_with_our_reader_s_session(client: TestClient, keys: KeyStore):
    secret = keys.begin_session(keys.create("one", [ADMIN])[0])
    headers = {"Cookie": f"agreed_session={secret}", "Origin": "https://evil.example"}
    for surface in POSTS:
        refused = sent(client, surface, headers)
        assert refused.json()["type"] == "urn:agreed:problem:cross-origin", surface
        assert refused.status_code == 403


def test_another_name_for_this_server(client: TestClient, keys: KeyStore):
    _, text = keys.create("one", [ADMIN])
    for surface in SURFACES:
        assert sent(client, surface, bearer(text) | {"Host": "evil.example"}).status_code == 421, surface


class TestOfficialClients:
    """What the people behind a refused program read."""

    def test_openai_s_raises_its_own_errors(self, client: TestClient, keys: KeyStore):
        _, read = keys.create("reader", [READ], per_minute=1)
        cases = [("none", openai.AuthenticationError), (read, openai.PermissionDeniedError)]
        for key, error in cases:
            asking = openai.OpenAI(
                base_url="http://testserver/v1", api_key=key, http_client=client, max_retries=0
            )
            with pytest.raises(error) as raised:
                asking.chat.completions.create(model="agreed", messages=MESSAGES)  # type: ignore[arg-type]
            assert "key" in str(raised.value)
        asking.models.list()
        with pytest.raises(openai.RateLimitError):
            asking.models.list()

    def test_ours_says_what_to_do(self, client: TestClient, keys: KeyStore):
        _, read = keys.create("reader", [READ])

        def answer(request: httpx2.Request) -> httpx2.Response:
            told = client.request(request.method, request.url.path, headers=dict(request.headers))
            return httpx2.Response(told.status_code, headers=dict(told.headers), content=told.content)

        for key, status in ((None, 401), (read, 403)):
            with (
                Agreed("http://testserver", key=key, transport=httpx2.MockTransport(answer)) as agreed,
                pytest.raises(ServiceRefused) as raised,
            ):
                agreed.ask("What was agreed?")
            assert raised.value.status == status
            assert "key" in raised.value.hint.lower()


def test_a_reader_of_feeds_with_a_wrong_password(client: TestClient, keys: KeyStore):
    keys.create("feeds", [ASK])
    said = base64.b64encode(b"anybody:agreed_nothing").decode()
    refused = client.get("/feeds/search.atom?q=women", headers={"Authorization": f"Basic {said}"})
    assert refused.status_code == 401
    assert 'Basic realm="Agreed"' in refused.headers["WWW-Authenticate"]
