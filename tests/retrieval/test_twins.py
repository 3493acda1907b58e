"""A paper that an office keeps both as Word and as PDF answers once."""

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from ingest.pipeline import ingest
from ingest.store import Store
from retrieval.library import Library
from retrieval.same_texts import likeness, word_pairs
from tests.support.papers import text_paper
from tests.support.stand_in_cross_encoder import StandInCrossEncoder
from tests.support.stand_in_encoder import StandInEncoder

TITLE = "Women in justice: action plan of the Fenshire Board"
SECTIONS = {
    "Housing": "Ten homes in Sedgeford are let to women who leave prison, and a worker visits each of them "
    "once a week for the first six months. The grant of £42,000 is paid for a second year, and the Board "
    "looks at its use in the spring.",
    "Health": "A clinic for mental health opens at the women's centre in Fenmouth on two days a week. The "
    "trust provides the nurses, and the Commissioner provides the rooms, the reception and the crèche, at a "
    "cost of £17,500 a year.",
    "Courts": "A link worker sits with the magistrates on every remand day. She writes to the defence and "
    "to the probation service before the hearing, so that a place at the centre can be offered in place of "
    "custody.",
    "Training": "Every custody sergeant is trained in the needs of women before the end of March. The "
    "training is led by women who have been in custody themselves, and it is repeated for new staff each "
    "quarter.",
    "Review": "The Board reviews this plan once a year, publishes what was done of each action, and says of "
    "those that were not done why that is so and what happens next.",
}


def as_word(folder: Path) -> None:
    paper = docx.Document()
    paper.add_heading(TITLE, 0)
    for heading, words in SECTIONS.items():
        paper.add_heading(heading, 1)
        paper.add_paragraph(words)
    paper.save(str(folder / "action-plan.docx"))


def as_pdf(folder: Path) -> None:
    styles = getSampleStyleSheet()
    story = [Paragraph(TITLE, styles["Title"])]
    for heading, words in SECTIONS.items():
        story += [Paragraph(heading, styles["Heading1"]), Paragraph(words, styles["BodyText"])]
    SimpleDocTemplate(str(folder / "action-plan.pdf"), pagesize=A4, invariant=True).build(story)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    papers = tmp_path / "papers"
    text_paper(papers, "other.txt", "The Panel noted the report on the roads of Fenshire.")
    as_word(papers)
    as_pdf(papers)
    report = ingest([papers], tmp_path / "data", encoder=StandInEncoder())
    assert [file.outcome.value for file in report.files] == ["read"] * 3
    opened = Library(Store(tmp_path / "data"), StandInEncoder(), StandInCrossEncoder())
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("homes for women who leave prison", "Ten homes in Sedgeford"),
        ("clinic for mental health", "A clinic for mental health"),
        ("link worker in court", "A link worker sits"),
        ("training of custody sergeants", "Every custody sergeant"),
    ],
)
def test_a_paper_as_word_and_as_pdf_gives_one_hit(library: Library, query: str, words: str) -> None:
    hits = library.search(query, k=20).hits
    assert sum(words in hit.text for hit in hits) == 1
    assert words in hits[0].text


def test_no_two_hits_of_the_twins_say_the_same(library: Library) -> None:
    texts = [word_pairs(hit.text) for hit in library.search("women in custody and the Board", k=20).hits]
    assert max(likeness(mine, other) for i, mine in enumerate(texts) for other in texts[:i]) < 0.8


def test_an_answer_says_it_once(library: Library) -> None:
    answer = library.ask("how much is the grant for homes for women who leave prison")
    assert sum("£42,000" in claim.text for claim in answer.claims) <= 1
