"""Papers are added on the page: chosen or dropped, followed until they are read, and asked about."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.axe import violations
from tests.e2e.conftest import ROOT
from tests.support.papers import pdf_paper, text_paper

SECONDS = 60_000
AGREED = [sys.executable, "-m", "tests.support.agreed_with_stand_ins"]


@pytest.fixture(scope="module")
def own_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own, with one paper: what is added must not be met by other tests."""
    folder = tmp_path_factory.mktemp("add")
    text_paper(folder / "papers", "first.txt", "Report on bridges\n\nThe bridge at Fenmouth was painted.\n")
    options = ["--data", str(folder / "data")]
    quiet = {**os.environ, "AGREED_OCR": "off"}
    subprocess.run([*AGREED, "ingest", str(folder / "papers"), *options], cwd=ROOT, env=quiet, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([*AGREED, "serve", "--port", str(port), *options], cwd=ROOT, env=quiet)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def _wait(address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    pytest.fail("The server was not ready.")


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    """Three files: a paper, one that is damaged, and one that is no paper."""
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 cut short")
    program = tmp_path / "program.exe"
    program.write_bytes(b"MZ")
    return [
        pdf_paper(tmp_path, f"{tmp_path.name}.pdf", (f"The panel agreed {tmp_path.name}.",)),
        broken,
        program,
    ]


def opened(browser: Browser, address: str, *, javascript: bool) -> Page:
    page = browser.new_context(base_url=address, java_script_enabled=javascript).new_page()
    page.set_default_timeout(SECONDS)
    page.goto("/documents")
    page.get_by_role("link", name="Add papers").click()
    return page


@pytest.fixture
def page(browser: Browser, own_address: str) -> Iterator[Page]:
    page = opened(browser, own_address, javascript=True)
    yield page
    page.context.close()


@pytest.fixture
def plain_page(browser: Browser, own_address: str) -> Iterator[Page]:
    page = opened(browser, own_address, javascript=False)
    yield page
    page.context.close()


def tags(page: Page) -> list[str]:
    return page.locator(".added .tag").all_inner_texts()


def test_papers_that_are_chosen_are_followed_until_they_are_read_and_can_be_asked_about(
    page: Page, papers: list[Path]
):
    # When three files are chosen
    page.set_input_files("#papers", papers)
    # Then what became of each is told, and why
    live = page.locator("#added-live")
    expect(live).to_have_text("All done: 1 paper can be asked about. 2 files were not read.", timeout=SECONDS)
    assert tags(page) == ["Read", "Refused", "Refused"]
    expect(page.get_by_text("program.exe is no paper that can be read.")).to_be_visible()
    assert violations(page) == []
    # And the paper can be asked about at once
    page.get_by_label("Ask the papers").fill(f"What was agreed on {papers[0].stem}?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".turn")).to_contain_text(papers[0].stem)


def test_papers_may_be_dropped_anywhere(page: Page, tmp_path: Path):
    name = f"dropped {tmp_path.name}.txt"
    dropped = page.evaluate_handle(
        "([name, words]) => { const data = new DataTransfer();"
        " data.items.add(new File([words], name, { type: 'text/plain' })); return data; }",
        [name, f"Minutes\n\nThe panel noted {tmp_path.name}.\n"],
    )
    expect(page.get_by_text("Or drop them anywhere")).to_be_visible()  # the script runs
    page.dispatch_event("footer", "dragover", {"dataTransfer": dropped})
    expect(page.locator("#drop")).to_have_class(re.compile("is-over"))
    page.dispatch_event("footer", "drop", {"dataTransfer": dropped})

    expect(page.get_by_role("rowheader", name=name)).to_be_visible()
    expect(page.locator("#added-live")).to_have_text("All done: 1 paper can be asked about.", timeout=SECONDS)


def test_without_javascript_the_page_says_the_same_when_it_is_looked_at_again(
    plain_page: Page, papers: list[Path]
):
    plain_page.set_input_files("#papers", papers)
    plain_page.get_by_role("button", name="Add these papers").click()
    expect(plain_page).to_have_url(re.compile(r"/add/[\w-]+#files$"))
    again = plain_page.get_by_role("link", name="Look again")
    while again.count():
        again.click()
    expect(plain_page.locator("#added-live")).to_contain_text("All done")
    assert tags(plain_page) == ["Read", "Refused", "Refused"]
    expect(plain_page.get_by_label("Ask the papers")).to_be_visible()
