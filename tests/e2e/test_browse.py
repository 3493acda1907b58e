"""A panel member looks through the papers, searches them, and looks at what was agreed over time."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import violations


def test_papers_are_narrowed_sorted_and_opened_by_keyboard(plain_page: Page):
    # Given the papers, newest first, with the size of the library
    plain_page.goto("/documents")
    expect(
        plain_page.get_by_text(re.compile(r"^\d+ papers with \d+ pages, dated \d{4} to \d{4}\.$"))
    ).to_be_visible()
    every = plain_page.locator(".papers-table tbody tr").count()
    # When a reader narrows them to one area
    area = plain_page.get_by_label("Area")
    area.select_option(index=1)
    words = area.locator("option:checked").inner_text()
    name, number = re.match(r"(.+) \((\d+)\)", words).groups()
    plain_page.get_by_role("button", name="Show").press("Enter")
    # Then as many stand there as the option said, and it can be taken back
    expect(plain_page.locator(".papers-table tbody tr")).to_have_count(int(number))
    expect(plain_page.get_by_text(f"{number} of {every} papers")).to_be_visible()
    plain_page.get_by_role("link", name=f"Do not narrow by Area: {name}").click()
    expect(plain_page.locator(".papers-table tbody tr")).to_have_count(every)
    # And a column's name sorts by it
    plain_page.get_by_role("link", name="Pages", exact=True).click()
    pages = [int(n) for n in plain_page.locator(".papers-table td[data-column=Pages]").all_inner_texts()]
    assert pages == sorted(pages, reverse=True)
    # And a paper opens
    title = plain_page.locator(".paper-title").first
    words = title.inner_text()
    title.press("Enter")
    expect(plain_page.get_by_role("heading", level=1)).to_have_text(words)


def test_a_search_marks_the_words_and_opens_the_page(plain_page: Page):
    # Given a search from the page of papers
    plain_page.goto("/documents")
    plain_page.get_by_label("Search the words of the papers").fill("women offenders")
    plain_page.get_by_role("button", name="Search").click()
    # Then papers are listed with the words marked, in any form
    marked = {word.casefold() for word in plain_page.locator(".result-words mark").all_inner_texts()}
    assert "offenders" in marked
    assert all(re.match("wom[ae]n|offen", word) for word in marked)
    # When it is narrowed to a kind
    kind = plain_page.get_by_label("Kind")
    kind.select_option(index=1)
    name, number = re.match(r"(.+) \((\d+)\)", kind.locator("option:checked").inner_text()).groups()
    plain_page.get_by_role("button", name="Show").click()
    facts = plain_page.locator(".result > .paper-facts").all_inner_texts()
    assert len(facts) >= min(int(number), 10)
    assert all(fact.startswith(name) for fact in facts)
    # And a result opened
    plain_page.get_by_role("link", name=re.compile("^Open the page")).first.click()
    expect(plain_page.locator("#mark")).to_be_visible()


def test_a_topic_stands_on_a_timeline_and_its_table_leads_to_the_words(page: Page):
    page.goto("/timeline")
    page.get_by_label("See what was decided and recommended about").fill("funding")
    page.get_by_role("button", name="Show").click()
    rows = page.locator(".timeline-table tbody tr")
    expect(rows.first).to_be_visible()
    if page.get_by_role("img", name=re.compile("^By date")).count():
        assert page.locator(".point").count() <= rows.count()
    rows.first.get_by_role("link").click()
    expect(page).to_have_url(re.compile("/documents/.+/pages/"))


@pytest.mark.parametrize("size", [(1280, 900), (390, 844), (320, 256)])
@pytest.mark.parametrize(
    "path",
    [
        "/documents",
        "/documents?year=1066",
        "/search",
        "/search?q=women+offenders",
        "/timeline?about=funding",
        "/add",
    ],
)
def test_each_page_is_whole_and_clean_by_axe(page: Page, path: str, size: tuple[int, int]):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_paper_and_a_measure_over_its_periods_are_clean_by_axe(page: Page, scheme: str):
    page.emulate_media(color_scheme=scheme)
    page.goto("/documents?sort=longest")
    page.locator(".paper-title").first.click()
    assert violations(page) == []
    page.goto("/measures")
    over_time = page.locator("a[href$='over-time']")
    if over_time.count():
        over_time.first.click()
        expect(page.locator(".trend .column").first).to_be_visible()
        assert violations(page) == []
