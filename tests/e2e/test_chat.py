"""An officer asks in the web chat, and goes to the page that says so."""

import re

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
    words = page.locator(".source mark").first.inner_text()
    page.locator(".source .source-links a").first.click()
    expect(page).to_have_url(re.compile(r"/documents/[^/]+/pages/\d+\?passage=.+#mark$"))
    mark = page.locator(".sheet mark").first
    expect(mark).to_be_visible()
    expect(mark).to_be_in_viewport()
    assert words.split()[0] in " ".join(page.locator(".sheet mark").all_inner_texts())


def test_a_question_is_answered_with_what_was_agreed_first_and_the_page_opens_marked(page: Page):
    # Given the ask page
    page.goto("/")
    # When an officer asks what was agreed
    ask(page, QUESTION)
    # Then agreed things come first, without a new page being loaded
    expect_agreed_first(page)
    expect(page).to_have_url(re.compile(r"/c/[\w-]{22}$"))
    expect(page.get_by_role("status")).not_to_be_empty()
    # And a citation lights up its source beside the answer
    page.locator(".cite").first.click()
    expect(page.locator(".source.is-current")).to_be_focused()
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
    page.get_by_role("button", name="Which diversion actions are still amber?").click()
    page.locator(".source .source-links a").first.click()
    expect(page.locator(".sheet td mark").first).to_be_in_viewport()


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


def test_an_example_question_can_be_asked_with_one_click(page: Page):
    page.goto("/")
    page.get_by_role("button", name="What was agreed on women offenders?").click()
    expect_agreed_first(page)


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
