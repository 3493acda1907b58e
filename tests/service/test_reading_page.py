"""The page that tells what was read, as a browser without JavaScript meets it."""

import dataclasses
import html
import re
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from ingest.documents import Document, DocumentFacts, DocumentKind
from ingest.errors import Outcome
from ingest.store import ReadingCounts
from retrieval.readings import FailedFile, How, PaperReading, ReadingReport
from service.web.reading import Chosen, view
from tests.service.fake_library import DECISION, HOSTILE, NO_TOTALS, FakeLibrary

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
LOCKED = FailedFile("minutes.pdf", Outcome.PASSWORD, "minutes.pdf opens only with a password. Save a copy.")
EMPTY = FailedFile("blank.pdf", Outcome.EMPTY, "")


def paper(number: int = 1, *, how: How = How.TEXT, **fields: object) -> PaperReading:
    """Return the reading of an invented paper, its fields as given."""
    facts = DocumentFacts(DocumentKind.REPORT, fields.pop("title", f"Report {number}"))  # type: ignore[arg-type]
    document = Document(
        f"{number:016x}", f"{number:064x}", facts, 1, 1, (f"/somewhere/private/{number}.pdf",)
    )
    made = {
        "files": (f"report-{number}.pdf",),
        "counts": ReadingCounts(text_pages=1),
        "parts": 0,
        "withheld_parts": 0,
        "notes": (),
        **fields,
    }
    return PaperReading(document=document, how=how, **made)  # type: ignore[arg-type]


def report(*papers: PaperReading, failed: tuple[FailedFile, ...] = (), **totals: int) -> ReadingReport:
    sums = {"papers": len(papers), "failed": len(failed), **totals}
    return ReadingReport(dataclasses.replace(NO_TOTALS, **sums), failed, papers)


def text_of(page: str) -> str:
    """Return the words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.fixture
def show(client: TestClient, library: FakeLibrary):
    """Show a report, and return the page."""

    def get(of: ReadingReport, query: str = "") -> str:
        library.report = of
        response = client.get(f"/reading{query}", headers=BROWSER)
        assert response.status_code == 200
        return response.text

    return get


# What is shown


def test_the_page_is_linked_from_the_papers(client: TestClient):
    assert 'href="/reading"' in client.get("/documents", headers=BROWSER).text


def test_it_says_of_each_paper_how_it_was_read(client: TestClient):
    page = client.get("/reading", headers=BROWSER).text
    words = text_of(page)
    assert f'href="/documents/{DECISION}"' in page
    assert "norfolk-decision-2021-28.pdf" in words
    assert "Text and OCR: 1 of 2 pages, 93 % sure" in words, "rounded down: not surer than it is"
    assert "Page 2 may be a scan." in words
    assert "private" not in page, "no folder of this machine is told"


@pytest.mark.parametrize(
    ("how", "counts", "words"),
    [
        (How.TEXT, ReadingCounts(text_pages=3), "Text"),
        (How.OCR, ReadingCounts(ocr_pages=1, confidence=0.29), "OCR: 1 page, 29 % sure"),
        (
            How.TEXT_AND_OCR,
            ReadingCounts(text_pages=11, ocr_pages=2, blank_pages=1, confidence=0.5),
            "Text and OCR: 2 of 14 pages, 50 % sure",
        ),
    ],
)
def test_how_is_said_in_words(how, counts, words):
    (row,) = view(report(paper(how=how, counts=counts)), Chosen()).papers
    assert row.how.replace("\u00a0", " ") == words


def test_files_that_were_not_read_come_first_with_the_reason_and_the_next_step(show):
    words = text_of(show(report(paper(), failed=(EMPTY, LOCKED))))
    assert words.index("Files that were not read") < words.index("Papers that were read")
    assert "minutes.pdf Needs a password minutes.pdf opens only with a password. Save a copy." in words
    assert "blank.pdf Empty It holds no text. Check that it is the right file." in words
    assert "2 files not read, 1 paper read." in words


def test_parts_blank_pages_and_copies_are_told(show):
    pack = paper(
        parts=12,
        withheld_parts=2,
        counts=ReadingCounts(text_pages=1_209, blank_pages=3, table_rows=4_040),
        files=("pack.pdf", "copy.pdf", "another.pdf"),
    )
    words = text_of(show(report(pack)))
    assert "12 papers found inside, 2 more withheld" in words
    assert "1,212 3 blank or unread" in words
    assert "4,040" in words
    assert "The same paper is also in copy.pdf, another.pdf." in words


def test_what_is_withheld_is_counted(show):
    words = text_of(show(report(paper(), withheld=1, withheld_parts=2, failed=(LOCKED,), failed_unnamed=3)))
    assert "Withheld by a marking, and counted here only: 1 paper." in words
    assert "Withheld by a marking, and counted here only: 2 parts of agenda packs." in words
    assert "because the names tell of a marking: 3 files." in words


def test_nothing_is_said_of_withholding_where_nothing_is_withheld(show):
    assert "ithheld" not in show(report(paper()))


def test_an_empty_library_says_how_to_fill_it(empty_client: TestClient):
    page = empty_client.get("/reading", headers=BROWSER).text
    assert "agreed ingest FOLDER" in page
    assert "<table" not in page
    assert "<svg class" not in page.split("</header>")[1]


def test_a_library_in_which_every_file_failed_names_them(show):
    page = show(report(failed=(LOCKED,)))
    assert "agreed ingest FOLDER" not in page
    assert "minutes.pdf" in page
    assert "Papers that were read" not in page


# The bar


def test_the_bar_says_in_words_what_it_shows(client: TestClient):
    page = client.get("/reading", headers=BROWSER).text
    bar = ElementTree.fromstring(re.search(r'<svg class="bar".*?</svg>', page, re.DOTALL)[0])
    title, text = bar.attrib["aria-labelledby"].split()
    assert bar.attrib["role"] == "img"
    assert f'id="{title}"' in page
    desc = next(each for each in bar if each.attrib.get("id") == text)
    assert desc.text.replace("\u00a0", " ") == "Text: 2 pages (67 %); Read by OCR: 1 page (33 %)"
    assert "style=" not in page, "the policy allows no inline style"


@pytest.mark.parametrize(
    ("pages", "widths", "shares"),
    [
        ((1, 1, 2), [25, 25, 50], ["25 %", "25 %", "50 %"]),
        ((0, 4, 0), [100], ["100 %"]),
        # One page of a thousand is given 1 of 101 hundredths, that it can be seen.
        ((999, 1, 0), [100 * 99.9 / 100.9, 100 / 100.9], ["over 99 %", "under 1 %"]),
    ],
)
def test_the_bar_is_as_long_as_all_pages_and_shows_even_one(pages, widths, shares):
    text, ocr, blank = pages
    bar = view(report(paper(), text_pages=text, ocr_pages=ocr, blank_pages=blank), Chosen()).bar
    assert [segment.width for segment in bar] == pytest.approx(widths, abs=0.001)
    assert [segment.start for segment in bar] == pytest.approx(
        [sum(widths[:at]) for at in range(len(widths))], abs=0.001
    )
    assert [segment.share.replace("\u00a0", " ") for segment in bar] == shares


# Choosing and paging


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "2 files not read, 2 papers read."),
        ("?outcome=read&how=", "2 papers read."),
        ("?outcome=failed", "2 files not read."),
        ("?outcome=password", "1 file not read."),
        ("?how=ocr", "1 paper read."),
        ("?outcome=failed&how=ocr", "Nothing fits."),
        ("?outcome=nonsense", "Nothing fits."),
        ("?how=%3Cscript%3E&page=-1", "Nothing fits."),
    ],
)
def test_files_are_chosen_by_outcome_and_by_how_they_were_read(show, query, found):
    page = show(report(paper(1), paper(2, how=How.OCR), failed=(EMPTY, LOCKED)), query)
    assert found in text_of(page)
    assert ("Show all" in page) == ("=" in query)


def test_the_form_keeps_what_was_chosen(show):
    page = show(report(paper(), failed=(LOCKED,)), "?outcome=password&how=ocr")
    assert re.findall(r'<option value="(\w+)" selected>', page) == ["password", "ocr"]


def test_fifty_are_shown_at_a_time_the_failed_before_the_papers():
    of = report(*(paper(number) for number in range(100)), failed=(EMPTY, LOCKED))
    screens = [view(of, Chosen(screen=screen)) for screen in (1, 2, 3)]
    assert [(len(each.failed), len(each.papers), each.screens) for each in screens] == [
        (2, 48, 3),
        (0, 50, 3),
        (0, 2, 3),
    ]
    titles = [row.title for each in screens for row in each.papers]
    assert titles == [f"Report {number}" for number in range(100)]


@pytest.mark.parametrize(("asked", "shown"), [(-3, 1), (0, 1), (2, 2), (99, 2)])
def test_a_screen_that_there_is_none_of_is_the_nearest(asked, shown):
    of = report(*(paper(number) for number in range(51)))
    assert view(of, Chosen(screen=asked)).chosen.screen == shown


def test_the_pager_keeps_the_choice(show):
    of = report(*(paper(number) for number in range(101)), failed=(LOCKED,))
    page = show(of, "?outcome=read&how=text&page=2")
    assert "2 of 3" in page
    assert '<a rel="prev" href="/reading?outcome=read&amp;how=text&amp;page=1">' in page
    assert '<a rel="next" href="/reading?outcome=read&amp;how=text&amp;page=3">' in page
    assert "1 of" not in text_of(show(report(paper()), "?page=99999999999999999999999"))


# Hostile names


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (HOSTILE, HOSTILE),
        ("minutes\u202efdp.exe", "minutes\\u202efdp.exe"),
        ("two\nlines\x1b[2J.pdf", "two\\nlines\\x1b[2J.pdf"),
        ("n" * 255, "n" * 255),
    ],
)
def test_a_hostile_name_is_shown_spelt_out_and_never_run(show, name, shown):
    failed = FailedFile(name, Outcome.REFUSED, f"{name} is damaged. Fetch it again.")
    hostile = paper(title=name, files=(name, name), notes=(f"Page 1 of {name} is blank.",))
    page = show(report(hostile, failed=(failed,)))
    body = page.split("<main")[1]
    assert shown in text_of(body)
    assert "<script" not in body
    assert "<img" not in body
    for hidden in ("\x1b", "\u202e"):
        assert hidden not in re.sub(r"<bdi>.*?</bdi>", "", body, flags=re.DOTALL)
