"""The gate before every surface: who is let in. How the others are told: test_every_refusal.py."""

import base64
import datetime
import logging
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from starlette.routing import Mount

from service.access import Access
from service.access_keys import FILE_NAME, KeyStore
from service.access_scopes import KeyScope, need_of
from service.app import create_app
from service.settings import Settings
from tests.service.fake_library import FakeLibrary

SITE = "https://www.example.org"
QUESTION = {"question": "What was agreed?"}


@pytest.fixture
def keys(client: TestClient, tmp_path) -> KeyStore:
    keys = KeyStore(tmp_path)
    client.app.state.access = Access(keys)
    return keys


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


def every_route(app):
    """Yield (method, path) of all routes of the application, mounts with something in them."""
    waiting = list(app.routes)
    while waiting:
        route = waiting.pop()
        if hasattr(route, "original_router"):
            waiting += route.original_router.routes
        elif isinstance(route, Mount):
            yield "GET", f"{route.path}/something"
        else:
            for method in route.methods or {"GET", "POST"}:
                yield method, route.path


def test_every_route_says_what_it_needs():
    app = create_app(Settings(), FakeLibrary())
    # A parameter's place is taken by a word: "/documents/{id}" is asked for as "/documents/x".
    asked = {(method, "/".join(_part(p) for p in path.split("/"))) for method, path in every_route(app)}

    assert len(asked) > 50
    assert sorted(each for each in asked if need_of(*each) is None) == []


def _part(part: str) -> str:
    return "x" if part.startswith("{") else part.replace("{ending}", "docx")


def test_the_description_says_how_a_key_is_sent_and_its_lack_is_told(client: TestClient):
    schema = client.get("/openapi.json").json()
    ask, health = schema["paths"]["/v1/ask"]["post"], schema["paths"]["/healthz"]["get"]

    assert schema["components"]["securitySchemes"]["AccessKey"]["scheme"] == "bearer"
    assert ask["security"] == [{}, {"AccessKey": []}]
    assert {"401", "403", "429"} <= set(ask["responses"])
    assert "Problem" in schema["components"]["schemas"]
    assert "security" not in health


def test_without_any_key_this_machine_needs_none(client: TestClient, keys: KeyStore, tmp_path):
    assert client.get("/v1/documents").status_code == 200
    assert not (tmp_path / FILE_NAME).exists()


def test_beyond_this_machine_a_key_is_needed_before_there_is_one():
    app = create_app(Settings(host="0.0.0.0", trusted_hosts=("testserver",)), FakeLibrary())
    with TestClient(app) as client:
        assert client.get("/v1/documents").status_code == 401
        assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("held", "opens", "closed"),
    [
        ("read", ["/v1/documents"], ["/", "/add"]),
        ("ask", ["/v1/documents", "/"], ["/add"]),
        ("ingest", ["/v1/documents"], ["/"]),
        ("admin", ["/v1/documents", "/"], []),
    ],
)
def test_a_scope_opens_what_it_is_for(client, keys, held, opens, closed):
    _, text = keys.create("one", [KeyScope(held)])

    assert {client.get(path, headers=bearer(text)).status_code for path in opens} == {200}
    assert {client.get(path, headers=bearer(text)).status_code for path in closed} <= {403}


def test_revoking_the_last_key_does_not_open_the_door(client, keys):
    key, text = keys.create("one", [KeyScope.ADMIN])
    assert client.get("/v1/documents", headers=bearer(text)).status_code == 200
    keys.revoke(key.id)

    assert client.get("/v1/documents", headers=bearer(text)).status_code == 401
    assert client.get("/v1/documents").status_code == 401


def test_a_key_ends_at_its_time(client, keys):
    over = datetime.datetime.now(datetime.UTC) - datetime.timedelta(seconds=1)
    _, text = keys.create("one", [KeyScope.ADMIN], expires=over)

    assert client.get("/v1/documents", headers=bearer(text)).status_code == 401


def test_an_address_that_no_line_names_is_open_to_admin_only(client, keys):
    _, ask = keys.create("one", [KeyScope.ASK])
    _, admin = keys.create("two", [KeyScope.ADMIN])

    assert client.get("/forgotten", headers=bearer(ask)).json()["hint"] == "Check the address."
    assert client.get("/forgotten", headers=bearer(admin)).status_code == 404
    assert client.get("/forgotten").status_code == 401


def test_a_key_is_not_taken_from_the_address(client, keys):
    _, text = keys.create("one", [KeyScope.ADMIN])

    assert client.get(f"/v1/documents?key={text}&access_token={text}").status_code == 401


def test_a_reader_of_feeds_may_send_the_key_as_a_password(client, keys):
    _, text = keys.create("feeds", [KeyScope.ASK])
    said = base64.b64encode(f"anybody:{text}".encode()).decode()

    assert client.get("/documents", headers={"Authorization": f"Basic {said}"}).status_code == 200
    assert 'Basic realm="Agreed"' in client.get("/feeds/search.atom?q=x").headers["WWW-Authenticate"]
    assert "Basic" not in client.get("/documents").headers["WWW-Authenticate"]


def test_the_rate_of_a_key_is_limited(client, keys):
    _, text = keys.create("slow", [KeyScope.READ], per_minute=2)
    _, other = keys.create("other", [KeyScope.READ])
    codes = [client.get("/v1/documents", headers=bearer(text)).status_code for _ in range(3)]
    refused = client.get("/v1/documents", headers=bearer(text))

    assert codes == [200, 200, 429]
    assert 1 <= int(refused.headers["Retry-After"]) <= 30
    assert refused.json()["type"] == "urn:agreed:problem:too-many-requests"
    assert client.get("/v1/documents", headers=bearer(other)).status_code == 200


def test_the_size_of_a_keys_requests_is_limited(client, keys):
    _, text = keys.create("small", [KeyScope.ASK], largest_body=1024)
    long = {"question": "What was agreed?", "history": ["x" * 2000]}

    assert client.post("/v1/ask", json=QUESTION, headers=bearer(text)).status_code == 200
    assert client.post("/v1/ask", json=long, headers=bearer(text)).status_code == 413


def test_a_file_of_keys_that_cannot_be_read_lets_nobody_in(client, tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"no database at all, " * 100)
    client.app.state.access = Access(KeyStore(tmp_path))

    refused = client.get("/v1/documents")
    assert refused.status_code == 503
    assert str(tmp_path) not in refused.text


class TestSession:
    """A browser gives the key once."""

    def signed_in(self, client: TestClient, text: str, wanted: str = "/documents"):
        return client.post("/sign-in", data={"key": f" {text} ", "next": wanted})

    def test_a_page_leads_to_the_sign_in_page_and_back(self, client, keys):
        _, text = keys.create("me", [KeyScope.ASK])
        sent = client.get("/documents?year=2021", headers={"Accept": "text/html"})
        assert (sent.status_code, sent.headers["location"]) == (
            303,
            "/sign-in?next=/documents%3Fyear%3D2021",
        )
        form = client.get(sent.headers["location"])
        assert 'value="/documents?year=2021"' in form.text
        assert 'action="/sign-out"' not in client.get("/sign-in").text

        back = self.signed_in(client, text, "/documents?year=2021")
        cookie = back.headers["set-cookie"]
        assert back.headers["location"] == "/documents?year=2021"
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert text not in cookie
        assert client.get("/documents").status_code == 200
        assert 'action="/sign-out"' in client.get("/sign-in").text

    @pytest.mark.parametrize(
        ("conversation", "page"),
        [
            ("", "/"),
            ("0123456789abcdef0123456789abcdef", "/c/0123456789abcdef0123456789abcdef"),
            ("//evil", "/"),
        ],
    )
    def test_a_question_is_kept_while_its_writer_signs_in(self, client, keys, conversation, page):
        keys.create("me", [KeyScope.ASK])
        form = {"question": "What was agreed & when?", "conversation": conversation}
        sent = client.post("/ask", data=form, headers={"Accept": "text/html"})
        assert sent.status_code == 303
        (wanted,) = parse_qs(urlsplit(sent.headers["location"]).query)["next"]
        assert (urlsplit(wanted).path, parse_qs(urlsplit(wanted).query)) == (
            page,
            {"question": [form["question"]]},
        )
        assert "“What was agreed &amp; when?”" in client.get(sent.headers["location"]).text

    @pytest.mark.parametrize(
        ("address", "form"),
        [("/ask", {"question": "long " * 3000}), ("/sign-out-of-elsewhere", {"question": "x"})],
    )
    def test_what_else_a_stranger_sends_is_not_read(self, client, keys, address, form):
        keys.create("me", [KeyScope.ASK])
        assert client.post(address, data=form, headers={"Accept": "text/html"}).status_code == 401

    def test_a_wrong_key_and_the_key_of_a_page_are_not_accepted(self, client, keys):
        _, of_page = keys.create("page", [KeyScope.ASK], origin=SITE)
        for text in ("agreed_nonsense", "", of_page):
            refused = self.signed_in(client, text)
            assert refused.status_code == 401
            assert "That key was not accepted" in refused.text
            assert "set-cookie" not in refused.headers
            assert not text or text not in refused.text

    @pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "/\n/x"])
    def test_it_leads_nowhere_else(self, client, keys, wanted):
        _, text = keys.create("me", [KeyScope.ASK])
        assert self.signed_in(client, text, wanted).headers["location"] == "/"

    def test_a_key_for_reading_leads_to_the_papers_where_it_does_not_open_what_was_wanted(self, client, keys):
        _, text = keys.create("me", [KeyScope.READ])
        assert self.signed_in(client, text, "/").headers["location"] == "/documents"
        assert self.signed_in(client, text, "/search?q=x").headers["location"] == "/search?q=x"

    def test_a_session_that_is_used_again_after_its_end_is_refused(self, client, keys):
        _, text = keys.create("me", [KeyScope.ASK])
        self.signed_in(client, text)
        copied = {"Cookie": f"agreed_session={client.cookies['agreed_session']}"}
        assert client.get("/documents", headers=copied).status_code == 200
        client.post("/sign-out")
        client.cookies.clear()

        assert client.get("/documents", headers=copied).status_code == 401

    def test_a_strange_cookie_beside_it_does_not_matter(self, client, keys):
        _, text = keys.create("me", [KeyScope.ASK])
        self.signed_in(client, text)
        cookies = f'a[b]=\\"; =x; agreed_session={client.cookies["agreed_session"]}; \u00e9=1'
        client.cookies.clear()
        assert client.get("/documents", headers={"Cookie": cookies.encode()}).status_code == 200

    def test_a_session_ends_with_its_key(self, client, keys):
        key, text = keys.create("me", [KeyScope.ASK])
        self.signed_in(client, text)
        keys.revoke(key.id)
        assert client.get("/documents").status_code == 401

    def test_another_sites_page_can_not_use_a_session(self, client, keys):
        _, text = keys.create("me", [KeyScope.ASK])
        self.signed_in(client, text)
        refused = client.post("/v1/ask", json=QUESTION, headers={"Sec-Fetch-Site": "cross-site"})
        assert refused.status_code == 403


class TestOrigin:
    """The key of a web page: everybody can read it there, so it is good from there only, and for little."""

    @pytest.fixture
    def text(self, keys) -> str:
        return keys.create("page", [KeyScope.ASK], origin=SITE)[1]

    def asked(self, client, text, origin=SITE, path="/v1/ask", **more):
        headers = {**bearer(text), "Sec-Fetch-Site": "cross-site", **({"Origin": origin} if origin else {})}
        body = {"query": "women"} if path == "/v1/search" else QUESTION
        return client.post(path, json=body, headers=headers, **more)

    @pytest.mark.parametrize("path", ["/v1/ask", "/v1/search"])
    def test_its_own_page_may_search_and_ask(self, client, text, path):
        answered = self.asked(client, text, path=path)
        assert answered.status_code == 200
        assert answered.headers["Access-Control-Allow-Origin"] == SITE
        assert "Origin" in answered.headers["Vary"]

    @pytest.mark.parametrize("origin", ["https://evil.example", "http://www.example.org", "null", None])
    def test_any_other_origin_is_refused(self, client, text, origin):
        refused = self.asked(client, text, origin=origin)
        assert (refused.status_code, refused.json()["type"]) == (403, "urn:agreed:problem:wrong-origin")
        assert "Access-Control-Allow-Origin" not in refused.headers

    def test_it_opens_nothing_else(self, client, text):
        for path in ("/v1/documents", "/documents", "/openapi.json", "/"):
            assert client.get(path, headers={**bearer(text), "Origin": SITE}).status_code == 403

    def test_it_is_good_for_reading_only(self, keys):
        with pytest.raises(Exception, match="can be read by everybody"):
            keys.create("page", [KeyScope.INGEST], origin=SITE)

    def test_a_revoked_one_is_refused(self, client, keys, text):
        keys.revoke(keys.every()[0].id)
        assert self.asked(client, text).status_code == 401

    def test_a_browser_that_asks_beforehand_is_told(self, client, keys, text):
        def preflight(origin: str, path: str = "/v1/ask"):
            headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
            return client.options(path, headers=headers)

        told = preflight(SITE)
        assert (told.status_code, told.headers["Access-Control-Allow-Origin"]) == (204, SITE)
        assert "Access-Control-Allow-Credentials" not in told.headers
        assert preflight("https://evil.example").status_code == 403
        assert preflight(SITE, "/add").status_code == 403


def test_no_secret_is_in_the_log_or_the_file(client, keys, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    _, text = keys.create("one", [KeyScope.ASK])
    client.get("/v1/documents", headers=bearer(text))
    client.get("/v1/documents", headers=bearer(text[:-1] + "!"))
    client.post("/sign-in", data={"key": text, "next": "/"})
    client.get("/add", headers=bearer(text))
    secret = text.rpartition("_")[2] if text.count("_") == 2 else text.split("_", 2)[2]
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())

    assert secret not in caplog.text
    assert client.cookies["agreed_session"] not in caplog.text
    assert secret.encode() not in kept
    assert client.cookies["agreed_session"].encode() not in kept
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o077 == 0


def test_the_last_use_is_remembered(client, keys):
    _, text = keys.create("one", [KeyScope.READ])
    assert keys.every()[0].last_used is None
    client.get("/v1/documents", headers=bearer(text))
    assert keys.every()[0].last_used is not None
