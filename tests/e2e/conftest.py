"""A real Chromium and a real server over the sample papers.

``AGREED_E2E_ADDRESS`` names a server that already runs; otherwise one is started on a free port.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = ("--no-sandbox", "--disable-quic", "--disable-background-networking")
SECONDS_TO_START = 120
# A busy machine answers late: that is no fault of what is tested here.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def drives_a_browser(item: pytest.Item) -> bool:
        return Path(__file__).parent in item.path.parents

    for item in filter(drives_a_browser, items):
        item.add_marker(pytest.mark.e2e)
    # Last: while the browser is open its own event loop runs, and no other can.
    items.sort(key=drives_a_browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        reason = "No Chromium on this machine: install the package 'chromium'."
        if os.environ.get("AGREED_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a server over the sample papers answers."""
    if running := os.environ.get("AGREED_E2E_ADDRESS"):
        yield running.rstrip("/")
        return
    data = tmp_path_factory.mktemp("agreed") / "data"
    agreed = [sys.executable, "-m", "service.cli"]
    subprocess.run([*agreed, "ingest", str(ROOT / "corpus"), "--data", str(data)], cwd=ROOT, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([*agreed, "serve", "--port", str(port), "--data", str(data)], cwd=ROOT)
    try:
        _wait_until_ready(server, f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    yield from _page(browser, address, javascript=True)


@pytest.fixture
def plain_page(browser: Browser, address: str) -> Iterator[Page]:
    """A page of a browser that runs no JavaScript."""
    yield from _page(browser, address, javascript=False)


def _page(browser: Browser, address: str, *, javascript: bool) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(
        base_url=address, java_script_enabled=javascript, viewport={"width": 1280, "height": 900}
    )
    elsewhere: list[str] = []
    complaints: list[str] = []
    context.on("request", lambda sent: None if sent.url.startswith(address) else elsewhere.append(sent.url))
    context.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda thrown: complaints.append(str(thrown.error)))
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()
    assert elsewhere == [], "nothing may be fetched from elsewhere"
    assert complaints == [], "the browser complained"


def _wait_until_ready(server: "subprocess.Popen[bytes]", address: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            pytest.fail(f"The server ended with exit code {server.returncode}.")
        try:
            if httpx.get(f"{address}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    pytest.fail(f"The server was not ready within {SECONDS_TO_START} seconds.")
