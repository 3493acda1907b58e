"""An officer looks at what was read, and how."""

import pytest
from playwright.sync_api import Page, expect


def test_what_was_read_is_found_chosen_and_opened_without_javascript(plain_page: Page):
    # Given the list of papers
    plain_page.goto("/documents")
    # When an officer follows the link, and asks for the papers that were read as text
    plain_page.get_by_role("link", name="What was read, and what failed").click()
    expect(plain_page.get_by_role("heading", name="What was read", exact=True)).to_be_visible()
    expect(plain_page.get_by_role("img", name="How the pages were read")).to_be_visible()
    plain_page.get_by_label("How it was read").select_option("Text")
    plain_page.get_by_role("button", name="Show").click()
    # Then each is listed with the way it was read, and leads to the paper
    rows = plain_page.get_by_role("row")
    expect(rows.nth(1)).to_contain_text("Text")
    title = rows.nth(1).get_by_role("link").inner_text()
    rows.nth(1).get_by_role("link").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text(title)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_over_the_side_of_a_phone(page: Page, scheme):
    page.emulate_media(color_scheme=scheme)
    for width in (320, 390, 820):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto("/reading")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
