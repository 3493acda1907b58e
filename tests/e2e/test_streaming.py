"""An answer that comes in pieces: what stands there meanwhile, what is heard, what is there at last."""

import threading

import pytest
from playwright.sync_api import Browser, Page, expect

from service.web.turn_stream import turn_events
from tests.e2e.axe import violations
from tests.e2e.stage import StagedLibrary, served

# White space between elements is no difference.
CONVERSATION = "document.getElementById('turns').innerHTML.replace(/\\s+/g, ' ').replace(/ ?([<>]) ?/g, '$1')"


class WaitingLibrary(StagedLibrary):
    """Understands at once, and answers when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.may_answer = threading.Event()

    def ask(self, question, **more):  # type: ignore[no-untyped-def]
        assert self.may_answer.wait(30)
        return super().ask(question, **more)


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox", name="question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()


@pytest.mark.parametrize("width", [1280, 390])
def test_what_was_understood_is_shown_while_the_answer_is_awaited(browser: Browser, width: int):
    library = WaitingLibrary()
    page = browser.new_page(viewport={"width": width, "height": 844})
    with served(library) as address:
        page.goto(address)
        # Given a question that takes long to answer
        ask(page, "What was agreed?")
        # Then what is looked for, and where, is told at once, and nothing of an answer
        awaited = page.locator("#asking")
        expect(awaited).to_contain_text("Searching 2 papers (Norfolk)")
        expect(awaited).to_contain_text("Searching the papers…")
        expect(page.locator(".turn")).to_have_count(0)
        # And a screen reader is told that there is a wait, once
        expect(page.locator("#live")).to_have_text("Searching the papers…")
        assert violations(page) == []
        # When it is answered
        library.may_answer.set()
        # Then the answer has taken that place
        expect(page.locator(".turn .claim")).to_have_count(5)
        expect(awaited).to_be_hidden()
    page.close()


@pytest.mark.parametrize(
    "question", ["What was agreed?", "a long answer", "hostile", "Who walked on the moon?"]
)
def test_the_pieces_make_the_very_page_that_the_server_shows(browser: Browser, question: str):
    page = browser.new_page()
    with served(StagedLibrary()) as address:
        page.goto(address)
        ask(page, question)
        expect(page.locator("#live")).not_to_be_empty()
        pieces = page.evaluate(CONVERSATION)
        page.reload()
        assert page.evaluate(CONVERSATION) == pieces
    page.close()


def test_a_screen_reader_hears_of_an_answer_once_when_it_is_whole(browser: Browser):
    page = browser.new_page()
    with served(StagedLibrary()) as address:
        page.goto(address)
        heard: list[str] = []
        page.expose_function("hear", lambda said: heard.append(said))  # noqa: PLW0108 - takes no built-in
        page.evaluate(
            """() => new MutationObserver(() => {
                const said = document.getElementById("live").textContent;
                if (said) window.hear(`${document.querySelectorAll(".claim").length} claims: ${said}`);
            }).observe(document.getElementById("live"), { childList: true })"""
        )
        ask(page, "What was agreed?")
        expect(page.locator("#live")).not_to_be_empty()
        expect(page.locator(".turn-question")).to_be_focused()
        assert heard == ["5 claims: The recommendations were approved on 19 May 2021. 5 quotes."]
    page.close()


def test_what_is_asked_while_an_answer_is_written_is_asked_next(browser: Browser, monkeypatch):
    may_end = threading.Event()

    def held_up(*turn):  # type: ignore[no-untyped-def]
        *pieces, done = turn_events(*turn)
        yield from pieces
        assert may_end.wait(30)
        yield done

    monkeypatch.setattr("service.web.chat.turn_events", held_up)
    page = browser.new_page()
    with served(StagedLibrary()) as address:
        page.goto(address)
        # Given an answer that is not all there yet
        ask(page, "What was agreed?")
        expect(page.locator(".turn .claim")).to_have_count(5)
        # When a suggestion is pressed, and another question is begun
        page.locator("#turn-1 .suggestion").first.click()
        page.get_by_role("textbox", name="question").fill("And who pays")
        # Then it is asked as soon as the answer is whole
        expect(page.locator(".turn")).to_have_count(1)
        may_end.set()
        expect(page.locator("#turn-2 .turn-question")).to_have_text("Who pays for the secretariat role?")
        # And what was begun is still there
        expect(page.get_by_role("textbox", name="question")).to_have_value("And who pays")
        expect(page.locator("#live")).not_to_be_empty()
    page.close()


def test_an_answer_that_broke_off_says_so_and_its_page_holds_the_whole(browser: Browser, monkeypatch):
    page = browser.new_page()
    with served(StagedLibrary()) as address:
        page.goto(address)
        page.route("**/ask", lambda route: _cut(route, after=4))
        ask(page, "What was agreed?")
        expect(page.locator("#lost")).to_contain_text("The answer broke off")
        expect(page.locator(".turn .claim")).to_have_count(2)
        page.reload()
        expect(page.locator(".turn .claim")).to_have_count(5)
    page.close()


def _cut(route, after: int) -> None:  # type: ignore[no-untyped-def]
    whole = route.fetch()
    events = whole.text().split("\n\n")
    route.fulfill(response=whole, body="".join(f"{event}\n\n" for event in events[:after]))
