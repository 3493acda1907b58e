"""<agreed-search> on a page of another origin, in a real Chromium."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from service.access_scopes import KeyScope
from tests.e2e.axe import violations
from tests.e2e.other_site import Site, site_in
from tests.service.fake_library import APPROVED, HOSTILE


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_in(tmp_path) as site:
        yield site


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{site.page}/demo.html")
    yield page
    context.close()


def test_a_question_is_asked_by_keyboard_and_answered_with_quotes_and_their_pages(page: Page, site: Site):
    widget = page.locator("agreed-search").first
    page.keyboard.press("Tab")
    expect(widget.get_by_role("searchbox", name="Ask the papers")).to_be_focused()
    page.keyboard.type("What was agreed?")
    page.keyboard.press("Enter")

    expect(widget.get_by_role("status")).to_have_text("The recommendations were approved on 19 May 2021.")
    first = widget.get_by_role("listitem").first
    expect(first.locator("blockquote")).to_have_text(APPROVED)
    expect(first).to_contain_text("Agreed")
    expect(first).to_contain_text("19 May 2021, page 1")
    # The next stops are the button and the source.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    link = first.get_by_role("link")
    expect(link).to_be_focused()
    address = link.get_attribute("href") or ""
    assert address.startswith(f"{site.agreed}/documents/")
    _, reader = site.keys.create("reader", [KeyScope.READ])
    opened = httpx.get(address.partition("#")[0], headers={"Authorization": f"Bearer {reader}"})
    assert (opened.status_code, 'id="mark"' in opened.text) == (200, True)


def test_passages_are_searched_and_hostile_words_stay_words(page: Page):
    alerts: list[str] = []
    page.on("dialog", lambda dialog: alerts.append(dialog.message))
    widget = page.locator("agreed-search").nth(1)
    widget.get_by_role("searchbox", name="Search the papers").fill("women")
    widget.get_by_role("button", name="Search").click()

    expect(widget.get_by_role("status")).to_have_text("4 passages found.")
    expect(widget.get_by_role("listitem")).to_have_count(4)
    expect(widget).to_contain_text(HOSTILE)
    assert alerts == []


def test_what_is_not_found_shows_the_nearest_passages(page: Page):
    widget = page.locator("agreed-search").first
    widget.get_by_role("searchbox", name="Ask the papers").fill("Who owns the moon?")
    widget.get_by_role("button", name="Ask").click()

    expect(widget.get_by_role("status")).to_contain_text("The nearest passages are shown instead.")
    expect(widget.get_by_role("listitem")).to_have_count(2)


def test_nothing_typed_is_told_and_the_field_has_the_focus(page: Page):
    widget = page.locator("agreed-search").first
    widget.get_by_role("button", name="Ask").click()
    expect(widget.get_by_role("status")).to_have_text("Type a question or a few words first.")
    expect(widget.get_by_role("searchbox", name="Ask the papers")).to_be_focused()


def test_a_copy_of_the_page_on_another_origin_gets_nothing(page: Page, site: Site):
    page.goto(f"{site.copy}/demo.html")
    widget = page.locator("agreed-search").first
    widget.get_by_role("searchbox", name="Ask the papers").fill("What was agreed?")
    widget.get_by_role("button", name="Ask").click()

    expect(widget.get_by_role("status")).to_contain_text("cannot be reached")
    expect(widget.get_by_role("listitem")).to_have_count(0)


def test_a_revoked_token_gets_nothing(page: Page, site: Site):
    site.keys.revoke(site.token_id)
    widget = page.locator("agreed-search").first
    widget.get_by_role("searchbox", name="Ask the papers").fill("What was agreed?")
    widget.get_by_role("button", name="Ask").click()

    expect(widget.get_by_role("status")).to_contain_text("cannot be reached")


def test_the_page_sets_its_colours_and_is_told_of_answers(page: Page):
    button = page.locator("agreed-search").first.get_by_role("button")
    assert button.evaluate("b => getComputedStyle(b).backgroundColor") == "rgb(122, 32, 72)"
    page.evaluate("addEventListener('agreed-answer', e => { window.told = e.detail.status })")
    widget = page.locator("agreed-search").first
    widget.get_by_role("searchbox", name="Ask the papers").fill("What was agreed?")
    button.click()
    expect(widget.get_by_role("listitem").first).to_be_visible()
    assert page.evaluate("window.told") == "answered"


def test_accessible_and_whole_on_a_telephone(page: Page):
    page.set_viewport_size({"width": 390, "height": 800})
    for place, name in enumerate(("Ask the papers", "Search the papers")):
        widget = page.locator("agreed-search").nth(place)
        widget.get_by_role("searchbox", name=name).fill("women")
        page.keyboard.press("Enter")
        expect(widget.get_by_role("listitem").first).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
