"""An officer looks through what was decided, and through the actions of a tracker."""

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import violations

LISTS = (
    "decisions",
    "resolutions",
    "recommendations",
    "actions",
    "measures",
    "meetings",
    "acronyms",
    "inconsistencies",
)


def test_actions_are_narrowed_to_those_that_are_amber_and_one_is_opened(plain_page: Page):
    # Given the list of actions
    plain_page.goto("/")
    plain_page.get_by_role("link", name="Actions", exact=True).click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Actions")
    expect(plain_page.get_by_role("figure", name="Ratings by theme")).to_be_visible()
    # When an officer asks for the amber ones, by keyboard
    rating = plain_page.get_by_label("Rating")
    rating.select_option(value="amber")
    rating.press("Tab")
    plain_page.get_by_label("Order").press("Tab")
    show = plain_page.get_by_role("button", name="Show")
    expect(show).to_be_focused()
    show.press("Enter")
    # Then each row is amber, and says so in words
    expect(plain_page).to_have_url(re.compile("rating=amber"))
    tags = plain_page.locator("td[data-column=Rating] .tag").all_inner_texts()
    assert tags
    assert set(tags) == {"Amber"}
    # And its link opens the page with the words marked
    words = plain_page.locator("td[data-column=Action]").first.inner_text()
    plain_page.locator("td[data-column=Source] a").first.click()
    expect(plain_page.locator("#mark")).to_be_in_viewport()
    marked = " ".join(plain_page.locator(".sheet mark").all_inner_texts())
    assert words.split("\n")[0].split()[0] in marked


def test_a_paper_leads_to_what_it_decided(page: Page):
    # Given the list of decisions, over time
    page.goto("/decisions")
    expect(page.get_by_role("img", name="Decisions over time")).to_be_visible()
    every = page.locator("td[data-column=Decision]").count()
    # When an officer opens the paper of the first, and follows its count of decisions
    page.locator("td[data-column=Source] a").first.click()
    page.locator(".crumb a, .page-aside a").filter(has_not_text="Papers").first.click()
    page.get_by_role("link", name="1 decision", exact=True).click()
    # Then that paper's decision is listed alone
    expect(page.get_by_text(f"1 of {every} decisions: paper")).to_be_visible()
    expect(page.locator("td[data-column=Decision]")).to_have_count(1)


def test_a_list_is_downloaded_as_it_was_narrowed(page: Page):
    page.goto("/actions?rating=amber")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download as CSV").click()
    download = started.value
    assert download.suggested_filename == "actions.csv"
    rows = list(csv.DictReader(io.StringIO(download.path().read_text(encoding="utf-8-sig"))))
    assert rows
    assert {row["rating"] for row in rows} == {"amber"}
    # And a link of it leads back to the words
    page.goto(rows[0]["link"])
    expect(page.locator(".sheet mark").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_over_the_side_of_a_phone(page: Page, scheme):
    page.emulate_media(color_scheme=scheme)
    for width in (320, 390, 820):
        page.set_viewport_size({"width": width, "height": 844})
        for name in LISTS:
            page.goto(f"/{name}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_lists_and_a_paper_are_clean_by_axe_on_a_phone(page: Page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    for address in (*(f"/{name}" for name in LISTS), "/documents", "/timeline?about=women"):
        page.goto(address)
        assert violations(page) == [], address
    page.goto("/documents")
    page.locator(".paper-title").first.click()
    expect(page.locator(".facts-list")).to_be_visible()
    assert violations(page) == []
