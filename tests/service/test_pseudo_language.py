"""In another language no English is left: every page in a made-up one, over papers in Greek letters.

Each text is accented, letter by letter, and the papers' own words are Greek. So a plain Latin vowel that is
left on a page is one of ours that no translator would be given.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from retrieval.library import Library
from service import strings
from service.app import create_app
from tests.service.conftest import SETTINGS
from tests.service.fake_library import FakeLibrary
from tests.support.greek import GreekAnswers, greek_library

BROWSER = {"Accept": "text/html"}
ACCENTS = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
# Mark-up and gaps stay as they are: neither is said.
KEPT = re.compile(r"<[^>]*>|\{[^}]*\}|&\w+;|AGREED_\w+")
# Names: of files, of the service, of forms of files and of settings.
NAMES = re.compile(r"\b(?:\w+\.txt|Agreed|agreed_?|ingest|AGREED_\w+|CSV|PDF|Word|Markdown|OCR|Ctrl|Cmd)\b")
PLAIN_VOWEL = re.compile(r"[aeiouyAEIOUY]")


def accented(said: str) -> str:
    """Return a text in the made-up language.

    >>> accented("Open <strong>{title}</strong>")
    'Ópén <strong>{title}</strong>'
    """
    return "".join(
        part if KEPT.fullmatch(part) else part.translate(ACCENTS)
        for part in re.split(f"({KEPT.pattern})", said)
    )


@pytest.fixture(autouse=True)
def made_up_language(monkeypatch: pytest.MonkeyPatch) -> None:
    english = strings.catalogue()
    spoken: Mapping[str, Any] = {
        key: accented(said) if isinstance(said, str) else {form: accented(one) for form, one in said.items()}
        for key, said in english.items()
    }
    monkeypatch.setattr(strings, "catalogue", lambda: spoken)


@pytest.fixture
def greek(tmp_path: Path) -> Iterator[Library]:
    library = greek_library(tmp_path)
    yield library
    library.close()


class _Said(HTMLParser):
    """Gathers what a page says: its words, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style", "code", "textarea")
        spoken = ("alt", "aria-label", "title", "placeholder")
        self.words += [value for name, value in attrs if value and name in spoken]
        self.words += [value for name, value in attrs if value and name.startswith("data-") and " " in value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style", "code", "textarea")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def left_in_english(page: str) -> list[str]:
    """Return the words of a page that stand in no catalogue."""
    said = _Said()
    said.feed(page)
    lines = (NAMES.sub("", " ".join(words.split())) for words in said.words)
    return [line for line in lines if PLAIN_VOWEL.search(line)]


def pages_of(library: Library) -> list[str]:
    paper = library.documents()[0]
    series = next(iter(library.catalogue().entries("measure"))).id
    return [
        "/",
        "/documents",
        "/documents?kind=minutes",
        f"/documents/{paper.id}",
        f"/documents/{paper.id}/pages/1",
        f"/documents/{paper.id}/pages/1/panel",
        "/search",
        "/search?q=ολα",
        "/search?q=ολα&kind=minutes",
        "/timeline",
        "/timeline?about=ολα",
        "/reading",
        "/reading?outcome=failed",
        "/add",
        "/nothing",
        "/conversations",
        "/sign-in",
        f"/measures/{series}/over-time",
        *(f"/{name}" for name in ("decisions", "resolutions", "recommendations", "actions", "measures")),
        *(f"/{name}" for name in ("meetings", "acronyms", "inconsistencies")),
        "/actions?rating=amber&sort=rating",
    ]


def test_no_page_of_the_papers_is_left_in_english(greek: Library):
    with TestClient(create_app(SETTINGS, greek)) as client:
        left = {
            path: words
            for path in pages_of(greek)
            if (words := left_in_english(client.get(path, headers=BROWSER).text))
        }
    assert left == {}


@pytest.mark.parametrize("question", ["δρομος", "ουδεν"])
def test_no_answer_is_left_in_english(question: str):
    with TestClient(create_app(SETTINGS, GreekAnswers())) as client:
        page = client.post("/ask", data={"question": question}, headers=BROWSER)
        assert page.url.path.startswith("/c/")
        ways = ("", "/take-away", "/timeline")
        pages = [client.get(f"{page.url.path}{way}", headers=BROWSER).text for way in ways]
        pages.append(client.get("/conversations", headers=BROWSER).text)
        events = client.post("/ask", data={"question": question}, headers={"Accept": "text/event-stream"})
    assert [left_in_english(page) for page in pages] == [[], [], [], []]
    pieces = re.findall(r'"(?:html|announce)": ("(?:[^"\\]|\\.)*")', events.text)
    assert [left_in_english(json.loads(piece)) for piece in pieces] == [[]] * len(pieces)


def test_an_empty_library_is_not_described_in_english():
    with TestClient(create_app(SETTINGS, FakeLibrary(empty=True))) as client:
        for path in ("/", "/documents", "/reading"):
            assert left_in_english(client.get(path, headers=BROWSER).text) == []
