"""Style sheets and scripts have addresses that change with them, and are then kept by the browser."""

from fastapi.testclient import TestClient

from service.web.assets import FINGERPRINT, asset, fingerprint_of


def test_the_fingerprint_depends_on_names_and_bytes_alone(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.css").write_bytes(b"a")
    first = fingerprint_of(tmp_path)
    assert first == fingerprint_of(tmp_path)
    assert len(first) == 12
    (tmp_path / "deep" / "a.css").write_bytes(b"b")
    second = fingerprint_of(tmp_path)
    (tmp_path / "deep" / "a.css").rename(tmp_path / "a.css")
    assert len({first, second, fingerprint_of(tmp_path)}) == 3


def test_a_file_under_its_fingerprint_is_kept_and_under_its_name_alone_asked_for_again(client: TestClient):
    assert "immutable" in client.get(asset("ask.js")).headers["Cache-Control"]
    assert client.get("/static/ask.js").headers["Cache-Control"] == "no-cache"


def test_a_page_of_the_version_before_still_has_its_looks(client: TestClient):
    old = client.get("/static/0123456789ab/agreed.css")
    assert old.status_code == 200
    assert old.headers["Cache-Control"] == "no-cache"


def test_nothing_else_is_found(client: TestClient):
    for name in ("", "../app.py", f"{FINGERPRINT}/none.css", "x/agreed.css"):
        assert client.get(f"/static/{name}").status_code == 404


def test_what_is_text_is_sent_compressed_and_a_stream_is_not(client: TestClient):
    sheet = client.get(asset("agreed.css"), headers={"Accept-Encoding": "gzip"})
    assert sheet.headers["Content-Encoding"] == "gzip"
    streamed = client.post(
        "/ask",
        data={"question": "What was agreed?"},
        headers={"Accept": "text/event-stream", "Accept-Encoding": "gzip"},
    )
    assert "Content-Encoding" not in streamed.headers
