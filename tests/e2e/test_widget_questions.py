"""The forty questions that every door is asked, put through <agreed-search> in a real Chromium."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from retrieval.answering.answer import Citation, Hit
from retrieval.library import Library
from tests.e2e.other_site import site_in
from tests.support.forty_questions import QUESTIONS
from tests.support.remembering import Remembering

# Puts a question into a widget as a person does, and returns what it was told and what it shows.
ASK = """async ([place, words]) => {
    const widget = document.querySelectorAll("agreed-search")[place];
    const told = new Promise((done) =>
        widget.addEventListener("agreed-answer", (event) => done(event.detail), { once: true }));
    widget.shadowRoot.querySelector("input").value = words;
    widget.shadowRoot.querySelector("form").requestSubmit();
    const items = [];
    const detail = await told;
    for (const item of widget.shadowRoot.querySelectorAll("li")) {
        items.push({
            words: item.querySelector("blockquote").textContent,
            links: [...item.querySelectorAll("a")].map((link) => link.href),
            sources: [...item.querySelectorAll(".source")].map((source) => source.textContent),
        });
    }
    return { detail, items };
}"""
ASKING, SEARCHING = 0, 1
PASSAGES = 10


@pytest.fixture(scope="module")
def papers(sample_library: Library) -> Library:
    return Remembering(sample_library)  # type: ignore[return-value]


@pytest.fixture
def page(browser: Browser, papers: Library, tmp_path: Path) -> Iterator[Page]:
    with site_in(tmp_path, papers) as site:
        context = browser.new_context()
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{site.page}/demo.html")
        yield page
        context.close()


def asked(page: Page, place: int, words: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    told = page.evaluate(ASK, [place, words])
    return told["detail"], told["items"]


def leads_to(link: str, found: Citation | Hit) -> bool:
    """Whether a link opens the page of what was found, with its words marked."""
    address = urlsplit(link)
    wanted = {"passage": [found.passage_id]}
    if isinstance(found, Citation):
        wanted |= {"start": [str(found.start)], "end": [str(found.end)]}
    path = f"/documents/{found.document.id}/pages/{found.page_start}"
    return (address.path, parse_qs(address.query), address.fragment) == (path, wanted, "mark")


def test_the_same_answers_each_with_paper_page_and_exact_quote(page: Page, papers: Library):
    for question in QUESTIONS:
        answer = papers.ask(question)
        told, items = asked(page, ASKING, question)
        assert told == answer.model_dump(mode="json", by_alias=True), question
        cited = {each.id: each for each in answer.citations}
        for claim, item in zip(answer.claims, items, strict=False):
            assert item["words"] == claim.text
            shown = [cited[identity] for identity in claim.citation_ids]
            assert all(map(leads_to, item["links"], shown))
            assert len(item["links"]) == len(shown)
            for said, each in zip(item["sources"], shown, strict=True):
                assert said.startswith(each.document.title or each.document.name)
                assert f"page{'' if each.page_start == each.page_end else 's'} {each.page_start}" in said
        assert len(items) == len(answer.claims or answer.nearest)


def test_the_same_passages_each_with_paper_and_page(page: Page, papers: Library):
    for query in QUESTIONS:
        hits = papers.search(query, k=PASSAGES).hits
        told, items = asked(page, SEARCHING, query)
        assert [hit["text"] for hit in told["hits"]] == [hit.text for hit in hits], query
        for hit, item in zip(hits, items, strict=True):
            assert hit.text.startswith(item["words"].removesuffix(" …"))
            assert leads_to(item["links"][0], hit)
