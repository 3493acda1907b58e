"""An officer takes an answer away: copied with its references, as files, and as links that stay valid."""

import io
import re

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e.axe import violations

QUESTION = "What was agreed on women offenders?"


def ask(page: Page) -> None:
    page.goto("/")
    page.get_by_role("textbox", name="question").fill(QUESTION)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".turn")).to_have_count(1, timeout=30_000)


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("button", name=name).click()
    return started.value.path().read_bytes()


def test_an_answer_is_copied_with_its_references(page: Page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page)
    page.get_by_role("link", name=re.compile("^Copy with references")).click()
    expect(page.get_by_text("Copied, with the references.")).to_be_attached()
    copied = page.evaluate("navigator.clipboard.readText()")

    assert copied.startswith(QUESTION)
    references = copied[copied.index("References") :]
    assert re.search(r"^\[1\] .+ p\. \d+.* http://127\.0\.0\.1:\d+/p/\S+$", references, re.M)


def test_files_are_had_without_javascript_and_their_notes_lead_to_the_marked_words(plain_page: Page):
    # Given an answer, and the page from which it is taken away
    ask(plain_page)
    claims = plain_page.locator(".claim").count()
    plain_page.get_by_role("link", name=re.compile("^Export")).click()
    text = plain_page.get_by_label("As text").input_value()
    # When the files are had
    word = docx.Document(io.BytesIO(download(plain_page, "Word file")))
    pdf = PdfReader(io.BytesIO(download(plain_page, "PDF file")))
    markdown = download(plain_page, "Markdown file").decode()
    # Then each says the question and has a note for each claim at least
    notes = word.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    links = [rel.target_ref for rel in notes.rels.values()]
    assert word.paragraphs[0].text == pdf.metadata.title == QUESTION
    assert notes.blob.count(b"<w:footnoteRef/>") >= claims
    assert len(re.findall(r"^\[\^\d+\]: ", markdown, re.M)) >= claims
    assert "/p/" in " ".join(page.extract_text() for page in pdf.pages)
    # And a note's link opens the page with words marked that the answer quotes
    plain_page.goto(links[0])
    marked = " ".join(plain_page.locator("mark").all_inner_texts())
    assert marked
    assert " ".join(marked.split()[:4]) in " ".join(text.split())


@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
def test_its_pages_are_whole_and_clean_by_axe(page: Page, size: tuple[int, int]):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    ask(page)
    address = page.url
    for ending in ("/take-away", "/timeline"):
        page.goto(address.partition("#")[0] + ending)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert violations(page) == []
