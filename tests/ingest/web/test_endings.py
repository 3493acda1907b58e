"""What a fetched paper is, by its server's word and its address."""

import pytest

from ingest.errors import PaperRefused
from ingest.readers import SUFFIXES
from ingest.web.endings import ending_of, known_ending

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("content_type", "names", "ending"),
    [
        ("application/pdf", ["minutes.pdf"], ".pdf"),
        ("Application/PDF; qs=0.001", ["mgConvert2PDF.aspx"], ".pdf"),
        (DOCX, ["", "download"], ".docx"),
        ("application/vnd.oasis.opendocument.text", [], ".odt"),
        ("text/rtf", [], ".rtf"),
        ("text/html; charset=utf-8", ["decisions"], ".html"),
        ("text/html", ["page.htm"], ".htm"),
        ("application/xhtml+xml", [""], ".html"),
        ("text/plain", ["notes"], ".txt"),
        ("text/plain", ["budget.csv"], ".csv"),
        ("text/plain", ["notes.md"], ".md"),
        ("text/csv", ["download.aspx"], ".csv"),
        ("application/vnd.ms-excel", ["spend.csv"], ".csv"),
        ("application/octet-stream", ["MINUTES.PDF"], ".pdf"),
        ("application/zip", ["report.docx"], ".docx"),
        ("", ["report.odt"], ".odt"),
        ("application/octet-stream", ["", "page", "report.pdf"], ".pdf"),
        ("application/pdf", ["report.docx"], ".pdf"),  # the server knows what it sends
    ],
)
def test_a_paper_gets_the_ending_of_what_it_is(content_type, names, ending):
    assert ending_of(content_type, names) == ending


@pytest.mark.parametrize(
    ("content_type", "names"),
    [
        ("image/png", ["logo.png"]),
        ("image/png", ["minutes.pdf"]),
        ("application/octet-stream", ["setup.exe"]),
        ("application/octet-stream", []),
        ("", ["index.php"]),
        ("application/zip", ["papers.zip"]),
        ("application/json", []),
        ("application/vnd.ms-excel", ["spend.xls"]),
    ],
)
def test_what_is_no_paper_is_refused(content_type, names):
    with pytest.raises(PaperRefused, match="not a paper of a kind that is read"):
        ending_of(content_type, names)


def test_a_web_page_in_a_papers_place_is_refused():
    with pytest.raises(PaperRefused, match=r"A web page came where the address promises a \.pdf file"):
        ending_of("text/html; charset=utf-8", ["minutes.pdf"])


def test_every_kind_that_is_read_can_be_fetched():
    assert {known_ending(f"paper{suffix}") for suffix in SUFFIXES} == SUFFIXES
