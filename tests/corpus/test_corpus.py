"""The sample papers say what their sources say, and the questions can be answered from them."""

import json
import re
from functools import cache

import pytest
from pypdf import PdfReader

from corpus.build import CORPUS, build, extracted_text, paper_names, read_source
from tests.support.matching import CELLS_BETWEEN, says

QUESTIONS = [
    json.loads(line) for line in (CORPUS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
ANSWERABLE = [question for question in QUESTIONS if not question.get("abstain")]
UNANSWERABLE = [question for question in QUESTIONS if question.get("abstain")]


@cache
def page_texts(name: str) -> tuple[str, ...]:
    return tuple(extracted_text(CORPUS / f"{name}.pdf"))


def paper_text(name: str) -> str:
    return "\n".join(page_texts(name))


def gap_of(question: dict) -> int:
    return CELLS_BETWEEN if question["kind"] == "table" else 0


@pytest.mark.parametrize("name", paper_names())
class TestPaper:
    def test_first_page_says_it_is_a_restatement(self, name):
        first = page_texts(name)[0]
        assert says(first, "Restatement for demonstration. This paper restates")
        assert says(first, "The paper that the office published is the official one")

    def test_has_title_author_and_outline(self, name):
        reader = PdfReader(CORPUS / f"{name}.pdf")
        assert reader.metadata.title == read_source(name).settings["title"]
        assert reader.metadata.author
        assert reader.outline

    def test_rebuild_says_the_same(self, name, tmp_path):
        rebuilt = tmp_path / f"{name}.pdf"
        build(name, rebuilt)
        assert extracted_text(rebuilt) == extracted_text(CORPUS / f"{name}.pdf")

    def test_every_sign_is_extracted(self, name):
        text = "".join(extracted_text(CORPUS / f"{name}.pdf"))
        assert set(text) - set("£°–‘’“”•\n") <= {chr(code) for code in range(0x20, 0x7F)}


def test_every_pdf_has_a_source():
    assert sorted(path.stem for path in CORPUS.glob("*.pdf")) == paper_names()


def test_scanned_page_is_a_picture_without_text():
    page = PdfReader(CORPUS / "norfolk-decision-2021-28.pdf").pages[-1]
    assert len(page.images) == 1
    assert page.images[0].image.mode == "L"
    assert not page.extract_text().strip()


def test_pack_numbers_its_pages_from_the_first_report():
    reader = PdfReader(CORPUS / "staffordshire-panel-2018-04-23.pdf")
    assert len(reader.pages) >= 15
    assert reader.page_labels[:3] == ["i", "ii", "1"]
    assert says(reader.pages[2].extract_text(), "Minutes of the meeting held on 29 January 2018")
    for label, page in list(zip(reader.page_labels, reader.pages, strict=True))[2:]:
        assert f"Page {label}\n" in page.extract_text()


def test_pack_front_sheet_gives_the_pages_of_its_reports():
    reader = PdfReader(CORPUS / "staffordshire-panel-2018-04-23.pdf")
    printed = re.findall(r"\(Pages? (\d+)(?: - (\d+))?\)", reader.pages[0].extract_text())
    ranges = [(int(first), int(last or first)) for first, last in printed]
    assert len(ranges) == 6
    assert ranges[0][0] == 1
    assert [first for first, _ in ranges[1:]] == [last + 1 for _, last in ranges[:-1]]
    assert ranges[-1][1] == int(reader.page_labels[-1])


def test_question_ids_are_unique():
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS)


def test_there_are_enough_questions():
    assert len(QUESTIONS) >= 44
    assert len(UNANSWERABLE) >= 12


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question["id"])
def test_evidence_is_in_the_papers(question):
    assert question["evidence"]
    assert question["answer"]
    assert set(question["documents"]) <= set(paper_names())
    papers = [paper_text(name) for name in question["documents"]]
    for alternatives in question["evidence"]:
        assert any(says(paper, snippet, gap_of(question)) for snippet in alternatives for paper in papers)


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question["id"])
def test_every_snippet_and_every_document_counts(question):
    """No alternative stands in none of the papers; no paper holds none of the evidence."""
    papers = {name: paper_text(name) for name in question["documents"]}
    snippets = [snippet for alternatives in question["evidence"] for snippet in alternatives]
    for snippet in snippets:
        assert any(says(paper, snippet, gap_of(question)) for paper in papers.values()), snippet
    for name, paper in papers.items():
        assert any(says(paper, snippet, gap_of(question)) for snippet in snippets), name


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question["id"])
def test_answer_words_are_in_the_papers(question):
    papers = [paper_text(name) for name in question["documents"]]
    for alternatives in question["answer"]:
        assert any(says(paper, words) for words in alternatives for paper in papers), alternatives


@pytest.mark.parametrize(
    "question",
    [question for question in ANSWERABLE if "page" in question],
    ids=lambda question: question["id"],
)
def test_page_holds_the_first_evidence(question):
    page = page_texts(question["documents"][0])[question["page"] - 1]
    assert any(says(page, snippet, gap_of(question)) for snippet in question["evidence"][0])


@pytest.mark.parametrize("question", UNANSWERABLE, ids=lambda question: question["id"])
def test_unanswerable_questions_have_no_evidence(question):
    assert question["kind"] == "abstain"
    assert not question["documents"]
    assert not question["evidence"]
    assert not question["answer"]
    papers = [paper_text(name) for name in paper_names()]
    for refutation in question.get("evidence_ok", []):
        assert any(says(paper, refutation) for paper in papers)
