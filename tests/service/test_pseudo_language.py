"""In another language no English is left: every page in a made-up one, over papers in Greek letters.

Each text is accented, letter by letter, and the papers' own words are Greek. So a plain Latin vowel that is
left on a page is one of ours that no translator would be given.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pypdf import PdfReader

from retrieval import texts
from retrieval.answering.answer import Answer
from retrieval.library import Library
from retrieval.query import LONGEST_QUESTION
from service import strings
from service.app import create_app
from tests.service.conftest import SETTINGS
from tests.service.fake_library import FakeLibrary
from tests.support.greek import GreekAnswers, greek_library
from tests.support.greek_records import QUESTIONS, greek_records, keys_in

BROWSER = {"Accept": "text/html"}
ACCENTS = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
# Mark-up and gaps stay as they are: neither is said.
KEPT = re.compile(r"<[^>]*>|\{[^}]*\}|&\w+;|AGREED_\w+")
# Names: of files, of the service, of forms of files and of settings.
NAMES = re.compile(r"\b(?:\w+\.txt|Agreed|agreed_?|ingest|AGREED_\w+|CSV|PDF|Word|Markdown|OCR|Ctrl|Cmd)\b")
ADDRESS = re.compile(r"http://testserver/\S*")
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


def english_in(words: str) -> list[str]:
    """Return the lines of plain text that stand in no catalogue; addresses are not said."""
    lines = (NAMES.sub("", line) for line in ADDRESS.sub("", words).splitlines())
    return [line for line in lines if PLAIN_VOWEL.search(line)]


def words_in_word_file(file: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        xml = [parts.read(f"word/{name}.xml").decode() for name in ("document", "footnotes")]
    return "\n".join(re.findall(r"<w:t[ >][^<]*", "".join(xml))).replace('<w:t xml:space="preserve">', "")


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


@pytest.mark.parametrize("question", ["δρομος", "ουδεν", "γεια"])
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


class _Prepared(GreekAnswers):
    """Gives every question the answers of records, one after the other."""

    def __init__(self, answers: Iterator[Answer]) -> None:
        super().__init__()
        self._answers = answers

    def ask(self, question, *, history=(), filters=None, ignore=frozenset()):  # type: ignore[no-untyped-def]
        # The question itself, and what was understood of it, is English here: a record is asked for so.
        asked = {"question": question, "interpreted_as": question, "understood": []}
        return next(self._answers).model_copy(update=asked)


def test_no_headline_of_records_is_left_in_english(tmp_path: Path):
    papers = greek_records(tmp_path)
    answers = {question: papers.ask(question) for question in QUESTIONS}
    papers.close()
    said = {key for answer in answers.values() for key in keys_in(answer.wording.headline)}
    every = texts.read_texts(texts.FOLDER, texts.ENGLISH)
    assert {key for key in every if key.startswith(("headline.", "between."))} - said == set()
    left = {}
    with TestClient(create_app(SETTINGS, _Prepared(iter(answers.values())))) as client:
        for question in QUESTIONS:
            page = client.post("/ask", data={"question": "δρομος"}, headers=BROWSER)
            file = client.get(f"{page.url.path}/answers.txt").text
            left[question] = [*left_in_english(page.text), *english_in(file)]
    assert {question: words for question, words in left.items() if words} == {}


def test_a_question_that_may_come_next_is_shown_in_the_language_and_asked_as_it_is_read():
    with TestClient(create_app(SETTINGS, GreekAnswers())) as client:
        page = client.post("/ask", data={"question": "δρομος"}, headers=BROWSER).text
    assert (
        'value="What do the papers say about “Δρομος”?"><bdi>Whát dó thé pápérs sáý ábóút “Δρομος”?' in page
    )


@pytest.mark.parametrize("question", ["δρομος", "ουδεν", "γεια"])
def test_no_file_of_answers_is_left_in_english(question: str):
    with TestClient(create_app(SETTINGS, GreekAnswers())) as client:
        page = client.post("/ask", data={"question": question}, headers=BROWSER)
        conversation = page.url.path
        client.post("/ask", data={"question": "δρομος", "conversation": conversation.removeprefix("/c/")})
        files = {
            ending: client.get(f"{conversation}/answers.{ending}").content
            for ending in ("txt", "md", "docx", "pdf")
        }
    assert english_in(files["txt"].decode()) == []
    assert english_in(files["md"].decode()) == []
    assert english_in(words_in_word_file(files["docx"])) == []
    assert (
        english_in("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(files["pdf"])).pages)) == []
    )


def test_no_problem_is_told_in_english(greek: Library):
    paper = greek.documents()[0].id
    nowhere = [
        "/documents/0000000000000000",
        f"/documents/{paper}/pages/99",
        f"/documents/{paper}/pages/99999999999999999999",
        f"/documents/{paper}/pages/99/panel",
        f"/documents/{paper}/original",
        "/p/0000000000000000-1",
        "/c/0123456789abcdef",
        "/c/0123456789abcdef/take-away",
        "/conversations/0123456789abcdef/delete",
        "/measures/nothing/over-time",
        "/add/0123456789abcdef",
        "/feeds/search.atom",
        f"/search?q={'α' * (LONGEST_QUESTION + 1)}",
        "/search?q=…",
    ]
    with TestClient(create_app(SETTINGS, greek)) as client:
        pages = {address: client.get(address, headers=BROWSER) for address in nowhere}
        sent = ("", "…", "α" * (LONGEST_QUESTION + 1))
        pages |= {each[:3]: client.post("/ask", data={"question": each}, headers=BROWSER) for each in sent}
        pages["get"] = client.get("/feedback", headers=BROWSER)
    assert [address for address, page in pages.items() if page.status_code < 400] == []
    left = {address: words for address, page in pages.items() if (words := left_in_english(page.text))}
    assert left == {}


def test_a_form_of_file_that_there_is_not_is_not_refused_in_english():
    with TestClient(create_app(SETTINGS, GreekAnswers())) as client:
        conversation = client.post("/ask", data={"question": "δρομος"}, headers=BROWSER).url.path
        page = client.get(f"{conversation}/answers.xls", headers=BROWSER)
    assert page.status_code == 404
    assert english_in(re.sub(r"docx, pdf, md, txt|xls", "", "\n".join(left_in_english(page.text)))) == []


def test_an_empty_library_is_not_described_in_english():
    with TestClient(create_app(SETTINGS, FakeLibrary(empty=True))) as client:
        for path in ("/", "/documents", "/reading"):
            assert left_in_english(client.get(path, headers=BROWSER).text) == []
