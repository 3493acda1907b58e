"""The page that a citation quotes, over HTTP: as a page, as a panel, as a picture; and the file itself."""

import hashlib
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ingest.errors import Outcome
from ingest.pipeline import ingest, prepare
from ingest.store import FileState, Store
from retrieval.library import Library
from service.app import create_app
from service.settings import Settings
from service.web.source_view import in_conversation
from tests.support.packs import closed_pack
from tests.support.papers import text_paper
from tests.support.stand_in_cross_encoder import StandInCrossEncoder
from tests.support.stand_in_encoder import StandInEncoder
from tests.support.written_pdf import BODY, Paper

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
GRANT = "The Panel agreed the grant of £42,000 for the women's centre in Sedgeford."
HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }}"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("papers")
    paper = Paper(folder / "minutes <of> the panel.pdf", title="Minutes of the Panel")
    paper.heading("Funding").paragraph(BODY).line("The Panel agreed the grant of £42,000 for the", gap=12)
    paper.line("women's centre in Sedgeford.").line(HOSTILE, gap=20).page().heading(
        "Any other business"
    ).paragraph(BODY)
    paper.save()
    text_paper(folder, "notes.html", f"<h1>Notes</h1><p>{GRANT}</p><script>alert(1)</script>")
    ingest([folder], folder / "data", encoder=StandInEncoder())
    opened = Library(Store(folder / "data"), StandInEncoder(), StandInCrossEncoder())
    yield opened
    opened.close()


@pytest.fixture
def client(library: Library) -> Iterator[TestClient]:
    with TestClient(
        create_app(Settings(data=Path("unused")), library), base_url="http://127.0.0.1"
    ) as client:
        yield client


def paper_of(library: Library, ending: str) -> str:
    return next(d.id for d in library.documents() if d.paths[0].endswith(ending))


@pytest.fixture
def pdf(library: Library) -> str:
    return paper_of(library, ".pdf")


@pytest.fixture
def quote(library: Library, pdf: str) -> dict[str, str | int]:
    """What a link to the agreed grant asks for."""
    stored = next(s for s in library._store.passages_of(pdf) if "£42,000" in s.passage.text)
    start = stored.passage.text.index("The Panel agreed")
    return {"passage": stored.id, "start": start, "end": stored.passage.text.index("Sedgeford.") + 10}


def test_the_page_shows_its_picture_with_a_mark_on_each_quoted_line(
    client: TestClient, pdf: str, quote: dict[str, str | int]
) -> None:
    page = client.get(f"/documents/{pdf}/pages/1", params=quote, headers=BROWSER).text
    marks = re.findall(r'<rect class="leaf-mark"( id="mark")? x="([\d.]+)" y="([\d.]+)"', page)
    assert [bool(first) for first, _, _ in marks] == [True, False]
    assert all(float(x) == pytest.approx(71, abs=1) for _, x, _ in marks)
    assert page.count('id="mark"') == 1
    assert f'src="/v1/documents/{pdf}/pages/1.png?width=1000"' in page
    assert 'alt="Page 1 as a picture, the quoted words marked. Its text follows."' in page
    assert (
        "<mark>The Panel agreed the grant of £42,000 for the women&#39;s centre in Sedgeford.</mark>" in page
    )
    assert "style=" not in page


def test_the_page_leads_on(client: TestClient, pdf: str) -> None:
    page = client.get(f"/documents/{pdf}/pages/2", headers=BROWSER).text
    assert f'rel="prev" href="/documents/{pdf}/pages/1"' in page
    assert 'rel="next"' not in page
    assert f'href="/documents/{pdf}/original#page=2"' in page
    assert f'href="/documents/{pdf}/original?download=true"' in page


def test_a_link_to_another_page_leads_to_the_one_with_the_words(
    client: TestClient, pdf: str, quote: dict[str, str | int]
) -> None:
    for tail in ("", "/panel"):
        answer = client.get(
            f"/documents/{pdf}/pages/2{tail}", params=quote, headers=BROWSER, follow_redirects=False
        )
        assert answer.status_code == 303
        assert answer.headers["location"].startswith(f"/documents/{pdf}/pages/1{tail}?passage=")


def test_the_panel_is_a_part_of_a_page_with_the_same_marks(
    client: TestClient, pdf: str, quote: dict[str, str | int]
) -> None:
    panel = client.get(f"/documents/{pdf}/pages/1/panel", params=quote, headers=BROWSER).text
    assert "<html" not in panel
    assert panel.count('class="leaf-mark"') == 2
    assert 'id="panel-title"' in panel
    assert "data-close" in panel


def test_what_a_paper_says_is_never_markup(client: TestClient, pdf: str) -> None:
    for tail in ("", "/panel"):
        page = client.get(f"/documents/{pdf}/pages/1{tail}", headers=BROWSER).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}" in page


def test_a_text_paper_shows_its_text_with_the_words_marked(client: TestClient, library: Library) -> None:
    notes = paper_of(library, ".html")
    (stored,) = (s for s in library._store.passages_of(notes) if "£42,000" in s.passage.text)
    page = client.get(f"/documents/{notes}/pages/1", params={"passage": stored.id}, headers=BROWSER).text
    assert "leaf-picture" not in page
    assert '<mark id="mark">The Panel agreed' in page
    assert f'href="/documents/{notes}/original?download=true"' in page
    assert "#page=" not in page


# Pictures


def test_the_picture_has_the_words_marked_and_is_sent_once(
    client: TestClient, pdf: str, quote: dict[str, str | int]
) -> None:
    address = f"/v1/documents/{pdf}/pages/1.png"
    plain = client.get(address, params={"width": 400})
    marked = client.get(address, params={"width": 400, **quote})
    assert (plain.status_code, plain.headers["content-type"]) == (200, "image/png")
    assert marked.content != plain.content
    assert marked.headers["etag"] != plain.headers["etag"]
    again = client.get(
        address, params={"width": 400, **quote}, headers={"If-None-Match": marked.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert "no-store" not in marked.headers["cache-control"]


def test_a_passage_of_another_paper_marks_nothing(client: TestClient, library: Library, pdf: str) -> None:
    (foreign,) = (
        s for s in library._store.passages_of(paper_of(library, ".html")) if "£42,000" in s.passage.text
    )
    address = f"/v1/documents/{pdf}/pages/1.png?width=200"
    assert client.get(f"{address}&passage={foreign.id}").content == client.get(address).content
    page = client.get(f"/documents/{pdf}/pages/1", params={"passage": foreign.id}, headers=BROWSER).text
    assert "leaf-mark" not in page.replace("leaf-marks", "")


@pytest.mark.parametrize(
    ("number", "query", "status"),
    [(9, "", 404), (1, "?width=99999", 422), (0, "", 422), (1, "?passage=none-1", 404)],
)
def test_a_picture_that_is_not_to_be_had_is_a_problem(
    client: TestClient, pdf: str, number: int, query: str, status: int
) -> None:
    answer = client.get(f"/v1/documents/{pdf}/pages/{number}.png{query}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_places_of_a_quote_are_told(client: TestClient, quote: dict[str, str | int]) -> None:
    passage = quote.pop("passage")
    told = client.get(f"/v1/passages/{passage}/boxes", params=quote).json()
    assert told["exact"] is True
    assert [box["page"] for box in told["boxes"]] == [1, 1]
    assert told["boxes"][0]["y1"] <= told["boxes"][1]["y0"]


def test_an_answer_tells_the_places_when_asked(client: TestClient, pdf: str) -> None:
    question = "What grant was agreed for the women's centre in Sedgeford?"
    asked = {"question": question, "filters": {"documents": [pdf]}}
    plain = client.post("/v1/ask", json=asked).json()
    boxed = client.post("/v1/ask", json={**asked, "boxes": True}).json()
    assert [citation["boxes"] for citation in plain["citations"]] == [[]] * len(plain["citations"])
    assert any(citation["boxes"] for citation in boxed["citations"])


# The file


def test_a_pdf_is_shown_and_saved_under_its_name(client: TestClient, pdf: str) -> None:
    shown = client.get(f"/documents/{pdf}/original")
    assert shown.content.startswith(b"%PDF")
    assert shown.headers["content-type"] == "application/pdf"
    assert shown.headers["content-disposition"].startswith("inline")
    saved = client.get(f"/documents/{pdf}/original?download=true").headers["content-disposition"]
    assert saved.startswith("attachment")
    assert "minutes%20%3Cof%3E%20the%20panel.pdf" in saved


def test_a_part_of_a_file_can_be_asked_for(client: TestClient, pdf: str) -> None:
    part = client.get(f"/documents/{pdf}/original", headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"%PDF")


def test_a_web_page_is_only_ever_saved(client: TestClient, library: Library) -> None:
    answer = client.get(f"/documents/{paper_of(library, '.html')}/original")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_answer_that_leads_to_a_page_goes_with_its_links() -> None:
    assert in_conversation("/documents/d/pages/1?passage=d-1#mark", "abc", "2") == (
        "/documents/d/pages/1?passage=d-1&conversation=abc&turn=2#mark"
    )
    assert in_conversation("/documents/d/pages/1", "", "2") == "/documents/d/pages/1"


def test_the_other_citations_of_the_paper_are_told_with_the_one_shown(client: TestClient, pdf: str) -> None:
    asked = {"question": "grant of the Panel, reports of the tables"}
    landed = client.post("/ask", data=asked, headers=BROWSER)
    links = re.findall(rf'href="(/documents/{pdf}/pages/\d+\?[^"]*)"', landed.text)
    here = html.unescape(links[0])
    assert "&conversation=" in here
    assert here.endswith("&turn=1#mark")
    page = client.get(here, headers=BROWSER).text
    assert len(set(links)) > 1
    assert "This answer cites the paper here too" in page
    assert page.count("shown now") == 1
    # Whoever does not know the conversation is told nothing of it.
    foreign = re.sub(r"conversation=[^&]+", "conversation=unknown-unknown", here)
    assert "cites the paper here too" not in client.get(foreign, headers=BROWSER).text


# Withheld


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, str]]:
    """A client of a library whose one pack has an item that is closed to the public, and the pack's id."""
    folder = tmp_path_factory.mktemp("pack")
    paper = Paper(folder / "pack.pdf")
    for page in closed_pack().pages:
        for block in page.blocks:
            paper.paragraph(f"{block.number or ''} {block.text}".strip())
        paper.page()
    path = paper.save()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    prepared = prepare(closed_pack(), digest, path.name)
    store = Store(folder / "data", create=True)
    encoder, missing = StandInEncoder(), store.missing_vectors(prepared.passages)
    rows, signs = encoder.encode_passages(list(missing.values()))
    status = path.stat()
    file = FileState(str(path), status.st_size, status.st_mtime_ns, "1", digest[:16], Outcome.READ, "")
    vectors, tokens = dict(zip(missing, rows, strict=True)), dict(zip(missing, signs, strict=True))
    store.write_paper(prepared, file, vectors, model=encoder.fingerprint, reading="1", tokens=tokens)
    opened = Library(store, encoder)
    with TestClient(create_app(Settings(data=Path("unused")), opened), base_url="http://127.0.0.1") as client:
        yield client, digest[:16]
    opened.close()


@pytest.mark.parametrize("number", [10, 11])
@pytest.mark.parametrize(
    "address",
    ["/documents/{id}/pages/{n}", "/documents/{id}/pages/{n}/panel", "/v1/documents/{id}/pages/{n}.png"],
)
def test_no_address_gives_a_page_of_a_withheld_part(
    closed: tuple[TestClient, str], address: str, number: int
) -> None:
    client, pack = closed
    answer = client.get(address.format(id=pack, n=number), headers=BROWSER)
    assert answer.status_code == 404
    assert "withheld" in answer.text
    assert "zeppelin" not in answer.text.lower()
    assert client.get(address.format(id=pack, n=4), headers=BROWSER).status_code == 200


def test_a_pack_with_a_withheld_part_is_not_given_out_and_its_pages_say_so(
    closed: tuple[TestClient, str],
) -> None:
    client, pack = closed
    for query in ("", "?download=true"):
        refused = client.get(f"/documents/{pack}/original{query}", headers={**BROWSER, "Range": "bytes=0-9"})
        assert refused.status_code == 404
        assert "not given out whole" in refused.text
    page = client.get(f"/documents/{pack}/pages/4", headers=BROWSER).text
    assert "This pack is not given out whole" in page
    assert "/original" not in page
    assert f"/v1/documents/{pack}/pages/4.png" in page
