"""An officer asks, opens three sources, and sees the very words marked, as the page's geometry tells."""

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.marked_words import is_said, letters_of, marked, quoted

QUESTION = "what was agreed on women offenders"
PHONE = {"width": 390, "height": 844}


def ask(page: Page) -> None:
    page.goto("/")
    page.get_by_role("textbox", name=re.compile("question", re.IGNORECASE)).first.fill(QUESTION)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".turn .claim .cite").first).to_be_visible()


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, PHONE], ids=["desk", "phone"])
def test_three_sources_open_beside_the_answer_with_the_very_words_marked(
    page: Page, tmp_path: Path, viewport: dict[str, int]
) -> None:
    page.set_viewport_size(viewport)  # type: ignore[arg-type]
    ask(page)
    cards = page.locator(".turn .source[id]")
    links = page.locator(".turn .cite")
    for index in range(3):
        link = links.nth(index)
        card = page.locator(f"[id='{(link.get_attribute('href') or '').removeprefix('#')}']")
        link.click()
        expect(page.locator("#source-panel:not([aria-busy])")).to_be_visible()
        expect(page.locator("#panel-title")).to_be_focused()
        expect(card).to_have_class(re.compile("is-current"))
        assert is_said(quoted(card), marked(page, "#source-panel", tmp_path))
        expect(page.locator("#source-panel .leaf-mark").first).to_be_in_viewport()
    panel, answer = page.locator("#source-panel").bounding_box(), page.locator(".answer").first.bounding_box()
    assert panel is not None
    assert answer is not None
    if viewport is PHONE:
        assert panel["y"] >= answer["y"] + answer["height"]
    else:
        assert panel["x"] >= answer["x"] + answer["width"]
    assert cards.count() >= 3


def test_escape_and_back_close_the_panel_and_give_the_focus_back(page: Page) -> None:
    ask(page)
    link = page.locator(".turn .cite").first
    address = page.url
    for leave in (
        lambda: page.keyboard.press("Escape"),
        page.go_back,
        lambda: page.locator("[data-close]").click(),
    ):
        link.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#panel-title")).to_be_focused()
        leave()
        expect(page.locator("#source-panel")).to_have_count(0)
        expect(link).to_be_focused()
        assert page.url == address
    expect(page.locator("body")).not_to_have_class(re.compile("has-source"))


def test_the_panel_turns_pages_and_opens_as_a_page(page: Page) -> None:
    ask(page)
    page.locator(".turn .cite").first.click()
    title = page.locator("#panel-title")
    expect(title).to_have_text(re.compile("page 2 of"))
    page.locator("#source-panel [rel=next]").click()
    expect(title).to_have_text(re.compile("page 3 of"))
    page.locator("#source-panel [rel=prev]").click()
    expect(title).to_have_text(re.compile("page 2 of"))
    page.locator("#source-panel [data-whole]").click()
    expect(page).to_have_url(re.compile(r"/documents/\w+/pages/2"))
    page.go_back()
    expect(page.locator(".turn .claim").first).to_be_visible()


def test_without_javascript_the_page_opens_by_itself_with_the_very_words_marked(
    plain_page: Page, tmp_path: Path
) -> None:
    ask(plain_page)
    answer = plain_page.url
    for index in range(3):
        card = plain_page.locator(".turn .source[id]").nth(index)
        words = quoted(card)
        card.locator("a[data-source]").click()
        expect(plain_page).to_have_url(re.compile(r"/documents/[^/]+/pages/\d+\?passage=.+#mark$"))
        assert is_said(words, marked(plain_page, "main", tmp_path))
        expect(plain_page.locator(".leaf-mark").first).to_be_in_viewport()
        assert is_said(words, letters_of("".join(plain_page.locator(".sheet mark").all_inner_texts())))
        plain_page.goto(answer)


def test_a_scanned_page_has_its_words_marked(page: Page, address: str) -> None:
    # The last page of this paper is a picture: its words were read by OCR, and their places kept.
    papers = httpx.get(f"{address}/v1/documents").json()["documents"]
    scan = next(paper for paper in papers if any("OCR" in note for note in paper["notes"]))
    found = httpx.post(
        f"{address}/v1/search",
        json={"query": "signature declaration officer", "k": 50, "filters": {"documents": [scan["id"]]}},
    ).json()["hits"]
    hit = next(hit for hit in found if hit["confidence"] is not None)
    boxes = httpx.get(f"{address}/v1/passages/{hit['passage_id']}/boxes").json()
    assert boxes["exact"]
    page.goto(f"/documents/{scan['id']}/pages/{hit['page_start']}?passage={hit['passage_id']}")
    expect(page.locator(".leaf-mark")).to_have_count(len(boxes["boxes"]))
    expect(page.locator(".inset").first).to_contain_text("read by OCR")


def test_the_page_is_whole_in_the_dark_on_paper_and_at_four_times_the_size(
    browser: Browser, page: Page, address: str
) -> None:
    ask(page)
    href = page.locator(".source a[data-source]").first.get_attribute("href")
    small = browser.new_context(base_url=address, viewport={"width": 320, "height": 256}, color_scheme="dark")
    shown = small.new_page()
    shown.goto(href or "")
    assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shown.emulate_media(media="print")
    expect(shown.locator(".leaf-mark").first).to_be_visible()
    expect(shown.locator(".leaf-pager")).to_be_hidden()
    small.close()
