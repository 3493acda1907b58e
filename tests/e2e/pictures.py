"""Pictures of twelve states at the widths of a desk and of a phone, to be looked at.

    python -m tests.e2e.pictures ADDRESS FOLDER

ADDRESS is a server over the sample papers; the states that these do not show come from the stage.
"""

import argparse
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.conftest import FLAGS
from tests.e2e.stage import ManyPapers, StagedLibrary, served

WIDTHS = ((1280, 900), (390, 844))
QUESTION = "What was agreed on women offenders?"


class State(NamedTuple):
    """A state: what it is called, where it begins, and what leads to it."""

    name: str
    address: str
    do: Callable[[Page], None] = lambda page: None
    dark: bool = False


def ask(question: str) -> Callable[[Page], None]:
    """Return what asks a question, and waits until its answer is whole."""

    def do(page: Page) -> None:
        page.get_by_role("textbox", name="question").fill(question)
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.locator(".turn .feedback").last).to_be_visible()

    return do


def _source(page: Page) -> None:
    ask(QUESTION)(page)
    page.locator(".cite").first.click()
    expect(page.locator("#source-panel:not([aria-busy]) .leaf-picture")).to_have_js_property("complete", True)


def _timeline(page: Page) -> None:
    ask(QUESTION)(page)
    page.get_by_role("link", name="See this on a timeline").click()
    expect(page.locator(".timeline-table")).to_be_visible()


def states(papers: str, staged: str, crowded: str, filling: str) -> Iterator[State]:
    """Yield the twelve states, with the servers that show them."""
    yield State("01-start", papers)
    yield State("02-answer", papers, ask(QUESTION))
    yield State("03-answer-dark", papers, ask("Which diversion actions are still amber?"), dark=True)
    yield State("04-source", papers, _source)
    yield State("05-not-found", papers, ask("Who walked on the moon first?"))
    yield State("06-papers", f"{papers}/documents")
    yield State("07-search", f"{papers}/search?q=women")
    yield State("08-actions", f"{papers}/actions")
    yield State("09-timeline", papers, _timeline)
    yield State("10-being-filled", filling)
    yield State("11-right-to-left", staged, ask("arabic"))
    yield State("12-400-papers", f"{crowded}/documents", dark=True)


def take(browser: Browser, state: State, folder: Path) -> None:
    """Write the pictures of one state, one a width."""
    for width, height in WIDTHS:
        scheme = "dark" if state.dark else "light"
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
        page.set_default_timeout(60_000)
        page.goto(state.address)
        state.do(page)
        # A panel beside the answer has the height of the window.
        page.screenshot(path=folder / f"{state.name}-{width}.png", full_page="source" not in state.name)
        page.close()


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=60_000)
    with ExitStack() as stack:
        store = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(patch("service.web.reading_now.is_held", lambda folder: True))
        servers = (
            stack.enter_context(served(StagedLibrary())),
            stack.enter_context(served(ManyPapers())),
            stack.enter_context(served(StagedLibrary(empty=True), folder=store)),
        )
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        for state in states(asked.address, *servers):
            take(browser, state, asked.folder)
        browser.close()


if __name__ == "__main__":
    main()
