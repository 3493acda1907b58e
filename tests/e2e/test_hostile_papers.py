"""Papers full of script, mark-up, template syntax and control characters, from the file to every page.

They are read by the real readers; then each page that the chat links to is fetched, and the telling ones are
opened in a browser that would notice if any of it ran.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import docx
import httpx
import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from ingest.errors import Outcome
from ingest.pipeline import ingest
from retrieval.library import Library
from tests.e2e.stage import served

ATTACKS = (
    "<script>window.ran=1</script>",
    '"><img src=x onerror="window.ran=1">',
    "{{ 7 * 191 }}{% include 'ask.html' %}${7*191}",
    "<svg/onload=window.ran=1>'--><style>*{display:none}</style>",
    "javascript:window.ran=1",
    "\u202egnorw\u202c \u200b\ufeff\u2028 &lt;b&gt; &#x3c;i&#x3e;",
)
ATTACK = " ".join(ATTACKS)
MOST_PAGES = 80


def _notice(path: Path) -> None:
    paper = docx.Document()
    paper.core_properties.title = f"Decision {ATTACK}"
    paper.core_properties.author = ATTACK
    paper.add_heading(f"Decision notice 7/2024: women's centre {ATTACK}", 1)
    paper.add_paragraph("Date: 19 May 2024")
    for attack in ATTACKS:
        paper.add_heading(f"Recommendation {attack}", 2)
        paper.add_paragraph(f"It was agreed to fund the women's centre in Stafford {attack} with £5,000.")
        paper.add_paragraph(f"RESOLVED: That the report on {attack} be approved.", style="List Bullet")
    paper.save(path)


def _tracker(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Actions"
    sheet.append(["Ref", f"Action {ATTACKS[1]}", "Lead", "Rating"])
    for number, attack in enumerate(ATTACKS):
        sheet.append([f"2.{number}", f"Open a women's centre {attack}", attack, "Amber"])
    book.save(path)


def _page(path: Path) -> None:
    escaped = ATTACK.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    path.write_text(
        f"<!doctype html><title>{escaped}</title><h1>Minutes of the panel {escaped}</h1>"
        f"<p>Present: {escaped}</p>"
        f"<script>window.ran=1</script><p onclick='window.ran=1'>It was agreed that {escaped}.</p>",
        "utf-8",
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a server over the hostile papers answers."""
    folder = tmp_path_factory.mktemp("hostile")
    papers = folder / "papers"
    papers.mkdir()
    _notice(papers / "notice <img src=x onerror=window.ran=1>.docx")
    _tracker(papers / "{{ 7 * 191 }}.xlsx")
    _page(papers / "minutes.html")
    controls = f"Minutes\n\nThe panel agreed \x07\x1b[31m {ATTACK}\n"
    (papers / "controls.txt").write_text(controls, "utf-8")
    (papers / "broken <script>window.ran=1<!-- script>.pdf").write_bytes(b"%PDF-1.4 nothing")
    data = folder / "data"
    report = ingest([papers], data)
    assert [file.path[-4:] for file in report.files if file.outcome is Outcome.REFUSED] == [".pdf"]
    library = Library.open(data)
    with served(library, folder=data) as address:
        yield address
    library.close()


def test_no_page_holds_any_of_it_as_mark_up(address: str):
    waiting, seen = ["/", "/documents", "/reading", "/search?q=women", "/conversations", "/nothing"], set()
    waiting += [f"/{name}" for name in ("decisions", "resolutions", "actions", "measures", "meetings")]
    with httpx.Client(
        base_url=address, headers={"Accept": "text/html"}, follow_redirects=True, timeout=60
    ) as client:
        asked = client.post("/ask", data={"question": f"what was agreed on the women's centre {ATTACK}"})
        assert asked.status_code == 200
        waiting.append(asked.url.path)
        while waiting and len(seen) < MOST_PAGES:
            path = waiting.pop(0)
            if path in seen:
                continue
            seen.add(path)
            page = client.get(path)
            assert page.status_code in (200, 404), path
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
            if not page.headers["content-type"].startswith("text/html"):
                continue
            expect_harmless(page.text, path)
            links = re.findall(r'href="(/[^"#]*)', page.text)
            waiting += [link.replace("&amp;", "&") for link in links if not link.startswith("/static/")]
    assert len(seen) > 20


class Looked(HTMLParser):
    """Notes what a browser would run, or style by."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        is_data = said.get("type") == "application/ld+json"  # which no browser runs
        is_ours = tag == "script" and (is_data or (said.get("src") or "").startswith("/static/"))
        if tag in ("script", "style", "iframe", "object", "embed") and not is_ours:
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in said if name.startswith("on") or name == "style"]
        self.found += [
            f"{tag} {name}={said[name]}"
            for name in ("href", "src", "action", "formaction")
            if name in said and not re.match(r"/|#|\?|http://127\.0\.0\.1", said[name] or "#")
        ]


def expect_harmless(text: str, path: str) -> None:
    """No script but our own, no handler, no style, no address of theirs, and no template filled in."""
    looked = Looked()
    looked.feed(text)
    assert looked.found == [], path
    assert "1337" not in text, f"{path}: a template out of a paper was filled in"


def test_nothing_of_it_runs_in_a_browser(browser: Browser, address: str):
    page = browser.new_page()
    elsewhere: list[str] = []
    page.on("request", lambda sent: None if sent.url.startswith(address) else elsewhere.append(sent.url))
    page.goto(address)
    page.get_by_role("textbox", name="question").fill("what was agreed on the women's centre in Stafford")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".turn .source-links a").first).to_be_visible()
    addresses = [page.url]
    addresses += [link.get_attribute("href") or "" for link in page.locator(".source-links a").all()[:3]]
    addresses += ["/documents", "/actions", "/reading", "/search?q=women"]
    for each in addresses:
        page.goto(each if urlsplit(each).scheme else address + each)
        expect(page.get_by_role("heading", level=1).first).to_be_attached()
        assert page.evaluate("window.ran") is None, each
    assert elsewhere == []
    page.context.close()
