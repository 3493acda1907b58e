"""An officer's morning, from the first question to the file for the briefing, in one sitting."""

import io
import re
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from playwright.sync_api import Page, expect

from tests.e2e.marked_words import is_said, marked, quoted

QUESTION = "What was agreed on women offenders?"
FOLLOW_UP = "How much was awarded for it?"
NAME = "Women offenders: for the June panel"
SIZES = pytest.mark.parametrize("size", [(1280, 900), (390, 844)], ids=["desk", "phone"])


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox", name=re.compile("question", re.IGNORECASE)).fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()


def expect_answered(page: Page, turns: int) -> None:
    """Wait until the last of so many turns is whole."""
    expect(page.locator(".turn .feedback")).to_have_count(turns)
    expect(page.locator(".turn .claim .cite").first).to_be_visible()


def limit_to(page: Page, area: str) -> None:
    if not page.get_by_label("Area").is_visible():
        page.get_by_text("Where to look", exact=True).click()
    page.get_by_label("Area").select_option(area)


def check_word_file(page: Page, *said: str) -> None:
    """Take the Word file, and find in it each of the words ``said``, and a footnote for each claim."""
    with page.expect_download() as started:
        page.get_by_role("button", name="Word file").click()
    word = docx.Document(io.BytesIO(started.value.path().read_bytes()))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    for words in said:
        assert words in text
    notes = word.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    assert notes.blob.count(b"<w:footnoteRef/>") >= 3
    assert all("/p/" in link.target_ref for link in notes.rels.values())


def rename_and_reopen(page: Page, name: str, turns: int) -> None:
    """Name the conversation in the list, and open it by the link that is given there."""
    page.get_by_role("link", name="Your earlier conversations").click()
    listed = page.locator(".conversation").first
    listed.locator("summary").click()
    listed.get_by_label("Name", exact=True).fill(name)
    listed.get_by_role("button", name="Save the name").click()
    expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    page.locator(".conversation summary").first.click()
    link = page.locator(".conversation").first.get_by_label("Link to this conversation").input_value()
    page.goto(link)
    expect(page.locator(".turn")).to_have_count(turns)
    expect(page.locator(".turn-question").first).to_have_text(QUESTION)


@SIZES
def test_an_officers_morning(page: Page, tmp_path: Path, size: tuple[int, int]):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("/")
    # Given a question, and a follow-up that says "it"
    ask(page, QUESTION)
    expect_answered(page, 1)
    expect(page.locator(".turn .tag").first).to_have_text("AGREED")
    ask(page, FOLLOW_UP)
    expect_answered(page, 2)
    # When three sources are opened, the marked words are the quoted ones
    links = page.locator("#turn-1 .cite")
    for index in range(3):
        link = links.nth(index)
        card = page.locator(f"[id='{(link.get_attribute('href') or '').removeprefix('#')}']")
        link.click()
        expect(page.locator("#source-panel:not([aria-busy])")).to_be_visible()
        assert is_said(quoted(card), marked(page, "#source-panel", tmp_path))
    page.keyboard.press("Escape")
    # When the same is asked of one area, only its papers answer
    limit_to(page, "Norfolk")
    ask(page, QUESTION)
    expect_answered(page, 3)
    expect(page.locator("#turn-3 .searched")).to_contain_text("(Norfolk")
    assert "Staffordshire" not in page.locator("#turn-3 .sources").inner_text()
    # When the first answer is taken away, its words have footnotes
    headline = page.locator("#turn-1 .claim-text").first.inner_text().split("\n")[0].removesuffix(" [1]")
    page.locator("#turn-1").get_by_role("link", name=re.compile("^Export")).click()
    check_word_file(page, QUESTION, " ".join(headline.replace("\u00a0", " ").split()[:6]))
    page.get_by_role("link", name="Back to the conversation").click()
    # Then the conversation is named, and found again by its link
    rename_and_reopen(page, NAME, turns=3)


@SIZES
def test_the_same_morning_without_javascript(plain_page: Page, tmp_path: Path, size: tuple[int, int]):
    page = plain_page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("/")
    ask(page, QUESTION)
    ask(page, FOLLOW_UP)
    expect_answered(page, 2)
    conversation = page.url
    for index in range(3):
        card = page.locator("#turn-1 .source[id]").nth(index)
        words = quoted(card)
        card.locator("a[data-source]").click()
        assert is_said(words, marked(page, "main", tmp_path))
        page.goto(conversation)
    limit_to(page, "Norfolk")
    ask(page, QUESTION)
    expect(page.locator("#turn-3 .searched")).to_contain_text("(Norfolk")
    page.locator("#turn-1").get_by_role("link", name=re.compile("^Export")).click()
    check_word_file(page, QUESTION)
    page.get_by_role("link", name="Back to the conversation").click()
    rename_and_reopen(page, NAME, turns=3)
