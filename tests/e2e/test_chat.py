"""An officer asks in the web chat, and goes to the page that says so."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

QUESTION = "what was agreed on women offenders"
NOT_IN_THE_PAPERS = "Who walked on the moon first?"


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox", name=re.compile("question", re.IGNORECASE)).fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()


def expect_agreed_first(page: Page) -> None:
    expect(page.locator(".turn .tag").first).to_have_text("AGREED")
    expect(page.locator(".turn .claim .cite").first).to_be_visible()


def expect_words_marked_after_opening_the_page(page: Page) -> None:
    page.goto(page.locator(".source .source-links a").first.get_attribute("href") or "")
    expect(page).to_have_url(re.compile(r"/documents/[^/]+/pages/\d+\?passage=.+#mark$"))
    expect(page.locator("#mark")).to_be_in_viewport()


def test_a_question_is_answered_with_what_was_agreed_first_and_the_page_opens_marked(page: Page):
    # Given the ask page
    page.goto("/")
    # When an officer asks what was agreed
    ask(page, QUESTION)
    # Then agreed things come first, without a new page being loaded
    expect_agreed_first(page)
    expect(page).to_have_url(re.compile(r"/c/[\w-]{22}$"))
    expect(page.locator("#live")).not_to_be_empty()
    # And a citation lights up its source beside the answer
    page.locator(".cite").first.click()
    expect(page.locator(".source.is-current")).to_have_count(1)
    # And the page opens with the words marked
    expect_words_marked_after_opening_the_page(page)
    # And going back shows the conversation again
    page.go_back()
    expect_agreed_first(page)


def test_the_same_without_javascript(plain_page: Page):
    plain_page.goto("/")
    ask(plain_page, QUESTION)
    expect(plain_page).to_have_url(re.compile(r"/c/[\w-]{22}#turn-1$"))
    expect_agreed_first(plain_page)
    plain_page.locator(".cite").first.click()
    expect(plain_page.locator(".source:target")).to_be_visible()
    expect_words_marked_after_opening_the_page(plain_page)


def test_a_row_of_a_table_opens_marked(page: Page):
    page.goto("/")
    ask(page, "Which diversion actions are still amber?")
    page.goto(page.locator(".source .source-links a").first.get_attribute("href") or "")
    expect(page.locator("#mark")).to_be_in_viewport()


def test_a_follow_up_stays_in_the_conversation(page: Page):
    page.goto("/")
    ask(page, QUESTION)
    expect(page.locator(".turn")).to_have_count(1)
    first = page.url
    ask(page, "How much was awarded for it?")
    expect(page.locator(".turn")).to_have_count(2)
    assert page.url == first
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)


def test_a_follow_up_without_javascript(plain_page: Page):
    plain_page.goto("/")
    ask(plain_page, QUESTION)
    ask(plain_page, "How much was awarded for it?")
    expect(plain_page.locator(".turn")).to_have_count(2)


def test_what_the_papers_do_not_say_is_said_plainly(page: Page):
    page.goto("/")
    ask(page, NOT_IN_THE_PAPERS)
    turn = page.locator(".turn")
    expect(turn).to_have_attribute("data-status", "not_found")
    expect(turn).to_contain_text("found no words that answer the question")
    expect(turn.locator(".cite")).to_have_count(0)


def test_an_empty_question_is_told_beside_the_field(page: Page):
    page.goto("/")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_role("textbox")).to_be_focused()


def test_asking_with_the_keyboard_alone(page: Page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect_agreed_first(page)
    expect(page.locator(".turn-question")).to_be_focused()


def test_each_example_is_made_of_these_papers_and_answered_by_them(page: Page):
    page.goto("/")
    for _ in range(60):  # they are tried out after the start, in the background
        if examples := page.locator("#examples button").all_inner_texts():
            break
        page.wait_for_timeout(500)
        page.reload()
    assert len(examples) == 3
    for at, example in enumerate(examples):
        page.goto("/")
        page.locator("#examples button").nth(at).click()
        expect(page.locator(".turn-question")).to_have_text(example)
        expect(page.locator(".turn")).to_have_attribute("data-status", re.compile("answered"))


def take_back(page: Page) -> None:
    """Ask for a year, and then the same without it."""
    page.goto("/")
    ask(page, f"{QUESTION} since 2019")
    expect(page.locator(".turn")).to_have_count(1)
    page.get_by_role("button", name="Do not take it so: ask again: since 2019").click()
    second = page.locator("#turn-2")
    expect(second.get_by_role("list", name="Not used")).to_contain_text("since 2019")
    second.get_by_role("button", name="Use it after all: ask again: since 2019").click()
    expect(page.locator("#turn-3").get_by_role("list", name="Not used")).to_have_count(0)


def limit(page: Page) -> None:
    """Look in one area only, and drop that limit."""
    page.goto("/")
    page.get_by_text("Where to look").click()
    page.get_by_label("Area").select_option("Norfolk")
    ask(page, QUESTION)
    expect(page.locator("#turn-1 .searched")).to_contain_text("(Norfolk")
    page.locator("#turn-1").get_by_role("button", name="Norfolk").click()
    expect(page.locator("#turn-2 .searched")).to_contain_text("Staffordshire")


def keep(page: Page) -> None:
    """Say what is right, find the conversation again, name it, open it by its link, delete it."""
    page.goto("/")
    ask(page, QUESTION)
    expect(page.locator(".turn")).to_have_count(1)
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.locator(".feedback-said")).to_contain_text("not right")
    if not page.get_by_role("button", name="Send").is_visible():
        page.locator(".feedback summary").click()
    page.locator(".feedback textarea").fill("The sum is missing.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".feedback-comment")).to_contain_text("The sum is missing.")
    page.get_by_role("link", name="Your earlier conversations").click()
    listed = page.locator(".conversation").first
    listed.locator("summary").click()
    listed.get_by_label("Name").fill("Women offenders")
    listed.get_by_role("button", name="Save the name").click()
    page.get_by_label("Search your conversations").fill("women")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Women offenders", exact=True).click()
    expect(page.locator(".turn-question")).to_have_text(QUESTION)
    expect(page.locator(".feedback-said")).to_contain_text("not right")
    page.get_by_role("link", name="Your earlier conversations").click()
    page.locator(".conversation summary").first.click()
    page.get_by_role("link", name=re.compile("Delete.*Women offenders")).click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("link", name="Women offenders", exact=True)).to_have_count(0)


@pytest.mark.parametrize("do", [take_back, limit, keep])
def test_with_javascript(page: Page, do: Callable[[Page], None]):
    do(page)


@pytest.mark.parametrize("do", [take_back, limit, keep])
def test_without_javascript(plain_page: Page, do: Callable[[Page], None]):
    do(plain_page)


def test_a_page_weighs_little(page: Page):
    weights: dict[str, int] = {}
    page.on(
        "requestfinished",
        lambda sent: weights.update({sent.url: sent.sizes()["responseBodySize"]}),
    )
    page.goto("/")
    ask(page, QUESTION)
    expect_agreed_first(page)
    scripts = sum(size for url, size in weights.items() if url.endswith(".js"))
    assert sum(weights.values()) <= 150_000, weights
    assert scripts <= 100_000, weights


def test_nothing_runs_over_the_side_of_a_phone(page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/", "/documents"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".paper-title").first.click()
    page.locator(".page-links a").first.click()
    expect(page.locator(".sheet")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto("/")
    ask(page, QUESTION)
    expect_agreed_first(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
