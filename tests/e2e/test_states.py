"""Every state of the chat in a real browser: whole on a phone, clean by axe, nothing of a paper ever run.

``AGREED_SCREENSHOTS`` names a folder that the pictures of the states are put into, to be looked at.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.axe import violations
from tests.e2e.stage import HeldUpAdding, LostStore, ManyPapers, StagedLibrary, served
from tests.service.fake_library import DECISION, PLAN

ASKED = {
    "answered": "What was agreed?",
    "not-found": "Who walked on the moon first?",
    "refused": "refused",
    "failed": "failed",
    "long": "a long answer",
    "forty-words": "titled",
    "right-to-left": "arabic",
    "hostile": "hostile",
    "controls": "controls",
    "unbroken": "unbroken",
}
PROBLEMS = {"empty-question": " ", "busy": "busy", "fault": "crash"}
PAGES = {
    "start": "/",
    "hostile-paper": f"/documents/{PLAN}",
    "hostile-page": f"/documents/{PLAN}/pages/1?passage=d2-row",
    "page": f"/documents/{DECISION}/pages/2",
    "unknown": "/nothing",
    "forgotten": "/c/abcdefghijk",
    "conversations": "/conversations",
    "search": "/search?q=women",
    "what-was-read": "/reading",
}
SIZES = {"desk": (1280, 900), "phone": (390, 844), "zoomed": (320, 256)}  # 320 wide is 1280 at 400 %


@pytest.fixture(scope="module")
def staged() -> Iterator[str]:
    with served(StagedLibrary()) as address:
        yield address


@pytest.fixture(scope="module")
def crowded() -> Iterator[str]:
    with served(ManyPapers()) as address:
        yield address


@pytest.fixture(params=["desk", "phone"])
def stage(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a desk's or a phone's size on which a script of a paper would be noticed."""
    width, height = SIZES[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="light" if request.param == "desk" else "dark",
    )
    page = context.new_page()
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: ran.append(str(error)))
    page.on("console", lambda said: ran.append(said.text) if "Content Security" in said.text else None)
    yield page
    context.close()
    assert ran == [], "a script of a paper ran, or one of ours failed"


def expect_whole(page: Page, name: str) -> None:
    """Nothing runs over the side, axe finds nothing, and a picture is kept where one is wanted."""
    width = page.viewport_size["width"]  # type: ignore[index]
    if folder := os.environ.get("AGREED_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox", name="question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()


@pytest.mark.parametrize("state", ASKED)
def test_an_answer_in_each_state(stage: Page, staged: str, state: str):
    stage.goto(staged)
    ask(stage, ASKED[state])
    expect(stage.locator(".turn")).to_have_count(1)
    expect_whole(stage, state)


@pytest.mark.parametrize("state", PROBLEMS)
def test_a_problem_is_told_and_the_question_kept(stage: Page, staged: str, state: str):
    stage.goto(staged)
    ask(stage, PROBLEMS[state])
    expect(stage.get_by_role("alert").filter(has=stage.get_by_role("heading"))).to_be_focused()
    expect(stage.get_by_role("textbox", name="question")).to_have_value(PROBLEMS[state])
    expect_whole(stage, state)


@pytest.mark.parametrize("state", PAGES)
def test_each_page(stage: Page, staged: str, state: str):
    stage.goto(staged + PAGES[state])
    expect(stage.get_by_role("heading", level=1)).to_be_visible()
    expect_whole(stage, state)


def test_a_question_that_gets_no_answer_is_kept_and_the_reason_told(stage: Page, staged: str):
    stage.goto(staged)
    stage.context.set_offline(True)
    ask(stage, "What was agreed?")
    expect(stage.locator("#lost")).to_contain_text("not connected")
    expect(stage.get_by_role("textbox", name="question")).to_have_value("What was agreed?")
    expect_whole(stage, "offline")


def test_papers_that_are_being_read_say_how_far_they_are(stage: Page):
    with served(StagedLibrary(), adding=HeldUpAdding()) as address:
        stage.goto(f"{address}/add/0123456789abcdef")
        expect(stage.get_by_role("progressbar", name="2 of 4 files done")).to_be_visible()
        row = stage.get_by_role("row", name="Agenda and reports.pdf")
        expect(row).to_contain_text("Page 12 is being read by OCR.")
        expect(row.get_by_role("progressbar", name="11 of 40 scanned pages read")).to_be_visible()
        # What changes with every page is not read out; what can be asked by now is.
        expect(stage.locator("#added-live")).to_contain_text("The first can be asked about by now")
        assert stage.locator("[role=status] progress, [aria-live] progress").count() == 0
        expect_whole(stage, "being-added")


def test_a_row_that_says_the_same_keeps_the_focus(stage: Page):
    with served(StagedLibrary(), adding=HeldUpAdding()) as address:
        stage.goto(f"{address}/add/0123456789abcdef")
        link = stage.locator(".added a").first
        link.focus()
        with stage.expect_response("**/files"):
            pass
        stage.wait_for_timeout(200)
        expect(link).to_be_focused()


def test_an_empty_library(stage: Page):
    with served(StagedLibrary(empty=True)) as address:
        stage.goto(address)
        expect(stage.get_by_role("heading", level=1)).to_have_text("No papers yet")
        expect_whole(stage, "empty")


def test_an_empty_library_that_is_being_filled(stage: Page, monkeypatch, tmp_path):
    monkeypatch.setattr("service.web.reading_now.is_held", lambda folder: True)
    library = StagedLibrary(empty=True)
    with served(library, folder=tmp_path) as address:
        stage.goto(address)
        expect(stage.locator("#reading-now")).to_contain_text("Papers are being read now.")
        expect(stage.get_by_role("link", name="Look again")).to_be_visible()
        expect_whole(stage, "being-filled")
        # As soon as the first paper is in, the field is there, and the rest is told beside it.
        library.empty = False
        library.revisions += 1
        ask(stage, "What was agreed?")
        expect(stage.locator(".turn .claim").first).to_be_visible()


def test_a_library_that_grows_says_how_far_it_is(stage: Page, monkeypatch, tmp_path):
    reading = {"now": True}
    monkeypatch.setattr("service.web.reading_now.is_held", lambda folder: reading["now"])
    with served(StagedLibrary(), folder=tmp_path) as address:
        stage.goto(address)
        expect(stage.locator("#reading-now")).to_have_text(
            "Papers are being added. 2 can be asked about by now."
        )
        expect_whole(stage, "growing")
        reading["now"] = False
        expect(stage.locator("#reading-now")).to_have_text("All papers are read. 2 can be asked about.")


def test_a_store_that_something_else_holds(stage: Page):
    with served(LostStore()) as address:
        stage.goto(address)
        expect(stage.get_by_text("Papers are being read.")).to_be_visible()
        expect_whole(stage, "store-busy")


@pytest.mark.parametrize(("name", "path"), [("many", "/"), ("many-papers", "/documents")])
def test_four_hundred_papers_one_with_a_title_of_forty_words(stage: Page, crowded: str, name: str, path: str):
    stage.goto(crowded + path)
    expect_whole(stage, name)


def test_at_four_times_the_size_nothing_is_lost_or_scrolls_sideways(browser: Browser, staged: str):
    width, height = SIZES["zoomed"]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(staged)
    ask(page, "What was agreed?")
    expect(page.locator(".turn")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.get_by_role("textbox", name="question")).to_be_visible()
    page.context.close()
